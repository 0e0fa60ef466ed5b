package import Messages

/// Input that is wrong, with what to do about it, as the command and requests
/// know it; options stand in backticks, without dashes.
///
/// `AnalysisRequest` makes a `LatentError` of it.
package struct InputError: Error, Sendable, Hashable {
  /// The fault, in one sentence.
  package var message: String
  /// The remedy, in sentences; may be empty.
  package var help: String
  /// The file, and the line if there is one, or empty.
  package var place: String
  /// The option whose value is wrong, without dashes, or empty; the message of
  /// an error with a code names its options itself.
  package var option: String
  /// The name that programs know the error by; `nil` for a value or a file
  /// that is wrong by itself.
  package var code: LatentError.Code?

  /// Makes an error.
  package init(
    message: String, help: String = "", place: String = "", option: String = "",
    code: LatentError.Code? = nil
  ) {
    self.message = message
    self.help = help
    self.place = place
    self.option = option
    self.code = code
  }
}

extension LatentError {
  /// Makes the error that programs see of wrong input.
  ///
  /// - Parameter error: The input that is wrong.
  package init(_ error: InputError) {
    self.init(
      kind: .request, code: error.code ?? .requestInvalid,
      message: error.message, remedy: error.help,
      file: error.place.isEmpty ? nil : error.place)
    // The message of an error with a code names its options itself.
    if !error.option.isEmpty, error.code == nil { option = error.option }
  }
}

extension InputError: CustomStringConvertible {
  /// The place, the option, the message and the help, in one line.
  package var description: String {
    (place.isEmpty ? "" : "\(place): ")
      + (option.isEmpty || code != nil ? "" : "`\(option)`: ") + message
      + (help.isEmpty ? "" : " \(help)")
  }
}

extension InputError {
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
