package import LinearAlgebra

/// The second derivatives H of a pairwise likelihood by thresholds and
/// correlations: those of the correlations are a diagonal, since every pair has
/// its own.
package struct PairwiseCurvature: Sendable {
  /// A: between thresholds.
  package let thresholds: Matrix
  /// B: thresholds × correlations.
  package let cross: Matrix
  /// D: of the correlations.
  package let correlations: [Double]

  /// S Y with S = D − BᵀA⁻¹B, the second derivatives by correlations where the
  /// thresholds follow.
  ///
  /// - Parameter y: Y, correlations × any.
  /// - Returns: The product; `nil` if A is not positive definite.
  package func reducedTimes(_ y: Matrix) -> Matrix? {
    guard let inverse = thresholds.choleskyInverse()?.inverse else {
      return nil
    }
    return y.scalingRows(by: correlations)
      - cross.transposed * (inverse * (cross * y))
  }
}

/// The inverse of the second derivatives of a pairwise likelihood, by the
/// Schur complement of the correlations.
package struct PairwiseInverse: Sendable {
  private let inverse: Matrix
  private let moved: Matrix
  private let quotients: [Double]

  /// Inverts H; `nil` if it is not positive definite.
  package init?(_ curvature: PairwiseCurvature) {
    guard curvature.correlations.allSatisfy({ $0 > 0 }) else { return nil }
    quotients = curvature.correlations.map { 1 / $0 }
    moved = curvature.cross.transposed.scalingRows(by: quotients)
    guard
      let inverse = (curvature.thresholds - curvature.cross * moved)
        .choleskyInverse()?.inverse
    else { return nil }
    self.inverse = inverse
  }

  /// H⁻¹ X.
  package func times(_ x: Matrix) -> Matrix {
    let all = Array(0..<x.columns)
    let count = inverse.rows
    let upper = x.submatrix(rows: Array(0..<count), columns: all)
    let lower = x.submatrix(rows: Array(count..<x.rows), columns: all)
    let above = inverse * (upper - moved.transposed * lower)
    let below = lower.scalingRows(by: quotients) - moved * above
    var result = Matrix(rows: x.rows, columns: x.columns)
    for j in 0..<x.columns {
      for i in 0..<count { result[i, j] = above[i, j] }
      for i in 0..<below.rows { result[count + i, j] = below[i, j] }
    }
    return result
  }
}

extension Matrix {
  /// The rows, each times a factor.
  fileprivate func scalingRows(by factors: [Double]) -> Matrix {
    var result = self
    for j in 0..<columns {
      for i in 0..<rows { result[i, j] *= factors[i] }
    }
    return result
  }
}
