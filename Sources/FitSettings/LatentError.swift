package import ModelSyntax
package import TableReading

/// An error in a model text, in data, or in a fit of the two, worded so that a
/// person or a program can act on it.
public struct LatentError: Error, Sendable, Hashable {
  /// The kinds of errors.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// A model text that cannot be read, or has no meaning.
    case syntax
    /// Data that cannot be used.
    case data
    /// A fit, or a question about one, that cannot be made.
    case fit
  }

  /// The kind of the error.
  public var kind: Kind
  /// A stable code such as `model.not-identified`.
  public var code: String
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
  package init(code: String, message: String, remedy: String) {
    kind = .fit
    self.code = code
    self.message = message
    self.remedy = remedy
  }

  /// Wraps an error of data.
  package init(_ error: DataError) {
    self.init(
      code: error.code.rawValue, message: error.message, remedy: error.remedy)
    kind = .data
    file = error.file
    line = error.line
  }

  /// Wraps the errors of a model text.
  package init(_ error: ModelSyntaxError) {
    let problems = error.diagnostics.filter { $0.severity == .error }.map {
      LatentError($0, in: error.source)
    }
    guard let first = problems.first else {
      self.init(
        code: "syntax.unknown", message: "The model text cannot be read.",
        remedy: "")
      kind = .syntax
      return
    }
    self = first
    others = Array(problems.dropFirst())
    excerpt = error.description
  }

  private init(_ diagnostic: Diagnostic, in source: SourceText) {
    self.init(
      code: diagnostic.code, message: diagnostic.message,
      remedy: diagnostic.remedy)
    kind = .syntax
    file = source.name
    guard let place = diagnostic.range else { return }
    let position = source.position(at: place.lowerBound)
    line = position.line
    column = position.column
    range = place.lowerBound..<max(place.lowerBound, place.upperBound)
  }

  /// Takes any error of the library.
  ///
  /// - Parameter error: An error that a function of the library throws.
  package init(_ error: any Error) {
    switch error {
    case let error as LatentError: self = error
    case let error as DataError: self.init(error)
    case let error as ModelSyntaxError: self.init(error)
    default:
      preconditionFailure("an error of an unknown kind: \(error)")
    }
  }
}

extension LatentError: CustomStringConvertible {
  /// The place, the message and the remedy; of a model text every error, with
  /// its line and a caret.
  public var description: String {
    if let excerpt { return excerpt }
    var text = ""
    if let file { text += file + ":" }
    if let line { text += "\(line):" }
    if !text.isEmpty { text += " " }
    text += message
    if !remedy.isEmpty { text += " " + remedy }
    return text
  }
}

/// The errors of fits and of questions about them.
public typealias FitError = LatentError
