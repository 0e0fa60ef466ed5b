import Latent
import Messages

/// Input that is wrong, with what to do about it.
struct InputError: Error, Hashable {
  /// What is wrong, one sentence.
  var message: String
  /// What to do about it: sentences, or empty.
  var help: String = ""
  /// The file, and the line if there is one, or empty.
  var place: String = ""

  /// The lines that stderr shows.
  var text: String {
    let start = place.isEmpty ? "latent" : place
    return "\(start): error: \(message)"
      + (help.isEmpty ? "" : "\nhelp: \(help)")
  }

  /// Reads the value of an option, and names the option in errors.
  ///
  /// - Parameters:
  ///   - option: The option's name without dashes.
  ///   - read: Reads the value.
  /// - Returns: What the value means.
  /// - Throws: `InputError` for a wrong one.
  static func naming<Value>(_ option: String, _ read: () throws -> Value)
    throws -> Value
  {
    do {
      return try read()
    } catch let error as InputError {
      throw InputError(
        message: "--\(option): \(error.message)", help: error.help)
    }
  }

  /// A value or name that is none of those possible.
  static func unknown(
    _ what: String, _ value: String, among known: [String]
  ) -> InputError {
    var help = "Expected \(listing(known, conjunction: "or"))."
    if let near = NearestName.find(value, in: known) {
      help = "Did you mean `\(near)`? " + help
    }
    let shown = value.count > 60 ? "\(value.prefix(57))..." : value
    return InputError(message: "Unknown \(what) `\(shown)`.", help: help)
  }
}

/// The library's errors about input, and how the command shows them.
protocol ExpectedError: Error {
  /// The lines that stderr shows.
  var commandText: String { get }
}

extension ModelSyntaxError: ExpectedError {
  var commandText: String { description }
}

extension DataError: ExpectedError {
  var commandText: String {
    var place = file ?? ""
    if !place.isEmpty, let line { place += ":\(line)" }
    return InputError(
      message: message, help: OptionReferences.flags(in: remedy), place: place
    ).text
      + " [\(code.rawValue)]"
  }
}

extension LatentError: ExpectedError {
  var commandText: String {
    switch kind {
    case .syntax: return description
    case .data, .fit:
      var place = file ?? ""
      if !place.isEmpty, let line { place += ":\(line)" }
      return InputError(
        message: message, help: OptionReferences.flags(in: remedy), place: place
      ).text + " [\(code)]"
    }
  }
}
