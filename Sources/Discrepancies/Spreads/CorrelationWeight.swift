package import LinearAlgebra
internal import OrderedMoments

/// The weight of correlations of normal variables, thresholds left out:
/// W_(ij),(kl) = w_ik w_jl + w_il w_jk with w the inverse of their matrix.
package struct CorrelationWeight {
  /// w.
  package let inverse: Matrix
  /// The places of the moments, of ordered variables alone.
  package let layout: MomentLayout

  /// Makes the weight of a matrix's inverse, at the places of a layout.
  package init(inverse: Matrix, layout: MomentLayout) {
    self.inverse = inverse
    self.layout = layout
  }

  /// W times each column of a matrix over the moments.
  func times(_ x: Matrix, team: WorkTeam) -> Matrix {
    let p = layout.variableCount
    let covariances = layout.covariances
    let lines = MatrixBox(rows: x.columns, columns: covariances.count)
    for (k, row) in covariances.enumerated() {
      for column in 0..<x.columns { lines.buffer[column, k] = x[row, column] }
    }
    let w = MatrixBox(rows: p, columns: p)
    w.buffer.copy(from: inverse.elements)
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
        var row = covariances.lowerBound
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
  func trace(_ gamma: borrowing MatrixBuffer) -> Double {
    let p = layout.variableCount
    var places: [(i: Int, j: Int)] = []
    for j in 0..<p {
      for i in (j + 1)..<max(p, j + 1) { places.append((i, j)) }
    }
    let first = layout.covariances.lowerBound
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
