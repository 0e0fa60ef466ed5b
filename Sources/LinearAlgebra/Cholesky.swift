internal import CLAPACK
internal import RealModule

/// The order up to which the loops here factor and invert faster than LAPACK.
private let smallFactorOrder = 64

/// Cholesky factorization in place: loops up to `smallFactorOrder`, LAPACK
/// `dpotrf`, `dpotri`, `dpotrs` above.
package enum Cholesky {
  /// The outcome of a factorization.
  package enum Outcome: Hashable, Sendable {
    /// The matrix is positive definite and its factor is in its place.
    case factored
    /// The pivot with this index, from 0, is not positive.
    case notPositiveDefinite(pivot: Int)

    /// Whether the matrix is positive definite.
    package var isFactored: Bool {
      switch self {
      case .factored: true
      case .notPositiveDefinite: false
      }
    }
  }

  /// Replaces the lower triangle of a symmetric matrix by its factor L.
  ///
  /// - Parameter a: The symmetric matrix; only its lower triangle is read.
  /// - Returns: Whether the matrix is positive definite; if not, the buffer
  ///   holds no factor.
  package static func factor(_ a: borrowing MatrixBuffer) -> Outcome {
    precondition(a.rows == a.columns, "a square matrix")
    return unsafe factor(a.base, order: a.rows)
  }

  /// `factor(_:)` of n × n elements without a gap between columns.
  @unsafe
  static func factor(_ p: UnsafeMutablePointer<Double>, order n: Int)
    -> Outcome
  {
    guard n <= smallFactorOrder else {
      let info = unsafe clapack_dpotrf(
        CChar(UInt8(ascii: "L")), Int32(n), p, Int32(n))
      if info != 0 { return .notPositiveDefinite(pivot: Int(info) - 1) }
      // OpenBLAS lets NaN pass for a positive pivot.
      for pivot in 0..<n where unsafe !(p[pivot &+ pivot &* n] > 0) {
        return .notPositiveDefinite(pivot: pivot)
      }
      return .factored
    }
    for j in 0..<n {
      let column = unsafe p + j &* n
      let rest = n &- j
      var k = 0
      while k &+ 4 <= j {
        let other = unsafe p + (k &* n &+ j)
        unsafe addFourMultiples(
          -other[0], -other[n], -other[2 &* n], -other[3 &* n], other,
          stride: n, to: column + j, rest)
        k &+= 4
      }
      while k < j {
        let other = unsafe p + (k &* n &+ j)
        unsafe addMultiple(-other[0], other, to: column + j, rest)
        k &+= 1
      }
      let pivot = unsafe column[j]
      // Written so that NaN fails too.
      guard pivot > 0, pivot.isFinite else {
        return .notPositiveDefinite(pivot: j)
      }
      let root = pivot.squareRoot()
      let inverse = 1 / root
      unsafe column[j] = root
      for i in (j &+ 1)..<max(n, j &+ 1) { unsafe column[i] *= inverse }
    }
    return .factored
  }

  /// log |A| from the factor.
  package static func logDeterminant(
    ofFactor l: borrowing MatrixBuffer
  ) -> Double {
    var sum = 0.0
    for i in 0..<l.rows { unsafe sum += Double.log(l.base[i &+ i &* l.rows]) }
    return 2 * sum
  }

  /// Writes A⁻¹ in full, both triangles, from the factor.
  package static func inverse(
    fromFactor l: borrowing MatrixBuffer,
    into result: borrowing MatrixBuffer
  ) {
    let n = l.rows
    precondition(l.columns == n && result.rows == n && result.columns == n)
    guard n <= smallFactorOrder else {
      result.copy(from: l)
      let info = unsafe clapack_dpotri(
        CChar(UInt8(ascii: "L")), Int32(n), result.base, Int32(n))
      precondition(info == 0, "the factor of a positive definite matrix")
      result.symmetrizeFromLower()
      return
    }
    unsafe smallInverse(l.base, into: result.base, order: n)
    result.symmetrizeFromLower()
  }

  /// A⁻¹, lower triangle, of a small matrix from its factor.
  @unsafe
  private static func smallInverse(
    _ l: UnsafePointer<Double>, into p: UnsafeMutablePointer<Double>,
    order n: Int
  ) {
    // L⁻¹ with zeros above its diagonal, last column first: column j is made
    // of those behind it.
    for j in stride(from: n - 1, through: 0, by: -1) {
      let column = unsafe p + j &* n
      let factors = unsafe l + j &* n
      for i in 0..<n { unsafe column[i] = 0 }
      let scale = unsafe -1 / factors[j]
      var k = j &+ 1
      while k &+ 4 <= n {
        let corner = k &* n &+ k
        unsafe addFourMultiples(
          scale * factors[k], scale * factors[k &+ 1],
          scale * factors[k &+ 2], scale * factors[k &+ 3], p + corner,
          stride: n, to: column + k, n &- k)
        k &+= 4
      }
      while k < n {
        unsafe addMultiple(
          scale * factors[k], p + (k &* n &+ k), to: column + k, n &- k)
        k &+= 1
      }
      unsafe column[j] = -scale
    }
    // L⁻ᵀ L⁻¹, top down: row i of the lower triangle needs rows k ≥ i only.
    for i in 0..<n {
      let left = unsafe p + (i &* n &+ i)
      var j = 0
      while j &+ 4 <= i {
        let right = unsafe p + (j &* n &+ i)
        let sums = unsafe fourDotProducts(left, right, stride: n, n &- i)
        unsafe right[0] = sums.x
        unsafe right[n] = sums.y
        unsafe right[2 &* n] = sums.z
        unsafe right[3 &* n] = sums.w
        j &+= 4
      }
      while j <= i {
        let right = unsafe p + (j &* n &+ i)
        unsafe right[0] = dotProduct(left, right, n &- i)
        j &+= 1
      }
    }
  }

  /// Solves A X = B in place of B from the factor.
  package static func solve(
    factor l: borrowing MatrixBuffer, inPlace b: borrowing MatrixBuffer
  ) {
    let n = l.rows
    precondition(b.rows == n, "right-hand side size")
    guard n <= smallFactorOrder || (n <= 256 && b.columns == 1) else {
      let info = unsafe clapack_dpotrs(
        CChar(UInt8(ascii: "L")), Int32(n), Int32(b.columns), l.base,
        Int32(n), b.base, Int32(n))
      precondition(info == 0, "LAPACK arguments")
      return
    }
    let p = unsafe l.base
    for column in 0..<b.columns {
      let x = unsafe b.base + column &* n
      for j in 0..<n {
        let diagonal = unsafe p + (j &* n &+ j)
        let value = unsafe x[j] / diagonal[0]
        unsafe x[j] = value
        unsafe addMultiple(-value, diagonal + 1, to: x + (j &+ 1), n &- j &- 1)
      }
      for j in stride(from: n - 1, through: 0, by: -1) {
        let diagonal = unsafe p + (j &* n &+ j)
        let sum = unsafe dotProduct(diagonal + 1, x + (j &+ 1), n &- j &- 1)
        unsafe x[j] = (x[j] - sum) / diagonal[0]
      }
    }
  }

  /// Solves L X = B in place of B.
  package static func solveLower(
    factor l: borrowing MatrixBuffer, inPlace b: borrowing MatrixBuffer
  ) {
    precondition(b.rows == l.rows, "right-hand side size")
    if b.count == 0 { return }
    unsafe clapack_dtrsm(
      CChar(UInt8(ascii: "L")), CChar(UInt8(ascii: "L")),
      CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: "N")), Int32(b.rows),
      Int32(b.columns), 1, l.base, Int32(l.rows), b.base, Int32(b.rows))
  }

  /// Solves Lᵀ X = B in place of B.
  package static func solveUpper(
    factor l: borrowing MatrixBuffer, inPlace b: borrowing MatrixBuffer
  ) {
    precondition(b.rows == l.rows, "right-hand side size")
    if b.count == 0 { return }
    unsafe clapack_dtrsm(
      CChar(UInt8(ascii: "L")), CChar(UInt8(ascii: "L")),
      CChar(UInt8(ascii: "T")), CChar(UInt8(ascii: "N")), Int32(b.rows),
      Int32(b.columns), 1, l.base, Int32(l.rows), b.base, Int32(b.rows))
  }
}
