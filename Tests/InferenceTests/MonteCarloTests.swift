import EffectAnalysis
import Estimation
import FitSettings
import LinearAlgebra
import Messages
import ModelFit
import Probability
import TestSupport
import Testing

/// Intervals from draws of the parameters.
struct MonteCarloTests {
  /// Far from zero in a large sample the draws are as good as normal.
  @Test(arguments: [false, true])
  func agreesWithDeltaInLargeSamples(_ hasEqualities: Bool) throws {
    let k = hasEqualities ? "k*" : ""
    let item = InferenceCase("", "x4 ~ \(k)x1\nx7 ~ \(k)x4 + x1")
    let fit = try item.fit(
      [RawSample(names: nineNames, count: 20_000, seed: 5)])
    var options = EffectOptions()
    options.monteCarloDraws = 5000
    let table = try fit.effects(from: "x1", to: "x7", options: options)
    #expect(table.warnings.isEmpty)
    for effect in table.effects {
      for metric in EffectMetric.allCases {
        let value = effect[metric]
        let draws = try #require(value.monteCarlo)
        let error = try #require(value.standardError)
        #expect(draws.usableDraws == 5000)
        expectClose(draws.standardError, error, relative: 0.05)
        expectClose(
          draws.lower, try #require(value.lower), relative: 0,
          absolute: 0.15 * error)
        expectClose(
          draws.upper, try #require(value.upper), relative: 0,
          absolute: 0.15 * error)
      }
    }
  }

  /// The law of a product of two independent normals: its mean, and its
  /// variance (Goodman, 1960), which the delta method understates.
  @Test func smallSampleIsSkewed() throws {
    let item = InferenceCase("", "x4 ~ x1\nx7 ~ x4 + x1")
    let fit = try item.fit([RawSample(names: nineNames, count: 30, seed: 5)])
    var options = EffectOptions()
    options.monteCarloDraws = 10_000
    let table = try fit.effects(from: "x1", to: "x7", options: options)
    let value = try #require(table.effect(along: ["x1", "x4", "x7"]))
      .unstandardized
    let a = try #require(fit.parameter("x4", "~", "x1"))
    let b = try #require(fit.parameter("x7", "~", "x4"))
    let (sa, sb) = (
      try #require(a.standardError), try #require(b.standardError)
    )
    let exact =
      (a.estimate * a.estimate * sb * sb + b.estimate * b.estimate * sa * sa
      + sa * sa * sb * sb).squareRoot()
    let draws = try #require(value.monteCarlo)
    expectClose(draws.standardError, exact, relative: 0.03)
    #expect(exact > 1.01 * (try #require(value.standardError)))
    #expect(
      draws.upper - value.estimate > value.estimate - draws.lower)
  }

  @Test func seedsDecide() throws {
    let item = InferenceCase("", "x4 ~ x1\nx7 ~ x4 + x1")
    let fit = try item.fit([RawSample(names: nineNames, count: 50, seed: 5)])
    func draws(_ seed: UInt64, _ count: Int) throws -> MonteCarloInterval? {
      var options = EffectOptions()
      options.seed = seed
      options.monteCarloDraws = count
      return try fit.effects(from: "x1", to: "x7", options: options)
        .effects(.total).first?.unstandardized.monteCarlo
    }
    #expect(try draws(1, 200) == draws(1, 200))
    #expect(try draws(1, 200) != draws(2, 200))
    #expect(try draws(1, 0) == nil)
  }

  /// Negative variances among the draws are counted, not hidden.
  @Test func undefinedDraws() throws {
    let item = InferenceCase("", "f =~ x1 + x2 + x9\nx5 ~ f\nx7 ~ x5 + f")
    let fit = try item.fit([RawSample(names: nineNames, count: 25, seed: 3)])
    try #require(fit.isConverged)
    var options = EffectOptions()
    options.monteCarloDraws = 2000
    let table = try fit.effects(from: "f", to: "x7", options: options)
    let total = try #require(table.effects(.total).first)
    let usable = try #require(total.standardized.monteCarlo).usableDraws
    #expect(usable < 2000)
    #expect(total.unstandardized.monteCarlo?.usableDraws == 2000)
    #expect(table.warnings.map(\.code) == ["effects.undefined-draws"])
  }

  @Test func percentiles() {
    let sample = [1.0, 2, 4, 8, 16]
    expectClose(Percentile.value(0, ofSorted: sample), 1)
    expectClose(Percentile.value(1, ofSorted: sample), 16)
    expectClose(Percentile.value(0.5, ofSorted: sample), 4)
    // R: quantile(c(1, 2, 4, 8, 16), .16)
    expectClose(Percentile.value(0.16, ofSorted: sample), 1.64)
    expectClose(Percentile.value(0.3, ofSorted: [7]), 7)
  }
}
