package import LinearAlgebra

/// The model matrices of one block, in buffers that are allocated once.
package final class ModelMatrices {
  /// Λ, p × m.
  package let lambda: MatrixBuffer
  /// Θ, p × p.
  package let theta: MatrixBuffer
  /// Ψ, m × m.
  package let psi: MatrixBuffer
  /// B, m × m.
  package let beta: MatrixBuffer
  /// ν, p.
  package let nu: MatrixBuffer
  /// α, m.
  package let alpha: MatrixBuffer
  /// τ, thresholds; no rows without ordered variables.
  package let tau: MatrixBuffer
  /// δ, p, 1 of continuous variables; no rows without ordered variables.
  package let delta: MatrixBuffer
  /// W, p × m; no rows without composites.
  package let weight: MatrixBuffer

  /// Makes the matrices of a block, fixed cells in place and zeros elsewhere.
  package init(_ structure: BlockStructure) {
    let p = structure.observedCount
    let m = structure.latentCount
    lambda = MatrixBuffer(rows: p, columns: m)
    theta = MatrixBuffer(rows: p, columns: p)
    psi = MatrixBuffer(rows: m, columns: m)
    beta = MatrixBuffer(rows: m, columns: m)
    nu = MatrixBuffer(rows: p)
    alpha = MatrixBuffer(rows: m)
    let thresholds = structure.responses?.layout.thresholdCount ?? 0
    tau = MatrixBuffer(rows: thresholds)
    delta = MatrixBuffer(rows: structure.responses == nil ? 0 : p)
    delta.fill(1)
    weight = MatrixBuffer(
      rows: structure.composites.isEmpty ? 0 : p, columns: m)
    for fixed in structure.fixedCells { self[fixed.cell] = fixed.value }
  }

  /// The value in a cell; in symmetric matrices its mirror follows.
  package subscript(cell: MatrixCell) -> Double {
    get {
      let (i, j) = (cell.row, cell.column)
      return switch cell.matrix {
      case .lambda: lambda[i, j]
      case .beta: beta[i, j]
      case .nu: nu[i]
      case .alpha: alpha[i]
      case .tau: tau[i]
      case .delta: delta[i]
      case .weight: weight[i, j]
      case .psi: psi[i, j]
      case .theta: theta[i, j]
      }
    }
    set {
      let (i, j) = (cell.row, cell.column)
      switch cell.matrix {
      case .lambda: lambda[i, j] = newValue
      case .beta: beta[i, j] = newValue
      case .nu: nu[i] = newValue
      case .alpha: alpha[i] = newValue
      case .tau: tau[i] = newValue
      case .delta: delta[i] = newValue
      case .weight: weight[i, j] = newValue
      case .psi:
        psi[i, j] = newValue
        psi[j, i] = newValue
      case .theta:
        theta[i, j] = newValue
        theta[j, i] = newValue
      }
    }
  }

  /// Writes the equations of composites into B.
  package func placeWeights(_ composites: [CompositeStructure]) {
    for own in composites {
      let row = own.scaling.phantom
      let scale = weight[own.scaling.observed, own.composite]
      beta[row, own.composite] = 1 / scale
      for other in own.others {
        beta[row, other.phantom] =
          -weight[other.observed, own.composite] / scale
      }
    }
  }

  /// Takes the moments of fixed exogenous variables from a sample.
  ///
  /// - Parameters:
  ///   - cells: The cells that take them.
  ///   - covariance: The sample covariances, p × p.
  ///   - mean: The sample means, p.
  package func take(
    _ cells: [SampleCell], covariance: borrowing MatrixBuffer,
    mean: borrowing MatrixBuffer
  ) {
    for sample in cells {
      self[sample.cell] =
        sample.second.map { covariance[sample.first, $0] }
        ?? mean[sample.first]
    }
  }
}
