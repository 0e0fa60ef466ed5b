import Latent
import Messages
import RequestSettings

/// The manual page in the macros of man.
enum ManualPage {
  /// The page.
  static var text: String {
    var lines = [
      ".TH LATENT 1 \"\" \"latent \(LatentVersion.current)\" \"User Commands\"",
      ".SH NAME",
      "latent \\- structural equation modeling from text files",
      ".SH SYNOPSIS",
    ]
    let commands = CommandDescription.listed
    for command in commands {
      lines += [".B latent \(command.name)", arguments(of: command), ".br"]
    }
    lines.append(".SH DESCRIPTION")
    lines += paragraphs(HelpText.discussion)
    lines.append(".SH COMMANDS")
    for command in commands {
      lines.append(".SS latent \(command.name)")
      lines.append(escaped(command.abstract))
      lines += paragraphs(command.discussion, isFirst: false)
      for argument in command.arguments {
        lines += entry("<\(argument.name)>", argument.help)
      }
      let titles = command.sections.compactMap(\.title)
      if !titles.isEmpty {
        lines += [".PP", "Options: " + escaped(titles.joined(separator: ", "))]
      }
      lines += command.generalSettings.flatMap {
        entry(HelpText.label($0), CommandText.help(of: $0))
      }
    }
    lines.append(".SH OPTIONS")
    lines += paragraphs(
      "Every option takes a value. The options of a fit may stand in front "
        + "matter too.")
    for section in sections(commands) {
      lines.append(".SS \(escaped(section.title))")
      lines += section.settings.flatMap {
        entry(HelpText.label($0), CommandText.help(of: $0))
      }
    }
    lines += entry("--version", "Show the version.")
    lines += entry("-h, --help", "Show help information.")
    lines.append(".SH EXIT STATUS")
    for (status, meaning) in [
      ("0", "The fit converged."),
      (
        "1",
        "It did not, or a validation found "
          + "differences."
      ), ("2", "The input is wrong."),
      ("130", "Stopped by Ctrl-C."), ("143", "Stopped by SIGTERM."),
    ] {
      lines += entry(status, meaning)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Sections under titles, each once: conditions in parentheses are left
  /// out.
  private static func sections(
    _ commands: [CommandDescription]
  ) -> [(title: String, settings: [Setting])] {
    var result: [(title: String, settings: [Setting])] = []
    for section in commands.flatMap(\.sections) {
      guard let title = section.title?.prefix(while: { $0 != "(" }) else {
        continue
      }
      let name = SettingValue.trimmed(title)
      if !result.contains(where: { $0.title == name }) {
        result.append((name, section.settings))
      }
    }
    return result
  }

  private static func arguments(of command: CommandDescription) -> String {
    let words = HelpText.usage(of: command).split(separator: " ")
    return escaped(words.dropFirst(2).joined(separator: " "))
  }

  private static func entry(_ label: String, _ help: String) -> [String] {
    [".TP", ".B \(escaped(label))", escaped(help)]
  }

  /// Paragraphs, and examples line by line.
  private static func paragraphs(
    _ text: String, isFirst: Bool = true
  ) -> [String] {
    var lines: [String] = isFirst ? [] : [".PP"]
    var isExample = false
    for line in text.split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      let begins = line.hasPrefix(" ")
      if begins != isExample, !line.isEmpty {
        lines.append(begins ? ".nf" : ".fi")
        isExample = begins
      }
      lines.append(line.isEmpty ? ".PP" : escaped(String(line)))
    }
    if isExample { lines.append(".fi") }
    return lines
  }

  /// A text in which nothing is a command to roff.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "~": result += "\\(ti"
      case "^": result += "\\(ha"
      case "`": result += "\\(ga"
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") ? "\\&" + result : result
  }
}
