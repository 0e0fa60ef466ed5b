package import LinearAlgebra

/// The inverse w of a matrix of correlations that factors imply: w = D − FFᵀ,
/// with D the inverses of the residual variances and a column of F a factor
/// (Woodbury, 1950).
package struct FactoredInverse: Sendable {
  /// The diagonal of D.
  let diagonal: [Double]
  /// F, variables × any.
  let factor: Matrix

  /// The share of D that w and D − FFᵀ may differ by.
  private static let tolerance = 1e-12

  /// Finds F.
  ///
  /// It is `nil` where D − w is not positive semidefinite, or where F has more
  /// columns than a third of the variables, and saves nothing.
  ///
  /// - Parameters:
  ///   - inverse: w.
  ///   - diagonal: The diagonal of D.
  package init?(_ inverse: Matrix, diagonal: [Double]) {
    let p = inverse.rows
    precondition(diagonal.count == p, "a variance a variable")
    guard diagonal.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    let root = MatrixBuffer(rows: p, columns: p)
    for j in 0..<p {
      for i in 0..<p {
        root[i, j] = (i == j ? diagonal[i] : 0) - inverse[i, j]
      }
    }
    Cholesky.factorSemidefinite(root, tolerance: Self.tolerance)
    let columns = (0..<p).filter { root[$0, $0] > 0 }
    guard 3 * columns.count <= p else { return nil }
    var factor = Matrix(rows: p, columns: columns.count)
    for (k, column) in columns.enumerated() {
      for i in column..<p { factor[i, k] = root[i, column] }
    }
    for j in 0..<p {
      for i in j..<p {
        var rest = (i == j ? diagonal[i] : 0) - inverse[i, j]
        for k in 0..<columns.count { rest -= factor[i, k] * factor[j, k] }
        let size = (diagonal[i] * diagonal[j]).squareRoot()
        guard abs(rest) <= Self.tolerance * size else { return nil }
      }
    }
    self.diagonal = diagonal
    self.factor = factor
  }
}
