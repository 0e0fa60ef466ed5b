import Probability
import TestSupport
import Testing

/// Noncentralities so large that sums over the mixture would not end.
struct LargeNoncentralityTests {
  /// `scipy.stats.ncx2.cdf(m + k * s, 24, 1e9 + 1)` of SciPy 1.17.1, with the
  /// mean m and the standard deviation s, for k deviations.
  @Test(arguments: [
    (-2.0, 0.022747570864329224), (-1, 0.158655253870663),
    (0, 0.5000063078310699), (0.5, 0.6914666362215409),
    (2, 0.9772473071040491),
  ])
  func sciPy(_ deviations: Double, _ expected: Double) {
    let noncentrality = 1e9 + 1
    let deviation = (2 * (24 + 2 * noncentrality)).squareRoot()
    let probability = NoncentralChiSquareDistribution(
      degreesOfFreedom: 24, noncentrality: noncentrality
    ).cumulative(24 + noncentrality + deviations * deviation)
    expectClose(probability, expected, absolute: 2e-9)
  }

  @Test(.timeLimit(.minutes(20))) func quantilesEnd() {
    for noncentrality in [1e10, 1e17] {
      let distribution = NoncentralChiSquareDistribution(
        degreesOfFreedom: 24, noncentrality: noncentrality)
      let x = distribution.quantile(0.95)
      expectClose(distribution.cumulative(x), 0.95, absolute: 1e-5)
      #expect(x >= noncentrality)
    }
    let found = NoncentralChiSquareDistribution.noncentrality(
      cumulative: 0.05, at: 1e17, degreesOfFreedom: 24)
    expectClose(found, 1e17, relative: 1e-7)
  }
}
