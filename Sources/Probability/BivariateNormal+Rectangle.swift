import RealModule

extension NormalDistribution {
  /// The probability P(lower < X ≤ upper), by the tail in which it cancels
  /// least.
  package static func interval(_ lower: Double, _ upper: Double) -> Double {
    lower > 0
      ? upperTail(lower) - upperTail(upper)
      : cumulative(upper) - cumulative(lower)
  }
}

extension BivariateNormalDistribution {
  /// The probability of a rectangle, accurate relative to itself, for |ρ| < 1.
  ///
  /// The difference of its corners' probabilities has an absolute error of
  /// about 1e-16, which is much of the probability of a rectangle in a far
  /// tail. This integrates the density of X times the probability of Y given X,
  /// from where the joint density is highest in the rectangle outwards.
  ///
  /// - Parameters:
  ///   - x: The limits a ≤ b, which may be infinite.
  ///   - y: The limits c ≤ d, which may be infinite.
  /// - Returns: The probability.
  package func smallRectangle(
    x: (lower: Double, upper: Double), y: (lower: Double, upper: Double)
  ) -> Double {
    let deviation = ((1 - correlation) * (1 + correlation)).squareRoot()
    let start = highestPoint(x: x, y: y)
    let width = min(0.5, deviation)
    func value(_ t: Double) -> Double {
      let mean = correlation * t
      return NormalDistribution.density(t)
        * NormalDistribution.interval(
          (y.lower - mean) / deviation, (y.upper - mean) / deviation)
    }
    func panel(_ lower: Double, _ upper: Double) -> Double {
      let half = 0.5 * (upper - lower)
      let center = 0.5 * (upper + lower)
      return half
        * GaussLegendre.integrate(.twenty) { value(center + half * $0) }
    }
    var sum = 0.0
    var at = start
    while at < x.upper {
      let next = min(at + width, x.upper)
      let part = panel(at, next)
      sum += part
      if part <= 1e-18 * sum { break }
      at = next
    }
    at = start
    while at > x.lower {
      let next = max(at - width, x.lower)
      let part = panel(next, at)
      sum += part
      if part <= 1e-18 * sum { break }
      at = next
    }
    return sum
  }

  /// The x of the point of a rectangle where the density is highest.
  private func highestPoint(
    x: (lower: Double, upper: Double), y: (lower: Double, upper: Double)
  ) -> Double {
    func inside(_ t: Double, _ range: (lower: Double, upper: Double))
      -> Double
    {
      min(max(t, range.lower), range.upper)
    }
    func distance(_ t: Double, _ u: Double) -> Double {
      t * t - 2 * correlation * t * u + u * u
    }
    if x.lower <= 0, x.upper >= 0, y.lower <= 0, y.upper >= 0 { return 0 }
    var best = Double.infinity
    var point = 0.0
    for t in [x.lower, x.upper] where t.isFinite {
      let d = distance(t, inside(correlation * t, y))
      if d < best { (best, point) = (d, t) }
    }
    for u in [y.lower, y.upper] where u.isFinite {
      let t = inside(correlation * u, x)
      let d = distance(t, u)
      if d < best { (best, point) = (d, t) }
    }
    return point
  }
}
