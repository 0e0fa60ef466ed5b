import Messages
import RequestSettings
import Requests

extension CommandArguments {
  /// The format of results: that of `--format`, of the ending of `--output`, or
  /// text.
  ///
  /// - Throws: `InputError` for a format that there is not.
  func outputFormat() throws -> OutputFormat {
    guard let name = self["format"] else {
      return self["output"].flatMap { OutputFormat(ending: $0) } ?? .text
    }
    return try InputError.naming("format") {
      guard let format = OutputFormat(rawValue: name) else {
        throw InputError.unknown(
          "format", name, among: OutputFormat.allCases.map(\.rawValue))
      }
      return format
    }
  }

  /// The file that an option names for a result; `nil` for none, and for `-`.
  func outputFile(_ option: String) -> OutputFile? {
    guard let path = self[option], path != "-" else { return nil }
    return OutputFile(
      file: WrittenFile(path, .result, isNamedByModel: false))
  }
}

extension InputError {
  /// Makes errors of the library about an option those of the command.
  ///
  /// - Throws: `InputError` in place of a `LatentError` that names an option;
  ///   all else as `body` throws it.
  static func namingOption<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as LatentError {
      guard let option = error.option else { throw error }
      throw InputError(
        message: error.message, help: error.remedy, option: option)
    }
  }
}
