import RealModule

/// The regularized incomplete beta function.
///
/// Accurate to about 1e-14 relative to itself; in far tails the error grows
/// with |ln p| times the rounding unit. Outside the domain it is NaN.
public enum BetaFunction {
  /// The regularized incomplete beta function Iₓ(a, b).
  ///
  /// - Parameters:
  ///   - x: The upper limit of the integral, in [0, 1].
  ///   - a: The first shape, positive.
  ///   - b: The second shape, positive.
  /// - Returns: Iₓ(a, b), a probability.
  public static func regularized(_ x: Double, _ a: Double, _ b: Double)
    -> Double
  {
    tails(x, complement: 1 - x, a, b).lower
  }

  /// Iₓ(a, b) and 1 - Iₓ(a, b), each accurate relative to itself.
  ///
  /// The caller gives 1 - x too, so that nothing is lost where x is near 1.
  static func tails(
    _ x: Double, complement y: Double, _ a: Double, _ b: Double
  ) -> TailProbabilities {
    guard a > 0, b > 0, a.isFinite, b.isFinite, x >= 0, y >= 0 else {
      return .undefined
    }
    if x == 0 { return .below }
    if y == 0 { return .above }
    // Below the mean the fraction converges fast and its value is the smaller
    // tail.
    if x * b <= y * a {
      return TailProbabilities(lower: term(x, y, a, b) * fraction(x, y, a, b))
    }
    return TailProbabilities(upper: term(y, x, b, a) * fraction(y, x, b, a))
  }

  /// xᵃ yᵇ / B(a, b) in the saddle-point form of Loader (2000), where
  /// a ln(x(a+b)/a) + b ln(y(a+b)/b) is a sum of two deviances.
  static func term(_ x: Double, _ y: Double, _ a: Double, _ b: Double)
    -> Double
  {
    let difference = differenceOfProducts(x, b, y, a)
    let exponent =
      a * relativeDeviance(difference / a, x * (a + b) / a)
      + b * relativeDeviance(-difference / b, y * (a + b) / b)
    let scale = scaledGamma(a + b) / (scaledGamma(a) * scaledGamma(b))
    let root = (a / (a + b) * b / (2 * Double.pi)).squareRoot()
    return .exp(exponent) * scale * root
  }

  /// ln(1+δ) - δ, where 1+δ is given as well: below ½ it is the more accurate.
  private static func relativeDeviance(
    _ delta: Double, _ onePlusDelta: Double
  ) -> Double {
    delta < -0.5 ? .log(onePlusDelta) - delta : logOnePlusMinus(delta)
  }

  /// Iₓ(a, b) B(a, b) / (xᵃ yᵇ) by the continued fraction of Didonato &
  /// Morris (1992), ACM TOMS 18, 360-373, evaluated as in Thompson
  /// & Barnett (1986).
  private static func fraction(
    _ x: Double, _ y: Double, _ a: Double, _ b: Double
  ) -> Double {
    let lambda = differenceOfProducts(a, y, b, x)
    var value = a / (a + 1) * (lambda + 1)
    var ratio = value
    var inverse = 0.0
    for n in 1..<1_000_000 {
      let m = Double(n)
      let odd = a + 2 * m - 1
      let product = m * (b - m) * x
      let numerator = (a + m - 1) / odd * ((a + b + m - 1) / odd) * product * x
      let denominator =
        m + product / odd + (a + m) / (odd + 2) * (lambda + 1 + m * (1 + y))
      inverse = 1 / nonzero(denominator + numerator * inverse)
      ratio = nonzero(denominator + numerator / ratio)
      let change = inverse * ratio
      value *= change
      if abs(change - 1) < 3e-16 { break }
    }
    return 1 / value
  }

  /// ab - cd with the rounding of each product put back: Kahan's method,
  /// analysed by Jeannerod, Louvet & Muller (2013).
  private static func differenceOfProducts(
    _ a: Double, _ b: Double, _ c: Double, _ d: Double
  ) -> Double {
    let product = c * d
    let error = product.addingProduct(-c, d)
    return (-product).addingProduct(a, b) + error
  }
}
