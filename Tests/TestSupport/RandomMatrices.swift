public import LinearAlgebra

extension SeededGenerator {
  /// A matrix of nearly normal numbers.
  public mutating func matrix(rows: Int, columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, elements: normals(rows * columns))
  }

  /// A random symmetric positive definite matrix of moderate condition.
  public mutating func positiveDefinite(order: Int) -> Matrix {
    Matrix(rowArrays: covariance(order: order))
  }

  /// A random symmetric matrix, usually indefinite.
  public mutating func symmetric(order: Int) -> Matrix {
    let draw = matrix(rows: order, columns: order)
    return draw + draw.transposed
  }
}

/// The product of two matrices by three plain loops, as a reference.
public func naiveProduct(_ a: Matrix, _ b: Matrix) -> Matrix {
  precondition(a.columns == b.rows, "inner sizes")
  var result = Matrix(rows: a.rows, columns: b.columns)
  for i in 0..<a.rows {
    for j in 0..<b.columns {
      var sum = 0.0
      for k in 0..<a.columns { sum += a[i, k] * b[k, j] }
      result[i, j] = sum
    }
  }
  return result
}

/// The largest absolute element; NaN if any element is.
public func largestElement(_ matrix: Matrix) -> Double {
  matrix.elements.reduce(0) { abs($1) <= $0 ? $0 : abs($1) }
}
