import Estimation
import FitComparison
import FitSettings
import LinearAlgebra
import Messages
import ModelFit
import ModelSyntax
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Nesting and verdicts on constructed models.
struct ModelComparisonTests {
  private static let sample = RawSample(
    names: nineNames, count: 300, seed: 91)

  private static let three =
    "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\nh =~ x7 + x8 + x9"

  private func fit(
    _ text: String, _ sample: RawSample = ModelComparisonTests.sample,
    _ configure: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    let result = try InferenceCase("", text, configure).fit([sample])
    try #require(result.isConverged)
    return result
  }

  private func relation(_ general: Fit, _ restricted: Fit) throws
    -> ModelRelation
  {
    let comparison = try compare([general, restricted])
    return try #require(comparison.pair(0, 1)).relation
  }

  struct Pair: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var general: String
    var restricted: String
    var relation: ModelRelation
  }

  static let pairs = [
    Pair(
      testDescription: "a residual covariance more",
      general: three + "\nx1 ~~ x9", restricted: three, relation: .nested),
    Pair(
      testDescription: "other residual covariances",
      general: three + "\nx1 ~~ x9\nx2 ~~ x8",
      restricted: three + "\nx1 ~~ x4", relation: .notNested),
    Pair(
      testDescription: "one other residual covariance",
      general: three + "\nx1 ~~ x9", restricted: three + "\nx1 ~~ x4",
      relation: .sameDegreesOfFreedom),
    // Correlations of 1 merge factors.
    Pair(
      testDescription: "two of three factors in one", general: three,
      restricted: "f =~ x1 + x2 + x3 + x4 + x5 + x6\nh =~ x7 + x8 + x9",
      relation: .nested),
    Pair(
      testDescription: "factors of other indicators",
      general: "f =~ x1 + x2 + x3 + x4 + x5 + x6\nh =~ x7 + x8 + x9",
      restricted: "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6 + x7 + x8 + x9\n"
        + "f ~~ 0*g", relation: .notNested),
    Pair(
      testDescription: "second-order factor, three correlated",
      general: three, restricted: three + "\ntop =~ f + g + h",
      relation: .equivalent),
    Pair(
      testDescription: "scaled by variances, with a restriction",
      general: three,
      restricted: "f =~ NA*x1 + a*x1 + a*x2 + x3\nf ~~ 1*f\n"
        + "g =~ x4 + x5 + x6\nh =~ x7 + x8 + x9", relation: .nested),
    Pair(
      testDescription: "reversed regression",
      general: "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f",
      restricted: "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\nf ~ g",
      relation: .equivalent),
    Pair(
      testDescription: "equal regressions, and a covariance",
      general: "x1 ~ a*x2 + b*x3\na == 2*b\nx4 ~ x1 + x2 + x3",
      restricted: "x1 ~ x2 + x3\nx4 ~ 0*x1 + 0*x2 + x3",
      relation: .notNested),
    Pair(
      testDescription: "nonlinear constraint",
      general: "f =~ x1 + a*x2 + b*x3 + x4",
      restricted: "f =~ x1 + a*x2 + b*x3 + x4\na*b == 0.5",
      relation: .nested),
    Pair(
      testDescription: "variables in another order",
      general: "x3 ~~ x1 + x2\nx1 ~~ x2",
      restricted: "x1 ~~ x2\nx3 ~~ x3", relation: .nested),
  ]

  @Test(
    arguments: pairs, [Estimator.ml, .gls, .uls])
  func relations(_ pair: Pair, _ estimator: Estimator) throws {
    let fits = try [pair.general, pair.restricted].map { text in
      try fit(text) {
        $0.estimation.estimator = estimator
        $0.model.fixedExogenous = false
      }
    }
    let comparison = try compare(fits)
    let found = try #require(comparison.pair(0, 1))
    #expect(found.relation == pair.relation)
    #expect(
      (found.test != nil) == (pair.relation == .nested && estimator != .uls))
    #expect((comparison.models[1].reference == 0) == (pair.relation == .nested))
    let names = Set(comparison.notes.map(\.code.rawValue))
    #expect(
      names.contains("comparison.\(pair.relation.rawValue)")
        == (pair.relation != .nested))
    #expect(names.contains("comparison.no-test") == (estimator == .uls))
  }

  /// A general model that lacks a parameter estimated as zero agrees with the
  /// restricted one at the estimates, by chance.
  @Test func agreementByChance() throws {
    let loadings = [0.8, 0.7, 0.6, 0.75, 0.65]
    var covariance = Matrix.identity(5)
    for i in 0..<5 {
      for j in 0..<5 where i != j {
        covariance[i, j] = loadings[i] * loadings[j]
      }
    }
    let names = (1...5).map { "x\($0)" }
    let fits = try [
      "f =~ x1 + x2 + x3 + x4 + x5\nx1 ~~ x3\nx2 ~~ x4",
      "f =~ x1 + x2 + x3 + x4 + x5\nx1 ~~ x2",
    ].map { text in
      let table = try InferenceCase("", text).table()
      return try Fit(
        table,
        sample: [
          Sample(
            count: 200, covariance: covariance, mean: nil, variables: names)
        ], options: FitOptions())
    }
    #expect(try relation(fits[0], fits[1]) == .notNested)
  }

  @Test func groupsMatchByTheirLabels() throws {
    let other = RawSample(names: nineNames, count: 250, seed: 92)
    func groups(_ labels: [String], _ equal: Set<GroupEquality>) throws -> Fit {
      let item = InferenceCase("", Self.three) {
        $0.model.groupLabels = labels
        $0.model.groupEqual = equal
      }
      let table = try item.table()
      let samples = labels.map { label in
        var group = (label == "a" ? Self.sample : other).fitSample(
          table.roles[0].observed, isUnbiased: false)
        group.label = label
        return group
      }
      return try Fit(table, sample: samples, options: item.options)
    }
    let general = try groups(["a", "b"], [])
    let restricted = try groups(["b", "a"], [.loadings, .intercepts])
    #expect(try relation(general, restricted) == .nested)
    let single = try fit(Self.three)
    #expect(try relation(single, general) == .differentSamples)
  }

  @Test func samplesThatDiffer() throws {
    let general = try fit(Self.three)
    let other = try fit(
      Self.three + "\nf ~~ 0*g",
      RawSample(names: nineNames, count: 300, seed: 93))
    let fewer = try fit("f =~ x1 + x2 + x3 + x4")
    #expect(try relation(general, other) == .differentSamples)
    #expect(try relation(fewer, general) == .differentVariables)
    let verdict = try compare([general, fewer, other]).verdict
    #expect(
      verdict.holds == nil && verdict.byTest == nil && verdict.byAIC == nil)
    let notes = try compare([fewer, general], names: ["small", "big"]).notes
    #expect(notes.first?.message.contains("only in big: x5, x6") == true)
  }

  @Test func meansAreSaturatedWhereTheyAreNotModelled() throws {
    let without = try fit(Self.three + "\nf ~~ 0*g")
    let with = try fit(Self.three) { $0.model.meanStructure = true }
    let comparison = try compare([without, with])
    #expect(comparison.pair(0, 1)?.relation == .nested)
    let same = try compare([
      without, try fit(Self.three),
    ])
    expectClose(
      comparison.pair(0, 1)?.test?.chiSquare ?? .nan,
      same.pair(0, 1)?.test?.chiSquare ?? 0, relative: 1e-7)
    #expect(comparison.notes.map(\.code).contains("comparison.criteria"))
    #expect(comparison.verdict.byAIC == nil && same.verdict.byAIC != nil)
  }

  @Test func refusals() throws {
    let general = try fit(Self.three)
    func code(_ fits: [Fit], _ names: [String] = []) -> String? {
      do throws(LatentError) {
        _ = try compare(fits, names: names)
        return nil
      } catch {
        return error.code.rawValue
      }
    }
    #expect(code([general]) == "comparison.one-model")
    #expect(code([]) == "comparison.one-model")
    #expect(code([general, general], ["a", "a"]) == "comparison.names")
    #expect(code([general, general], ["a"]) == "comparison.names")
    let gls = try fit(Self.three) { $0.estimation.estimator = .gls }
    #expect(code([general, gls]) == "comparison.different-estimators")
    let wishart = try fit(Self.three) { $0.estimation.likelihood = .wishart }
    #expect(code([general, wishart]) == "comparison.different-estimators")
    let stopped = try InferenceCase("", Self.three) {
      $0.estimation.maximumIterations = 1
    }.fit([Self.sample])
    #expect(code([general, stopped]) == "comparison.not-converged")
  }
}
