/// The order up to which loops over columns multiply, and skip zeros.
package let smallOrder = 16

/// `c := scale * op(a) op(b) + keep * c`, for any sizes that fit.
///
/// - Parameters:
///   - a: The left factor.
///   - b: The right factor.
///   - c: The result; must not be `a` or `b`.
///   - transposeA: Whether `a` is transposed.
///   - transposeB: Whether `b` is transposed.
///   - scale: The factor of the product.
///   - keep: The factor of `c`'s old contents; 0 ignores them, NaN included.
package func multiply(
  _ a: borrowing MatrixBuffer, _ b: borrowing MatrixBuffer,
  into c: borrowing MatrixBuffer,
  transposeA: Bool = false, transposeB: Bool = false,
  scale: Double = 1, keep: Double = 0
) {
  let m = transposeA ? a.columns : a.rows
  let k = transposeA ? a.rows : a.columns
  let n = transposeB ? b.rows : b.columns
  precondition(k == (transposeB ? b.columns : b.rows), "inner sizes")
  precondition(c.rows == m && c.columns == n, "result size")
  if m == 0 || n == 0 { return }
  if k == 0 {
    scaleElements(of: c, by: keep)
    return
  }
  if n == 1 && LevelThree.isOwn(m, n, k)
    || min(m, n, k) <= smallOrder && m &* n &* k <= 32_768
  {
    unsafe smallProduct(
      a, b, into: c, m: m, n: n, k: k, transposeA: transposeA,
      transposeB: transposeB, scale: scale, keep: keep)
  } else {
    unsafe LevelThree.product(
      rows: m, columns: n, inner: k, scale: scale, a.base, a.rows,
      transposeA: transposeA, b.base, b.rows, transposeB: transposeB,
      keep: keep, c.base, c.rows)
  }
}

private func scaleElements(of c: borrowing MatrixBuffer, by keep: Double) {
  if keep == 0 {
    c.fill(0)
  } else if keep != 1 {
    for index in 0..<c.count { unsafe c.base[index] *= keep }
  }
}

/// Column-wise loops.
@unsafe
private func smallProduct(
  _ a: borrowing MatrixBuffer, _ b: borrowing MatrixBuffer,
  into c: borrowing MatrixBuffer, m: Int, n: Int, k: Int,
  transposeA: Bool, transposeB: Bool, scale: Double, keep: Double
) {
  let pa = unsafe a.base
  let pb = unsafe b.base
  let lda = a.rows
  let ldb = b.rows
  scaleElements(of: c, by: keep)
  for j in 0..<n {
    let column = unsafe c.base + j &* m
    if transposeA {
      for i in 0..<m {
        let row = unsafe pa + i &* lda
        var sum = 0.0
        if transposeB {
          for l in 0..<k { unsafe sum += row[l] * pb[j &+ l &* ldb] }
        } else {
          sum = unsafe dotProduct(row, pb + j &* ldb, k)
        }
        unsafe column[i] += scale * sum
      }
    } else {
      let factors = unsafe pb + (transposeB ? j : j &* ldb)
      unsafe addCombination(
        of: pa, rows: m, count: k, factors: factors,
        step: transposeB ? ldb : 1, scale: scale, to: column)
    }
  }
}

/// `y += scale * Σ factors[l * step] a[:, l]` over a matrix's columns.
///
/// Zero factors, common in loadings, cost nothing.
@unsafe @inline(__always)
func addCombination(
  of a: UnsafePointer<Double>, rows m: Int, count k: Int,
  factors: UnsafePointer<Double>, step: Int, scale: Double,
  to y: UnsafeMutablePointer<Double>
) {
  var l = 0
  while l &+ 4 <= k {
    let at = unsafe factors + l &* step
    let (f0, f1) = unsafe (scale * at[0], scale * at[step])
    let (f2, f3) = unsafe (scale * at[2 &* step], scale * at[3 &* step])
    let source = unsafe a + l &* m
    if f0 != 0, f1 != 0, f2 != 0, f3 != 0 {
      unsafe addFourMultiples(f0, f1, f2, f3, source, stride: m, to: y, m)
    } else {
      if f0 != 0 { unsafe addMultiple(f0, source, to: y, m) }
      if f1 != 0 { unsafe addMultiple(f1, source + m, to: y, m) }
      if f2 != 0 { unsafe addMultiple(f2, source + 2 &* m, to: y, m) }
      if f3 != 0 { unsafe addMultiple(f3, source + 3 &* m, to: y, m) }
    }
    l &+= 4
  }
  while l < k {
    let factor = unsafe scale * factors[l &* step]
    if factor != 0 { unsafe addMultiple(factor, a + l &* m, to: y, m) }
    l &+= 1
  }
}

/// `y := scale * op(a) x + keep * y`, with vectors as one-column buffers.
package func multiply(
  _ a: borrowing MatrixBuffer, vector x: borrowing MatrixBuffer,
  into y: borrowing MatrixBuffer, transpose: Bool = false,
  scale: Double = 1, keep: Double = 0
) {
  precondition(x.columns == 1 && y.columns == 1, "vectors have one column")
  multiply(
    a, x, into: y, transposeA: transpose, scale: scale, keep: keep)
}

/// The inner product of two buffers of one count.
package func dot(
  _ a: borrowing MatrixBuffer, _ b: borrowing MatrixBuffer
) -> Double {
  precondition(a.count == b.count, "inner product sizes")
  return unsafe dotProduct(a.base, b.base, a.count)
}

/// `target += factor * source`, element by element.
package func addScaled(
  _ source: borrowing MatrixBuffer, by factor: Double,
  to target: borrowing MatrixBuffer
) {
  precondition(source.count == target.count, "buffer sizes")
  unsafe addMultiple(factor, source.base, to: target.base, source.count)
}

/// `a[i, j] *= scale[i] * scale[j]` of a square matrix.
package func scaleBoth(_ a: borrowing MatrixBuffer, by scale: [Double]) {
  let n = a.rows
  precondition(a.columns == n && scale.count == n, "a scale for every row")
  for j in 0..<n {
    let column = unsafe a.base + j &* n
    let factor = scale[j]
    for i in 0..<n { unsafe column[i] *= scale[i] * factor }
  }
}
