extension Matrix {
  /// The inverse of the block of some variables, such as S_xx⁻¹.
  ///
  /// - Parameter places: The places of the variables.
  /// - Returns: The inverse in their order; `nil` if a pivot is not positive.
  package func inverse(ofBlock places: [Int]) -> Matrix? {
    submatrix(rows: places, columns: places).choleskyInverse()?.inverse
  }

  /// The inverse and log-determinant of a symmetric positive definite matrix;
  /// `nil` if a pivot is not positive.
  package func choleskyInverse() -> (inverse: Matrix, logDeterminant: Double)? {
    let factor = MatrixBuffer(self)
    guard Cholesky.factor(factor).isFactored else { return nil }
    let result = MatrixBuffer(rows: rows, columns: columns)
    Cholesky.inverse(fromFactor: factor, into: result)
    return (Matrix(result), Cholesky.logDeterminant(ofFactor: factor))
  }

  /// The log-determinant of a symmetric positive definite matrix; `nil` if a
  /// pivot is not positive.
  package func choleskyLogDeterminant() -> Double? {
    let factor = MatrixBuffer(self)
    guard Cholesky.factor(factor).isFactored else { return nil }
    return Cholesky.logDeterminant(ofFactor: factor)
  }

  /// The inverse of a general square matrix; `nil` if it is singular.
  package func generalInverse() -> Matrix? {
    let copy = MatrixBuffer(self)
    let result = MatrixBuffer(rows: rows, columns: columns)
    let pivots = PivotBuffer(count: rows)
    guard GeneralSolve.inverse(destroying: copy, into: result, pivots: pivots)
    else { return nil }
    return Matrix(result)
  }
}
