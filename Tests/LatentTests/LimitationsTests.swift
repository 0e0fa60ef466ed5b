import FitSettings
import Foundation
import Resampling
import Testing

/// The table of refused combinations in Documentation/Limitations.md is the
/// rules' own.
///
/// `LATENT_WRITE_DOCUMENTS=1 swift test --filter LimitationsTests` writes it.
struct LimitationsTests {
  private static let begin = "<!-- rules -->\n"
  private static let end = "<!-- end of rules -->\n"

  private static var table: String {
    let head = ["| Not together | Instead | Code |", "| --- | --- | --- |"]
    let rows =
      FitRules.all.documentRows(OptionChoice.requests)
      + FitRules.residuals.documentRows(OptionChoice.requests)
      + BootstrapRules.all.documentRows(BootstrapRules.requests)
    return (head + rows).map { $0 + "\n" }.joined()
  }

  @Test func documentIsTheRules() throws {
    let url = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appending(path: "Documentation/Limitations.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let start = try #require(text.range(of: Self.begin)).upperBound
    let stop = try #require(text.range(of: Self.end)).lowerBound
    let table = Self.table
    if ProcessInfo.processInfo.environment["LATENT_WRITE_DOCUMENTS"] != nil {
      try text.replacingCharacters(in: start..<stop, with: table)
        .write(to: url, atomically: true, encoding: .utf8)
      return
    }
    #expect(
      text[start..<stop] == table,
      "Write it with LATENT_WRITE_DOCUMENTS=1, see above.")
  }
}
