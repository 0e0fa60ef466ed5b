internal import CLAPACK
internal import RealModule

/// Cholesky factorization in place: own loops below `smallOrder`, LAPACK
/// `dpotrf`, `dpotri`, `dpotrs` above.
package enum Cholesky {
  /// Replaces the lower triangle of a symmetric matrix by its factor L.
  ///
  /// - Parameter a: The symmetric matrix; only its lower triangle is read.
  /// - Returns: `nil`, or the index of the first pivot that is not positive.
  package static func factor(_ a: borrowing MatrixBuffer) -> Int? {
    precondition(a.rows == a.columns, "a square matrix")
    return unsafe factor(a.base, order: a.rows)
  }

  /// `factor(_:)` of n × n elements without a gap between columns.
  @unsafe
  static func factor(_ p: UnsafeMutablePointer<Double>, order n: Int) -> Int? {
    guard n <= smallOrder else {
      let info = unsafe clapack_dpotrf(
        CChar(UInt8(ascii: "L")), Int32(n), p, Int32(n))
      if info != 0 { return Int(info) - 1 }
      // OpenBLAS lets NaN pass for a positive pivot.
      return (0..<n).first { unsafe !(p[$0 &+ $0 &* n] > 0) }
    }
    for j in 0..<n {
      let column = unsafe p + j &* n
      for k in 0..<j {
        let other = unsafe p + k &* n
        let factor = unsafe other[j]
        for i in j..<n { unsafe column[i] -= factor * other[i] }
      }
      let pivot = unsafe column[j]
      // Written so that NaN fails too.
      guard pivot > 0, pivot.isFinite else { return j }
      let root = pivot.squareRoot()
      let inverse = 1 / root
      unsafe column[j] = root
      for i in (j &+ 1)..<max(n, j &+ 1) { unsafe column[i] *= inverse }
    }
    return nil
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
    result.copy(from: l)
    guard n <= smallOrder else {
      let info = unsafe clapack_dpotri(
        CChar(UInt8(ascii: "L")), Int32(n), result.base, Int32(n))
      precondition(info == 0, "the factor of a positive definite matrix")
      result.symmetrizeFromLower()
      return
    }
    let p = unsafe result.base
    // L⁻¹ in the lower triangle.
    for j in 0..<n {
      let diagonal = unsafe 1 / p[j &+ j &* n]
      unsafe p[j &+ j &* n] = diagonal
      for i in (j &+ 1)..<max(n, j &+ 1) {
        var sum = 0.0
        for k in j..<i {
          unsafe sum += p[i &+ k &* n] * p[k &+ j &* n]
        }
        unsafe p[i &+ j &* n] = -sum / p[i &+ i &* n]
      }
    }
    // L⁻ᵀ L⁻¹, top down: row i of the lower triangle needs rows k ≥ i only.
    for i in 0..<n {
      for j in 0...i {
        var sum = 0.0
        for k in i..<n {
          unsafe sum += p[k &+ i &* n] * p[k &+ j &* n]
        }
        unsafe p[i &+ j &* n] = sum
      }
    }
    result.symmetrizeFromLower()
  }

  /// Solves A X = B in place of B from the factor.
  package static func solve(
    factor l: borrowing MatrixBuffer, inPlace b: borrowing MatrixBuffer
  ) {
    let n = l.rows
    precondition(b.rows == n, "right-hand side size")
    guard n <= smallOrder else {
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
        let value = unsafe x[j] / p[j &+ j &* n]
        unsafe x[j] = value
        for i in (j &+ 1)..<max(n, j &+ 1) {
          unsafe x[i] -= value * p[i &+ j &* n]
        }
      }
      for j in stride(from: n - 1, through: 0, by: -1) {
        var sum = unsafe x[j]
        for i in (j &+ 1)..<max(n, j &+ 1) {
          unsafe sum -= p[i &+ j &* n] * x[i]
        }
        unsafe x[j] = sum / p[j &+ j &* n]
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
}
