import Latent
import RequestSettings

/// The text of `latent help`.
struct HelpText {
  /// The widest line.
  private static let width = 79
  /// The column at which explanations begin.
  private static let column = 26

  /// The help of a command.
  static func text(of command: CommandDescription) -> String {
    var parts = [
      overview(command.abstract, command.discussion),
      "USAGE: " + usage(of: command),
    ]
    if !command.arguments.isEmpty {
      parts.append(
        section(
          "ARGUMENTS",
          command.arguments.map { (label: "<\($0.name)>", help: $0.help) }))
    }
    for part in command.sections {
      guard let title = part.title else { continue }
      parts.append(
        section(title.uppercased(), part.settings.map(Self.entry)))
    }
    parts.append(
      section("OPTIONS", command.generalSettings.map(Self.entry) + general))
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The help of `latent` itself.
  static var overviewText: String {
    let commands = CommandDescription.listed.map {
      (label: $0.name, help: $0.abstract)
    }
    return [
      overview("Structural equation modeling from text files.", discussion),
      "USAGE: latent <subcommand>",
      section("OPTIONS", general),
      section("SUBCOMMANDS", commands),
      "  See 'latent help <subcommand>' for detailed help.",
    ].joined(separator: "\n\n") + "\n"
  }

  /// The summary of `latent`, with examples.
  static let discussion = """
    A model is a text file in lavaan's syntax:

      visual  =~ x1 + x2 + x3     a latent variable and its indicators
      textual =~ x4 + x5 + x6
      textual ~ visual            a regression
      x1 ~~ x4                    a covariance

    Fit it to a table of cases (CSV, with a header of variable names):

      latent fit model.lav data.csv
      latent fit model.lav data.csv --group school --format json
      latent fit model.lav --cov covariances.csv --nobs 301

    Options may also stand in the model file, between two lines `---` at \
    its top, as `name: value`. `latent help fit` lists them.

    Exit codes: 0 the fit converged; 1 it did not; 2 the input is wrong; \
    130 stopped by Ctrl-C.
    """

  /// The usage of a command.
  static func usage(of command: CommandDescription) -> String {
    let required = command.settings.filter(\.isRequired)
    let others = command.settings.filter { !$0.isRequired }
    var words = ["latent", command.name]
    if others.count > 1 { words.append("[<options>]") }
    words += command.arguments.map { argument in
      let name = "<\(argument.name)>" + (argument.isRepeated ? " ..." : "")
      return argument.isOptional ? "[\(name)]" : name
    }
    words += required.map(label)
    if others.count == 1 { words.append("[\(label(others[0]))]") }
    return words.joined(separator: " ")
  }

  /// `--name <value>`.
  static func label(_ setting: Setting) -> String {
    "--\(setting.name) <\(setting.placeholder)>"
  }

  private static let general = [
    (label: "--version", help: "Show the version."),
    (label: "-h, --help", help: "Show help information."),
  ]

  private static func entry(_ setting: Setting) -> (label: String, help: String)
  {
    (label(setting), CommandText.help(of: setting))
  }

  private static func overview(
    _ abstract: String, _ discussion: String
  ) -> String {
    let lines = discussion.split(
      separator: "\n", omittingEmptySubsequences: false)
    return "OVERVIEW: \(abstract)\n\n"
      + lines.map { wrapped(String($0), indentation: 0) }
      .joined(separator: "\n")
  }

  private static func section(
    _ title: String, _ entries: [(label: String, help: String)]
  ) -> String {
    "\(title):\n" + entries.map(line).joined(separator: "\n")
  }

  /// A label and its explanation, below it where the label is long.
  private static func line(_ entry: (label: String, help: String)) -> String {
    let help = wrapped(entry.help, indentation: column)
    let label = "  " + entry.label
    if label.count >= column { return label + "\n" + help }
    return label + help.dropFirst(label.count)
  }

  /// A text with lines as wide as a terminal; lines that begin with blanks
  /// stay as they are.
  static func wrapped(_ text: String, indentation: Int) -> String {
    let margin = String(repeating: " ", count: indentation)
    guard !text.hasPrefix(" ") else { return margin + text }
    var lines: [String] = []
    var line = margin
    for word in text.split(separator: " ") {
      let isFirst = line.count == indentation
      if !isFirst, line.count + 1 + word.count > width {
        lines.append(line)
        line = margin + word
      } else {
        line += (isFirst ? "" : " ") + word
      }
    }
    lines.append(line)
    return lines.joined(separator: "\n")
  }
}
