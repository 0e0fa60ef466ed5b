import CasePrediction
import FitSettings
import Latent
import Specification
import TestSupport
import Testing

/// Factor scores of ordered variables against lavaan's
/// (`Fixtures/ordered-scores.R`), and probabilities of categories.
struct OrderedScoreTests {
  struct Reference: Decodable {
    var lavaan: String
    var cases: [Case]
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var ordered: [String]
    var parameterization: String
    var joint: Bool
    /// `nil` where lavaan has none.
    var ebm: [[Double?]]?
    var se: [[Double?]]?
    var ml: [[Double?]]?

    var testDescription: String { name }
  }

  static let cases =
    (try? loadFixture(Reference.self, "ordered-scores.json"))?.cases.filter {
      $0.ebm != nil
    } ?? []

  private func fit(_ item: Case) throws -> Fit {
    var options = FitOptions(.wlsmv)
    options.model.ordered = item.ordered
    options.model.keepsExogenousJoint = item.joint
    options.model.parameterization = try #require(
      ResponseParameterization(rawValue: item.parameterization))
    options.keepsCases = true
    let data = try CSVReader().read(contentsOf: fixturePath("ordered.csv"))
    return try Model(text: item.text).fit(to: data, options: options)
  }

  @Test func referencesAreThere() { #expect(Self.cases.count == 4) }

  @Test(arguments: cases)
  func scoresAreTheReferences(_ item: Case) throws {
    let fit = try fit(item)
    let scores = try fit.factorScores(.regression)
    for (i, row) in (item.ebm ?? []).enumerated() {
      for (j, value) in row.enumerated() {
        let expected = try #require(value)
        expectClose(
          // lavaan's search stops at about three digits.
          scores.cases[i].values[j] ?? .nan, expected, absolute: 3e-4,
          "case \(i + 1), factor \(j + 1)")
        if let error = item.se?[i][j] {
          expectClose(
            scores.cases[i].standardErrors[j] ?? .nan, error, absolute: 1e-3,
            "error of case \(i + 1), factor \(j + 1)")
        }
      }
    }
    // Where every answer is an extreme one, the likelihood has no maximum, and
    // lavaan's search stops somewhere.
    guard let ml = item.ml else { return }
    let unrestricted = try fit.factorScores(.bartlett)
    for (i, row) in ml.enumerated() {
      for (j, value) in row.enumerated() {
        guard let found = unrestricted.cases[i].values[j], let value,
          abs(value) < 3
        else { continue }
        expectClose(
          found, value, absolute: 1e-3, "ML: case \(i + 1), factor \(j + 1)")
      }
    }
  }

  /// Probabilities sum to 1; unrestricted thresholds imply the proportions.
  @Test func categoriesHaveProbabilities() throws {
    let fit = try fit(try #require(Self.cases.first))
    let own = try fit.categoryProbabilities()
    #expect(own.variables.first == "q1=0")
    #expect(own.variables.count == 5 * 3 + 3 * 3)
    for item in own.cases {
      let values = item.values.compactMap(\.self)
      expectClose(values.reduce(0, +), 6, relative: 1e-12)
    }
    for item in try fit.itemProbabilities() {
      expectClose(item.implied, item.observed, relative: 1e-6)
    }
  }

  @Test func dependentResponsesAreRefused() throws {
    var item = try #require(Self.cases.first)
    item.text += "\nq1 ~~ t1"
    let fit = try fit(item)
    #expect {
      try fit.factorScores()
    } throws: {
      ($0 as? LatentError)?.code == "scores.dependent-responses"
    }
  }

  @Test func unknownCategoriesAreRefused() throws {
    let fit = try fit(try #require(Self.cases.first))
    let row = ["q1", "q2", "q3", "t1", "t2", "t3"]
    let data = try DataTable(columns: row.map { ($0, [$0 == "t1" ? 7 : 0]) })
    #expect {
      try fit.factorScores(of: data)
    } throws: {
      ($0 as? LatentError)?.code == "scores.unknown-category"
    }
  }
}
