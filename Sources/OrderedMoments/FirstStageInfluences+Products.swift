package import LinearAlgebra

/// Products of influences, a block of rows at a time.
///
/// A unit is what varies by itself: a cluster, or a row of independent cases.
/// Its line is such that Γ is the sum of the lines' outer products: the root of
/// the count times the influences, or the weighted sum over the cluster's rows,
/// both over the root of the size.
extension FirstStageInfluences {
  /// The rows of a block.
  private static let blockSize = 256

  /// The number of units.
  package var unitCount: Int {
    guard let clusters else { return rowCount }
    var count = 0
    for r in clusters.indices where r == 0 || clusters[r] != clusters[r - 1] {
      count += 1
    }
    return count
  }

  /// The factor of each row of independent cases in its line.
  var roots: [Double] {
    (0..<rowCount).map { ((spreads?[$0] ?? counts[$0]) / size).squareRoot() }
  }

  /// Does something with every block of rows.
  ///
  /// - Parameters:
  ///   - fill: Writes something else about rows than their influences.
  ///   - use: Takes the rows and their influences; the lines behind the last
  ///     row are 0.
  private func forRows(
    _ fill: ((Range<Int>, borrowing MatrixBuffer) -> Void)? = nil,
    _ use: (Range<Int>, borrowing MatrixBuffer) -> Void
  ) {
    let height = min(Self.blockSize, max(rowCount, 1))
    let block = MatrixBuffer(rows: height, columns: layout.count)
    for start in stride(from: 0, to: rowCount, by: height) {
      let range = start..<min(start + height, rowCount)
      if range.count < height { block.fill(0) }
      if let fill {
        fill(range, block)
      } else {
        self.fill(range, 0..<layout.count, into: block)
      }
      use(range, block)
    }
  }

  /// Does something with every block of units.
  ///
  /// - Parameters:
  ///   - byClusters: Whether clusters are the units where there are any, and
  ///     not cases.
  ///   - fill: Writes something else about rows than their influences, rows ×
  ///     statistics.
  ///   - use: Takes the units and their lines; those behind the last unit are
  ///     0.
  package func forUnits(
    byClusters: Bool = true,
    filling fill: ((Range<Int>, borrowing MatrixBuffer) -> Void)? = nil,
    _ use: (Range<Int>, borrowing MatrixBuffer) -> Void
  ) {
    guard byClusters, let clusters else {
      let roots = roots
      forRows(fill) { range, block in
        for (line, r) in range.enumerated() {
          for j in 0..<layout.count { block[line, j] *= roots[r] }
        }
        use(range, block)
      }
      return
    }
    let total = unitCount
    let height = min(Self.blockSize, max(total, 1))
    let lines = MatrixBuffer(rows: height, columns: layout.count)
    // G/(G − 1) for G clusters, as for a sample of G.
    let factor =
      (Double(total) / Double(max(total - 1, 1)) / size).squareRoot()
    var (start, used) = (0, 0)
    forRows(fill) { range, block in
      for (line, r) in range.enumerated() {
        if r == 0 || clusters[r] != clusters[r - 1] {
          if used == height {
            use(start..<start + used, lines)
            start += used
            used = 0
            lines.fill(0)
          }
          used += 1
        }
        for j in 0..<layout.count {
          lines[used - 1, j] += factor * counts[r] * block[line, j]
        }
      }
    }
    if used > 0 { use(start..<start + used, lines) }
  }

  /// The influences, rows × statistics.
  package func matrix() -> Matrix {
    var result = Matrix(rows: rowCount, columns: layout.count)
    forRows { range, block in
      for j in 0..<layout.count {
        for (line, r) in range.enumerated() { result[r, j] = block[line, j] }
      }
    }
    return result
  }

  /// Γ: the sum of the outer products of the units' lines.
  package func meanProduct() -> Matrix {
    Matrix(InfluenceLines(self, team: WorkTeam(threads: 1)).gamma.buffer)
  }

  /// The diagonal of Γ, by the units.
  func sumsOfSquares(byClusters: Bool = true) -> [Double] {
    var result = [Double](repeating: 0, count: layout.count)
    forUnits(byClusters: byClusters) { range, block in
      for j in 0..<layout.count {
        for line in range.indices {
          let value = block[line - range.lowerBound, j]
          result[j] += value * value
        }
      }
    }
    return result
  }

  /// The product of the rows' influences with a matrix of statistics × any.
  package func product(_ matrix: Matrix) -> Matrix {
    product(matrix, count: rowCount) { use in forRows(nil, use) }
  }

  private func product(
    _ matrix: Matrix, count: Int,
    _ forBlocks: ((Range<Int>, borrowing MatrixBuffer) -> Void) -> Void
  ) -> Matrix {
    precondition(matrix.rows == layout.count, "a row a statistic")
    let factor = MatrixBuffer(matrix)
    let part = MatrixBuffer(
      rows: min(Self.blockSize, max(count, 1)), columns: matrix.columns)
    var result = Matrix(rows: count, columns: matrix.columns)
    forBlocks { range, block in
      multiply(block, factor, into: part)
      for j in 0..<matrix.columns {
        for (line, r) in range.enumerated() { result[r, j] = part[line, j] }
      }
    }
    return result
  }
}
