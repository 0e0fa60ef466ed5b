/// An error in a model text, in data, in a fit of the two, or in what is asked
/// for, worded so that a person or a program can act on it.
public struct LatentError: Error, Sendable, Hashable {
  /// The kinds of errors.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// A model text that cannot be read, or has no meaning.
    case syntax
    /// Data that cannot be used.
    case data
    /// A fit, or a question about one, that cannot be made.
    case fit
    /// A request that is wrong: an option by itself or beside others, or a file
    /// that it names.
    case request
    /// A request that was ended before it had a result.
    case cancellation
  }

  /// The stable name of an error, such as `model.not-identified`.
  ///
  /// Documentation/ErrorCodes.md lists them; those that programs act on have
  /// public constants, others compare with their text.
  public struct Code: RawRepresentable, Sendable, Hashable, Codable {
    /// The text.
    public let rawValue: String

    /// Takes a text.
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  /// The kind of the error.
  public var kind: Kind
  /// The name that programs know the error by.
  public var code: Code
  /// The fault, in one sentence.
  public var message: String
  /// The remedy, or empty.
  public var remedy: String
  /// The file, or the name of the model text, if the error is about one.
  public var file: String?
  /// The line there, from 1.
  public var line: Int?
  /// The column there in characters, from 1; of model texts.
  public var column: Int?
  /// The place in a model text as a range of UTF-8 offsets.
  public var range: Range<Int>?
  /// The option of a request whose value is wrong, without dashes.
  public var option: String?
  /// Further errors of the same model text, in its order.
  public var others: [LatentError] = []
  /// The text with carets under its faults.
  private var excerpt: String?

  /// Makes an error of a fit.
  ///
  /// - Parameters:
  ///   - code: A stable code.
  ///   - message: The fault, in one sentence.
  ///   - remedy: The remedy.
  package init(code: Code, message: String, remedy: String) {
    self.init(kind: .fit, code: code, message: message, remedy: remedy)
  }

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - code: A stable code.
  ///   - message: The fault, in one sentence.
  ///   - remedy: The remedy, or empty.
  ///   - file: The file, if there is one.
  ///   - line: The line in the file, from 1.
  package init(
    kind: Kind, code: Code, message: String, remedy: String,
    file: String? = nil, line: Int? = nil
  ) {
    self.kind = kind
    self.code = code
    self.message = message
    self.remedy = remedy
    self.file = file
    self.line = line
  }

  /// Makes an error of a model text from all its faults.
  ///
  /// - Parameters:
  ///   - first: The first fault.
  ///   - others: The other faults.
  ///   - excerpt: The text with carets under its faults.
  package init(
    _ first: LatentError, others: some Sequence<LatentError>, excerpt: String
  ) {
    self = first
    self.others = Array(others)
    self.excerpt = excerpt
  }
}

extension LatentError {
  /// An error of data.
  ///
  /// - Parameters:
  ///   - code: A stable code.
  ///   - message: The fault, in one sentence.
  ///   - remedy: The remedy, or empty.
  ///   - file: The file, if there is one.
  ///   - line: The line in the file, from 1.
  /// - Returns: The error.
  package static func data(
    _ code: Code, _ message: String, remedy: String = "",
    file: String? = nil, line: Int? = nil
  ) -> LatentError {
    LatentError(
      kind: .data, code: code, message: message, remedy: remedy, file: file,
      line: line)
  }
}

extension LatentError.Code: ExpressibleByStringLiteral {
  /// Takes a text.
  public init(stringLiteral text: String) { self.init(rawValue: text) }
}

extension LatentError.Code: CustomStringConvertible {
  /// The text.
  public var description: String { rawValue }
}

extension LatentError: CustomStringConvertible {
  /// The place, the message and the remedy in one line; of a model text every
  /// error, with its line and a caret.
  public var description: String {
    if let excerpt { return excerpt }
    var text = ""
    if let file { text += file + ":" }
    if let line { text += "\(line):" }
    if !text.isEmpty { text += " " }
    if let option { text += "`\(option)`: " }
    text += message
    if !remedy.isEmpty { text += " " + remedy }
    return TerminalText.line(text)
  }
}
