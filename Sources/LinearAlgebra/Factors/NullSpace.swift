/// The null space of a matrix and the least-norm solution of its system.
package struct NullSpace: Sendable {
  /// An orthonormal basis of {x : A x = 0}, one vector in each column.
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
  ///   - a: The matrix, one equation in each row.
  ///   - b: The right-hand side.
  ///   - tolerance: An equation is a combination of others if what is left of
  ///     its coefficients is at most this multiple of the largest
  ///     coefficients.
  package init(of a: Matrix, rightHandSide b: [Double], tolerance: Double) {
    let n = a.columns
    precondition(b.count == a.rows)
    guard a.elements.allSatisfy(\.isFinite), b.allSatisfy(\.isFinite) else {
      // Equations that are not numbers bind nothing and hold nowhere.
      basis = .identity(n)
      rank = 0
      solution = [Double](repeating: 0, count: n)
      residual = .infinity
      return
    }
    let equations = OrthogonalEquations(a, tolerance: tolerance)
    rank = equations.rank
    let basis = MatrixBuffer(rows: n, columns: n - rank)
    for column in 0..<basis.columns { basis[rank + column, column] = 1 }
    equations.applyQ(to: basis)
    let x = equations.leastNorm(b)
    self.basis = Matrix(basis)
    solution = x
    residual = zip(a * x, b).map { abs($0 - $1) }.max() ?? 0
  }
}

/// Aᵀ Π = Q R by Householder reflections, the equation of which most is left
/// first (Businger & Golub, 1965).
private struct OrthogonalEquations: ~Copyable {
  /// The number of equations that are not combinations of those before.
  let rank: Int
  /// R above the diagonal and on it, the reflections' vectors in `reflectors`.
  private let r: MatrixBuffer
  /// The vectors of the reflections, of length √2.
  private let reflectors: MatrixBuffer
  /// The equation behind each column of R.
  private let order: [Int]

  init(_ a: Matrix, tolerance: Double) {
    let n = a.columns
    let columns = MatrixBuffer(a.transposed)
    let most = min(a.rows, n)
    let vectors = MatrixBuffer(rows: n, columns: most)
    var order = Array(0..<a.rows)
    var rank = 0
    var largest = 0.0
    while rank < most {
      let (pivot, norm) = Self.longest(columns, from: rank)
      if rank == 0 { largest = norm }
      if norm == 0 || norm <= tolerance * largest { break }
      Self.swap(rank, pivot, of: columns)
      order.swapAt(rank, pivot)
      Self.reflect(columns, vectors, rank, norm)
      rank += 1
    }
    self.rank = rank
    self.order = order
    r = columns
    reflectors = vectors
  }

  /// The column with the longest part from row `first` on, of those from
  /// `first` on, and that length.
  private static func longest(
    _ columns: borrowing MatrixBuffer, from first: Int
  ) -> (column: Int, norm: Double) {
    var best = (column: first, norm: -1.0)
    for j in first..<columns.columns {
      var scale = 0.0
      for i in first..<columns.rows { scale = max(scale, abs(columns[i, j])) }
      var sum = 0.0
      for i in first..<columns.rows where scale > 0 {
        let part = columns[i, j] / scale
        sum += part * part
      }
      let norm = scale * sum.squareRoot()
      if norm > best.norm { best = (j, norm) }
    }
    return best
  }

  private static func swap(
    _ i: Int, _ j: Int, of columns: borrowing MatrixBuffer
  ) {
    for k in 0..<columns.rows {
      let held = columns[k, i]
      columns[k, i] = columns[k, j]
      columns[k, j] = held
    }
  }

  /// Makes column `k` zero below its diagonal by a reflection, which the
  /// columns behind take too.
  private static func reflect(
    _ columns: borrowing MatrixBuffer, _ vectors: borrowing MatrixBuffer,
    _ k: Int, _ norm: Double
  ) {
    let n = columns.rows
    let head = columns[k, k]
    let diagonal = head > 0 ? -norm : norm
    // v = (x − αe) √2 / ‖x − αe‖, with ‖x − αe‖² = 2α(α − x₁).
    let scale = 1 / ((norm + abs(head)).squareRoot() * norm.squareRoot())
    vectors[k, k] = (head - diagonal) * scale
    for i in (k + 1)..<max(n, k + 1) { vectors[i, k] = columns[i, k] * scale }
    for j in k..<columns.columns { apply(k, of: vectors, to: columns, j) }
    columns[k, k] = diagonal
  }

  /// One reflection of one column.
  private static func apply(
    _ k: Int, of vectors: borrowing MatrixBuffer,
    to columns: borrowing MatrixBuffer, _ j: Int
  ) {
    let n = columns.rows
    var sum = 0.0
    for i in k..<n { sum += vectors[i, k] * columns[i, j] }
    for i in k..<n { columns[i, j] -= sum * vectors[i, k] }
  }

  /// Multiplies columns by Q.
  func applyQ(to columns: borrowing MatrixBuffer) {
    for k in stride(from: rank - 1, through: 0, by: -1) {
      for j in 0..<columns.columns {
        Self.apply(k, of: reflectors, to: columns, j)
      }
    }
  }

  /// The least-norm x of those for which A x is nearest to b: Q (y, 0) with
  /// Rᵀ y nearest to Πᵀ b.
  func leastNorm(_ b: [Double]) -> [Double] {
    var top = Matrix(rows: rank, columns: order.count)
    for j in 0..<order.count {
      for i in 0..<min(j + 1, rank) { top[i, j] = r[i, j] }
    }
    let y = OrthogonalEquations(top, tolerance: 0)
      .nearest(to: order.map { b[$0] })
    let x = MatrixBuffer(rows: reflectors.rows)
    for i in 0..<rank { x[i] = y[i] }
    applyQ(to: x)
    return x.elements
  }

  /// The y for which Aᵀ y is nearest to c, with equations none of which is a
  /// combination of others.
  private func nearest(to c: [Double]) -> [Double] {
    let x = MatrixBuffer(rows: c.count)
    x.copy(from: c)
    for k in 0..<rank { Self.apply(k, of: reflectors, to: x, 0) }
    var y = [Double](repeating: 0, count: order.count)
    for i in stride(from: rank - 1, through: 0, by: -1) {
      for k in (i + 1)..<max(rank, i + 1) { x[i] -= r[i, k] * x[k] }
      x[i] /= r[i, i]
      y[order[i]] = x[i]
    }
    return y
  }
}
