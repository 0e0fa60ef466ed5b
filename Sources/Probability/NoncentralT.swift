import RealModule

/// Student's t distribution with a noncentrality: of (Z + δ)/√(χ²ᵥ/ν).
///
/// The mean of Φ(t s − δ) over s = √(χ²ᵥ/ν), accurate to about 1e-13. Degrees of
/// freedom are positive; otherwise every function is NaN.
public struct NoncentralTDistribution: Sendable, Hashable {
  /// The degrees of freedom.
  public var degreesOfFreedom: Double
  /// The noncentrality δ.
  public var noncentrality: Double

  /// Makes the distribution.
  public init(degreesOfFreedom: Double, noncentrality: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// The probability P(T ≤ t).
  public func cumulative(_ t: Double) -> Double {
    guard degreesOfFreedom > 0, !t.isNaN, !noncentrality.isNaN else {
      return .nan
    }
    return ScaleMixture(degreesOfFreedom: degreesOfFreedom).mean {
      NormalDistribution.cumulative(t * $0 - noncentrality)
    }
  }

  /// The probability P(T > t).
  public func upperTail(_ t: Double) -> Double {
    NoncentralTDistribution(
      degreesOfFreedom: degreesOfFreedom, noncentrality: -noncentrality
    ).cumulative(-t)
  }

  /// The interval of noncentralities with which a value is not in the tails of
  /// (1 − level)/2.
  ///
  /// - Parameters:
  ///   - t: The value.
  ///   - degreesOfFreedom: The degrees of freedom.
  ///   - level: The level, such as 0.95.
  /// - Returns: The limits; `nil` where they are not finite.
  public static func noncentralities(
    at t: Double, degreesOfFreedom: Double, level: Double
  ) -> ClosedRange<Double>? {
    guard t.isFinite, degreesOfFreedom > 0, level > 0, level < 1 else {
      return nil
    }
    let tail = 0.5 * (1 - level)
    let mixture = ScaleMixture(degreesOfFreedom: degreesOfFreedom)
    func limit(_ goal: Double) -> Double {
      // P(T ≤ t) falls as δ grows.
      let spread = 12 + abs(t)
      return bisection(between: t - spread, and: t + spread) { delta in
        mixture.mean { NormalDistribution.cumulative(t * $0 - delta) } > goal
      }
    }
    let (lower, upper) = (limit(1 - tail), limit(tail))
    return lower <= upper ? lower...upper : nil
  }
}

/// The place where a condition that holds at first ceases to hold.
func bisection(
  between low: Double, and high: Double, _ holds: (Double) -> Bool
) -> Double {
  var (low, high) = (low, high)
  for _ in 0..<200 {
    let middle = 0.5 * (low + high)
    if middle <= low || middle >= high { break }
    if holds(middle) { low = middle } else { high = middle }
  }
  return 0.5 * (low + high)
}
