extension ModelSyntaxError {
  /// More diagnostics than anyone reads.
  package static let diagnosticLimit = 100

  /// The first diagnostics, errors before warnings if not all fit, and a line
  /// that counts the rest.
  ///
  /// - Parameter diagnostics: All of them, in the order to be shown.
  /// - Returns: At most `diagnosticLimit` of them, and the count.
  package static func limited(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard diagnostics.count > diagnosticLimit else { return diagnostics }
    let errors = diagnostics.filter { $0.severity == .error }
    guard errors.count > diagnosticLimit else { return errors }
    let hidden = errors.count - diagnosticLimit
    return errors.prefix(diagnosticLimit) + [
      Diagnostic(
        code: .syntaxTooManyErrors,
        message: "\(hidden) more errors are not shown.",
        remedy: "Check that this file is a model.", range: nil)
    ]
  }
}
