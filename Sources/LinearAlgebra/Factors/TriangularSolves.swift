internal import CLAPACK

/// Solutions of systems whose matrix L is lower triangular, in place of their
/// right-hand sides.
///
/// L and B are parts of column-major matrices with a leading dimension each.
/// Own solutions go by blocks of rows: what earlier blocks contribute is a
/// product, the block itself is solved column by column.
enum TriangularSolve {
  /// The order of the triangles that are solved column by column.
  private static let block = 32

  /// L X = B, with B of n × columns.
  @unsafe
  static func lower(
    order n: Int, columns: Int, _ l: UnsafePointer<Double>, _ ldl: Int,
    _ b: UnsafeMutablePointer<Double>, _ ldb: Int
  ) {
    guard LevelThree.isOwn(order: n) else {
      unsafe library("L", "N", n, columns, l, ldl, b, ldb)
      return
    }
    for first in stride(from: 0, to: n, by: block) {
      let end = min(first + block, n)
      unsafe LevelThree.product(
        rows: end - first, columns: columns, inner: first, scale: -1,
        l + first, ldl, transposeA: false, b, ldb, transposeB: false, keep: 1,
        b + first, ldb)
      for column in 0..<columns {
        let x = unsafe b + column &* ldb
        for j in first..<end {
          let source = unsafe l + (j &* ldl &+ j)
          let value = unsafe x[j] / source[0]
          unsafe x[j] = value
          unsafe addMultiple(
            -value, source + 1, to: x + (j &+ 1), end &- j &- 1)
        }
      }
    }
  }

  /// Lᵀ X = B, with B of n × columns.
  @unsafe
  static func lowerTransposed(
    order n: Int, columns: Int, _ l: UnsafePointer<Double>, _ ldl: Int,
    _ b: UnsafeMutablePointer<Double>, _ ldb: Int
  ) {
    guard LevelThree.isOwn(order: n) else {
      unsafe library("L", "T", n, columns, l, ldl, b, ldb)
      return
    }
    let count = (n + block - 1) / block
    for number in stride(from: count - 1, through: 0, by: -1) {
      let first = number * block
      let end = min(first + block, n)
      unsafe LevelThree.product(
        rows: end - first, columns: columns, inner: n - end, scale: -1,
        l + (first &* ldl &+ end), ldl, transposeA: true, b + end, ldb,
        transposeB: false, keep: 1, b + first, ldb)
      for column in 0..<columns {
        let x = unsafe b + column &* ldb
        for j in stride(from: end - 1, through: first, by: -1) {
          let source = unsafe l + (j &* ldl &+ j)
          let sum = unsafe dotProduct(source + 1, x + (j &+ 1), end &- j &- 1)
          unsafe x[j] = (x[j] - sum) / source[0]
        }
      }
    }
  }

  /// X Lᵀ = B, with B of m × n.
  @unsafe
  static func lowerTransposedFromRight(
    rows m: Int, columns n: Int, _ l: UnsafePointer<Double>, _ ldl: Int,
    _ b: UnsafeMutablePointer<Double>, _ ldb: Int
  ) {
    guard LevelThree.isOwn(order: n) else {
      unsafe library("R", "T", m, n, l, ldl, b, ldb)
      return
    }
    for first in stride(from: 0, to: n, by: block) {
      let end = min(first + block, n)
      unsafe LevelThree.product(
        rows: m, columns: end - first, inner: first, scale: -1, b, ldb,
        transposeA: false, l + first, ldl, transposeB: true, keep: 1,
        b + first &* ldb, ldb)
      for j in first..<end {
        let column = unsafe b + j &* ldb
        for k in first..<j {
          unsafe addMultiple(-l[j &+ k &* ldl], b + k &* ldb, to: column, m)
        }
        let inverse = unsafe 1 / l[j &+ j &* ldl]
        for i in 0..<m { unsafe column[i] *= inverse }
      }
    }
  }

  @unsafe
  private static func library(
    _ side: Unicode.Scalar, _ transpose: Unicode.Scalar, _ m: Int, _ n: Int,
    _ l: UnsafePointer<Double>, _ ldl: Int, _ b: UnsafeMutablePointer<Double>,
    _ ldb: Int
  ) {
    if m == 0 || n == 0 { return }
    unsafe clapack_dtrsm(
      CChar(UInt8(ascii: side)), CChar(UInt8(ascii: "L")),
      CChar(UInt8(ascii: transpose)), CChar(UInt8(ascii: "N")), Int32(m),
      Int32(n), 1, l, Int32(ldl), b, Int32(ldb))
  }
}
