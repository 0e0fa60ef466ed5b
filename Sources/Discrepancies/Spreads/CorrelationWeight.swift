package import LinearAlgebra
package import OrderedMoments

/// The weight of correlations of normal variables, thresholds left out:
/// W_(ij),(kl) = w_ik w_jl + w_il w_jk with w the inverse of their matrix.
package struct CorrelationWeight {
  /// w.
  package let inverse: Matrix
  /// w as a diagonal less FFᵀ, where F has few columns, as w has by factors
  /// whose residuals are uncorrelated; `nil` where not.
  package let factored: FactoredInverse?
  /// The places of the moments, of ordered variables alone.
  package let layout: MomentLayout

  /// Makes the weight of a matrix's inverse, at the places of a layout.
  ///
  /// - Parameters:
  ///   - inverse: w.
  ///   - uniquenesses: What factors leave of each variable's variance.
  ///   - layout: The places of the moments.
  package init(
    inverse: Matrix, uniquenesses: [Double], layout: MomentLayout
  ) {
    self.inverse = inverse
    self.layout = layout
    factored = FactoredInverse(inverse, diagonal: uniquenesses.map { 1 / $0 })
  }

  /// W times each column of a matrix over the correlations.
  func times(_ x: Matrix, team: WorkTeam) -> Matrix {
    let p = layout.variableCount
    precondition(x.rows == layout.covariances.count, "a row a correlation")
    let lines = MatrixBox(x.transposed)
    let w = MatrixBox(inverse)
    let results = MatrixBox(rows: x.rows, columns: x.columns)
    let parts = InfluenceLines.parts(x.columns, 8)
    team.perform(parts.count) { number, _ in
      let change = MatrixBuffer(rows: p, columns: p)
      let half = MatrixBuffer(rows: p, columns: p)
      let moved = MatrixBuffer(rows: p, columns: p)
      for column in parts[number] {
        change.placeTriangles(
          lines.buffer, rows: column..<column + 1, order: p)
        multiply(w.buffer, change, into: half)
        multiply(half, w.buffer, into: moved)
        var row = 0
        for j in 0..<p {
          for i in (j + 1)..<max(p, j + 1) {
            results.buffer[row, column] = moved[i, j]
            row += 1
          }
        }
      }
    }
    return Matrix(results.buffer)
  }

  /// tr(WΓ).
  ///
  /// - Parameters:
  ///   - gamma: Γ.
  ///   - first: The place there of the first correlation.
  /// - Returns: The trace.
  func trace(_ gamma: borrowing MatrixBuffer, from first: Int) -> Double {
    let p = layout.variableCount
    var places: [(i: Int, j: Int)] = []
    for j in 0..<p {
      for i in (j + 1)..<max(p, j + 1) { places.append((i, j)) }
    }
    var sum = 0.0
    for (b, two) in places.enumerated() {
      for (a, one) in places[b...].enumerated() {
        let weight =
          inverse[one.i, two.i] * inverse[one.j, two.j]
          + inverse[one.i, two.j] * inverse[one.j, two.i]
        sum +=
          (a == 0 ? 1 : 2) * weight * gamma[first + a + b, first + b]
      }
    }
    return sum
  }
}
