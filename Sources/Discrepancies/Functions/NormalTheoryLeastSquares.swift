package import LinearAlgebra
package import MomentStructure

/// Least squares with a Kronecker weight.
///
/// F = ½ tr((W(S−Σ))²) + (x̄−μ)ᵀV(x̄−μ) (Browne, 1974; Bollen, 1989,
/// eq. 4.86).
///
/// Generalized least squares has W = V = S⁻¹. Unweighted least squares has
/// W = V = I and adds ½ Σ (sᵢᵢ−σᵢᵢ)², so that F is the sum of squares over the
/// lower triangle and the means. D = ½F, Ω = −½ W(S−Σ)W (and −½ of the
/// variances' residuals more for ULS), ∂D/∂μ = −V(x̄−μ).
package final class NormalTheoryLeastSquares: Discrepancy {
  package let adjoint: MomentAdjoint
  package var weight: any MomentWeight { kronecker }

  private let kronecker: KroneckerWeight
  private let isWeighted: Bool
  private let hasMeans: Bool
  private let covariance: MatrixBuffer
  private let mean: MatrixBuffer
  private let residual: MatrixBuffer
  private let product: MatrixBuffer
  private let deviation: MatrixBuffer

  /// Makes the discrepancy of a group with p observed variables.
  ///
  /// - Parameters:
  ///   - p: The number of observed variables.
  ///   - hasMeans: Whether means are modelled.
  ///   - isWeighted: True for GLS, false for ULS.
  package init(observedCount p: Int, hasMeans: Bool, isWeighted: Bool) {
    self.isWeighted = isWeighted
    self.hasMeans = hasMeans
    adjoint = MomentAdjoint(observedCount: p)
    kronecker = KroneckerWeight(
      observedCount: p, sharesCovariance: true, doublesVariances: !isWeighted)
    covariance = MatrixBuffer(rows: p, columns: p)
    mean = MatrixBuffer(rows: p)
    residual = MatrixBuffer(rows: p, columns: p)
    product = MatrixBuffer(rows: p, columns: p)
    deviation = MatrixBuffer(rows: p)
    for i in 0..<p { kronecker.covariance[i, i] = 1 }
  }

  package func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool {
    self.covariance.copy(from: covariance)
    self.mean.copy(from: mean)
    guard isWeighted else { return true }
    product.copy(from: covariance)
    guard Cholesky.factor(product).isFactored else { return false }
    Cholesky.inverse(fromFactor: product, into: kronecker.covariance)
    return true
  }

  package var unit: Double? {
    if isWeighted { return nil }
    var sum = 0.0
    for j in 0..<covariance.rows {
      for i in j..<covariance.rows {
        sum += covariance[i, j] * covariance[i, j]
      }
    }
    return 0.5 * sum
  }

  package func roundingError(_ implied: MomentBuffers) -> Double {
    isWeighted
      ? productRounding(implied, weight: kronecker.covariance) : 1e-14
  }

  package func evaluate(_ implied: MomentBuffers) -> Double? {
    let p = covariance.rows
    residual.copy(from: covariance)
    addScaled(implied.sigma, by: -1, to: residual)
    multiply(kronecker.covariance, residual, into: product)
    multiply(
      product, kronecker.covariance, into: adjoint.covariance, scale: -0.5)
    if !isWeighted {
      for i in 0..<p { adjoint.covariance[i, i] *= 2 }
    }
    adjoint.covariance.symmetrizeFromLower()
    var value = -0.5 * dot(adjoint.covariance, residual)
    if hasMeans {
      for i in 0..<p { deviation[i] = mean[i] - implied.mu[i] }
      multiply(
        kronecker.covariance, vector: deviation, into: adjoint.mean, scale: -1)
      value -= 0.5 * dot(adjoint.mean, deviation)
    }
    return value.isFinite ? value : nil
  }
}
