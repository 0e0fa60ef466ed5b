internal import CLAPACK

/// Eigenvalues and eigenvectors of a symmetric matrix (LAPACK `dsyev`).
package struct SymmetricEigen: Sendable {
  /// The eigenvalues, ascending.
  package let values: [Double]
  /// The eigenvectors, one a column, in the order of the values.
  package let vectors: Matrix

  /// Decomposes a symmetric matrix; only its lower triangle is read.
  ///
  /// - Returns: `nil` if an element is not finite or LAPACK does not
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

/// The null space of a matrix and the least-norm solution of its system
/// (LAPACK `dgesvd`).
package struct NullSpace: Sendable {
  /// An orthonormal basis of {x : A x = 0}, one vector a column.
  package let basis: Matrix
  /// The rank of A.
  package let rank: Int
  /// The least-norm x with A x = b, in the least-squares sense.
  package let solution: [Double]
  /// The largest |A x − b| left over; large if the system contradicts
  /// itself.
  package let residual: Double

  /// Decomposes A (r × n) and solves A x = b.
  ///
  /// - Parameters:
  ///   - a: The matrix, one equation a row.
  ///   - b: The right-hand side.
  ///   - tolerance: Singular values below this multiple of the largest are
  ///     zero.
  package init(of a: Matrix, rightHandSide b: [Double], tolerance: Double) {
    let r = a.rows
    let n = a.columns
    precondition(b.count == r)
    guard a.elements.allSatisfy(\.isFinite), b.allSatisfy(\.isFinite) else {
      // Equations that are not numbers bind nothing and hold nowhere.
      basis = .identity(n)
      rank = 0
      solution = [Double](repeating: 0, count: n)
      residual = .infinity
      return
    }
    let small = min(r, n)
    let copy = MatrixBuffer(a)
    let s = MatrixBuffer(rows: max(small, 1))
    let u = MatrixBuffer(rows: max(r, 1), columns: max(r, 1))
    let vt = MatrixBuffer(rows: max(n, 1), columns: max(n, 1))
    if small > 0 {
      let query = MatrixBuffer(rows: 1)
      let job = CChar(UInt8(ascii: "A"))
      _ = unsafe clapack_dgesvd(
        job, job, Int32(r), Int32(n), copy.base, Int32(r), s.base, u.base,
        Int32(r), vt.base, Int32(n), query.base, -1)
      let work = MatrixBuffer(rows: max(Int(query[0]), 5 * (r + n)))
      let info = unsafe clapack_dgesvd(
        job, job, Int32(r), Int32(n), copy.base, Int32(r), s.base, u.base,
        Int32(r), vt.base, Int32(n), work.base, Int32(work.rows))
      precondition(info == 0, "singular values converge for finite input")
    } else {
      for i in 0..<n { vt[i, i] = 1 }
    }
    var rank = 0
    while rank < small, s[rank] > tolerance * s[0], s[rank] > 0 { rank += 1 }
    var basis = Matrix(rows: n, columns: n - rank)
    for column in rank..<n {
      for i in 0..<n { basis[i, column - rank] = vt[column, i] }
    }
    var x = [Double](repeating: 0, count: n)
    for k in 0..<rank {
      var projection = 0.0
      for i in 0..<r { projection += u[i, k] * b[i] }
      for i in 0..<n { x[i] += vt[k, i] * projection / s[k] }
    }
    let left = a * x
    self.basis = basis
    self.rank = rank
    self.solution = x
    self.residual = zip(left, b).map { abs($0 - $1) }.max() ?? 0
  }
}
