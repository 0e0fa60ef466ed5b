package import LinearAlgebra

/// Products of influences, a block of rows at a time.
extension FirstStageInfluences {
  /// The rows of a block.
  private static let blockSize = 256

  /// Does something with every block of rows.
  ///
  /// - Parameters:
  ///   - isRooted: Whether rows are multiplied by the roots of their counts.
  ///   - use: Takes the rows and their influences; the lines behind the last
  ///     row are 0.
  private func forBlocks(
    isRooted: Bool, _ use: (Range<Int>, borrowing MatrixBuffer) -> Void
  ) {
    let height = min(Self.blockSize, max(rowCount, 1))
    let block = MatrixBuffer(rows: height, columns: layout.count)
    for start in stride(from: 0, to: rowCount, by: height) {
      let range = start..<min(start + height, rowCount)
      if range.count < height { block.fill(0) }
      fill(range, isRooted: isRooted, into: block)
      use(range, block)
    }
  }

  /// The influences, rows × statistics.
  package func matrix() -> Matrix {
    var result = Matrix(rows: rowCount, columns: layout.count)
    forBlocks(isRooted: false) { range, block in
      for j in 0..<layout.count {
        for (line, r) in range.enumerated() { result[r, j] = block[line, j] }
      }
    }
    return result
  }

  /// The mean product of two statistics' influences, Γ.
  package func meanProduct() -> Matrix {
    let result = MatrixBuffer(rows: layout.count, columns: layout.count)
    forBlocks(isRooted: true) { _, block in
      multiply(
        block, block, into: result, transposeA: true, scale: 1 / size, keep: 1)
    }
    result.symmetrizeFromLower()
    return Matrix(result)
  }

  /// The product with a matrix of statistics × any.
  package func product(_ matrix: Matrix) -> Matrix {
    precondition(matrix.rows == layout.count, "a row a statistic")
    let factor = MatrixBuffer(matrix)
    let height = min(Self.blockSize, max(rowCount, 1))
    let part = MatrixBuffer(rows: height, columns: matrix.columns)
    var result = Matrix(rows: rowCount, columns: matrix.columns)
    forBlocks(isRooted: false) { range, block in
      multiply(block, factor, into: part)
      for j in 0..<matrix.columns {
        for (line, r) in range.enumerated() { result[r, j] = part[line, j] }
      }
    }
    return result
  }

  /// Σ v_j v_k γ_jk² over all pairs of statistics: the squared norm of
  /// V^½ Γ V^½, from the products of rows where there are fewer rows than
  /// statistics.
  ///
  /// - Parameter weights: v.
  /// - Returns: The sum.
  package func squaredNorm(weights: [Double]) -> Double {
    precondition(weights.count == layout.count, "a weight a statistic")
    let roots = weights.map { $0.squareRoot() }
    let order = min(rowCount, layout.count)
    let result = MatrixBuffer(rows: order, columns: order)
    if rowCount < layout.count {
      let all = MatrixBuffer(rows: rowCount, columns: layout.count)
      fill(0..<rowCount, isRooted: true, into: all)
      for j in 0..<layout.count {
        for r in 0..<rowCount { all[r, j] *= roots[j] }
      }
      multiplyOuter(
        all, columns: 0..<layout.count, into: result, scale: 1 / size)
    } else {
      forBlocks(isRooted: true) { _, block in
        for j in 0..<layout.count {
          for line in 0..<block.rows { block[line, j] *= roots[j] }
        }
        multiply(
          block, block, into: result, transposeA: true, scale: 1 / size,
          keep: 1)
      }
    }
    result.symmetrizeFromLower()
    return dot(result, result)
  }
}
