package import LinearAlgebra

/// The model matrices and implied moments of one block, in buffers that are
/// allocated once.
///
/// With A = Λ(I−B)⁻¹ and E = (I−B)⁻¹Ψ(I−B)⁻ᵀ the implied moments are
/// Σ = ΛEΛᵀ + Θ and μ = ν + Aα (Jöreskog & Sörbom's all-y model; Bollen,
/// 1989, eq. 8.8). Not `Sendable`: each worker owns its own.
package final class BlockWorkspace {
  /// The block.
  package let structure: BlockStructure
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
  /// C = (I−B)⁻¹, m × m.
  package let inverse: MatrixBuffer
  /// E = CΨCᵀ: the latent variables' covariances, m × m.
  package let latentCovariance: MatrixBuffer
  /// η = Cα: the latent variables' means, m.
  package let latentMean: MatrixBuffer
  /// Z = [I, A, ΛE], p × (p + 2m).
  package let vectors: MatrixBuffer
  /// Σ, p × p.
  package let sigma: MatrixBuffer
  /// μ, p.
  package let mu: MatrixBuffer

  private let a: MatrixBuffer
  private let lambdaE: MatrixBuffer
  private let scratch: MatrixBuffer
  private let pivots: PivotBuffer

  /// Makes a workspace with fixed cells in place.
  package init(_ structure: BlockStructure) {
    self.structure = structure
    let p = structure.observedCount
    let m = structure.latentCount
    lambda = MatrixBuffer(rows: p, columns: m)
    theta = MatrixBuffer(rows: p, columns: p)
    psi = MatrixBuffer(rows: m, columns: m)
    beta = MatrixBuffer(rows: m, columns: m)
    nu = MatrixBuffer(rows: p)
    alpha = MatrixBuffer(rows: m)
    inverse = MatrixBuffer(rows: m, columns: m)
    latentCovariance = MatrixBuffer(rows: m, columns: m)
    latentMean = MatrixBuffer(rows: m)
    vectors = MatrixBuffer(rows: p, columns: p + 2 * m)
    sigma = MatrixBuffer(rows: p, columns: p)
    mu = MatrixBuffer(rows: p)
    a = MatrixBuffer(rows: p, columns: m)
    lambdaE = MatrixBuffer(rows: p, columns: m)
    scratch = MatrixBuffer(rows: m, columns: m)
    pivots = PivotBuffer(count: m)
    for i in 0..<p { vectors[i, i] = 1 }
    for i in 0..<m { inverse[i, i] = 1 }
    for fixed in structure.fixedCells { set(fixed.cell, to: fixed.value) }
  }

  /// Writes a value into a cell, and its mirror in symmetric matrices.
  package func set(_ cell: MatrixCell, to value: Double) {
    let (i, j) = (cell.row, cell.column)
    switch cell.matrix {
    case .lambda: lambda[i, j] = value
    case .beta: beta[i, j] = value
    case .nu: nu[i] = value
    case .alpha: alpha[i] = value
    case .psi:
      psi[i, j] = value
      psi[j, i] = value
    case .theta:
      theta[i, j] = value
      theta[j, i] = value
    }
  }

  /// The value in a cell.
  package func value(_ cell: MatrixCell) -> Double {
    let (i, j) = (cell.row, cell.column)
    return switch cell.matrix {
    case .lambda: lambda[i, j]
    case .beta: beta[i, j]
    case .nu: nu[i]
    case .alpha: alpha[i]
    case .psi: psi[i, j]
    case .theta: theta[i, j]
    }
  }

  /// Takes the moments of fixed exogenous variables from a sample.
  ///
  /// - Parameters:
  ///   - covariance: The sample covariances, p × p.
  ///   - mean: The sample means, p.
  package func fixSampleCells(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) {
    for sample in structure.sampleCells {
      if let second = sample.second {
        set(sample.cell, to: covariance[sample.first, second])
      } else {
        set(sample.cell, to: mean[sample.first])
      }
    }
  }

  /// Sets the free parameters and computes the implied moments.
  ///
  /// - Parameter theta: All free parameters of the model.
  /// - Returns: False if I − B is singular.
  package func update(_ theta: borrowing MatrixBuffer) -> Bool {
    for parameter in structure.parameters {
      set(parameter.cell, to: theta[parameter.parameter])
    }
    return computeMoments()
  }

  /// Computes the implied moments of the matrices as they stand.
  ///
  /// - Returns: False if I − B is singular.
  package func computeMoments() -> Bool {
    let p = structure.observedCount
    let m = structure.latentCount
    if structure.hasRegressions {
      for j in 0..<m {
        for i in 0..<m { scratch[i, j] = (i == j ? 1 : 0) - beta[i, j] }
      }
      guard
        GeneralSolve.inverse(
          destroying: scratch, into: inverse, pivots: pivots)
      else { return false }
      multiply(inverse, psi, into: scratch)
      multiply(scratch, inverse, into: latentCovariance, transposeB: true)
      multiply(lambda, inverse, into: a)
      multiply(inverse, vector: alpha, into: latentMean)
    } else {
      latentCovariance.copy(from: psi)
      a.copy(from: lambda)
      latentMean.copy(from: alpha)
    }
    multiply(lambda, latentCovariance, into: lambdaE)
    sigma.copy(from: theta)
    multiply(lambdaE, lambda, into: sigma, transposeB: true, keep: 1)
    // Rounding leaves the two triangles apart in the last bit.
    sigma.symmetrizeFromLower()
    for j in 0..<m {
      for i in 0..<p {
        vectors[i, p + j] = a[i, j]
        vectors[i, p + m + j] = lambdaE[i, j]
      }
    }
    if structure.hasMeans {
      mu.copy(from: nu)
      multiply(a, vector: alpha, into: mu, keep: 1)
    }
    return true
  }
}
