import AsymptoticInference
import Estimation
import FitSettings
import LinearAlgebra
import Messages
import ModelCriticism
import ModelFit
import ModelSyntax
import MomentInformation
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Identities between modification indices, score tests and Wald tests.
struct CriticismTests {
  private static let cases = Fits.cases

  private func fit(
    _ text: String, _ configure: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    try Fits.fit(InferenceCase("", text, configure))
  }

  /// A parameter that the text fixes to 0 has the index that it has when the
  /// text does not name it.
  @Test(arguments: [Estimator.ml, .gls, .uls, .wls])
  func fixedToZeroIsTheSameAsAbsent(_ estimator: Estimator) throws {
    let text = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6"
    let absent = try waldCase(text, estimator)
    let fixed = try waldCase(text + "\nf =~ 0*x5\nx1 ~~ 0*x4", estimator)
    let without = try absent.modificationIndices()
    let with = try fixed.modificationIndices()
    #expect(with.count == without.count)
    for row in without {
      let other = try #require(
        with.first {
          $0.lhs == row.lhs && $0.op == row.op && $0.rhs == row.rhs
        }, "\(row.lhs) \(row.op.rawValue) \(row.rhs)")
      expectClose(
        other.statistic, row.statistic, relative: 1e-7, absolute: 1e-9)
      expectClose(
        other.expectedChange, row.expectedChange, relative: 1e-7,
        absolute: 1e-9)
    }
  }

  private func waldCase(_ text: String, _ estimator: Estimator) throws -> Fit {
    var item = InferenceCase("", text)
    item.options.estimation.estimator = estimator
    guard estimator == .wls else { return try Fits.fit(item) }
    // The weight of WLS comes with the sample.
    let table = try item.table()
    let raw = RawSample(names: nineNames, count: 400, seed: 9)
    var group = raw.fitSample(table.roles[0].observed, isUnbiased: true)
    let count = Vech.count(order: group.variables.count)
    var generator = SeededGenerator(seed: 10)
    group.asymptoticCovariance = generator.positiveDefinite(order: count)
    let fit = try Fit(
      table, sample: [group], options: item.options)
    try #require(fit.isConverged)
    return fit
  }

  /// The index is near the difference of χ² where it is small, and the change
  /// near the estimate.
  @Test func indicesPredictTheRefit() throws {
    let base = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6"
    let small = try fit(base)
    for row in try small.modificationIndices() where row.statistic < 2 {
      let larger = try fit("\(base)\n\(row.lhs) \(row.op.rawValue) \(row.rhs)")
      let difference =
        (small.chiSquare ?? .nan) - (larger.chiSquare ?? .nan)
      expectClose(row.statistic, difference, relative: 0.1, absolute: 0.02)
      let estimate = try #require(
        larger.parameter(row.lhs, row.op.rawValue, row.rhs)?.estimate)
      expectClose(row.expectedChange, estimate, relative: 0.2, absolute: 0.02)
    }
  }

  /// One added parameter at a time: score tests are modification indices.
  @Test(arguments: cases)
  func scoreTestsOfAddedParametersAreIndices(_ item: InferenceCase) throws {
    let fit = try Fits.fit(item)
    let indices = try fit.modificationIndices()
    let isOne = fit.sample.count == 1
    for row in indices.prefix(6) where isOne && row.op != .intercept {
      let tests = try fit.scoreTests(
        adding: "\(row.lhs) \(row.op.rawValue) \(row.rhs)")
      let own = try #require(tests.restrictions.first?.test)
      expectClose(own.statistic, row.statistic, relative: 1e-9)
      expectClose(tests.total.statistic, row.statistic, relative: 1e-9)
      #expect(tests.total.degreesOfFreedom == 1)
      expectClose(
        try #require(tests.restrictions[0].expectedChange),
        row.expectedChange, relative: 1e-9)
      let change = try #require(
        tests.changes.first {
          $0.lhs == row.lhs && $0.op == row.op && $0.rhs == row.rhs
        })
      expectClose(change.expectedChange, row.expectedChange, relative: 1e-9)
    }
  }

  /// All restrictions released: no step along the free directions is left, so
  /// that the score equals the information times the changes.
  @Test func changesSolveTheScoreEquations() throws {
    let fit = try fit(
      "f =~ x1 + a*x2 + a*x3\ng =~ x4 + b*x5 + c*x6\nb == 2*c^2")
    let tests = try fit.scoreTests()
    #expect(tests.restrictions.count == 2)
    #expect(tests.total.degreesOfFreedom == 2)
    // The order is that of the table's rows.
    #expect(
      tests.restrictions.map(\.description)
        == ["b == 2*c^2", "f =~ x2 == f =~ x3"])
    let fitter = try Fitter(
      fit.model, sample: fit.sample, options: fit.options)
    fitter.objective.theta.copy(from: fit.theta)
    _ = try #require(fitter.objective.evaluateAtTheta())
    let information = Information.matrix(.expected, of: fitter)
    let change = tests.changes.sorted { ($0.free ?? 0) < ($1.free ?? 0) }
      .map(\.expectedChange)
    expectClose(
      information * change, fitter.objective.fullGradient.elements.map { -$0 },
      relative: 1e-8, absolute: 1e-10)
    let n = Double(fit.observationCount)
    let form = zip(change, information * change).reduce(0) {
      $0 + $1.0 * $1.1
    }
    expectClose(tests.total.statistic, n * form, relative: 1e-8)
    for (index, item) in tests.restrictions.enumerated() {
      let one = try fit.scoreTests(releasing: [index + 1])
      let test = try #require(item.test)
      expectClose(one.total.statistic, test.statistic, relative: 1e-10)
      // Released one at a time, the difference of the sides is what changes.
      let values = one.changes.map { ($0.label, $0.expectedChange) }
      if index == 1 {
        let loadings = values.filter { $0.0 == "a" }.map(\.1)
        expectClose(
          loadings[0] - loadings[1], try #require(item.expectedChange),
          relative: 1e-9)
      }
    }
  }

  @Test func constraintsThatIdentifyHaveNoTest() throws {
    let fit = try fit("f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6") {
      $0.model.effectCodingLoadings = true
    }
    let tests = try fit.scoreTests()
    #expect(tests.restrictions.allSatisfy { $0.test == nil })
    #expect(tests.total.degreesOfFreedom == 0)
    #expect(tests.total.pValue == nil)
    // The same constraint twice: neither can be released by itself.
    let twice = try self.fit(
      "f =~ x1 + a*x2 + b*x3\ng =~ x4 + x5 + x6\na == b\n2*a == 2*b")
    let redundant = try twice.scoreTests()
    #expect(redundant.restrictions.allSatisfy { $0.test == nil })
    #expect(redundant.total.degreesOfFreedom == 1)
  }

  @Test func waldTestOfOneParameterIsItsZ() throws {
    let fit = try fit(
      "f =~ x1 + a*x2 + b*x3\ng =~ x4 + c*x5 + x6\nab := a*b")
    let row = try #require(fit.parameters.first { $0.label == "a" })
    let one = try fit.waldTest("a == 0")
    let z = try #require(row.z)
    expectClose(one.test.statistic, z * z, relative: 1e-10)
    expectClose(
      one.equalities[0].standardError, try #require(row.standardError))
    let defined = try #require(fit.parameters.first { $0.label == "ab" }?.z)
    expectClose(
      try fit.waldTest("ab == 0").test.statistic, defined * defined,
      relative: 1e-9)
    // The units of the sides do not matter to linear equalities.
    let both = try fit.waldTest("a == b; b == 2*c")
    let scaled = try fit.waldTest("1000*a == 1000*b\na - b + 2*c == b")
    #expect(both.test.degreesOfFreedom == 2)
    expectClose(
      both.test.statistic, scaled.test.statistic, relative: 1e-9)
  }

  @Test(arguments: [
    ("a == a", "wald.no-variation"), ("1 == 1", "wald.no-variation"),
    ("a == b; 2*a == 2*b", "wald.redundant"),
  ])
  func equalitiesWithoutATest(text: String, code: String) throws {
    let fit = try fit("f =~ x1 + a*x2 + b*x3\ng =~ x4 + c*x5 + x6")
    let error = #expect(throws: LatentError.self) { try fit.waldTest(text) }
    #expect(error?.code.rawValue == code)
  }

  @Test(arguments: ["a < b", "f =~ x2", "q == 1", ""])
  func hypothesesThatCannotBeRead(text: String) throws {
    let fit = try fit("f =~ x1 + a*x2 + b*x3\ng =~ x4 + c*x5 + x6")
    let error = #expect(throws: LatentError.self) { try fit.waldTest(text) }
    #expect(error?.kind == .syntax)
  }

  @Test(arguments: [
    ("f =~ x2", "score.already-free"), ("f =~ q", "score.unknown-variable"),
    ("x1 =~ x5", "score.not-latent"), ("x1 ~ 1", "score.no-means"),
    ("f =~ 0.5*x5", "score.not-free"),
  ])
  func parametersThatCannotBeAdded(text: String, code: String) throws {
    let fit = try fit("f =~ x1 + a*x2 + b*x3\ng =~ x4 + c*x5 + x6")
    let error = #expect(throws: LatentError.self) {
      try fit.scoreTests(adding: text)
    }
    #expect(error?.code.rawValue == code)
  }

  @Test func optionsChooseAndSort() throws {
    let fit = try fit("f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6")
    let all = try fit.modificationIndices()
    var options = ModificationOptions()
    options.isSorted = true
    options.operators = [.covariance]
    options.limit = 3
    let chosen = try fit.modificationIndices(options)
    let expected = all.filter { $0.op == .covariance }
      .sorted { $0.statistic > $1.statistic }.prefix(3)
    #expect(chosen == Array(expected))
    options.minimum = chosen[1].statistic
    #expect(try fit.modificationIndices(options) == [chosen[0]])
    options = ModificationOptions()
    options.includesFree = true
    let listed = try fit.modificationIndices(options)
    #expect(listed.count == all.count + fit.parameterCount)
    #expect(
      listed.filter(\.isFree).allSatisfy { $0.statistic < 1e-12 })
  }

  /// Units change nothing but the size of the change.
  @Test func indicesDoNotDependOnUnits() throws {
    let text = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6"
    let item = InferenceCase("", text)
    let raw = RawSample(names: nineNames, count: 240, seed: 71)
    let plain = try item.fit([raw]).modificationIndices()
    let scaled = try item.fit([
      raw.scaled(nineNames.indices.map { $0.isMultiple(of: 2) ? 1e4 : 1e-3 })
    ]).modificationIndices()
    #expect(plain.count == scaled.count)
    for (one, two) in pairs(plain, scaled) {
      expectClose(
        two.statistic, one.statistic, relative: 1e-6, absolute: 1e-8)
      expectClose(
        try #require(two.standardizedAll), try #require(one.standardizedAll),
        relative: 1e-6, absolute: 1e-8)
    }
  }
}
