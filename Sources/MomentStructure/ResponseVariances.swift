package import LinearAlgebra
internal import Specification

/// Variances of ordered variables' responses, and of all variables of models
/// that are given exogenous ones, which explain a part of them: Σ and E are
/// then those given x.
extension BlockWorkspace {
  /// The variance of an observed variable.
  package func totalVariance(observed i: Int) -> Double {
    implied.sigma[i, i] + explained(structure.observedCount) { vectors[i, $0] }
  }

  /// The variance of a latent variable.
  package func totalVariance(latent j: Int) -> Double {
    latentCovariance[j, j] + explained(0) { inverse[j, $0] }
  }

  /// What factors leave of the variance of each response in the units of the
  /// moments, where these are correlations: 1 − d²(ΛEΛᵀ)_ii.
  package var responseUniquenesses: [Double] {
    guard let responses else { return [] }
    let m = structure.latentCount
    return responses.structure.places.enumerated().map { i, place in
      let explained = (0..<m).reduce(0) {
        $0
          + vectors[place, structure.observedCount + m + $1]
          * matrices.lambda[place, $1]
      }
      return 1 - responses.scales[i] * responses.scales[i] * explained
    }
  }

  /// The derivative of the variance of an observed variable by a parameter.
  package func totalVarianceDerivative(
    observed i: Int, by cell: ParameterCell
  ) -> Double {
    var value = 0.0
    if structure.responses?.hasRemainder(i) == true {
      if cell.cell == MatrixCell(.delta, i, 0) {
        let scale = matrices.delta[i]
        value = -2 / (scale * scale * scale)
      }
    } else if cell.left >= 0 {
      value =
        2 * cell.factor * vectors[i, cell.left] * vectors[i, cell.right]
    }
    guard cell.meanScale >= 0 else { return value }
    return value
      + 2 * vectors[i, cell.meanVector]
      * turned(cell.meanScale, structure.observedCount) { vectors[i, $0] }
  }

  /// The derivative of the variance of a latent variable by a parameter.
  package func totalVarianceDerivative(latent j: Int, by cell: ParameterCell)
    -> Double
  {
    let value = latentVarianceDerivative(j, by: cell)
    guard cell.cell.matrix == .beta else { return value }
    return value
      + 2 * inverse[j, cell.cell.row]
      * turned(cell.cell.column, 0) { inverse[j, $0] }
  }

  /// The derivatives of the variances of latent variables and phantoms, latent
  /// × free.
  package func totalVarianceJacobian(parameterCount: Int) -> Matrix {
    guard structure.responses != nil else {
      return latentVarianceJacobian(parameterCount: parameterCount)
    }
    let m = structure.latentCount
    var result = Matrix(rows: m, columns: parameterCount)
    for cell in structure.parameters {
      for j in 0..<m {
        let phantom = j - structure.factorCount
        result[j, cell.parameter] +=
          phantom < 0
          ? totalVarianceDerivative(latent: j, by: cell)
          : totalVarianceDerivative(
            observed: structure.phantomObserved[phantom], by: cell)
      }
    }
    return result
  }

  /// The derivative of the residual variance of an observed variable by a
  /// parameter, where it is what the scale leaves.
  package func remainderDerivative(
    observed i: Int, by cell: ParameterCell
  ) -> Double {
    if cell.cell == MatrixCell(.delta, i, 0) {
      let scale = matrices.delta[i]
      return -2 / (scale * scale * scale)
    }
    guard cell.left >= 0 else { return 0 }
    return -2 * cell.factor * vectors[i, cell.left] * vectors[i, cell.right]
  }

  /// π S_xx πᵀ, π the slopes of a variable on those that moments are given.
  private func explained(_ offset: Int, _ slope: (Int) -> Double) -> Double {
    let phantoms = structure.responses?.exogenousPhantoms ?? []
    var sum = 0.0
    for z in phantoms {
      for x in phantoms {
        sum += slope(offset + x) * matrices.psi[x, z] * slope(offset + z)
      }
    }
    return sum
  }

  /// C_l S_xx πᵀ of a latent variable l and slopes π.
  private func turned(_ l: Int, _ offset: Int, _ slope: (Int) -> Double)
    -> Double
  {
    let phantoms = structure.responses?.exogenousPhantoms ?? []
    var sum = 0.0
    for z in phantoms {
      for x in phantoms {
        sum += inverse[l, x] * matrices.psi[x, z] * slope(offset + z)
      }
    }
    return sum
  }
}
