internal import CLAPACK
internal import CProducts

/// Products of parts of matrices, by own kernels or by the BLAS.
///
/// All matrices are column-major, with a leading dimension each. Own kernels
/// serve where the BLAS is the reference one, and up to a size everywhere: they
/// take the same operations in the same order on every processor, and OpenBLAS
/// does not.
package enum LevelThree {
  /// The size up to which own kernels serve: that of the information matrix of
  /// models with 60 variables, and more.
  static let ownOrder = 511

  /// Whether results of matrices of an order have the same bits on every
  /// machine: no external library touches them.
  package static func isReproducible(order: Int) -> Bool { order <= ownOrder }

  /// Whether own kernels make a product of these sizes: one of them, cases
  /// often, may be any.
  static func isOwn(_ m: Int, _ n: Int, _ k: Int) -> Bool {
    m &+ n &+ k &- min(m, n, k) &- max(m, n, k) <= ownOrder
      || BLASLibrary.isReference
  }

  /// Whether own kernels factor, solve and invert matrices of an order.
  static func isOwn(order: Int) -> Bool {
    order <= ownOrder || BLASLibrary.isReference
  }

  /// `c := scale * op(a) op(b) + keep * c`, of m × n elements with sums of k
  /// terms; a `keep` of 0 ignores the old contents, NaN included.
  @unsafe
  static func product(
    rows m: Int, columns n: Int, inner k: Int, scale: Double,
    _ a: UnsafePointer<Double>, _ lda: Int, transposeA: Bool,
    _ b: UnsafePointer<Double>, _ ldb: Int, transposeB: Bool,
    keep: Double, _ c: UnsafeMutablePointer<Double>, _ ldc: Int
  ) {
    if m == 0 || n == 0 || (k == 0 && keep == 1) { return }
    guard isOwn(m, n, k) else {
      unsafe clapack_dgemm(
        code(transposeA), code(transposeB), Int32(m), Int32(n), Int32(k),
        scale, a, Int32(lda), b, Int32(ldb), keep, c, Int32(ldc))
      return
    }
    unsafe own(
      m, n, k, operand(a, lda, transposeA), operand(b, ldb, transposeB),
      into: cproducts_result(
        base: c, leading: ldc, scale: scale, keep: keep, is_lower: false))
  }

  /// The lower triangle of `c := scale * a aᵀ + keep * c`, or of aᵀa, of
  /// order n with sums of k terms.
  @unsafe
  static func outerProduct(
    order n: Int, inner k: Int, scale: Double, _ a: UnsafePointer<Double>,
    _ lda: Int, transpose: Bool, keep: Double,
    _ c: UnsafeMutablePointer<Double>, _ ldc: Int
  ) {
    if n == 0 || (k == 0 && keep == 1) { return }
    guard isOwn(n, n, k) else {
      unsafe clapack_dsyrk(
        CChar(UInt8(ascii: "L")), code(transpose), Int32(n), Int32(k), scale,
        a, Int32(lda), keep, c, Int32(ldc))
      return
    }
    unsafe own(
      n, n, k, operand(a, lda, transpose), operand(a, lda, !transpose),
      into: cproducts_result(
        base: c, leading: ldc, scale: scale, keep: keep, is_lower: true))
  }

  @unsafe
  private static func own(
    _ m: Int, _ n: Int, _ k: Int, _ a: cproducts_operand,
    _ b: cproducts_operand, into c: cproducts_result
  ) {
    let count = unsafe cproducts_workspace(n, k, b)
    if count == 0 {
      unsafe cproducts_multiply(m, n, k, a, b, c, nil)
    } else {
      let workspace = MatrixBuffer(rows: count)
      unsafe cproducts_multiply(m, n, k, a, b, c, workspace.pointer)
    }
  }

  /// `op` of a column-major matrix.
  @unsafe
  static func operand(
    _ base: UnsafePointer<Double>, _ leading: Int, _ transpose: Bool
  ) -> cproducts_operand {
    unsafe cproducts_operand(
      base: base, row: transpose ? leading : 1,
      column: transpose ? 1 : leading)
  }

  private static func code(_ transpose: Bool) -> CChar {
    CChar(UInt8(ascii: transpose ? "T" : "N"))
  }
}
