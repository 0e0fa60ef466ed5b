import Estimation
import LinearAlgebra
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
      result[index].mean = result[index].mean.map {
        $0 + 0.1 * generator.normal()
      }
    }
    return result
  }

  @Test(arguments: EstimationCase.all, [Estimator.ml, .gls, .uls])
  func refitsMatchFreshFits(_ item: EstimationCase, _ estimator: Estimator)
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
  @Test(arguments: EstimationCase.all)
  func returningToASampleReturnsToItsResult(_ item: EstimationCase) throws {
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

  /// Where a model fits badly a warm start may fail though a fresh one serves.
  @Test func warmStartsThatFailGiveWayToFreshOnes() throws {
    let model = try EstimationCase.all[2].compile()
    let sample = drawSample(model, seed: 61)
    let fitter = try makeFitter(model, sample, .gls)
    fitter.keepWarmStart(fitter.fit().theta)
    var compared = 0
    for seed in 0..<8 {
      let other = disturbed(sample, seed: UInt64(seed))
      #expect(setMoments(fitter, other))
      let result = refit(fitter)
      let fresh = try makeFitter(model, other, .gls).fit()
      if !fresh.isConverged { continue }
      compared += 1
      #expect(result.status == .converged)
      expectClose(
        result.value, fresh.optimization.value, relative: 1e-7,
        absolute: 1e-10)
    }
    #expect(compared > 0)
  }

  @Test func unusableMomentsAreReported() throws {
    let model = try EstimationCase.all[0].compile()
    let sample = drawFittingSample(model, seed: 63)
    let fitter = try makeFitter(model, sample)
    var broken = sample
    broken[0].covariance[0, 0] = -1
    #expect(!setMoments(fitter, broken))
  }

  /// Rows that take sample moments take the new sample's.
  @Test func fixedCovariatesFollowTheMoments() throws {
    let model = try EstimationCase(
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
      again.implied[0].covariance.elements,
      fresh.implied[0].covariance.elements, relative: 1e-9)
    expectClose(again.rowValues, fresh.rowValues, relative: 1e-9)

  }
}
