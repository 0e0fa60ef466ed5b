import DocumentTestSupport
import Foundation
import Testing

@testable import LatentCommand
@testable import RequestSettings

/// The tables of options in Documentation/CommandLine.md tell the defaults of
/// the options.
///
/// `LATENT_WRITE_DOCUMENTS=1 swift test --filter CommandLineDocumentTests`
/// writes the last column.
@Suite struct CommandLineDocumentTests {
  private static let head = "| Option | Value | Without it |"

  @Test func defaultsAreThoseOfTheOptions() throws {
    let url = GeneratedText.documentation.appending(path: "CommandLine.md")
    var lines = try String(contentsOf: url, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    var analysis: [Setting] = []
    var seen: Set<String> = []
    var isTable = false
    for (number, line) in lines.enumerated() {
      if line.hasPrefix("## latent ") {
        let name = line.split(separator: " ")[2]
        analysis = CommandDescription.named(String(name))?.settings ?? []
      }
      if line == Self.head {
        isTable = true
        continue
      }
      isTable = isTable && line.hasPrefix("|")
      guard isTable, !line.hasPrefix("| ---") else { continue }
      let cells = line.split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      let names = cells[0].split(separator: ", ").map {
        $0.filter { $0 != "`" }.dropFirst(2)
      }
      // Rows of several options, described in words.
      if names.contains(where: { $0.contains(" ") }) { continue }
      for name in names {
        let setting = try #require(
          analysis.first { $0.name == name }
            ?? Analysis.allCases.flatMap(\.settings).first { $0.name == name },
          "line \(number + 1): --\(name)")
        seen.insert(setting.name)
        let before = "If not given: "
        let words =
          setting.isRequired
          ? "required"
          : String(
            OptionReferences.flags(
              in: before + (setting.usual?.words ?? ""), .all, between: "`"
            ).dropFirst(before.count))
        let cell = words.isEmpty ? "| |" : "| \(words) |"
        if GeneratedText.writes {
          lines[number] =
            "| " + cells.prefix(2).joined(separator: " | ") + " " + cell
        } else {
          #expect(line.hasSuffix(" " + cell), "line \(number + 1)")
        }
      }
    }
    #expect(seen.count > 60)
    if GeneratedText.writes {
      try lines.joined(separator: "\n").write(
        to: url, atomically: true, encoding: .utf8)
    }
    // Options without an object are read, and no more.
    for setting in Setting.all
    where Setting.withoutObject[setting.name] == nil {
      #expect(seen.contains(setting.name), "\(setting.name)")
    }
  }
}
