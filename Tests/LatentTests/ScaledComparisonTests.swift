import Foundation
import Latent
import Messages
import TestSupport
import Testing

/// Scaled difference tests against lavaan's; the fixture's script shows the
/// commands.
struct ScaledComparisonTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Row: Decodable, Sendable {
      var model: String
      var method: String
      var chisqDiff: Double?
      var dfDiff: Int
      var pvalueDiff: Double?
    }
    var name: String
    var data: String
    var group: String?
    var cluster: String?
    var estimator: String
    var models: [ComparisonCaseModel]
    var rows: [Row]

    var testDescription: String { name }
  }

  static let cases =
    (try? loadFixture(
      [Case].self, "scaled-comparisons.json", keys: .convertFromSnakeCase))
    ?? []

  @Test func theFixtureIsThere() {
    #expect(Self.cases.count == 11)
    #expect(Self.cases.allSatisfy { !$0.rows.isEmpty })
  }

  private func fits(_ item: Case) throws -> [Fit] {
    let data = try HolzingerModel.table(item.data)
    return try item.models.map { model in
      var options = FitOptions(
        try #require(EstimatorPreset(rawValue: item.estimator)))
      options.cluster = item.cluster
      return try model.fit(to: data, group: item.group, options: options)
    }
  }

  @Test(arguments: cases)
  func differenceTests(_ item: Case) throws {
    let fits = try fits(item)
    let methods = Set(item.rows.map(\.method))
    for name in methods.sorted() {
      let method = try #require(DifferenceMethod(rawValue: name))
      let comparison = try compare(
        fits, names: item.models.map(\.name), method: method)
      for row in item.rows where row.method == name {
        let index = try #require(
          comparison.models.firstIndex { $0.name == row.model })
        let pair = try #require(comparison.pair(index - 1, index))
        #expect(pair.relation == .nested)
        guard let expected = row.chisqDiff, expected > 0 else {
          #expect(pair.test == nil, "\(row)")
          #expect(
            comparison.notes.contains {
              $0.code == "comparison.negative-factor"
                || $0.code == "comparison.no-scaled-test"
            })
          continue
        }
        let test = try #require(pair.test, "\(row)")
        #expect(test.degreesOfFreedom == row.dfDiff)
        expectClose(test.chiSquare, expected, relative: 1e-5)
        expectClose(
          test.pValue, try #require(row.pvalueDiff), relative: 1e-4)
      }
    }
  }

  /// A method for scaled statistics is refused where there are none, and the
  /// standard one where there are.
  @Test func methodsMatchTheTests() throws {
    var item = try #require(Self.cases.first { $0.name == "factors, MLR" })
    let scaled = try fits(item)
    #expect(throws: LatentError.self) { try compare(scaled, method: .standard) }
    item.estimator = "ML"
    let plain = try fits(item)
    #expect(throws: LatentError.self) {
      try compare(plain, method: .satorraBentler2010)
    }
    #expect(throws: LatentError.self) { try compare([plain[0], scaled[1]]) }
  }
}
