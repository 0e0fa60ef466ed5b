import Probability
import TestSupport
import Testing

@Suite struct DistributionTests {
  @Test(arguments: [0.3, 1, 6, 24, 1000], [0, 0.7, 30, 4000])
  func noncentralQuantilesInvertBothTails(freedom: Double, lambda: Double) {
    let distribution = NoncentralChiSquareDistribution(
      degreesOfFreedom: freedom, noncentrality: lambda)
    for p in [1e-12, 0.001, 0.05, 0.5, 0.8] {
      expectClose(
        distribution.cumulative(distribution.quantile(p)), p, relative: 1e-12)
      expectClose(
        distribution.upperTail(distribution.upperQuantile(p)), p,
        relative: 1e-12)
    }
  }

  @Test func noncentralityIsZeroWhereNoneFits() {
    let x = ChiSquareDistribution(degreesOfFreedom: 24).quantile(0.94)
    #expect(
      NoncentralChiSquareDistribution.noncentrality(
        cumulative: 0.95, at: x, degreesOfFreedom: 24) == 0)
    #expect(
      NoncentralChiSquareDistribution.noncentrality(
        cumulative: 0.05, at: x, degreesOfFreedom: 24) > 0)
  }

  /// The RMSEA interval that lavaan prints for Holzinger & Swineford: 0.071
  /// and 0.114 at χ² = 85.306, df = 24, N = 301.
  @Test func noncentralityGivesThePrintedInterval() {
    func limit(_ p: Double) -> Double {
      let lambda = NoncentralChiSquareDistribution.noncentrality(
        cumulative: p, at: 85.30552, degreesOfFreedom: 24)
      return (lambda / (24 * 301)).squareRoot()
    }
    expectClose(limit(0.95), 0.071, relative: 0, absolute: 0.0005)
    expectClose(limit(0.05), 0.114, relative: 0, absolute: 0.0005)
  }

  @Test func largestSupportedNoncentralityInverts() {
    let lambda = NoncentralChiSquareDistribution.noncentrality(
      cumulative: 0.05, at: 2e5, degreesOfFreedom: 1e5)
    let distribution = NoncentralChiSquareDistribution(
      degreesOfFreedom: 1e5, noncentrality: lambda)
    expectClose(distribution.cumulative(2e5), 0.05, relative: 1e-11)
  }

  @Test func infiniteFreedomIsTheLimit() {
    let t = StudentTDistribution(degreesOfFreedom: .infinity)
    expectClose(t.upperTail(1.7), NormalDistribution.upperTail(1.7))
    expectClose(t.quantile(0.975), NormalDistribution.quantile(0.975))
    let f = FDistribution(numerator: 7, denominator: .infinity)
    let square = ChiSquareDistribution(degreesOfFreedom: 7)
    expectClose(f.upperTail(1.3), square.upperTail(9.1))
    expectClose(f.quantile(0.4), square.quantile(0.4) / 7)
    expectClose(f.density(1.3), 7 * square.density(9.1))
  }

  @Test func twoSidedTailIsTwiceTheUpperTail() {
    for freedom in [1, 5.5, 300, .infinity] {
      let t = StudentTDistribution(degreesOfFreedom: freedom)
      expectClose(t.twoSidedTail(-2.2), 2 * t.upperTail(2.2))
      expectClose(t.cumulative(-2.2), t.upperTail(2.2))
    }
  }

  @Test func quantilesReachTheEndsOfTheSupport() {
    let square = ChiSquareDistribution(degreesOfFreedom: 3)
    #expect(square.quantile(0) == 0)
    #expect(square.quantile(1) == .infinity)
    #expect(square.upperQuantile(0) == .infinity)
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
    #expect(StudentTDistribution(degreesOfFreedom: 3).quantile(0.5) == 0)
    #expect(
      StudentTDistribution(degreesOfFreedom: 3).quantile(0) == -.infinity)
    #expect(FDistribution(numerator: 2, denominator: 9).quantile(0) == 0)
  }

  @Test func probabilitiesAtTheEndsOfTheSupport() {
    let square = ChiSquareDistribution(degreesOfFreedom: 3)
    #expect(square.cumulative(-1) == 0)
    #expect(square.upperTail(0) == 1)
    #expect(square.upperTail(.infinity) == 0)
    #expect(square.density(0) == 0)
    #expect(ChiSquareDistribution(degreesOfFreedom: 2).density(0) == 0.5)
    #expect(ChiSquareDistribution(degreesOfFreedom: 1).density(0) == .infinity)
    #expect(NormalDistribution.cumulative(-.infinity) == 0)
    #expect(NormalDistribution.upperTail(-.infinity) == 1)
    #expect(NormalDistribution.density(.infinity) == 0)
  }

  @Test func outsideTheDomainIsNotANumber() {
    let values = [
      NormalDistribution.quantile(-0.1), NormalDistribution.quantile(1.1),
      NormalDistribution.density(.nan), NormalDistribution.cumulative(.nan),
      GammaFunction.regularizedLower(shape: 0, 1),
      GammaFunction.regularizedUpper(shape: 1, -1),
      GammaFunction.regularizedUpper(shape: .infinity, 1),
      BetaFunction.regularized(1.5, 1, 1), BetaFunction.regularized(0.5, 0, 1),
      ChiSquareDistribution(degreesOfFreedom: 0).upperTail(1),
      ChiSquareDistribution(degreesOfFreedom: 2).quantile(2),
      ChiSquareDistribution(degreesOfFreedom: 2).cumulative(.nan),
      NoncentralChiSquareDistribution(degreesOfFreedom: 2, noncentrality: -1)
        .cumulative(1),
      NoncentralChiSquareDistribution.noncentrality(
        cumulative: 1, at: 3, degreesOfFreedom: 2),
      NoncentralChiSquareDistribution.noncentrality(
        cumulative: 0.5, at: .nan, degreesOfFreedom: 2),
      StudentTDistribution(degreesOfFreedom: -1).upperTail(1),
      FDistribution(numerator: 1, denominator: 0).cumulative(1),
      BivariateNormalDistribution(correlation: 1.01).cumulative(0, 0),
      BivariateNormalDistribution(correlation: 0.5).cumulative(0, .nan),
    ]
    for (index, value) in values.enumerated() {
      #expect(value.isNaN, "value \(index)")
    }
  }
}

@Suite struct BivariateNormalTests {
  @Test func perfectCorrelationIsUnivariate() {
    let equal = BivariateNormalDistribution(correlation: 1)
    let opposite = BivariateNormalDistribution(correlation: -1)
    expectClose(
      equal.cumulative(0.3, 1.2), NormalDistribution.cumulative(0.3))
    expectClose(
      opposite.cumulative(0.3, 1.2),
      NormalDistribution.cumulative(1.2) - NormalDistribution.cumulative(-0.3))
    #expect(opposite.cumulative(-0.3, 0.2) == 0)
  }

  @Test func infiniteLimitsAreMargins() {
    let distribution = BivariateNormalDistribution(correlation: 0.6)
    expectClose(
      distribution.cumulative(.infinity, 0.4),
      NormalDistribution.cumulative(0.4))
    #expect(distribution.cumulative(-.infinity, 0.4) == 0)
    expectClose(
      distribution.rectangle(
        x: (-.infinity, .infinity), y: (-.infinity, .infinity)), 1)
  }

  @Test(arguments: [-0.98, -0.6, 0.2, 0.8, 0.95])
  func rectanglesTileThePlane(correlation: Double) {
    let distribution = BivariateNormalDistribution(correlation: correlation)
    let cuts = [-Double.infinity, -1.1, 0.2, 1.4, .infinity]
    var total = 0.0
    for (a, b) in zip(cuts, cuts.dropFirst()) {
      for (c, d) in zip(cuts, cuts.dropFirst()) {
        let share = distribution.rectangle(x: (a, b), y: (c, d))
        expectClose(
          share, Self.quadrature(correlation, x: (a, b), y: (c, d)),
          absolute: 1e-9)
        total += share
      }
    }
    expectClose(total, 1, relative: 1e-14)
  }

  /// ∫ φ(x) P(c < y < d | x) dx by Simpson's rule; beyond 8 there is nothing.
  private static func quadrature(
    _ correlation: Double, x: (Double, Double), y: (Double, Double)
  ) -> Double {
    let (lower, upper) = (max(x.0, -8), min(x.1, 8))
    let spread = (1 - correlation * correlation).squareRoot()
    func conditional(_ x: Double) -> Double {
      let (low, high) = (
        (y.0 - correlation * x) / spread, (y.1 - correlation * x) / spread
      )
      return NormalDistribution.density(x)
        * (NormalDistribution.cumulative(high)
          - NormalDistribution.cumulative(low))
    }
    let count = 2000
    let step = (upper - lower) / Double(count)
    let sum = (0...count).reduce(0) { sum, index in
      let isEnd = index == 0 || index == count
      let weight = isEnd ? 1.0 : index.isMultiple(of: 2) ? 2 : 4
      return sum + weight * conditional(lower + step * Double(index))
    }
    return sum * step / 3
  }

  @Test(arguments: [-0.95, -0.4, 0.3, 0.91, 0.93])
  func densityIsTheMixedDerivative(correlation: Double) {
    let distribution = BivariateNormalDistribution(correlation: correlation)
    // Also ∂P/∂ρ is the density: Plackett (1954).
    let slope = richardsonGradient(
      of: {
        BivariateNormalDistribution(correlation: $0[0]).cumulative(0.4, -0.7)
      }, at: [correlation], step: 1e-3)
    expectClose(slope[0], distribution.density(0.4, -0.7), relative: 1e-8)
  }
}
