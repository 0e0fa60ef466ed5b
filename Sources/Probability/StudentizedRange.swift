import RealModule

/// The studentized range distribution: of the range of k independent normal
/// variables over an independent estimate of their standard deviation (Tukey,
/// 1953).
///
/// Both integrals, over the largest variable and over the estimate, are sums at
/// equal steps, whose error falls off exponentially (Copenhaver & Holland,
/// 1988, have the same integrals by Gauss's rule). The upper tail is accurate
/// to about 1e-12 relative to itself.
///
/// There must be two or more variables, and positive degrees of freedom, which
/// may be infinite; otherwise every function is NaN.
public struct StudentizedRangeDistribution: Sendable, Hashable {
  /// The number of variables k.
  public var count: Int
  /// The degrees of freedom of the estimate.
  public var degreesOfFreedom: Double

  /// Makes the distribution.
  public init(count: Int, degreesOfFreedom: Double) {
    self.count = count
    self.degreesOfFreedom = degreesOfFreedom
  }

  private var isDefined: Bool { count >= 2 && degreesOfFreedom > 0 }

  /// The probability P(Q ≤ q).
  public func cumulative(_ q: Double) -> Double { 1 - upperTail(q) }

  /// The probability P(Q > q).
  public func upperTail(_ q: Double) -> Double {
    guard isDefined, !q.isNaN else { return .nan }
    return tail(
      q, ScaleMixture(degreesOfFreedom: degreesOfFreedom), LargestNormal(count))
  }

  /// The q with P(Q > q) = p, by secants of log p.
  public func upperQuantile(_ p: Double) -> Double {
    guard isDefined, p >= 0, p <= 1 else { return .nan }
    if p == 0 { return .infinity }
    if p == 1 { return 0 }
    let scales = ScaleMixture(degreesOfFreedom: degreesOfFreedom)
    let largest = LargestNormal(count)
    func excess(_ q: Double) -> Double {
      Double.log(tail(q, scales, largest)) - Double.log(p)
    }
    var (low, high) = (0.0, 4.0)
    var (below, above) = (-Double.log(p), excess(4))
    while above > 0, high < 1e100 {
      (low, below) = (high, above)
      high *= 4
      above = excess(high)
    }
    // The false position with half the weight of an end that stays (Dowell &
    // Jarratt, 1971).
    var q = high
    for _ in 0..<200 {
      let next =
        above.isFinite
        ? (low * above - high * below) / (above - below) : 0.5 * (low + high)
      let value = excess(next)
      let isDone = abs(next - q) <= 1e-13 * next || value == 0
      q = next
      if isDone { break }
      if value > 0 {
        (low, below) = (next, value)
        above *= 0.5
      } else {
        (high, above) = (next, value)
        below *= 0.5
      }
    }
    return q
  }

  private func tail(
    _ q: Double, _ scales: ScaleMixture, _ largest: LargestNormal
  ) -> Double {
    if q <= 0 { return 1 }
    if q == .infinity { return 0 }
    return min(scales.mean { largest.rangeTail(q * $0) }, 1)
  }
}

/// The largest of k normal variables, at equal steps.
private struct LargestNormal {
  private var points: [(z: Double, weight: Double, below: Double)] = []
  private let others: Double

  init(_ count: Int) {
    others = Double(count - 1)
    let step = 0.1875
    for number in -48...448 {
      let z = Double(number) * step
      let below = NormalDistribution.cumulative(z)
      let weight =
        Double(count) * step * NormalDistribution.density(z)
        * Double.exp(others * Double.log(below))
      if weight > 0 { points.append((z, weight, below)) }
    }
  }

  /// The probability that the range is above w:
  /// k ∫ φ(z) {Φ(z)ᵏ⁻¹ − [Φ(z) − Φ(z − w)]ᵏ⁻¹} dz.
  func rangeTail(_ w: Double) -> Double {
    if w > 75 { return 0 }
    var sum = 0.0
    for point in points {
      if point.z > 0.5 * w + 12 { break }
      let far = NormalDistribution.cumulative(point.z - w)
      if far == 0 { continue }
      sum +=
        point.weight
        * (far < point.below
          ? -Double.expMinusOne(
            others * Double.log(onePlus: -far / point.below)) : 1)
    }
    return min(sum, 1)
  }
}
