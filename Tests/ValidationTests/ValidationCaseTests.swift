import Foundation
import TestSupport
import Testing

@testable import Validation

/// Every case of Validation/ agrees with its reference: published figures to
/// half their last digit, lavaan's numbers to the tiers of the tolerance.
@Suite struct ValidationCaseTests {
  private static let folder =
    repositoryURL.appending(path: "Validation").path

  private static let names: [String] =
    ((try? ValidationCase.all(in: folder)) ?? []).map(\.name)

  @Test func thereAreCases() {
    #expect(Self.names.count >= 100)
  }

  @Test(arguments: names)
  func agrees(_ name: String) throws {
    let item = try #require(
      try ValidationCase.all(in: Self.folder).first { $0.name == name })
    let result = item.run()
    #expect(result.verdict == .agrees, "\(name): \(result.message)")
  }
}

/// What `latent validate` prints.
struct ValidationSummaryTests {
  /// A folder's name cannot pass for another line, nor steer a terminal.
  @Test func namesAreOneLine() {
    let result = ValidationCase.Result(
      name: "a\nall agree", verdict: .failed, message: "no\u{1B}[31m data")
    let line = ValidationSummary(nameWidth: 4).line(result)
    #expect(line.hasPrefix("a\\u{A}all agree"))
    #expect(line.hasSuffix("no\\u{1B}[31m data\n"))
  }
}
