/// Half-vectorization: the lower triangle, column after column.
package enum Vech {
  /// The number of distinct elements of a symmetric matrix, p(p + 1)/2.
  @inlinable package static func count(order p: Int) -> Int { p * (p + 1) / 2 }

  /// The position of (i, j), either triangle, in the half-vectorization.
  @inlinable package static func index(_ i: Int, _ j: Int, order p: Int)
    -> Int
  {
    let row = max(i, j)
    let column = min(i, j)
    return column * p - column * (column - 1) / 2 + row - column
  }

  /// The half-vectorization of a symmetric matrix.
  package static func vector(_ matrix: Matrix) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(count(order: matrix.rows))
    for j in 0..<matrix.columns {
      for i in j..<matrix.rows { result.append(matrix[i, j]) }
    }
    return result
  }

  /// The symmetric matrix of a half-vectorization.
  package static func matrix(_ vector: [Double], order p: Int) -> Matrix {
    precondition(vector.count == count(order: p))
    var result = Matrix(rows: p, columns: p)
    var index = 0
    for j in 0..<p {
      for i in j..<p {
        result[i, j] = vector[index]
        result[j, i] = vector[index]
        index += 1
      }
    }
    return result
  }
}
