package import LinearAlgebra
internal import Specification

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
  private let derivedCells: [MatrixCell]
  private let a: MatrixBuffer
  private let lambdaE: MatrixBuffer
  private let scratch: MatrixBuffer
  private let pivots: PivotBuffer
  /// Ψ without the variances of variables that moments are given, and α without
  /// their means; no rows without such variables.
  private let givenPsi: MatrixBuffer
  private let givenAlpha: MatrixBuffer

  /// Makes a workspace with fixed cells in place.
  package init(_ structure: BlockStructure) {
    self.structure = structure
    derivedCells = structure.derivedCells
    let p = structure.observedCount
    let m = structure.latentCount
    matrices = ModelMatrices(structure)
    implied =
      structure.responses.map {
        MomentBuffers(ResponseMoments($0), variableCount: p)
      } ?? MomentBuffers(structure.layout)
    let given = structure.responses?.exogenous.isEmpty == false ? m : 0
    givenPsi = MatrixBuffer(rows: given, columns: given)
    givenAlpha = MatrixBuffer(rows: given)
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

  /// The moments of ordered variables; `nil` without any.
  package var responses: ResponseMoments? { implied.responses }

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
  /// - Returns: False if I − B is singular, and if a response has no scale.
  package func computeMoments() -> Bool {
    matrices.placeWeights(structure.composites)
    guard let responses else {
      return computeMoments(psi: matrices.psi, alpha: matrices.alpha)
    }
    let isComputed: Bool
    resetRemainders(responses.structure)
    if givenAlpha.rows > 0 {
      // Given x the others vary without it: Σ is that of the residuals, μ the
      // intercepts, and A has the slopes.
      givenPsi.copy(from: matrices.psi)
      givenAlpha.copy(from: matrices.alpha)
      for x in responses.structure.exogenousPhantoms {
        givenAlpha[x] = 0
        for i in 0..<givenPsi.rows {
          givenPsi[i, x] = 0
          givenPsi[x, i] = 0
        }
      }
      isComputed = computeMoments(psi: givenPsi, alpha: givenAlpha)
    } else {
      isComputed = computeMoments(psi: matrices.psi, alpha: matrices.alpha)
    }
    guard isComputed, responses.update(self) else { return false }
    writeDerivedCells(responses)
    return true
  }

  /// Sets residual variances that follow from scales to 1: what other
  /// variables' moments take them for.
  private func resetRemainders(_ responses: ResponseStructure) {
    guard responses.parameterization == .delta else { return }
    for cell in derivedCells { matrices[cell] = 1 }
  }

  /// Writes the residual variances that the scales leave, or the scales, and
  /// what depends on them.
  private func writeDerivedCells(_ responses: ResponseMoments) {
    for (i, place) in responses.structure.places.enumerated()
    where responses.structure.isOrdered(place) {
      guard responses.structure.parameterization == .delta else {
        matrices.delta[place] = responses.scales[i]
        continue
      }
      let total = 1 / (responses.scales[i] * responses.scales[i])
      let change = total - implied.sigma[place, place]
      implied.sigma[place, place] = total
      let cell = structure.residualCell(place)
      matrices[cell] += change
      if cell.matrix == .psi {
        let (p, m) = (structure.observedCount, structure.latentCount)
        latentCovariance[cell.row, cell.row] += change
        vectors[place, p + m + cell.row] += change
      }
    }
  }

  private func computeMoments(
    psi: borrowing MatrixBuffer, alpha: borrowing MatrixBuffer
  ) -> Bool {
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
      multiply(inverse, psi, into: scratch)
      multiply(scratch, inverse, into: latentCovariance, transposeB: true)
      multiply(matrices.lambda, inverse, into: a)
      multiply(inverse, vector: alpha, into: latentMean)
    } else {
      latentCovariance.copy(from: psi)
      a.copy(from: matrices.lambda)
      latentMean.copy(from: alpha)
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
      multiply(a, vector: alpha, into: implied.mu, keep: 1)
    }
    return true
  }
}
