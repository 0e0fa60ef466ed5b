import RealModule

/// The standard bivariate normal distribution.
///
/// Probabilities have an absolute error of about 1e-15. A correlation outside
/// [-1, 1] or a NaN argument gives NaN; arguments may be infinite.
public struct BivariateNormalDistribution: Sendable, Hashable {
  /// The correlation ρ.
  public var correlation: Double

  /// Makes the distribution with zero means, unit variances and the given
  /// correlation.
  public init(correlation: Double) {
    self.correlation = correlation
  }

  /// The density at (x, y), defined for |ρ| < 1.
  ///
  /// Kotz, Balakrishnan & Johnson (2000), equation 46.1.
  public func density(_ x: Double, _ y: Double) -> Double {
    let variance = (1 - correlation) * (1 + correlation)
    guard variance > 0, !x.isNaN, !y.isNaN else { return .nan }
    if x.isInfinite || y.isInfinite { return 0 }
    let residual = y - correlation * x
    return .exp(-0.5 * (x * x + residual * residual / variance))
      / (2 * Double.pi * variance.squareRoot())
  }

  /// The probability P(X ≤ x, Y ≤ y).
  public func cumulative(_ x: Double, _ y: Double) -> Double {
    upperTail(-x, -y)
  }

  /// The probability P(X > x, Y > y).
  ///
  /// Genz (2004), Statistics and Computing 14, 251-260: Gauss-Legendre
  /// quadrature of Plackett's integral over the correlation, and near ρ = ±1
  /// of its remainder after a Taylor expansion there.
  public func upperTail(_ x: Double, _ y: Double) -> Double {
    guard abs(correlation) <= 1, !x.isNaN, !y.isNaN else { return .nan }
    if x == .infinity || y == .infinity { return 0 }
    if x == -.infinity { return NormalDistribution.upperTail(y) }
    if y == -.infinity { return NormalDistribution.upperTail(x) }
    let value =
      abs(correlation) < 0.925
      ? moderateUpperTail(x, y) : extremeUpperTail(x, y)
    return min(max(value, 0), 1)
  }

  /// The probability of a rectangle, P(a < X ≤ b, c < Y ≤ d).
  ///
  /// The rectangle is reflected to the side of the origin where its corners'
  /// probabilities are small, so that the difference cancels least.
  ///
  /// - Parameters:
  ///   - x: The limits a ≤ b, which may be infinite.
  ///   - y: The limits c ≤ d, which may be infinite.
  /// - Returns: The probability, not negative.
  public func rectangle(
    x: (lower: Double, upper: Double), y: (lower: Double, upper: Double)
  ) -> Double {
    var reflected = self
    var (a, b) = x
    var (c, d) = y
    if a + b > 0 {
      (a, b) = (-b, -a)
      reflected.correlation.negate()
    }
    if c + d > 0 {
      (c, d) = (-d, -c)
      reflected.correlation.negate()
    }
    let right = reflected.cumulative(b, d) - reflected.cumulative(b, c)
    let left = reflected.cumulative(a, d) - reflected.cumulative(a, c)
    return (right - left) < 0 ? 0 : right - left
  }

  /// |ρ| < 0.925: the integral from independence.
  private func moderateUpperTail(_ h: Double, _ k: Double) -> Double {
    let product = h * k
    let halfSquares = 0.5 * (h * h + k * k)
    let halfAngle = 0.5 * Double.asin(correlation)
    let size = abs(correlation)
    let order: GaussLegendre.Order =
      size < 0.3 ? .six : size < 0.75 ? .twelve : .twenty
    let integral = GaussLegendre.integrate(order) { node in
      let sine = Double.sin(halfAngle * (1 + node))
      return .exp((sine * product - halfSquares) / (1 - sine * sine))
    }
    return halfAngle * integral / (2 * .pi)
      + NormalDistribution.upperTail(h) * NormalDistribution.upperTail(k)
  }

  /// |ρ| ≥ 0.925: the integral from |ρ| = 1.
  private func extremeUpperTail(_ h: Double, _ y: Double) -> Double {
    let isNegative = correlation < 0
    let k = isNegative ? -y : y
    let product = h * k
    var correction = 0.0
    let variance = (1 - correlation) * (1 + correlation)
    if variance > 0 {
      let deviation = variance.squareRoot()
      let distance = (h - k) * (h - k)
      let c = (4 - product) / 8
      let d = (12 - product) / 16
      let exponent = -0.5 * (distance / variance + product)
      if exponent > -100 {
        let series =
          1 - c * (distance - variance) * (1 - d * distance / 5) / 3
          + c * d * variance * variance / 5
        correction = deviation * .exp(exponent) * series
      }
      if product > -100 {
        let gap = distance.squareRoot()
        correction -=
          Double.exp(-0.5 * product) * (2 * Double.pi).squareRoot()
          * NormalDistribution.upperTail(gap / deviation) * gap
          * (1 - c * distance * (1 - d * distance / 5) / 3)
      }
      let half = 0.5 * deviation
      correction +=
        half
        * GaussLegendre.integrate(.twenty) { node in
          let square = half * half * (1 + node) * (1 + node)
          let exponent = -0.5 * (distance / square + product)
          guard exponent > -100 else { return 0 }
          let root = (1 - square).squareRoot()
          let ratio = 1 + root
          let exact =
            Double.exp(-product * square / (2 * ratio * ratio)) / root
          let expanded = 1 + c * square * (1 + d * square)
          return .exp(exponent) * (exact - expanded)
        }
    }
    correction /= 2 * .pi
    if !isNegative {
      return NormalDistribution.upperTail(max(h, k)) - correction
    }
    guard h < k else { return correction }
    let between =
      h < 0
      ? NormalDistribution.cumulative(k) - NormalDistribution.cumulative(h)
      : NormalDistribution.upperTail(h) - NormalDistribution.upperTail(k)
    return between + correction
  }
}
