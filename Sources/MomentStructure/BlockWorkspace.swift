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
  /// The model matrices.
  package let matrices: ModelMatrices
  /// Σ and μ.
  package let implied: MomentBuffers
  /// C = (I−B)⁻¹, m × m.
  package let inverse: MatrixBuffer
  /// E = CΨCᵀ: the latent variables' covariances, m × m.
  package let latentCovariance: MatrixBuffer
  /// η = Cα: the latent variables' means, m.
  package let latentMean: MatrixBuffer
  /// Z = [I, A, ΛE], p × (p + 2m).
  package let vectors: MatrixBuffer
  private let a: MatrixBuffer
  private let lambdaE: MatrixBuffer
  private let scratch: MatrixBuffer
  private let pivots: PivotBuffer

  /// Makes a workspace with fixed cells in place.
  package init(_ structure: BlockStructure) {
    self.structure = structure
    let p = structure.observedCount
    let m = structure.latentCount
    matrices = ModelMatrices(structure)
    implied = MomentBuffers(structure.layout)
    inverse = MatrixBuffer(rows: m, columns: m)
    latentCovariance = MatrixBuffer(rows: m, columns: m)
    latentMean = MatrixBuffer(rows: m)
    vectors = MatrixBuffer(rows: p, columns: p + 2 * m)
    a = MatrixBuffer(rows: p, columns: m)
    lambdaE = MatrixBuffer(rows: p, columns: m)
    scratch = MatrixBuffer(rows: m, columns: m)
    pivots = PivotBuffer(count: m)
    for i in 0..<p { vectors[i, i] = 1 }
    for i in 0..<m { inverse[i, i] = 1 }
  }

  /// Takes the moments of fixed exogenous variables from a sample.
  ///
  /// - Parameters:
  ///   - covariance: The sample covariances, p × p.
  ///   - mean: The sample means, p.
  package func fixSampleCells(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) {
    matrices.take(structure.sampleCells, covariance: covariance, mean: mean)
  }

  /// Sets the free parameters and computes the implied moments.
  ///
  /// - Parameter theta: All free parameters of the model.
  /// - Returns: False if I − B is singular.
  package func update(_ theta: borrowing MatrixBuffer) -> Bool {
    for parameter in structure.parameters {
      matrices[parameter.cell] = theta[parameter.parameter]
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
        for i in 0..<m {
          scratch[i, j] = (i == j ? 1 : 0) - matrices.beta[i, j]
        }
      }
      guard
        GeneralSolve.inverse(
          destroying: scratch, into: inverse, pivots: pivots)
      else { return false }
      multiply(inverse, matrices.psi, into: scratch)
      multiply(scratch, inverse, into: latentCovariance, transposeB: true)
      multiply(matrices.lambda, inverse, into: a)
      multiply(inverse, vector: matrices.alpha, into: latentMean)
    } else {
      latentCovariance.copy(from: matrices.psi)
      a.copy(from: matrices.lambda)
      latentMean.copy(from: matrices.alpha)
    }
    multiply(matrices.lambda, latentCovariance, into: lambdaE)
    implied.sigma.copy(from: matrices.theta)
    multiply(
      lambdaE, matrices.lambda, into: implied.sigma, transposeB: true, keep: 1)
    // Rounding leaves the two triangles apart in the last bit.
    implied.sigma.symmetrizeFromLower()
    for j in 0..<m {
      for i in 0..<p {
        vectors[i, p + j] = a[i, j]
        vectors[i, p + m + j] = lambdaE[i, j]
      }
    }
    if structure.hasMeans {
      implied.mu.copy(from: matrices.nu)
      multiply(a, vector: matrices.alpha, into: implied.mu, keep: 1)
    }
    return true
  }
}
