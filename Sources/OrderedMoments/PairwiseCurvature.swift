package import LinearAlgebra

/// The second derivatives H of a pairwise likelihood by the moments: those of
/// the pairs' covariances are a diagonal, since every pair has its own.
package struct PairwiseCurvature: Sendable {
  /// The places of the moments that are no covariances of pairs: thresholds,
  /// means, slopes, variances.
  package let others: [Int]
  /// The places of the covariances.
  package let pairs: [Int]
  /// A: between the other moments.
  package let ofOthers: Matrix
  /// B: other moments × covariances.
  package let cross: Matrix
  /// D: of the covariances.
  package let ofPairs: [Double]

  /// S Y with S = D − BᵀA⁻¹B, the second derivatives by covariances where the
  /// other moments follow.
  ///
  /// - Parameter y: Y, covariances × any.
  /// - Returns: The product; `nil` if A is not positive definite.
  package func reducedTimes(_ y: Matrix) -> Matrix? {
    guard let inverse = ofOthers.choleskyInverse()?.inverse else {
      return nil
    }
    return y.scalingRows(by: ofPairs)
      - cross.transposed * (inverse * (cross * y))
  }
}

/// The inverse of the second derivatives of a pairwise likelihood, by the
/// Schur complement of the covariances.
package struct PairwiseInverse: Sendable {
  private let others: [Int]
  private let pairs: [Int]
  private let inverse: Matrix
  private let moved: Matrix
  private let quotients: [Double]

  /// Inverts H; `nil` if it is not positive definite.
  package init?(_ curvature: PairwiseCurvature) {
    guard curvature.ofPairs.allSatisfy({ $0 > 0 }) else { return nil }
    others = curvature.others
    pairs = curvature.pairs
    quotients = curvature.ofPairs.map { 1 / $0 }
    moved = curvature.cross.transposed.scalingRows(by: quotients)
    guard
      let inverse = (curvature.ofOthers - curvature.cross * moved)
        .choleskyInverse()?.inverse
    else { return nil }
    self.inverse = inverse
  }

  /// H⁻¹ X.
  package func times(_ x: Matrix) -> Matrix {
    let all = Array(0..<x.columns)
    let upper = x.submatrix(rows: others, columns: all)
    let lower = x.submatrix(rows: pairs, columns: all)
    let above = inverse * (upper - moved.transposed * lower)
    let below = lower.scalingRows(by: quotients) - moved * above
    var result = Matrix(rows: x.rows, columns: x.columns)
    for j in 0..<x.columns {
      for (i, at) in others.enumerated() { result[at, j] = above[i, j] }
      for (i, at) in pairs.enumerated() { result[at, j] = below[i, j] }
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
