public import Messages

/// An error or warning at a place in a model text.
public struct Diagnostic: Sendable, Hashable {
  /// Its severity.
  public enum Severity: String, Sendable, Hashable {
    /// The model cannot be used.
    case error
    /// The model can be used; the reader should know.
    case warning
  }
  /// Its severity.
  public var severity: Severity
  /// A stable code such as `syntax.unexpected-token`.
  public var code: LatentError.Code
  /// The fault, in one sentence.
  public var message: String
  /// The remedy: one sentence, or empty.
  public var remedy: String
  /// The place, if there is one in the text.
  public var range: SourceRange?

  /// Makes a diagnostic.
  public init(
    severity: Severity = .error, code: LatentError.Code, message: String,
    remedy: String = "", range: SourceRange?
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.remedy = remedy
    self.range = range
  }
}

/// One or more errors found in a model text.
public struct ModelSyntaxError: Error, Sendable {
  /// The diagnostics, in the order of the text.
  public var diagnostics: [Diagnostic]
  /// The text in which it was found.
  public var source: SourceText

  /// Makes an error from diagnostics.
  public init(diagnostics: [Diagnostic], source: SourceText) {
    self.diagnostics = diagnostics
    self.source = source
  }
}
