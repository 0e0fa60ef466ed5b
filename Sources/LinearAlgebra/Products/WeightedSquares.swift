/// Σ v_j v_k s_jk² over some rows j and columns k.
///
/// - Parameters:
///   - s: A square matrix.
///   - v: A weight for each of its rows and columns.
///   - rows: The rows.
///   - columns: The columns.
/// - Returns: The sum.
package func weightedSquares(
  of s: borrowing MatrixBuffer, _ v: [Double], rows: Range<Int>,
  columns: Range<Int>
) -> Double {
  precondition(s.rows == v.count && s.columns == v.count, "a weight each")
  precondition(
    rows.lowerBound >= 0 && rows.upperBound <= s.rows
      && columns.lowerBound >= 0 && columns.upperBound <= s.columns)
  return unsafe v.withUnsafeBufferPointer { weights in
    guard let base = weights.baseAddress else { return 0 }
    var sum = 0.0
    for k in columns {
      let column = unsafe UnsafePointer(s.pointer + k &* s.rows)
      var own = SIMD4<Double>.zero
      var j = rows.lowerBound
      while j &+ 4 <= rows.upperBound {
        let value = unsafe four(column, at: j)
        unsafe own += four(base, at: j) * (value * value)
        j &+= 4
      }
      var rest = own.sum()
      while j < rows.upperBound {
        unsafe rest += base[j] * (column[j] * column[j])
        j &+= 1
      }
      unsafe sum += base[k] * rest
    }
    return sum
  }
}
