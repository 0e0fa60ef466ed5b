import Estimation
import FitComparison
import FitSettings
import Foundation
import Latent
import ModelCriticism
import ModelFit
import Specification
import TestSupport
import Testing

/// What follows fits of ordered variables, against lavaan's
/// (`Fixtures/ordered-criticism.R`).
struct OrderedCriticismTests {
  struct Reference: Decodable {
    var lavaan: String
    var cases: [Case]
    var pairs: [Pair]
  }

  struct Indices: OrderedFixture, Decodable, Sendable,
    CustomTestStringConvertible
  {
    var name: String
    var text: String
    var ordered: [String]
    var estimator: String
    var parameterization: String
    var group: String?
    var equal: [String]
    var measures: [String: Double]

    var testDescription: String { name }
  }

  struct Moments: Decodable, Sendable {
    var cov: [[Double]]
    var th: [Double]
    var slopes: [[Double]]?
  }

  struct Index: Decodable, Sendable {
    var lhs: String
    var op: String
    var rhs: String
    var group: Int
    var mi: Double
    var epc: Double
    var lv: Double?
    var all: Double?
    var nox: Double?
  }

  struct Score: Decodable, Sendable {
    var statistic: [Double]
    var scaled: [Double]
    var total: [Double]
    var df: [Double]
  }

  struct Case: OrderedFixture, Decodable, Sendable,
    CustomTestStringConvertible
  {
    var name: String
    var text: String
    var ordered: [String]
    var estimator: String
    var parameterization: String
    var group: String?
    var equal: [String]
    var residuals: [String: [Moments]]
    var summaries: [String: [[String: [String: Double?]]]]
    var modindices: [Index]
    var score: Score?

    var testDescription: String { name }
  }

  struct Pair: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var general: String
    var restricted: String
    var ordered: [String]
    var estimator: String
    var method: String
    var parameterization: String
    var group: String?
    var generalEqual: [String]
    var restrictedEqual: [String]
    var chisq: Double
    var df: Int
    var p: Double

    var testDescription: String { name }
  }

  static let reference = try? loadFixture(
    Reference.self, "ordered-criticism.json")
  static let cases = reference?.cases ?? []
  static let pairs = reference?.pairs ?? []

  struct IndexReference: Decodable {
    var lavaan: String
    var cases: [Indices]
  }

  /// `Fixtures/ordered-indices.R`.
  static let robust =
    (try? loadFixture(IndexReference.self, "ordered-indices.json"))?.cases
    ?? []

  static func fit(
    _ text: String, _ ordered: [String], _ estimator: String,
    _ parameterization: String, group: String?, equal: [String]
  ) throws -> Fit {
    try OrderedModel(
      text: text, ordered: ordered, estimator: estimator,
      parameterization: parameterization, group: group, equal: equal
    ).fit()
  }

  private func fit(_ item: Case) throws -> Fit {
    try item.fit()
  }

  @Test func referencesAreThere() {
    #expect(Self.cases.count == 11)
    #expect(Self.pairs.count > 15)
    #expect(Self.robust.count == 8)
    #expect(Self.reference?.lavaan.hasPrefix("0.7") == true)
  }

  @Test(arguments: cases)
  func residualsAreTheReferences(_ item: Case) throws {
    let fit = try fit(item)
    let kinds: [(String, ResidualKind)] = [
      ("raw", .raw), ("cor.bollen", .correlation), ("cor.bentler", .scaled),
      ("standardized", .standardized), ("normalized", .normalized),
    ]
    for (name, kind) in kinds {
      let expected = try #require(item.residuals[name])
      for (own, other) in zip(try fit.residuals(kind), expected) {
        for (i, row) in other.cov.enumerated() {
          for (j, value) in row.enumerated() {
            expectClose(
              own.covariance[i, j], value, relative: 2e-4, absolute: 2e-5,
              "\(name) \(own.variables[i]), \(own.variables[j])")
          }
        }
        let slopes = other.slopes ?? []
        let turned = (slopes.first ?? []).indices.flatMap { x in
          slopes.map { $0[x] }
        }
        for (row, value) in zip(own.responses, other.th + turned) {
          expectClose(
            row.value, value, relative: 2e-4, absolute: 2e-5,
            "\(name) \(row.parameter)")
        }
        #expect(own.responses.count == other.th.count + turned.count)
      }
    }
  }

  @Test(arguments: cases)
  func residualSummariesAreTheReferences(_ item: Case) throws {
    let fit = try fit(item)
    for (name, groups) in item.summaries {
      let kind = try #require(ResidualKind(rawValue: name))
      for (own, other) in zip(try fit.residualSummary(kind), groups) {
        let parts: [(String, RootMeanSquareResidual?)] = [
          ("cor", own.covariance), ("cov", own.covariance),
          ("res.cov", own.covariance), ("thresholds", own.thresholds),
          ("res.th", own.thresholds), ("res.slopes", own.slopes),
          ("total", own.total),
        ]
        for (part, value) in parts {
          guard let expected = other[part] else { continue }
          let value = try #require(value, "\(part)")
          let figures: [(String, Double?)] = [
            (own.name, value.value), ("\(own.name).se", value.standardError),
            ("\(own.name).exactfit.z", value.exactFitZ),
            ("u\(own.name)", value.unbiased),
            ("u\(own.name).se", value.unbiasedError),
            ("u\(own.name).ci.lower", value.lower),
            ("u\(own.name).ci.upper", value.upper),
            ("u\(own.name).closefit.z", value.closeFitZ),
          ]
          for (figure, found) in figures {
            guard let wanted = expected[figure] ?? nil, let found else {
              continue
            }
            expectClose(
              found, wanted, relative: 5e-4, absolute: 5e-5,
              "\(name) \(part) \(figure)")
          }
        }
      }
    }
  }

  @Test(arguments: cases)
  func modificationIndicesAreTheReferences(_ item: Case) throws {
    let fit = try fit(item)
    let own = try fit.modificationIndices()
    // In theta a scale follows from residual variances.
    for row in item.modindices
    where row.op != "~*~" || item.parameterization == "delta" {
      let name = "\(row.lhs) \(row.op) \(row.rhs) in group \(row.group)"
      let found = try #require(
        own.first {
          $0.op.rawValue == row.op && $0.group == row.group
            && ($0.lhs == row.lhs && $0.rhs == row.rhs
              || row.op == "~~" && $0.lhs == row.rhs && $0.rhs == row.lhs)
        }, "\(name)")
      expectClose(
        found.statistic, row.mi, relative: 2e-4, absolute: 2e-4, name)
      expectClose(
        found.expectedChange, row.epc, relative: 2e-4, absolute: 2e-5,
        "change of \(name)")
      for (value, expected) in [
        (found.standardizedLatent, row.lv), (found.standardizedAll, row.all),
        (found.standardizedNoExogenous, row.nox),
      ] {
        guard let value, let expected else { continue }
        expectClose(
          value, expected, relative: 2e-4, absolute: 2e-5,
          "standardized change of \(name)")
      }
    }
  }

  /// lavaan counts every equality of thresholds as a degree of freedom of the
  /// joint test, also where intercepts and scales take them up; here they are
  /// those that releasing frees.
  @Test(arguments: cases.filter { $0.score != nil })
  func scoreTestsAreTheReferences(_ item: Case) throws {
    let fit = try fit(item)
    let own = try fit.scoreTests()
    let score = try #require(item.score)
    expectClose(
      own.total.statistic, score.total[0], relative: 2e-4, absolute: 1e-4)
    #expect(Double(own.total.degreesOfFreedom) <= score.df[0])
    for (index, row) in own.restrictions.enumerated() {
      guard let test = row.test else { continue }
      expectClose(
        test.statistic, score.statistic[index], relative: 2e-4, absolute: 1e-4,
        row.description)
      expectClose(
        row.scaledTest?.statistic ?? .nan, score.scaled[index], relative: 2e-4,
        absolute: 1e-4, "scaled: \(row.description)")
    }
  }

  @Test(arguments: pairs)
  func differenceTestsAreTheReferences(_ item: Pair) throws {
    let general = try Self.fit(
      item.general, item.ordered, item.estimator, item.parameterization,
      group: item.group, equal: item.generalEqual)
    let restricted = try Self.fit(
      item.restricted, item.ordered, item.estimator, item.parameterization,
      group: item.group, equal: item.restrictedEqual)
    let method = try #require(DifferenceMethod(rawValue: item.method))
    let comparison = try compare([general, restricted], method: method)
    let pair = try #require(comparison.pair(0, 1))
    #expect(pair.relation == .nested)
    // lavaan's exact restrictions count parameters that the general model
    // lacks as fixed; here such models have none.
    guard let test = pair.test else {
      #expect(method == .satorra2000Exact && !item.restrictedEqual.isEmpty)
      return
    }
    #expect(test.degreesOfFreedom == item.df)
    expectClose(test.chiSquare, item.chisq, relative: 2e-4, absolute: 1e-4)
    expectClose(test.pValue, item.p, relative: 1e-3, absolute: 1e-5)
  }

  @Test(arguments: robust)
  func robustIndicesAreTheReferences(_ item: Indices) throws {
    let fit = try Self.fit(
      item.text, item.ordered, item.estimator, item.parameterization,
      group: item.group, equal: item.equal)
    let names = fit.measures.entries.map(\.name).filter { name in
      name.hasSuffix("_robust")
        && ["cfi", "tli", "rmsea"].contains { name.hasPrefix($0) }
    }
    #expect(Set(names) == Set(item.measures.keys))
    // The expectation of the baseline's discrepancy is Σ γ of all groups, and
    // lavaan counts it once more for each of them.
    let isOfGroups = item.group != nil
    for (name, value) in item.measures
    where !isOfGroups || name.hasPrefix("rmsea") {
      expectClose(
        fit.measures[name] ?? .nan, value, relative: 2e-4, absolute: 2e-5,
        name)
    }
  }

  /// Restricted thresholds, continuous variables and correlations that are not
  /// positive definite have no robust indices; the last are said.
  @Test func robustIndicesAreLeftOut() throws {
    let item = try #require(Self.robust.first)
    let equal = try Self.fit(
      item.text, item.ordered, "WLSMV", "delta", group: "g",
      equal: ["thresholds", "loadings"])
    #expect(equal.measures["cfi_robust"] == nil)
    #expect(equal.measures["cfi_scaled"] != nil)
  }

  /// lavaan 0.7-2.3170: `lavTestWald(cfa("f =~ q1+a*q2+b*q3; h =~ t1+c*t2+e*t3",
  /// d, ordered = c("q1","q2","q3","t1","t2","t3")), "a==b; c==e")`, `d` of
  /// ordered.csv.
  @Test func waldTestsAreTheReferences() throws {
    let fit = try Self.fit(
      "f =~ q1 + a*q2 + b*q3\nh =~ t1 + c*t2 + e*t3",
      ["q1", "q2", "q3", "t1", "t2", "t3"], "WLSMV", "delta", group: nil,
      equal: [])
    let test = try fit.waldTest("a == b; c == e")
    let robust = try #require(test.robust)
    expectClose(
      [
        test.test.statistic, test.standard?.statistic ?? .nan,
        robust.scaled.statistic, robust.adjustedStatistic,
        robust.adjustedDegrees, robust.generalized?.statistic ?? .nan,
      ],
      [3.7680315, 3.9650564, 3.8303062, 3.8213647, 1.9953312, 3.7680315],
      relative: 2e-5)
  }
}
