internal import LinearAlgebra
internal import SampleStatistics

extension CenteredProduct {
  /// Turns the moments of another sample of the same cases into those with the
  /// product made from columns centred at that sample's own means.
  ///
  /// With a and b the columns less their original means, and d and e what the
  /// sample's means differ from those, (a − d)(b − e) = ab − e a − d b + de: a
  /// linear function of variables whose moments are there.
  ///
  /// - Parameters:
  ///   - covariance: The sample's covariances, p × p.
  ///   - mean: The sample's means, p.
  ///   - countRatio: The divisor of the covariances over the number of cases.
  func recenter(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer,
    countRatio: Double
  ) {
    let (a, b) = factors
    let d = mean[a] - origins.first
    let e = mean[b] - origins.second
    let p = covariance.rows
    for j in 0..<p {
      covariance[column, j] -= e * covariance[a, j] + d * covariance[b, j]
    }
    for i in 0..<p {
      covariance[i, column] -= e * covariance[i, a] + d * covariance[i, b]
    }
    // Rounding leaves the two triangles apart in the last bit.
    for i in 0..<p { covariance[i, column] = covariance[column, i] }
    mean[column] = isCentered ? 0 : countRatio * covariance[a, b]
  }
}
