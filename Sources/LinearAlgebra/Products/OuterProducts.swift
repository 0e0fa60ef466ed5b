/// `c := scale * A Aᵀ + keep * c` with A some columns of a matrix; only the
/// lower triangle of `c` is written.
///
/// - Parameters:
///   - a: The matrix, n × any.
///   - columns: Its columns that are used.
///   - c: The result, n × n; must not be `a`.
///   - scale: The factor of the product.
///   - keep: The factor of `c`'s old contents; 0 ignores them, NaN included.
package func multiplyOuter(
  _ a: borrowing MatrixBuffer, columns: Range<Int>,
  into c: borrowing MatrixBuffer, scale: Double = 1, keep: Double = 0
) {
  let n = a.rows
  precondition(c.rows == n && c.columns == n, "result size")
  precondition(
    columns.lowerBound >= 0 && columns.upperBound <= a.columns, "columns")
  if n == 0 { return }
  if columns.isEmpty {
    if keep == 0 { c.fill(0) }
    return
  }
  if n > smallOrder {
    unsafe LevelThree.outerProduct(
      order: n, inner: columns.count, scale: scale,
      a.pointer + columns.lowerBound &* n, n, transpose: false, keep: keep,
      c.pointer, n)
    return
  }
  let out = unsafe c.pointer
  for j in 0..<n {
    for i in j..<n {
      unsafe out[i &+ j &* n] = keep == 0 ? 0 : keep * out[i &+ j &* n]
    }
  }
  for k in columns {
    let column = unsafe a.pointer + k &* n
    for j in 0..<n {
      let factor = unsafe scale * column[j]
      if factor == 0 { continue }
      unsafe addMultiple(
        factor, column + j, to: out + (j &* n &+ j), n &- j)
    }
  }
}
