import Probability
import TestSupport
import Testing

struct WeightedChiSquareTests {
  /// Imhof (1961), Table 1; further digits by Ruben's (1962) series, from
  /// Validation/tools/weighted-chi-square.py.
  @Test func publishedTails() {
    let distribution = WeightedChiSquareDistribution(weights: [0.6, 0.3, 0.1])
    for (x, printed, exact) in [
      (0.1, 0.9458, 0.945786153933), (0.7, 0.5064, 0.50643823347),
      (2, 0.1240, 0.123959074162),
    ] {
      let tail = distribution.upperTail(x)
      expectClose(tail, printed, relative: 0, absolute: 5e-5)
      expectClose(tail, exact, relative: 1e-11)
    }
  }

  @Test(
    arguments: [1, 2, 3, 24, 400],
    [1e-4, 0.3, 0.9, 0.999, 1, 1.001, 1.5, 4, 30])
  func equalWeightsAreChiSquare(_ degrees: Int, _ ratio: Double) {
    let x = ratio * Double(degrees)
    let distribution = WeightedChiSquareDistribution(
      weights: [Double](repeating: 2.5, count: degrees))
    let expected = ChiSquareDistribution(degreesOfFreedom: Double(degrees))
      .upperTail(x)
    expectClose(
      distribution.upperTail(2.5 * x), expected, relative: 1e-10,
      absolute: 1e-300)
  }

  /// Pairs of equal weights are exponential variables: P = Σ c e^(−x/2λ).
  @Test func pairsAreExponential() {
    let weights = [3.0, 1.5, 0.4]
    let distribution = WeightedChiSquareDistribution(
      weights: weights + weights)
    for x in [0.01, 2, 9.8, 10, 40, 200] {
      var expected = 0.0
      for (i, own) in weights.enumerated() {
        var factor = 1.0
        for (j, other) in weights.enumerated() where j != i {
          factor *= own / (own - other)
        }
        expected += factor * exponential(-x / (2 * own))
      }
      expectClose(distribution.upperTail(x), expected, relative: 1e-10)
    }
  }

  private func exponential(_ x: Double) -> Double {
    // e^x is the upper tail of χ² with two degrees of freedom.
    ChiSquareDistribution(degreesOfFreedom: 2).upperTail(-2 * x)
  }

  @Test func edges() {
    let none = WeightedChiSquareDistribution(weights: [0, 0])
    #expect(none.upperTail(1) == 0 && none.upperTail(-1) == 1)
    let one = WeightedChiSquareDistribution(weights: [1, 0])
    #expect(one.upperTail(0) == 1 && one.upperTail(.infinity) == 0)
    #expect(one.upperTail(.nan).isNaN)
    expectClose(
      one.upperTail(3), ChiSquareDistribution(degreesOfFreedom: 1).upperTail(3),
      relative: 1e-11)
  }
}
