import RealModule

/// Fisher's F distribution.
///
/// Degrees of freedom are any positive numbers; an infinite denominator gives
/// χ² over its degrees of freedom. Otherwise every function is NaN. Accuracy
/// is that of `BetaFunction`.
public struct FDistribution: Sendable, Hashable {
  /// The numerator's degrees of freedom.
  public var numeratorDegreesOfFreedom: Double
  /// The denominator's degrees of freedom.
  public var denominatorDegreesOfFreedom: Double

  /// Makes the distribution.
  public init(numerator: Double, denominator: Double) {
    self.numeratorDegreesOfFreedom = numerator
    self.denominatorDegreesOfFreedom = denominator
  }

  private var isDefined: Bool {
    numeratorDegreesOfFreedom > 0 && numeratorDegreesOfFreedom.isFinite
      && denominatorDegreesOfFreedom > 0
  }

  private var limit: ChiSquareDistribution? {
    denominatorDegreesOfFreedom == .infinity
      ? ChiSquareDistribution(degreesOfFreedom: numeratorDegreesOfFreedom)
      : nil
  }

  /// The density at x; Johnson, Kotz & Balakrishnan (1995), equation 27.1.
  public func density(_ x: Double) -> Double {
    guard isDefined, !x.isNaN else { return .nan }
    if let limit {
      return limit.density(x * numeratorDegreesOfFreedom)
        * numeratorDegreesOfFreedom
    }
    if x < 0 || x == .infinity { return 0 }
    if x == 0 {
      let freedom = numeratorDegreesOfFreedom
      return freedom < 2 ? .infinity : freedom == 2 ? 1 : 0
    }
    let (below, above) = shares(x)
    return BetaFunction.term(
      below, above, 0.5 * numeratorDegreesOfFreedom,
      0.5 * denominatorDegreesOfFreedom) / x
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { tails(x).lower }

  /// The probability P(X > x).
  public func upperTail(_ x: Double) -> Double { tails(x).upper }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double { solve(.lower(p)) }

  /// The x with P(X > x) = q.
  public func upperQuantile(_ q: Double) -> Double { solve(.upper(q)) }

  private func solve(_ target: QuantileSearch.Target) -> Double {
    guard isDefined else { return .nan }
    return QuantileSearch.solve(
      target, guess: 1, tails: tails, density: density)
  }

  /// Abramowitz & Stegun (1964), 26.6.2.
  private func tails(_ x: Double) -> TailProbabilities {
    guard isDefined, !x.isNaN else { return .undefined }
    if x <= 0 { return .below }
    if x == .infinity { return .above }
    if let limit {
      let scaled = x * numeratorDegreesOfFreedom
      return TailProbabilities(
        lower: limit.cumulative(scaled), upper: limit.upperTail(scaled))
    }
    let (below, above) = shares(x)
    return BetaFunction.tails(
      below, complement: above, 0.5 * numeratorDegreesOfFreedom,
      0.5 * denominatorDegreesOfFreedom)
  }

  /// d₁x / (d₁x + d₂) and its complement.
  private func shares(_ x: Double) -> (below: Double, above: Double) {
    let ratio = numeratorDegreesOfFreedom / denominatorDegreesOfFreedom * x
    if ratio == .infinity { return (1, 0) }
    return (ratio / (1 + ratio), 1 / (1 + ratio))
  }
}
