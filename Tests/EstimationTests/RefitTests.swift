import Estimation
import LinearAlgebra
import ModelTestSupport
import MomentStructure
import Optimization
import SampleStatistics
import Specification
import TestSupport
import Testing

/// A refit with new moments is a fresh fit with them.
struct RefitTests {
  private func setMoments(_ fitter: Fitter, _ sample: [Sample]) -> Bool {
    var isUsable = true
    for (index, moments) in sample.enumerated() {
      isUsable =
        fitter.setMoments(
          group: index, covariance: MatrixBuffer(moments.covariance),
          mean: buffer(moments.center)) && isUsable
    }
    return isUsable
  }

  /// Another sample near the first, as a bootstrap replicate is.
  private func disturbed(_ sample: [Sample], seed: UInt64)
    -> [Sample]
  {
    var generator = SeededGenerator(seed: seed)
    var result = sample
    for index in result.indices {
      let p = result[index].covariance.rows
      result[index].covariance =
        result[index].covariance
        + 0.05 * generator.positiveDefinite(order: p)
      result[index].mean = result[index].center.map {
        $0 + 0.1 * generator.normal()
      }
    }
    return result
  }

  @Test(arguments: ModelCase.all, [Estimator.ml, .gls, .uls])
  func refitsMatchFreshFits(_ item: ModelCase, _ estimator: Estimator)
    throws
  {
    let model = try item.compile()
    let sample = drawFittingSample(model, seed: 61)
    let fitter = try makeFitter(model, sample, estimator)
    let first = fitter.fit()
    #expect(first.isConverged)
    fitter.keepWarmStart(first.theta)
    for seed in 0..<4 {
      let other = disturbed(sample, seed: UInt64(seed))
      #expect(setMoments(fitter, other))
      let result = refit(fitter)
      #expect(result.status == .converged)
      let fresh = try makeFitter(model, other, estimator).fit()
      #expect(fresh.isConverged)
      expectClose(
        result.value, fresh.optimization.value, relative: 1e-9,
        absolute: 1e-13)
      expectClose(
        fitter.objective.theta.elements, fresh.theta, relative: 1e-7,
        absolute: 1e-7)
    }
  }

  /// The way there does not matter: back on the first sample, the first
  /// result.
  @Test(arguments: ModelCase.all)
  func returningToASampleReturnsToItsResult(_ item: ModelCase) throws {
    let model = try item.compile()
    let sample = drawFittingSample(model, seed: 62)
    let fitter = try makeFitter(model, sample)
    let first = fitter.fit()
    fitter.keepWarmStart(first.theta)
    #expect(setMoments(fitter, disturbed(sample, seed: 9)))
    _ = refit(fitter)
    #expect(setMoments(fitter, sample))
    #expect(refit(fitter).status == .converged)
    expectClose(
      fitter.objective.theta.elements, first.theta, relative: 1e-7,
      absolute: 1e-7)
  }

  /// A warm start from a point without moments fails (I − B has no inverse
  /// there); the fresh start after it gives what a new fitter gives.
  @Test(arguments: [Estimator.ml, .gls, .uls])
  func freshStartsServeAfterWarmOnesThatFail(_ estimator: Estimator) throws {
    let item = ModelCase(
      testDescription: "loop", text: "y1 ~ y2 + x1\ny2 ~ y1 + x2")
    let model = try item.compile()
    let sample = drawFittingSample(model, seed: 61)
    let fitter = try makeFitter(model, sample, estimator)
    let first = fitter.fit()
    try #require(first.isConverged)
    fitter.keepWarmStart([Double](repeating: 1, count: first.theta.count))
    let other = disturbed(sample, seed: 3)
    #expect(setMoments(fitter, other))
    #expect(fitter.refitWarm().status != .converged)
    #expect(fitter.refitFresh().status == .converged)
    let fresh = try makeFitter(model, other, estimator).fit()
    try #require(fresh.isConverged)
    expectClose(
      fitter.objective.theta.elements, fresh.theta, relative: 1e-12)
  }

  /// From the starting values of the first sample, whatever the point that warm
  /// starts set out from.
  @Test(arguments: [Estimator.ml, .gls, .uls])
  func coldStartsServeToo(_ estimator: Estimator) throws {
    let model = try ModelCase.all[0].compile()
    let sample = drawFittingSample(model, seed: 67)
    let fitter = try makeFitter(model, sample, estimator)
    fitter.keepWarmStart(fitter.fit().theta)
    let other = disturbed(sample, seed: 5)
    #expect(setMoments(fitter, other))
    #expect(fitter.refitCold().status == .converged)
    let fresh = try makeFitter(model, other, estimator).fit()
    try #require(fresh.isConverged)
    expectClose(
      fitter.objective.theta.elements, fresh.theta, relative: 1e-6,
      absolute: 1e-7)
  }

  @Test func unusableMomentsAreReported() throws {
    let model = try ModelCase.all[0].compile()
    let sample = drawFittingSample(model, seed: 63)
    let fitter = try makeFitter(model, sample)
    var broken = sample
    broken[0].covariance[0, 0] = -1
    #expect(!setMoments(fitter, broken))
  }

  /// Rows that take sample moments take the new sample's.
  @Test func fixedCovariatesFollowTheMoments() throws {
    let model = try ModelCase(
      testDescription: "", text: "y ~ x + z", fixedExogenous: true
    ).compile()
    let sample = drawSample(model, seed: 64)
    let other = disturbed(sample, seed: 65)
    let fitter = try makeFitter(model, sample)
    _ = fitter.fit()
    #expect(setMoments(fitter, other))
    let again = fitter.fit(from: fitter.objective.theta.elements)
    let fresh = try makeFitter(model, other).fit()
    expectClose(
      again.implied(ofBlock: 0).covariance.elements,
      fresh.implied(ofBlock: 0).covariance.elements, relative: 1e-9)
    expectClose(again.rowValues, fresh.rowValues, relative: 1e-9)

  }
}
