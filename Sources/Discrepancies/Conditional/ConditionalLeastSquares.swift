package import LinearAlgebra
package import MomentStructure

/// F = (s−σ)ᵀV(s−σ) over the moments given exogenous variables x: intercepts
/// a, slopes B and vech of the residual covariances R of y = a + Bx + e
/// (lavaan's `conditional.x`; Muthén, 1984); D = ½F.
///
/// Weighted least squares has V the inverse of the moments' covariances,
/// unweighted least squares 1 for every moment.
package final class ConditionalLeastSquares: Discrepancy {
  package let adjoint: MomentAdjoint
  package var weight: any MomentWeight { conditionalWeight }

  private let conditionalWeight: ConditionalWeight
  private let sample: MatrixBuffer
  private let residual: MatrixBuffer
  private let weighted: MatrixBuffer

  /// Makes the discrepancy of a group with means.
  ///
  /// - Parameters:
  ///   - p: The number of observed variables.
  ///   - exogenous: The places of x.
  ///   - weight: V, moments × moments; `nil` for unweighted least squares.
  package init(observedCount p: Int, exogenous: [Int], weight: Matrix?) {
    let map = ConditionalMap(observedCount: p, exogenous: exogenous)
    if let weight {
      precondition(weight.rows == map.count && weight.columns == map.count)
    }
    adjoint = MomentAdjoint(observedCount: p)
    conditionalWeight = ConditionalWeight(map, weight)
    sample = MatrixBuffer(rows: map.count)
    residual = MatrixBuffer(rows: map.count)
    weighted = MatrixBuffer(rows: map.count)
  }

  package func setWeight(_ weight: Matrix) {
    conditionalWeight.residual.take(weight)
  }

  package func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool {
    guard conditionalWeight.map.setExogenous(covariance: covariance, mean: mean)
    else {
      return false
    }
    conditionalWeight.map.write(
      covariance: covariance, mean: mean, into: sample)
    return true
  }

  package var unit: Double? {
    guard conditionalWeight.isUnit else { return nil }
    let covariances = conditionalWeight.map.layout.covariances
    return 0.5 * covariances.reduce(0) { $0 + sample[$1] * sample[$1] }
  }

  package func evaluate(_ implied: MomentBuffers) -> Double? {
    conditionalWeight.map.write(
      covariance: implied.sigma, mean: implied.mu, into: residual)
    // The model less the sample, so that V times it is ∂D/∂σ.
    addScaled(sample, by: -1, to: residual)
    conditionalWeight.residual.multiply(residual, into: weighted)
    conditionalWeight.map.pullBack(weighted, into: adjoint)
    let value = 0.5 * dot(residual, weighted)
    return value.isFinite ? value : nil
  }
}
