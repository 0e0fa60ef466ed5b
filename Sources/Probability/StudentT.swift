import RealModule

/// Student's t distribution.
///
/// Degrees of freedom are any positive number; infinity gives the normal
/// distribution. Otherwise every function is NaN. Accuracy is that of
/// `BetaFunction`.
public struct StudentTDistribution: Sendable, Hashable {
  /// The degrees of freedom.
  public var degreesOfFreedom: Double

  /// Makes the distribution with the given degrees of freedom.
  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  private var isNormal: Bool { degreesOfFreedom == .infinity }

  /// The density at t; Johnson, Kotz & Balakrishnan (1995), equation 28.2.
  public func density(_ t: Double) -> Double {
    guard degreesOfFreedom > 0, !t.isNaN else { return .nan }
    if isNormal { return NormalDistribution.density(t) }
    if t.isInfinite { return 0 }
    let half = 0.5 * degreesOfFreedom
    // Γ((ν+1)/2) / (√(νπ) Γ(ν/2)), in scaled gamma functions of s = ν/2 and
    // s + ½ so that large ν neither overflows nor cancels.
    let scale =
      Double.exp((half + 0.5) * .log(onePlus: 0.5 / half) - 0.5)
      * scaledGamma(half + 0.5) / scaledGamma(half)
      * (half / (half + 0.5) / (2 * Double.pi)).squareRoot()
    let ratio = t / degreesOfFreedom * t
    return scale * .exp(-(half + 0.5) * .log(onePlus: ratio))
  }

  /// The probability P(T ≤ t).
  public func cumulative(_ t: Double) -> Double { upperTail(-t) }

  /// The probability P(T > t).
  public func upperTail(_ t: Double) -> Double {
    guard degreesOfFreedom > 0, !t.isNaN else { return .nan }
    if isNormal { return NormalDistribution.upperTail(t) }
    let outside = 0.5 * absoluteTails(abs(t)).upper
    return t > 0 ? outside : 1 - outside
  }

  /// The probability P(|T| > |t|): the p-value of a two-sided test.
  public func twoSidedTail(_ t: Double) -> Double {
    guard degreesOfFreedom > 0, !t.isNaN else { return .nan }
    if isNormal { return 2 * NormalDistribution.upperTail(abs(t)) }
    return absoluteTails(abs(t)).upper
  }

  /// The t with P(T ≤ t) = p.
  public func quantile(_ p: Double) -> Double {
    guard degreesOfFreedom > 0, p >= 0, p <= 1 else { return .nan }
    if isNormal { return NormalDistribution.quantile(p) }
    if p == 0.5 { return 0 }
    // Both 2p and 2p - 1 are exact where they are used, so that quantiles near
    // zero keep their relative accuracy.
    let tail = 2 * min(p, 1 - p)
    let target: QuantileSearch.Target =
      tail < 0.5 ? .upper(tail) : .lower(abs(2 * p - 1))
    let size = QuantileSearch.solve(
      target, guess: max(abs(NormalDistribution.quantile(p)), 1e-300),
      tails: absoluteTails, density: { 2 * density($0) })
    return p < 0.5 ? -size : size
  }

  /// The t with P(T > t) = q.
  public func upperQuantile(_ q: Double) -> Double { -quantile(q) }

  /// P(|T| ≤ t) and P(|T| > t) for t ≥ 0; Abramowitz & Stegun 26.7.1.
  private func absoluteTails(_ t: Double) -> TailProbabilities {
    if t == .infinity { return .above }
    let ratio = t / degreesOfFreedom * t
    if ratio == .infinity { return .above }
    return BetaFunction.tails(
      ratio / (1 + ratio), complement: 1 / (1 + ratio), 0.5,
      0.5 * degreesOfFreedom)
  }
}
