import RealModule

/// The central χ² distribution.
///
/// Degrees of freedom are any positive number; for others, and for NaN, every
/// function is NaN. Accuracy is that of `GammaFunction`.
public struct ChiSquareDistribution: Sendable, Hashable {
  /// The degrees of freedom.
  public var degreesOfFreedom: Double

  /// Makes the distribution with the given degrees of freedom.
  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  private var shape: Double { 0.5 * degreesOfFreedom }

  private var isDefined: Bool {
    degreesOfFreedom > 0 && degreesOfFreedom.isFinite
  }

  /// The density at x; Johnson, Kotz & Balakrishnan (1994), equation 18.1.
  public func density(_ x: Double) -> Double {
    guard isDefined, !x.isNaN else { return .nan }
    if x < 0 || x == .infinity { return 0 }
    if x == 0 {
      return shape < 1 ? .infinity : shape == 1 ? 0.5 : 0
    }
    return GammaFunction.poissonTerm(shape, 0.5 * x) * shape / x
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { tails(x).lower }

  /// The probability P(X > x): the p-value of a test statistic x.
  public func upperTail(_ x: Double) -> Double { tails(x).upper }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double { solve(.lower(p)) }

  /// The x with P(X > x) = q: the critical value at level q.
  public func upperQuantile(_ q: Double) -> Double { solve(.upper(q)) }

  private func tails(_ x: Double) -> TailProbabilities {
    guard isDefined, !x.isNaN else { return .undefined }
    return x <= 0 ? .below : GammaFunction.tails(shape: shape, 0.5 * x)
  }

  private func solve(_ target: QuantileSearch.Target) -> Double {
    guard isDefined else { return .nan }
    return QuantileSearch.solve(
      target, guess: quantileGuess(target), tails: tails, density: density)
  }

  /// The cube-root approximation of Wilson & Hilferty (1931), or where it is
  /// poor the first term of the series of P(a, x).
  func quantileGuess(_ target: QuantileSearch.Target) -> Double {
    let z: Double
    let logLower: Double
    switch target {
    case .lower(let p):
      z = NormalDistribution.quantile(p)
      logLower = .log(p)
    case .upper(let q):
      z = NormalDistribution.upperQuantile(q)
      logLower = .log(onePlus: -q)
    }
    let spread = 2 / (9 * degreesOfFreedom)
    let root = 1 - spread + z * spread.squareRoot()
    if root > 0.3 { return degreesOfFreedom * root * root * root }
    return 2 * .exp((logLower + .logGamma(shape + 1)) / shape)
  }
}
