package import LinearAlgebra
package import OrderedMoments

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
  package func times(_ x: Matrix) -> Matrix {
    var result = Matrix(rows: x.rows, columns: x.columns)
    for column in 0..<x.columns {
      let change = layout.covariance(in: x.column(column))
      let moved = inverse * (change * inverse)
      for (row, pair) in pairs { result[row, column] = moved[pair.i, pair.j] }
    }
    return result
  }

  /// tr(WΓ), Γ the sum of outer products of lines: with X the matrix of a line,
  /// ½ tr(wXwX) of each.
  package func trace(_ influences: FirstStageInfluences) -> Double {
    let p = layout.variableCount
    let places = pairs
    let w = MatrixBuffer(inverse)
    let change = MatrixBuffer(rows: p, columns: p)
    let moved = MatrixBuffer(rows: p, columns: p)
    var sum = 0.0
    influences.forUnits { range, lines in
      for line in 0..<range.count {
        for (row, pair) in places {
          let value = lines[line, row]
          change[pair.i, pair.j] = value
          change[pair.j, pair.i] = value
        }
        multiply(w, change, into: moved)
        for j in 0..<p {
          for i in 0..<p { sum += 0.5 * moved[i, j] * moved[j, i] }
        }
      }
    }
    return sum
  }

  private var pairs: [(row: Int, pair: (i: Int, j: Int))] {
    var result: [(row: Int, pair: (i: Int, j: Int))] = []
    for j in 0..<layout.variableCount {
      for i in (j + 1)..<max(layout.variableCount, j + 1) {
        result.append((layout.index(of: .covariance(i, j)), (i, j)))
      }
    }
    return result
  }
}
