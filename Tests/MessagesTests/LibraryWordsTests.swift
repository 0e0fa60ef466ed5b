import Foundation
import TestSupport
import Testing

/// Messages of the library name options by their names; the command makes
/// flags of these.
@Suite struct LibraryWordsTests {
  /// The lines of all targets but the programs', without comments; `Clusters`
  /// writes scripts for shells, which have flags.
  private static func lines() throws -> [(place: String, text: String)] {
    let root = repositoryURL.appending(path: "Sources")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    var lines: [(String, String)] = []
    for path in paths
    where path.hasSuffix(".swift") && !path.hasPrefix("LatentCommand/")
      && !path.hasPrefix("DataFileProgram/") && !path.hasPrefix("Clusters/")
    {
      let text = try String(
        contentsOf: root.appending(path: path), encoding: .utf8)
      for (number, line) in text.split(
        separator: "\n", omittingEmptySubsequences: false
      ).enumerated() {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//") else { continue }
        lines.append(("\(path):\(number + 1)", String(code)))
      }
    }
    return lines
  }

  @Test func noFlags() throws {
    let lines = try Self.lines()
    #expect(lines.count > 10_000)
    let flag = /(^|[^-])--[a-z]/
    for (place, text) in lines where text.contains(flag) {
      Issue.record("\(place): \(text)")
    }
  }
}
