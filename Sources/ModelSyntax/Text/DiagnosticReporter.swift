package import Messages

/// A reader of a model text that collects what it finds.
package protocol DiagnosticReporter {
  /// The findings so far.
  var diagnostics: [Diagnostic] { get set }
}

extension DiagnosticReporter {
  /// Reports an error.
  package mutating func fail(
    _ code: LatentError.Code, _ message: String, remedy: String = "",
    at range: SourceRange?
  ) {
    diagnostics.append(
      Diagnostic(code: code, message: message, remedy: remedy, range: range))
  }

  /// Reports a warning.
  package mutating func warn(
    _ code: LatentError.Code, _ message: String, remedy: String = "",
    at range: SourceRange?
  ) {
    diagnostics.append(
      Diagnostic(
        severity: .warning, code: code, message: message, remedy: remedy,
        range: range))
  }
}
