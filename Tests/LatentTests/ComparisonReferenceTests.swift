import Foundation
import Latent
import TestSupport
import Testing

/// Comparisons against lavaan's likelihood-ratio tests; the fixture's script
/// shows the commands.
struct ComparisonReferenceTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Row: Decodable, Sendable {
      var name: String
      var df: Int
      var chisq: Double
      var aic: Double?
      var bic: Double?
      var chisqDiff: Double?
      var rmseaDiff: Double?
      var dfDiff: Int?
      var pvalueDiff: Double?
    }
    var name: String
    var data: String
    var group: String?
    var estimator: String?
    var likelihood: String?
    var models: [ComparisonCaseModel]
    var rows: [Row]

    var testDescription: String { name }
  }

  static let cases =
    (try? loadFixture(
      [Case].self, "comparisons.json", keys: .convertFromSnakeCase)) ?? []

  @Test func theFixtureIsThere() {
    #expect(Self.cases.count == 12)
  }

  @Test(arguments: cases)
  func differenceTests(_ item: Case) throws {
    let data = try HolzingerModel.table(item.data)
    let fits = try item.models.map { model in
      var options = FitOptions()
      if let name = item.estimator {
        options.estimation.estimator = try #require(Estimator(rawValue: name))
      }
      if let name = item.likelihood {
        options.estimation.likelihood = try #require(
          Likelihood(rawValue: name))
      }
      return try model.fit(to: data, group: item.group, options: options)
    }
    // In any order.
    let comparison = try compare(
      fits.reversed(), names: item.models.map(\.name).reversed())
    #expect(comparison.models.map(\.name) == item.rows.map(\.name))
    for (index, row) in item.rows.enumerated() {
      let model = comparison.models[index]
      #expect(model.degreesOfFreedom == row.df)
      #expect(model.position == item.rows.count - 1 - index)
      expectClose(
        model.measures["chisq"] ?? .nan, row.chisq, relative: 1e-7)
      for (name, value) in [("aic", row.aic), ("bic", row.bic)] {
        if let value {
          expectClose(model.measures[name] ?? .nan, value, relative: 1e-8)
        } else {
          #expect(model.measures[name] == nil)
        }
      }
      guard index > 0 else {
        #expect(model.reference == nil && comparison.step(to: 0) == nil)
        continue
      }
      #expect(model.reference == index - 1)
      let test = try #require(comparison.step(to: index)?.test)
      #expect(test.degreesOfFreedom == row.dfDiff)
      // lavaan stops with six digits or so in χ².
      expectClose(
        test.chiSquare, try #require(row.chisqDiff), relative: 2e-7,
        absolute: 1e-6)
      expectClose(test.pValue, try #require(row.pvalueDiff), relative: 1e-5)
      expectClose(
        try #require(test.rmsea), try #require(row.rmseaDiff), relative: 1e-6)
    }
    for pair in comparison.pairs {
      #expect(pair.relation == .nested)
      let discrepancy = try #require(pair.discrepancy)
      #expect(discrepancy < 1e-12, "\(pair)")
    }
  }

  /// The published invariance tests: Δχ² 8.192 with p .224, 40.059 with
  /// p 4.4e-7.
  @Test func invarianceOfTheSchools() throws {
    let data = try HolzingerModel.table("holzinger-swineford-1939.csv")
    let text = HolzingerModel.text
    let ladder: [Set<GroupEquality>] = [
      [], [.loadings], [.loadings, .intercepts],
    ]
    let fits = try ladder.map { equal in
      var options = FitOptions()
      options.model.kind = .cfa
      options.model.groupEqual = equal
      return try Model(text: text).fit(
        to: data, group: "school", options: options)
    }
    let comparison = try compare(fits, names: ["configural", "weak", "strong"])
    let weak = try #require(comparison.step(to: 1)?.test)
    expectClose(weak.chiSquare, 8.192, absolute: 5e-4)
    expectClose(weak.pValue, 0.2244, absolute: 5e-5)
    let strong = try #require(comparison.step(to: 2)?.test)
    expectClose(strong.chiSquare, 40.059, absolute: 5e-4)
    expectClose(strong.pValue, 4.4e-7, absolute: 5e-9)
    let verdict = comparison.verdict
    #expect(verdict.holds == 1 && verdict.byTest == 1)
    #expect(verdict.byAIC == 1 && verdict.byBIC == 1 && verdict.byCFI == 1)
  }
}
