internal import Probability

/// A χ² test whose statistic is noncentral under both hypotheses: λ = (N − c) F,
/// F the discrepancy of a case and c the cases that are lost.
///
/// Where the alternative's F is the larger, the test rejects large statistics;
/// where it is the smaller, as in tests of not-close fit, small ones
/// (MacCallum, Browne & Sugawara, 1996).
package struct NoncentralTest: Sendable, Hashable {
  /// The degrees of freedom.
  package var degrees: Int
  /// F under the null hypothesis; 0 of an exact one.
  package var null: Double
  /// F under the alternative.
  package var alternative: Double
  /// The level.
  package var alpha: Double
  /// The cases c that are lost: 1 or 0.
  package var lost: Double

  /// The largest number of cases that is looked for.
  package static let mostCases = 1_000_000_000

  /// Makes a test.
  package init(
    degrees: Int, null: Double, alternative: Double, alpha: Double,
    lost: Double
  ) {
    self.degrees = degrees
    self.null = null
    self.alternative = alternative
    self.alpha = alpha
    self.lost = lost
  }

  /// The noncentrality under the alternative with N cases.
  package func noncentrality(cases: Int) -> Double {
    (Double(cases) - lost) * alternative
  }

  /// The statistic from which on the test rejects.
  package func critical(cases: Int) -> Double {
    let distribution = distribution(null, cases)
    return alternative > null
      ? distribution.upperQuantile(alpha) : distribution.quantile(alpha)
  }

  /// The power with N cases.
  package func power(cases: Int) -> Double {
    let own = distribution(alternative, cases)
    let critical = critical(cases: cases)
    return alternative > null
      ? own.upperTail(critical) : own.cumulative(critical)
  }

  /// The least number of cases that give a power.
  ///
  /// - Parameters:
  ///   - power: The power.
  ///   - least: The least number that is possible.
  /// - Returns: The number; `nil` where `mostCases` do not give it.
  package func leastCases(power: Double, from least: Int = 2) -> Int? {
    guard alternative != null else { return nil }
    var high = max(least, 2)
    if self.power(cases: high) >= power { return high }
    var low = high
    repeat {
      low = high
      guard high < Self.mostCases else { return nil }
      high = min(2 * high, Self.mostCases)
    } while self.power(cases: high) < power
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if self.power(cases: middle) >= power {
        high = middle
      } else {
        low = middle
      }
    }
    return high
  }

  /// F for which N cases give a power.
  ///
  /// - Returns: F above the null hypothesis's, which is exact.
  package static func discrepancy(
    power: Double, cases: Int, degrees: Int, alpha: Double
  ) -> Double {
    let critical = ChiSquareDistribution(degreesOfFreedom: Double(degrees))
      .upperQuantile(alpha)
    return NoncentralChiSquareDistribution.noncentrality(
      cumulative: 1 - power, at: critical, degreesOfFreedom: Double(degrees))
      / Double(cases)
  }

  private func distribution(_ discrepancy: Double, _ cases: Int)
    -> NoncentralChiSquareDistribution
  {
    NoncentralChiSquareDistribution(
      degreesOfFreedom: Double(degrees),
      noncentrality: max(0, (Double(cases) - lost) * discrepancy))
  }
}

extension NoncentralTest {
  /// The test of a model's fit by its RMSEA ε: F = d ε² / G with d degrees of
  /// freedom in G groups, λ = (N − 1) F (MacCallum, Browne & Sugawara, 1996;
  /// Steiger, 1998, for groups).
  package static func ofFit(
    degrees: Int, null: Double, alternative: Double, alpha: Double, groups: Int
  ) -> NoncentralTest {
    let scale = Double(degrees) / Double(groups)
    return NoncentralTest(
      degrees: degrees, null: scale * null * null,
      alternative: scale * alternative * alternative, alpha: alpha, lost: 1)
  }

  /// The test of the difference between nested models A, the restricted one,
  /// and B by their RMSEA: F = (d_A ε_A² − d_B ε_B²) / G (MacCallum, Browne &
  /// Cai, 2006, equations 6 and 13).
  package static func ofDifference(
    degrees: (Int, Int), null: (Double, Double),
    alternative: (Double, Double), alpha: Double, groups: Int
  ) -> NoncentralTest {
    func discrepancy(_ values: (Double, Double)) -> Double {
      (Double(degrees.0) * values.0 * values.0
        - Double(degrees.1) * values.1 * values.1) / Double(groups)
    }
    return NoncentralTest(
      degrees: degrees.0 - degrees.1, null: discrepancy(null),
      alternative: discrepancy(alternative), alpha: alpha, lost: 1)
  }
}
