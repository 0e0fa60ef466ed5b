package import LinearAlgebra

extension InfluenceLines {
  /// The units of a part.
  private static let partSize = 64

  /// Σ ½ tr(wXwX) over the units, X the symmetric matrix of what a unit's line
  /// of correlations has beyond a prediction ΔY.
  ///
  /// With w = D − FFᵀ, tr(wXwX) is Σ d_i d_j x_ij² − 2 Σ d_i |Xᵢ·F|² + |FᵀXF|².
  ///
  /// - Parameters:
  ///   - inverse: w, variables × variables, all of them ordered.
  ///   - factored: The same by factors; `nil` where there are none.
  ///   - slopes: Δ, statistics × any; `nil` for no prediction.
  ///   - moved: Y, units × the same; any without a prediction.
  /// - Returns: The sum.
  package func correlationForm(
    _ inverse: Matrix, _ factored: FactoredInverse?,
    less slopes: SparseMatrix?, _ moved: MatrixBox?
  ) -> Double {
    let p = layout.variableCount
    let units = Self.parts(unitCount, Self.partSize)
    // w, or Fᵀ.
    let left =
      factored.map { MatrixBox($0.factor.transposed) }
      ?? MatrixBox(inverse)
    let sums = MatrixBox(rows: units.count, columns: 1)
    let most = min(max((1 << 15) / max(p * p, 1), 1), Self.partSize)
    let covariances = layout.covariances
    team.perform(units.count) { number, _ in
      let range = units[number]
      let lines = MatrixBuffer(rows: range.count, columns: covariances.count)
      fill(range, covariances, constants, into: lines)
      if let slopes, let moved {
        slopes.subtractProduct(
          of: moved.buffer, rows: range, over: covariances, from: lines)
      }
      let changes = MatrixBuffer(rows: p, columns: p * most)
      let products = MatrixBuffer(
        rows: left.buffer.rows, columns: p * most)
      var sum = factored.map { sumOfWeightedSquares(lines, $0.diagonal) } ?? 0
      for part in Self.parts(range.count, most) {
        changes.placeTriangles(lines, rows: part, order: p)
        multiply(left.buffer, changes, into: products)
        if let factored {
          sum += Self.factorForm(factored, products, count: part.count)
        } else {
          sum += products.sumOfSquareTraces(count: part.count)
        }
      }
      sums.buffer[number] = 0.5 * sum
    }
    return sums.buffer.elements.reduce(0, +)
  }

  /// Σ d_i d_j x_ij² over all pairs, in both orders, and the rows of lines.
  private func sumOfWeightedSquares(
    _ lines: borrowing MatrixBuffer, _ diagonal: [Double]
  ) -> Double {
    var sum = 0.0
    var column = 0
    for j in diagonal.indices {
      for i in (j + 1)..<max(diagonal.count, j + 1) {
        sum +=
          2 * diagonal[i] * diagonal[j]
          * columnProduct(of: lines, column: column, andColumn: column)
        column += 1
      }
    }
    return sum
  }

  /// Σ |FᵀXF|² − 2 Σ d_i |FᵀXᵢ|² over products FᵀX beside each other.
  private static func factorForm(
    _ factored: FactoredInverse, _ products: borrowing MatrixBuffer, count: Int
  ) -> Double {
    let (p, m) = (factored.diagonal.count, products.rows)
    var sum = 0.0
    // FᵀX of one unit below that of another.
    let below = MatrixBuffer(rows: m * count, columns: p)
    for matrix in 0..<count {
      for i in 0..<p {
        let column = matrix * p + i
        sum -=
          2 * factored.diagonal[i]
          * columnProduct(of: products, column: column, andColumn: column)
        for k in 0..<m { below[k + matrix * m, i] = products[k, column] }
      }
    }
    let square = MatrixBuffer(rows: m * count, columns: m)
    multiply(below, MatrixBuffer(factored.factor), into: square)
    return sum + dot(square, square)
  }
}
