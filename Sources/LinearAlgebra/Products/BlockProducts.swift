/// Columns `range` of `op(a) b` into the same columns of `c`.
package func multiplyColumns(
  _ a: borrowing MatrixBuffer, _ b: borrowing MatrixBuffer,
  into c: borrowing MatrixBuffer, columns range: Range<Int>, transpose: Bool
) {
  let m = transpose ? a.columns : a.rows
  let k = transpose ? a.rows : a.columns
  precondition(b.rows == k && c.rows == m, "product sizes")
  precondition(range.upperBound <= min(b.columns, c.columns))
  let n = range.count
  if n == 0 || m == 0 { return }
  if m > smallOrder {
    unsafe LevelThree.product(
      rows: m, columns: n, inner: k, scale: 1, a.pointer, a.rows,
      transposeA: transpose, b.pointer + range.lowerBound &* k, k,
      transposeB: false, keep: 0, c.pointer + range.lowerBound &* m, m)
    return
  }
  for j in range {
    let source = unsafe b.pointer + j &* k
    let target = unsafe c.pointer + j &* m
    if transpose {
      for i in 0..<m {
        unsafe target[i] = dotProduct(a.pointer + i &* k, source, k)
      }
    } else {
      for i in 0..<m { unsafe target[i] = 0 }
      unsafe addCombination(
        of: a.pointer, rows: m, count: k, factors: source, step: 1, scale: 1,
        to: target)
    }
  }
}

/// The corner `from...` × `from...` of aᵀb, where that product is symmetric,
/// into the same corner of `c`.
package func multiplyCorner(
  _ a: borrowing MatrixBuffer, _ b: borrowing MatrixBuffer,
  into c: borrowing MatrixBuffer, from start: Int
) {
  let k = a.rows
  let q = a.columns
  precondition(b.rows == k && b.columns == q && c.rows == q && c.columns == q)
  let n = q - start
  if n == 0 || k == 0 { return }
  if k > smallOrder, n > smallOrder {
    unsafe LevelThree.product(
      rows: n, columns: n, inner: k, scale: 1, a.pointer + start &* k, k,
      transposeA: true, b.pointer + start &* k, k, transposeB: false, keep: 0,
      c.pointer + start &* q + start, q)
    return
  }
  for j in start..<q {
    let right = unsafe b.pointer + j &* k
    for i in j..<q {
      let sum = unsafe dotProduct(a.pointer + i &* k, right, k)
      unsafe c.pointer[i &+ j &* q] = sum
      unsafe c.pointer[j &+ i &* q] = sum
    }
  }
}

/// Places a symmetric matrix X (p × p) and the columns behind the first p of
/// a p × q matrix Y as the border of a symmetric q × q matrix; its last
/// corner is left alone.
package func placeBordered(
  _ x: borrowing MatrixBuffer, _ y: borrowing MatrixBuffer,
  into result: borrowing MatrixBuffer
) {
  let p = x.rows
  let q = result.rows
  precondition(x.columns == p && y.rows == p && y.columns == q)
  precondition(result.columns == q && p <= q)
  let out = unsafe result.pointer
  for j in 0..<p {
    let source = unsafe x.pointer + j &* p
    let target = unsafe out + j &* q
    for i in 0..<p { unsafe target[i] = source[i] }
  }
  for j in p..<max(p, q) {
    let source = unsafe y.pointer + j &* p
    let target = unsafe out + j &* q
    for i in 0..<p {
      let value = unsafe source[i]
      unsafe target[i] = value
      unsafe out[j &+ i &* q] = value
    }
  }
}
