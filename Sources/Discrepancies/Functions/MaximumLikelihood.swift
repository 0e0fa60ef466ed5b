package import LinearAlgebra
internal import MomentInformation
package import MomentStructure
internal import SampleStatistics

/// The maximum likelihood discrepancy of multivariate normal variables.
///
/// F = log|Σ| + tr(S̃Σ⁻¹) − log|S| − p with S̃ = S + (x̄−μ)(x̄−μ)ᵀ
/// (Jöreskog, 1969; Bollen, 1989, eq. 4.67 with means).
///
/// Ω = ½(W − WS̃W) and ∂D/∂μ = −W(x̄−μ) with W = Σ⁻¹.
package final class MaximumLikelihood: Discrepancy {
  package let adjoint: MomentAdjoint
  package var weight: any MomentWeight { kronecker }

  private let kronecker: KroneckerWeight
  private let covariance: MatrixBuffer
  private let mean: MatrixBuffer
  private let deviation: MatrixBuffer
  private let product: MatrixBuffer
  private let hasMeans: Bool
  private var logDeterminant = 0.0

  /// Makes the discrepancy of a group with p observed variables.
  package init(observedCount p: Int, hasMeans: Bool) {
    self.hasMeans = hasMeans
    adjoint = MomentAdjoint(observedCount: p)
    kronecker = KroneckerWeight(
      observedCount: p, sharesCovariance: true, isLikelihood: true)
    covariance = MatrixBuffer(rows: p, columns: p)
    mean = MatrixBuffer(rows: p)
    deviation = MatrixBuffer(rows: p)
    product = MatrixBuffer(rows: p, columns: p)
  }

  package func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool {
    self.covariance.copy(from: covariance)
    self.mean.copy(from: mean)
    // `product` is free between evaluations.
    product.copy(from: covariance)
    guard Cholesky.factor(product).isFactored else { return false }
    logDeterminant = Cholesky.logDeterminant(ofFactor: product)
    return true
  }

  package func evaluate(_ implied: MomentBuffers) -> Double? {
    let p = covariance.rows
    guard implied.factorize() else { return nil }
    let logSigma = Cholesky.logDeterminant(ofFactor: implied.factor)
    Cholesky.inverse(fromFactor: implied.factor, into: kronecker.covariance)
    // The adjoint holds S̃ until Ω is ready.
    adjoint.covariance.copy(from: covariance)
    if hasMeans { addMeanDifference(implied) }
    let trace = dot(kronecker.covariance, adjoint.covariance)
    // S̃W, whose transpose times W is WS̃W.
    multiply(adjoint.covariance, kronecker.covariance, into: product)
    multiply(
      product, kronecker.covariance, into: adjoint.covariance,
      transposeA: true, scale: -0.5)
    addScaled(kronecker.covariance, by: 0.5, to: adjoint.covariance)
    adjoint.covariance.symmetrizeFromLower()
    let value = 0.5 * (logSigma + trace - logDeterminant - Double(p))
    return value.isFinite ? value : nil
  }

  package func roundingError(_ implied: MomentBuffers) -> Double {
    productRounding(implied, weight: kronecker.covariance)
  }

  /// Those of a first stage's moments are incomplete.
  package func saturated(_ moments: UnrestrictedMoments)
    -> any SaturatedModel
  {
    moments.sample.firstStageCases == nil ? moments : TwoStageMoments(moments)
  }

  package var hasObservedWeight: Bool { true }

  /// Σ⁻¹, S⁻¹, or the observed information of the saturated model at the
  /// moments of either.
  package func weight(
    _ choice: SaturatedChoice, of moments: UnrestrictedMoments
  ) -> (any MomentWeight)? {
    if choice.isObserved {
      return moments.isTooLargeToForm
        ? nil : observedWeight(choice.point, of: moments)
    }
    return expectedWeight(choice.point, of: moments)
  }

  private func expectedWeight(
    _ point: SaturatedChoice.Point, of moments: UnrestrictedMoments
  ) -> KroneckerWeight {
    point == .implied ? kronecker : moments.sampleWeight ?? kronecker
  }

  /// At the sample's moments the observed information is the expected one.
  private func observedWeight(
    _ point: SaturatedChoice.Point, of moments: UnrestrictedMoments
  ) -> (any MomentWeight)? {
    if !moments.given.isEmpty {
      guard let derivatives = ConditionalDerivatives(moments) else {
        return nil
      }
      let weight =
        point == .implied
        ? derivatives.observedWeight : derivatives.normalWeight
      return weight.map { ConditionalWeight(derivatives.map, $0) }
    }
    let weight =
      point == .implied
      ? NormalInformation.observed(
        at: moments.block.implied, covariance: moments.sample.covariance,
        mean: moments.sample.center)
      : expectedWeight(point, of: moments).matrix(
        moments.block.structure.layout)
    return weight.map { ResidualWeight($0) }
  }

  /// Adds (x̄−μ)(x̄−μ)ᵀ to S̃ and writes ∂D/∂μ.
  private func addMeanDifference(_ implied: MomentBuffers) {
    let p = covariance.rows
    for i in 0..<p { deviation[i] = mean[i] - implied.mu[i] }
    for j in 0..<p {
      for i in 0..<p {
        adjoint.covariance[i, j] += deviation[i] * deviation[j]
      }
    }
    multiply(
      kronecker.covariance, vector: deviation, into: adjoint.mean, scale: -1)
  }
}
