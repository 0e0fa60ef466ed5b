import Latent
import Messages
import ModelSyntax
import RequestSettings

/// The words of the library as the command shows them.
enum CommandText {
  /// The lines that stderr shows of an error about input.
  ///
  /// - Parameter error: The error.
  /// - Returns: The lines; `nil` for errors of other kinds.
  static func lines(of error: any Error) -> String? {
    switch error {
    case let error as InputError: text(of: error)
    case let error as ModelSyntaxError: text(of: error)
    case let error as LatentError: text(of: error)
    default: nil
    }
  }

  /// A warning with options as flags.
  ///
  /// - Parameter warning: The warning in the library's words.
  /// - Returns: The lines that stderr shows.
  static func warning(_ warning: String) -> String {
    OptionReferences.flags(in: warning, .valued)
  }

  /// The explanation of an option in help.
  ///
  /// - Parameter setting: The option.
  /// - Returns: One or a few sentences.
  static func help(of setting: Setting) -> String { label(setting.help) }

  /// A text of the table of options without backticks.
  ///
  /// - Parameter text: The text in the library's words.
  /// - Returns: The text with options as flags.
  static func label(_ text: String) -> String {
    OptionReferences.flags(in: text, .all).filter { $0 != "`" }
  }

  private static func text(of error: InputError) -> String {
    lines(
      OptionReferences.flags(in: error.message, .marked),
      OptionReferences.flags(in: error.help, .marked), place: error.place,
      option: error.option, code: error.code)
  }

  private static func text(of error: ModelSyntaxError) -> String {
    var shown = error
    for index in shown.diagnostics.indices {
      let code = shown.diagnostics[index].code.rawValue
      let isOfFrontMatter = ["front-matter.", "option."]
        .contains(where: code.hasPrefix)
      shown.diagnostics[index].remedy = OptionReferences.flags(
        in: shown.diagnostics[index].remedy,
        isOfFrontMatter ? .frontMatter : .named)
    }
    return shown.description
  }

  private static func text(of error: LatentError) -> String {
    switch error.kind {
    case .syntax:
      return OptionReferences.flags(in: error.description, .frontMatter)
    case .data, .fit, .request, .cancellation:
      var place = error.file ?? ""
      if !place.isEmpty, let line = error.line { place += ":\(line)" }
      return lines(
        OptionReferences.flags(in: error.message, .valued),
        OptionReferences.flags(in: error.remedy, .named), place: place,
        code: error.code)
    }
  }

  private static func lines(
    _ message: String, _ help: String, place: String, option: String = "",
    code: LatentError.Code?
  ) -> String {
    let start = place.isEmpty ? "latent" : place
    let subject = option.isEmpty || code != nil ? "" : "--\(option): "
    return line("\(start): error: \(subject)\(message)")
      + (help.isEmpty ? "" : "\n" + line("help: \(help)"))
      + (code.map { " [\($0)]" } ?? "")
  }

  /// One line; what is longer than paths are is cut.
  private static func line(_ text: String) -> String {
    TerminalText.line(ShortenedText.words(of: text, to: 400))
  }
}
