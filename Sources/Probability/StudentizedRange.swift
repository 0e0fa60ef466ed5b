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
    if q <= 0 { return 1 }
    if q == .infinity { return 0 }
    return min(
      ScaleMixture(degreesOfFreedom: degreesOfFreedom).mean {
        rangeTail(q * $0)
      },
      1)
  }

  /// The q with P(Q > q) = p.
  public func upperQuantile(_ p: Double) -> Double {
    guard isDefined else { return .nan }
    return QuantileSearch.solve(
      .upper(p), guess: 3, tails: { TailProbabilities(upper: upperTail($0)) },
      density: { q in
        let step = 1e-4 * q
        return (upperTail(q - step) - upperTail(q + step)) / (2 * step)
      })
  }

  /// The probability that the range of k normal variables is above w:
  /// k ∫ φ(z) {Φ(z)ᵏ⁻¹ − [Φ(z) − Φ(z − w)]ᵏ⁻¹} dz.
  private func rangeTail(_ w: Double) -> Double {
    if w > 75 { return 0 }
    let others = Double(count - 1)
    let step = 0.125
    var sum = 0.0
    var z = -9.0
    while z < 0.5 * w + 12 {
      let density = NormalDistribution.density(z)
      let below = NormalDistribution.cumulative(z)
      let far = NormalDistribution.cumulative(z - w)
      if far > 0, below > 0 {
        let power = Double.exp(others * Double.log(below))
        let rest =
          far < below
          ? -Double.expMinusOne(others * Double.log(onePlus: -far / below)) : 1
        sum += density * power * rest
      }
      z += step
    }
    return min(Double(count) * step * sum, 1)
  }
}
