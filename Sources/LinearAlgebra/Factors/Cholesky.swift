internal import CLAPACK
internal import RealModule

/// The order up to which matrices are factored, inverted and solved column by
/// column.
private let smallFactorOrder = 64

/// Cholesky factorization in place: by loops up to `smallFactorOrder`,
/// above it by blocks or by LAPACK.
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
    unsafe n <= smallFactorOrder
      ? columnFactor(order: n, p, n) : blockedFactor(order: n, p, n)
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
    unsafe lowerInverse(l.base, into: result.base, order: n)
    result.symmetrizeFromLower()
  }

  /// A⁻¹, lower triangle, of n × n elements without a gap between columns,
  /// from the factor.
  @unsafe
  static func lowerInverse(
    _ l: UnsafePointer<Double>, into p: UnsafeMutablePointer<Double>,
    order n: Int
  ) {
    if n <= smallFactorOrder {
      unsafe columnInverse(l, into: p, order: n)
    } else if LevelThree.isOwn(order: n) {
      unsafe blockedInverse(l, into: p, order: n)
    } else {
      unsafe p.update(from: l, count: n * n)
      let info = unsafe clapack_dpotri(
        CChar(UInt8(ascii: "L")), Int32(n), p, Int32(n))
      precondition(info == 0, "the factor of a positive definite matrix")
    }
  }

  /// Solves A X = B in place of B from the factor.
  package static func solve(
    factor l: borrowing MatrixBuffer, inPlace b: borrowing MatrixBuffer
  ) {
    let n = l.rows
    precondition(b.rows == n, "right-hand side size")
    let isOwn = LevelThree.isOwn(order: n)
    if b.columns > 1, n > smallFactorOrder, isOwn {
      solveLower(factor: l, inPlace: b)
      solveUpper(factor: l, inPlace: b)
      return
    }
    guard isOwn else {
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
    unsafe TriangularSolve.lower(
      order: b.rows, columns: b.columns, l.base, l.rows, b.base, b.rows)
  }

  /// Solves Lᵀ X = B in place of B.
  package static func solveUpper(
    factor l: borrowing MatrixBuffer, inPlace b: borrowing MatrixBuffer
  ) {
    precondition(b.rows == l.rows, "right-hand side size")
    unsafe TriangularSolve.lowerTransposed(
      order: b.rows, columns: b.columns, l.base, l.rows, b.base, b.rows)
  }
}
