package import LinearAlgebra

extension BlockWorkspace {
  /// Δ = ∂(μ, vech Σ)/∂θ of this block, moments × free parameters.
  ///
  /// Rows are the p means, where modelled, then the lower triangle of Σ
  /// column after column; with ordered variables those of `responses`. Only
  /// dense weights and residual tests need it.
  package func writeJacobian(into delta: borrowing MatrixBuffer) {
    if let responses {
      responses.writeJacobian(self, into: delta)
      return
    }
    let p = structure.observedCount
    let layout = structure.layout
    precondition(delta.rows == layout.count)
    delta.fill(0)
    for cell in structure.parameters {
      let column = cell.parameter
      if cell.left >= 0 {
        var row = layout.covariances.lowerBound
        for j in 0..<p {
          let uj = vectors[j, cell.left]
          let vj = vectors[j, cell.right]
          for i in j..<p {
            delta[row, column] +=
              cell.factor
              * (vectors[i, cell.left] * vj + vectors[i, cell.right] * uj)
            row += 1
          }
        }
      }
      if structure.hasMeans, cell.meanVector >= 0 {
        let scale = meanFactor(cell)
        for i in 0..<p {
          delta[i, column] += scale * vectors[i, cell.meanVector]
        }
      }
    }
  }

  /// Takes the elements of Δ that are not 0, where moments are those of ordered
  /// variables.
  ///
  /// - Parameters:
  ///   - rows: Takes them, parameter after parameter.
  ///   - parameterCount: The number of free parameters.
  package func writeJacobian(into rows: SparseRows, parameterCount: Int) {
    guard let responses else { return }
    rows.take(rows: structure.momentCount, columns: parameterCount) { add in
      for cell in structure.parameters {
        responses.forDerivatives(self, by: cell) { row, value in
          add(row, cell.parameter, value)
        }
      }
    }
  }

  /// The elements of Δ that are not 0, where moments are those of ordered
  /// variables.
  package func sparseJacobian(parameterCount: Int) -> SparseMatrix {
    let rows = SparseRows()
    writeJacobian(into: rows, parameterCount: parameterCount)
    return SparseMatrix(rows)
  }

  /// Δ as a matrix, moments × free parameters.
  package func jacobian(parameterCount: Int) -> Matrix {
    let delta = MatrixBuffer(
      rows: structure.momentCount, columns: parameterCount)
    writeJacobian(into: delta)
    return Matrix(delta)
  }

  /// The derivatives of the latent variables' variances, m × free:
  /// ∂E_jj/∂β_kl = 2 C_jk E_lj and ∂E_jj/∂ψ_kl = 2 C_jk C_jl (half of it for
  /// k = l).
  package func latentVarianceJacobian(parameterCount: Int) -> Matrix {
    let m = structure.latentCount
    var result = Matrix(rows: m, columns: parameterCount)
    for cell in structure.parameters {
      for j in 0..<m {
        result[j, cell.parameter] += latentVarianceDerivative(j, by: cell)
      }
    }
    return result
  }

  /// The derivative of a latent variable's variance by a parameter.
  package func latentVarianceDerivative(_ j: Int, by cell: ParameterCell)
    -> Double
  {
    let (k, l) = (cell.path.row, cell.path.column)
    return switch cell.path.matrix {
    case .beta: 2 * cell.pathScale * inverse[j, k] * latentCovariance[l, j]
    case .psi: 2 * cell.factor * inverse[j, k] * inverse[j, l]
    default: 0
    }
  }

  /// Writes the derivatives of the observed variables' implied variances,
  /// p × free: ∂Σ_ii = 2 u_i v_i.
  package func writeVarianceJacobian(into result: borrowing MatrixBuffer) {
    let p = structure.observedCount
    precondition(result.rows == p)
    result.fill(0)
    for cell in structure.parameters where cell.left >= 0 {
      for i in 0..<p {
        result[i, cell.parameter] +=
          2 * cell.factor * vectors[i, cell.left] * vectors[i, cell.right]
      }
    }
  }

}
