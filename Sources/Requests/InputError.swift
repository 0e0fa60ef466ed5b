public import Messages
package import ModelSyntax

/// Input that is wrong, with what to do about it.
public struct InputError: Error, Sendable, Hashable {
  /// What is wrong, one sentence.
  public var message: String
  /// What to do about it: sentences, or empty.
  public var help: String
  /// The file, and the line if there is one, or empty.
  public var place: String
  /// The option whose value is wrong, without dashes, or empty.
  public var option: String

  /// Makes an error.
  public init(
    message: String, help: String = "", place: String = "", option: String = ""
  ) {
    self.message = message
    self.help = help
    self.place = place
    self.option = option
  }
}

extension InputError {
  /// The lines that people see.
  package var text: String {
    let start = place.isEmpty ? "latent" : place
    let subject = option.isEmpty ? "" : "--\(option): "
    return Self.line("\(start): error: \(subject)\(message)")
      + (help.isEmpty ? "" : "\n" + Self.line("help: \(help)"))
  }

  /// One line; what is longer than paths are is cut.
  private static func line(_ text: String) -> String {
    TerminalText.line(ShortenedText.words(of: text, to: 400))
  }

  /// Reads the value of an option, and names the option in errors.
  ///
  /// - Parameters:
  ///   - option: The option's name without dashes.
  ///   - read: Reads the value.
  /// - Returns: What the value means.
  /// - Throws: `InputError` for a wrong one.
  package static func naming<Value>(
    _ option: String, _ read: () throws -> Value
  ) throws -> Value {
    do {
      return try read()
    } catch var error as InputError {
      error.option = option
      throw error
    }
  }

  /// A value or name that is none of those possible.
  package static func unknown(
    _ what: String, _ value: String, among known: [String]
  ) -> InputError {
    var help = "Expected \(listing(known, conjunction: "or"))."
    if let near = NearestName.find(value, in: known) {
      help = "Did you mean `\(near)`? " + help
    }
    let shown = ShortenedText.beginning(of: value, to: 60)
    return InputError(message: "Unknown \(what) `\(shown)`.", help: help)
  }
}

/// Errors about input, and how the command shows them.
package protocol ExpectedError: Error {
  /// The lines that stderr shows.
  var commandText: String { get }
}

extension InputError: ExpectedError {
  package var commandText: String { text }
}

extension ModelSyntaxError: ExpectedError {
  package var commandText: String {
    var shown = self
    for index in shown.diagnostics.indices {
      let isOfFrontMatter =
        shown.diagnostics[index].code.hasPrefix("front-matter.")
      shown.diagnostics[index].remedy = OptionReferences.flags(
        in: shown.diagnostics[index].remedy, ofFrontMatter: isOfFrontMatter)
    }
    return shown.description
  }
}

extension LatentError: ExpectedError {
  package var commandText: String {
    switch kind {
    case .syntax:
      return OptionReferences.flags(in: description, ofFrontMatter: true)
    case .data, .fit:
      var place = file ?? ""
      if !place.isEmpty, let line { place += ":\(line)" }
      return InputError(
        message: message, help: OptionReferences.flags(in: remedy), place: place
      ).text + " [\(code)]"
    }
  }
}
