package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// No estimator can fit a part of the model.
  package static let modelUnsupported: Self = "model.unsupported"
}
