internal import LinearAlgebra

/// The correlation of two continuous variables with their means and variances
/// given, and the influence of a case on their covariance.
enum PearsonPair {
  /// The coefficients of the influence: of 1, x, y, x², xy and y² for a case
  /// with both standardized values, then of 1, x and x² for one without y, then
  /// of 1, y and y² for one without x.
  static let coefficientCount = 12

  /// A pair's statistics.
  struct Result {
    /// The correlation.
    var correlation = 0.0
    /// The variance of the covariance times the size.
    var variance = 0.0
  }

  /// Estimates the correlation, and the influence of a case.
  ///
  /// - Parameters:
  ///   - z: Standardized values, a column a variable; NaN where one is missing.
  ///   - x: The column of the first variable.
  ///   - y: The column of the second.
  ///   - counts: How often each row counts.
  ///   - margins: The means and variances of both.
  ///   - scales: By how much the influence of a case on these counts for more
  ///     because other cases have no value of each variable.
  ///   - size: The size of the sample.
  ///   - coefficients: Takes the coefficients of the influence.
  ///   - offset: The place of the first one.
  /// - Returns: The correlation, and its variance.
  static func estimate(
    _ z: borrowing MatrixBuffer, _ x: Int, _ y: Int, counts: [Double],
    margins: (ContinuousMargin, ContinuousMargin),
    scales: (Double, Double), size: Double,
    into coefficients: borrowing MatrixBuffer, at offset: Int
  ) -> Result {
    var (n, xx, xy, yy) = (0.0, 0.0, 0.0, 0.0)
    for r in 0..<z.rows {
      let (a, b) = (z[r, x], z[r, y])
      if (a + b).isNaN { continue }
      let w = counts[r]
      n += w
      xx += w * a * a
      xy += w * a * b
      yy += w * b * b
    }
    let rho = correlation(n: n, xx: xx, xy: xy, yy: yy)
    let q = (1 - rho) * (1 + rho)
    // The score by ρ as a polynomial.
    let constant = rho / q
    let square = -rho / (q * q)
    let cross = (1 + rho * rho) / (q * q)
    var information = 0.0
    var (meanX, varianceX, meanY, varianceY) = (0.0, 0.0, 0.0, 0.0)
    for r in 0..<z.rows {
      let (a, b) = (z[r, x], z[r, y])
      if (a + b).isNaN { continue }
      let score = constant + square * (a * a + b * b) + cross * a * b
      let weighted = counts[r] * score
      information += weighted * score
      meanX += weighted * (a - rho * b)
      meanY += weighted * (b - rho * a)
      varianceX += weighted * (a * (a - rho * b) / q - 1)
      varianceY += weighted * (b * (b - rho * a) / q - 1)
    }
    let (first, second) = margins
    let (sx, sy) = (first.deviation, second.deviation)
    let covariance = rho * sx * sy
    let factor = sx * sy / information
    let ownX =
      scales.0
      * (-factor * meanX / (q * sx) * first.meanInfluence
        + (covariance - factor * varianceX) / (2 * first.variance)
          * first.varianceInfluence)
    let ownY =
      scales.1
      * (-factor * meanY / (q * sy) * second.meanInfluence
        + (covariance - factor * varianceY) / (2 * second.variance)
          * second.varianceInfluence)
    let own = factor * size
    let values = [
      own * constant + ownX.x + ownY.x, ownX.y, ownY.y,
      own * square + ownX.z, own * cross, own * square + ownY.z,
      ownX.x, ownX.y, ownX.z, ownY.x, ownY.y, ownY.z,
    ]
    for (k, value) in values.enumerated() { coefficients[offset + k] = value }
    var total = 0.0
    for r in 0..<z.rows {
      let value = influence(z[r, x], z[r, y]) { coefficients[offset + $0] }
      total += counts[r] * value * value
    }
    return Result(correlation: rho, variance: total / size)
  }

  /// The influence of a case.
  @inline(__always)
  static func influence(
    _ a: Double, _ b: Double, _ coefficient: (Int) -> Double
  ) -> Double {
    if a.isNaN {
      return b.isNaN
        ? 0
        : coefficient(9) + b * (coefficient(10) + b * coefficient(11))
    }
    if b.isNaN {
      return coefficient(6) + a * (coefficient(7) + a * coefficient(8))
    }
    return coefficient(0) + a * (coefficient(1) + a * coefficient(3))
      + b * (coefficient(2) + a * coefficient(4) + b * coefficient(5))
  }

  /// The ρ where the score n ρ(1 − ρ²) + (1 + ρ²) Σxy − ρ(Σx² + Σy²) is 0; the
  /// correlation Σxy/n where both sums of squares are n.
  private static func correlation(
    n: Double, xx: Double, xy: Double, yy: Double
  ) -> Double {
    var rho = xy / n
    for _ in 0..<50 {
      let score =
        n * rho * (1 - rho * rho) + (1 + rho * rho) * xy - rho * (xx + yy)
      let slope = n * (1 - 3 * rho * rho) + 2 * rho * xy - (xx + yy)
      let step = -score / slope
      guard step.isFinite else { break }
      rho = min(max(rho + step, -1), 1)
      if abs(step) <= 1e-15 { break }
    }
    return rho
  }
}
