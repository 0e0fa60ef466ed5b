package import Messages

/// The codes of the target's errors.
extension LatentError.Code {
  /// The template is not a document that styles can be taken from.
  package static let requestTemplate: Self = "request.template"
}
