internal import CLAPACK

/// Eigenvalues and eigenvectors of a symmetric matrix.
package struct SymmetricEigen: Sendable {
  /// The eigenvalues, ascending.
  package let values: [Double]
  /// The eigenvectors, one in each column, in the order of the values.
  package let vectors: Matrix

  /// Decomposes a symmetric matrix; only its lower triangle is read.
  ///
  /// - Returns: `nil` if an element is not finite or the iterations do not
  ///   converge.
  package init?(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "a square matrix")
    let n = matrix.rows
    guard matrix.elements.allSatisfy(\.isFinite) else { return nil }
    if n == 0 {
      values = []
      vectors = matrix
      return
    }
    if LevelThree.isOwn(order: n) {
      let reduction = SymmetricReduction(matrix)
      guard reduction.decompose() else { return nil }
      let found = reduction.diagonal.elements
      let ascending = found.indices.sorted { found[$0] < found[$1] }
      values = ascending.map { found[$0] }
      vectors = Matrix(reduction.vectors).submatrix(
        rows: Array(0..<n), columns: ascending)
      return
    }
    let a = MatrixBuffer(matrix)
    let w = MatrixBuffer(rows: n)
    let query = MatrixBuffer(rows: 1)
    let jobz = CChar(UInt8(ascii: "V"))
    let uplo = CChar(UInt8(ascii: "L"))
    _ = unsafe clapack_dsyev(
      jobz, uplo, Int32(n), a.base, Int32(n), w.base, query.base, -1)
    let work = MatrixBuffer(rows: max(Int(query[0]), 3 * n))
    let info = unsafe clapack_dsyev(
      jobz, uplo, Int32(n), a.base, Int32(n), w.base, work.base,
      Int32(work.rows))
    guard info == 0 else { return nil }
    values = w.elements
    vectors = Matrix(a)
  }
}
