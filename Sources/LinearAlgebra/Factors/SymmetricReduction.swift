/// Eigenvalues and eigenvectors of a symmetric matrix by loops in one order:
/// Householder's reduction to a tridiagonal matrix, then the QL method with
/// implicit shifts (Martin, Reinsch & Wilkinson, 1968; Bowdler, Martin, Reinsch
/// & Wilkinson, 1968).
struct SymmetricReduction: ~Copyable {
  private let order: Int
  /// The matrix, then the transformations, then the eigenvectors.
  let vectors: MatrixBuffer
  /// The diagonal, then the eigenvalues.
  let diagonal: MatrixBuffer
  /// The elements beside the diagonal.
  private let side: MatrixBuffer

  /// Takes both triangles of a symmetric matrix.
  init(_ matrix: Matrix) {
    order = matrix.rows
    vectors = MatrixBuffer(matrix)
    diagonal = MatrixBuffer(rows: order)
    side = MatrixBuffer(rows: order)
  }

  /// Decomposes the matrix; false if the iterations do not converge.
  func decompose() -> Bool {
    let n = order
    for j in 0..<n { diagonal[j] = vectors[n - 1, j] }
    for i in stride(from: n - 1, to: 0, by: -1) { reduce(i) }
    accumulate()
    return iterate()
  }

  /// Makes row and column `i` those of a tridiagonal matrix.
  private func reduce(_ i: Int) {
    let v = unsafe vectors.pointer
    let d = unsafe diagonal.pointer
    let e = unsafe side.pointer
    let n = order
    var scale = 0.0
    for k in 0..<i { unsafe scale += abs(d[k]) }
    if scale == 0 {
      unsafe e[i] = d[i - 1]
      for j in 0..<i {
        unsafe d[j] = v[i - 1 + j * n]
        unsafe v[i + j * n] = 0
        unsafe v[j + i * n] = 0
      }
      unsafe d[i] = 0
      return
    }
    var h = 0.0
    for k in 0..<i {
      unsafe d[k] /= scale
      unsafe h += d[k] * d[k]
    }
    let f = unsafe d[i - 1]
    let g = f > 0 ? -h.squareRoot() : h.squareRoot()
    unsafe e[i] = scale * g
    h -= f * g
    unsafe d[i - 1] = f - g
    for j in 0..<i { unsafe e[j] = 0 }
    // The matrix times Householder's vector.
    for j in 0..<i {
      let factor = unsafe d[j]
      let column = unsafe v + j * n
      unsafe v[j + i * n] = factor
      let rest = i - j - 1
      let sum = unsafe dotProduct(column + (j + 1), d + (j + 1), rest)
      unsafe addMultiple(factor, column + (j + 1), to: e + (j + 1), rest)
      unsafe e[j] += column[j] * factor + sum
    }
    var product = 0.0
    for j in 0..<i {
      unsafe e[j] /= h
      unsafe product += e[j] * d[j]
    }
    unsafe addMultiple(-product / (h + h), d, to: e, i)
    for j in 0..<i {
      let column = unsafe v + j * n
      let (x, y) = unsafe (d[j], e[j])
      unsafe addMultiple(-x, e + j, to: column + j, i - j)
      unsafe addMultiple(-y, d + j, to: column + j, i - j)
      unsafe d[j] = column[i - 1]
      unsafe column[i] = 0
    }
    unsafe d[i] = h
  }

  /// Multiplies the transformations together.
  private func accumulate() {
    let v = unsafe vectors.pointer
    let d = unsafe diagonal.pointer
    let n = order
    for i in 0..<n - 1 {
      unsafe v[n - 1 + i * n] = v[i + i * n]
      unsafe v[i + i * n] = 1
      let next = unsafe v + (i + 1) * n
      let h = unsafe d[i + 1]
      if h != 0 {
        for k in 0...i { unsafe d[k] = next[k] / h }
        for j in 0...i {
          let column = unsafe v + j * n
          let sum = unsafe dotProduct(next, column, i + 1)
          unsafe addMultiple(-sum, d, to: column, i + 1)
        }
      }
      for k in 0...i { unsafe next[k] = 0 }
    }
    for j in 0..<n {
      unsafe d[j] = v[n - 1 + j * n]
      unsafe v[n - 1 + j * n] = 0
    }
    unsafe v[n * n - 1] = 1
  }

  /// Turns the tridiagonal matrix into a diagonal one.
  private func iterate() -> Bool {
    let d = unsafe diagonal.pointer
    let e = unsafe side.pointer
    let n = order
    for i in 1..<max(n, 1) { unsafe e[i - 1] = e[i] }
    unsafe e[n - 1] = 0
    var shift = 0.0
    var size = 0.0
    for l in 0..<n {
      size = unsafe max(size, abs(d[l]) + abs(e[l]))
      let small = size * 0x1p-52
      var m = l
      while m < n - 1, unsafe abs(e[m]) > small { m += 1 }
      var rounds = 0
      while m > l, unsafe abs(e[l]) > small {
        rounds += 1
        if rounds > 100 { return false }
        shift += unsafe sweep(from: l, to: m, d, e)
      }
      unsafe d[l] += shift
      unsafe e[l] = 0
    }
    return true
  }

  /// One implicit QL step on the rows `l` to `m`; returns its shift.
  @unsafe
  private func sweep(
    from l: Int, to m: Int, _ d: UnsafeMutablePointer<Double>,
    _ e: UnsafeMutablePointer<Double>
  ) -> Double {
    let v = unsafe vectors.pointer
    let n = order
    let first = unsafe d[l]
    var p = unsafe (d[l + 1] - first) / (2 * e[l])
    let root = Self.length(p, 1)
    let signed = p < 0 ? p - root : p + root
    unsafe d[l] = e[l] / signed
    unsafe d[l + 1] = e[l] * signed
    let next = unsafe d[l + 1]
    let shift = unsafe first - d[l]
    for i in (l + 2)..<max(n, l + 2) { unsafe d[i] -= shift }
    p = unsafe d[m]
    let beside = unsafe e[l + 1]
    var (c, c2, c3) = (1.0, 1.0, 1.0)
    var (s, s2) = (0.0, 0.0)
    for i in stride(from: m - 1, through: l, by: -1) {
      c3 = c2
      c2 = c
      s2 = s
      let g = unsafe c * e[i]
      let h = c * p
      let r = unsafe Self.length(p, e[i])
      unsafe e[i + 1] = s * r
      s = unsafe e[i] / r
      c = p / r
      p = unsafe c * d[i] - s * g
      unsafe d[i + 1] = h + s * (c * g + s * d[i])
      unsafe rotate(v + i * n, v + (i + 1) * n, cosine: c, sine: s)
    }
    p = unsafe -s * s2 * c3 * beside * e[l] / next
    unsafe e[l] = s * p
    unsafe d[l] = c * p
    return shift
  }

  @unsafe @inline(__always)
  private func rotate(
    _ x: UnsafeMutablePointer<Double>, _ y: UnsafeMutablePointer<Double>,
    cosine c: Double, sine s: Double
  ) {
    for k in 0..<order {
      let (a, b) = unsafe (x[k], y[k])
      unsafe y[k] = s * a + c * b
      unsafe x[k] = c * a - s * b
    }
  }

  /// √(a² + b²) without overflow.
  private static func length(_ a: Double, _ b: Double) -> Double {
    let (large, small) = (max(abs(a), abs(b)), min(abs(a), abs(b)))
    if large == 0 { return 0 }
    let ratio = small / large
    return large * (1 + ratio * ratio).squareRoot()
  }
}
