/// Symmetric matrices beside each other, made of vectors of their strict lower
/// triangles.
extension MatrixBuffer {
  /// Places the symmetric matrices of rows beside each other, zeros on their
  /// diagonals.
  ///
  /// - Parameters:
  ///   - lines: The strict lower triangles, column after column, a matrix a
  ///     row.
  ///   - range: The rows.
  ///   - p: The order of the matrices.
  package func placeTriangles(
    _ lines: borrowing MatrixBuffer, rows range: Range<Int>, order p: Int
  ) {
    precondition(rows == p && range.count * p <= columns)
    precondition(lines.columns == p * (p - 1) / 2)
    precondition(range.lowerBound >= 0 && range.upperBound <= lines.rows)
    let source = unsafe lines.base + range.lowerBound
    let height = lines.rows
    let (count, step) = (range.count, p &* p)
    for matrix in 0..<count {
      for j in 0..<p { unsafe base[matrix &* step &+ j &* (p &+ 1)] = 0 }
    }
    // The lines of several matrices lie beside each other.
    var at = unsafe source
    for j in 0..<p {
      for i in (j &+ 1)..<max(p, j &+ 1) {
        let lower = unsafe base + (i &+ j &* p)
        let upper = unsafe base + (j &+ i &* p)
        for matrix in 0..<count {
          let value = unsafe at[matrix]
          unsafe lower[matrix &* step] = value
          unsafe upper[matrix &* step] = value
        }
        unsafe at += height
      }
    }
  }

  /// Σ tr(M²) over the first square matrices beside each other.
  package func sumOfSquareTraces(count: Int) -> Double {
    let p = rows
    precondition(count * p <= columns)
    var sum = 0.0
    for matrix in 0..<count {
      let own = unsafe base + matrix &* p &* p
      for j in 0..<p {
        let column = unsafe own + j &* p
        var off = 0.0
        for i in (j &+ 1)..<max(p, j &+ 1) {
          unsafe off += column[i] * own[j &+ i &* p]
        }
        unsafe sum += column[j] * column[j] + 2 * off
      }
    }
    return sum
  }
}
