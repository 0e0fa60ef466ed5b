import Estimation
import FitComparison
import FitSettings
import Foundation
import LinearAlgebra
import Messages
import ModelFit
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Verdicts on samples whose truth is known.
struct ComparisonVerdictTests {
  /// Moments of a mediation: x to m to y, and x to y by `direct`.
  private func fits(
    direct: Double, count: Int = 400, _ texts: [String],
    _ estimator: Estimator = .ml
  ) throws -> [Fit] {
    // Var(x) = 1, m = 0.5 x + d, y = 0.5 m + direct x + e, unit residuals.
    let a = 0.5
    let b = 0.5
    let vm = a * a + 1
    let xy = b * a + direct
    let my = b * vm + direct * a
    let vy = b * b * vm + direct * direct + 2 * a * b * direct + 1
    return try fits(
      Matrix(rowArrays: [[1, a, xy], [a, vm, my], [xy, my, vy]]),
      count: count, texts, estimator)
  }

  /// Fits to moments of x, m and y.
  private func fits(
    _ covariance: Matrix, count: Int = 400, _ texts: [String],
    _ estimator: Estimator = .ml
  ) throws -> [Fit] {
    try texts.map { text in
      let item = InferenceCase("", text) {
        $0.estimation.estimator = estimator
        $0.model.fixedExogenous = false
      }
      let table = try item.table()
      let names = ["x", "m", "y"]
      let order = table.roles[0].observed.compactMap {
        names.firstIndex(of: $0)
      }
      return try Fit(
        table,
        sample: [
          Sample(
            count: count,
            covariance: covariance.submatrix(rows: order, columns: order),
            mean: nil, variables: table.roles[0].observed)
        ], options: item.options)
    }
  }

  private static let theories = [
    "m ~ x\ny ~ m + x", "m ~ x\ny ~ m + 0*x", "m ~ x\ny ~ 0*m + x",
  ]
  private static let names = ["partial", "full", "direct"]

  private func verdict(_ comparison: ModelComparison) -> String? {
    comparison.verdict.holds.map { comparison.models[$0].name }
  }

  @Test func theTrueTheoryHolds() throws {
    let full = try compare(
      fits(direct: 0, Self.theories), names: Self.names)
    #expect(verdict(full) == "full")
    #expect(full.verdict.byAIC == full.verdict.holds)
    #expect(full.verdict.byCFI == full.verdict.holds)
    #expect(
      full.verdict.sentence.hasPrefix(
        "By the chi-square difference tests (alpha = .05) full holds: it does "
          + "not fit significantly worse than partial."))
    let partial = try compare(
      fits(direct: 0.4, Self.theories), names: Self.names)
    #expect(verdict(partial) == "partial")
    #expect(partial.verdict.sentence.contains("full and direct fit"))
    // The same in any order.
    let shuffled = try compare(
      fits(direct: 0.4, Self.theories.reversed()),
      names: Self.names.reversed())
    #expect(verdict(shuffled) == "partial")
  }

  /// Both theories are nested in the third and not in each other: each is
  /// tested against that, not against its neighbour.
  @Test func testsGoToTheNearestModelThatContainsOne() throws {
    let result = try compare(
      fits(direct: 0.1, Self.theories), names: Self.names)
    #expect(result.models.map(\.reference) == [nil, 0, 0])
    #expect(result.pair(1, 2)?.relation == .sameDegreesOfFreedom)
    #expect(result.pair(1, 2)?.test == nil)
  }

  @Test func criteriaDecideBetweenModelsThatAreNotNested() throws {
    let result = try compare(
      fits(direct: 0, Array(Self.theories[1...])), names: ["full", "direct"])
    #expect(verdict(result) == "full" && result.verdict.byTest == nil)
    #expect(result.verdict.sentence.contains("AIC and BIC agree"))
    // GLS has neither.
    let least = try compare(
      fits(direct: 0, Array(Self.theories[1...]), .gls))
    #expect(least.verdict.holds == nil)
    #expect(least.verdict.sentence.contains("none of them holds alone"))
  }

  /// The theory with a parameter less costs 4 in χ²: more than AIC's 2, less
  /// than BIC's log 400.
  @Test func aicAndBicMayDisagree() throws {
    let result = try compare(
      fits(
        direct: 0.1,
        ["m ~ x\ny ~ m + 0*x", "m ~ 0.366*x\ny ~ m + 0.1*x"]),
      names: ["full", "other"])
    #expect(result.pair(0, 1)?.relation == .notNested)
    #expect(result.verdict.byAIC == 0 && result.verdict.byBIC == 1)
    #expect(result.verdict.holds == nil)
    #expect(
      result.verdict.sentence.contains("AIC prefers full, BIC prefers other"))
  }

  /// Where x and m are interchangeable, neither criterion prefers one of two
  /// theories that are not nested.
  @Test func criteriaMayTie() throws {
    let result = try compare(
      fits(
        Matrix(rowArrays: [[1, 0.4, 0.5], [0.4, 1, 0.5], [0.5, 0.5, 1]]),
        Array(Self.theories[1...])), names: ["full", "direct"])
    #expect(result.pair(0, 1)?.relation == .sameDegreesOfFreedom)
    #expect(result.verdict.holds == nil)
    #expect(result.verdict.byAIC == nil && result.verdict.byBIC == nil)
    #expect(
      result.verdict.sentence.hasSuffix(
        ", and AIC and BIC do not tell full and direct apart: none of them "
          + "holds alone."))
  }

  /// χ² of the restriction is 2 (N log of the ratio of the residual variances
  /// of y), the penalty of AIC for a parameter, to less than the printed
  /// digits.
  @Test func oneCriterionMayTie() throws {
    let direct = ((exp(2.0 / 400) - 1) / 0.8).squareRoot()
    for shift in [0, 1e-5, -1e-5] {
      let result = try compare(
        fits(direct: direct + shift, Array(Self.theories[...1])),
        names: ["partial", "full"])
      #expect(verdict(result) == "full")
      #expect(result.verdict.byAIC == nil && result.verdict.byBIC == 1)
      #expect(
        result.verdict.sentence.contains(
          " BIC agrees; AIC does not tell partial and full apart."))
    }
  }

  @Test func equivalentModelsAreLeftToTheory() throws {
    let result = try compare(
      fits(direct: 0, ["m ~ x\ny ~ m", "x ~ m\nm ~ y"]), names: ["one", "two"])
    #expect(result.verdict.holds == nil)
    #expect(result.verdict.sentence.contains("are equivalent"))
  }

  @Test func unweightedLeastSquaresHasNoVerdict() throws {
    let result = try compare(fits(direct: 0, Self.theories, .uls))
    #expect(result.verdict.holds == nil && result.verdict.byTest == nil)
    #expect(result.notes.map(\.code).contains("comparison.no-test"))
  }

  /// The level is the caller's.
  @Test func theLevelDecides() throws {
    var criteria = ComparisonCriteria()
    let models = try fits(direct: 0.12, Self.theories)
    let p = try #require(
      compare(models).step(to: 1)?.test?.pValue)
    #expect(p > 0.005 && p < 0.05)
    #expect(try compare(models).verdict.holds == 0)
    criteria.significance = p / 2
    let result = try compare(models, criteria: criteria)
    #expect(result.verdict.byTest == 1)
  }
}
