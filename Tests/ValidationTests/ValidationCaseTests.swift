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
