import RealModule

/// Fisher's F distribution with a noncentrality: of (χ'²(λ)/d₁)/(χ²/d₂).
///
/// A Poisson(λ/2) mixture of beta distributions (Johnson, Kotz & Balakrishnan,
/// 1995, equation 30.8), accurate to about 1e-12. Degrees of freedom are positive
/// and finite, the noncentrality is not negative; otherwise every function is
/// NaN.
public struct NoncentralFDistribution: Sendable, Hashable {
  /// The numerator's degrees of freedom.
  public var numerator: Double
  /// The denominator's degrees of freedom.
  public var denominator: Double
  /// The noncentrality λ.
  public var noncentrality: Double

  /// Makes the distribution.
  public init(numerator: Double, denominator: Double, noncentrality: Double) {
    self.numerator = numerator
    self.denominator = denominator
    self.noncentrality = noncentrality
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    guard numerator > 0, denominator > 0, numerator.isFinite,
      denominator.isFinite, noncentrality >= 0, noncentrality.isFinite,
      !x.isNaN
    else { return .nan }
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    let ratio = numerator / denominator * x
    let share = ratio / (1 + ratio)
    let mean = 0.5 * noncentrality
    // From the largest term outwards.
    let middle = mean.rounded(.down)
    var sum = 0.0
    for direction in [-1.0, 1] {
      var number = direction < 0 ? middle : middle + 1
      var weight = Self.poisson(number, mean)
      while number >= 0, weight > 1e-18 {
        sum +=
          weight
          * BetaFunction.tails(
            share, complement: 1 / (1 + ratio), 0.5 * numerator + number,
            0.5 * denominator
          ).lower
        weight *= direction < 0 ? number / mean : mean / (number + 1)
        number += direction
      }
    }
    return min(sum, 1)
  }

  /// The probability of a number by Poisson's distribution.
  private static func poisson(_ number: Double, _ mean: Double) -> Double {
    if mean == 0 { return number == 0 ? 1 : 0 }
    return Double.exp(
      number * Double.log(mean) - mean - Double.logGamma(number + 1))
  }

  /// The interval of noncentralities with which a value is not in the tails of
  /// (1 − level)/2 (Steiger, 2004).
  ///
  /// - Parameters:
  ///   - f: The value.
  ///   - numerator: The numerator's degrees of freedom.
  ///   - denominator: The denominator's degrees of freedom.
  ///   - level: The level, such as 0.95.
  /// - Returns: The limits, 0 where none is above; `nil` for values that are not
  ///   finite.
  public static func noncentralities(
    at f: Double, numerator: Double, denominator: Double, level: Double
  ) -> ClosedRange<Double>? {
    guard f >= 0, f.isFinite, numerator > 0, denominator > 0, level > 0,
      level < 1
    else { return nil }
    let tail = 0.5 * (1 - level)
    func cumulative(_ lambda: Double) -> Double {
      NoncentralFDistribution(
        numerator: numerator, denominator: denominator, noncentrality: lambda
      ).cumulative(f)
    }
    func limit(_ goal: Double) -> Double {
      guard cumulative(0) > goal else { return 0 }
      var high = 1 + f * numerator
      while cumulative(high) > goal, high < 1e9 { high *= 2 }
      return bisection(between: 0, and: high) { cumulative($0) > goal }
    }
    let (lower, upper) = (limit(1 - tail), limit(tail))
    return lower <= upper ? lower...upper : nil
  }
}
