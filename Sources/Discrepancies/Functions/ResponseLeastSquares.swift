package import LinearAlgebra
package import MomentStructure
internal import Optimization
internal import Specification

/// F = (s−σ)ᵀV(s−σ) over the moments of ordered variables (Muthén, 1984): V
/// the inverse of the moments' covariances (WLS), of their variances alone
/// (DWLS; Muthén, du Toit & Spisic, 1997) or 1 for every moment (ULS); D = ½F.
package final class ResponseLeastSquares: Discrepancy {
  package let adjoint: MomentAdjoint
  package var weight: any MomentWeight { responseWeight }

  private let responseWeight: ResidualWeight
  /// Whether V is the inverse of the moments' variances.
  private let weighsByVariances: Bool
  private let sample: MatrixBuffer
  private let residual: MatrixBuffer
  private let weighted: MatrixBuffer

  /// Makes the discrepancy of a group.
  ///
  /// - Parameters:
  ///   - block: A block with ordered variables.
  ///   - statistics: The sample's moments, in the order of its layout.
  ///   - weight: V.
  ///   - weighsByVariances: Whether V is the inverse of the moments' variances.
  package init(
    _ block: BlockStructure, statistics: [Double], weight: ResidualWeight,
    weighsByVariances: Bool
  ) {
    precondition(statistics.count == block.layout.count)
    self.weighsByVariances = weighsByVariances
    adjoint = MomentAdjoint(
      observedCount: block.observedCount, responses: block.responses)
    responseWeight = weight
    sample = MatrixBuffer(rows: statistics.count)
    sample.copy(from: statistics)
    residual = MatrixBuffer(rows: statistics.count)
    weighted = MatrixBuffer(rows: statistics.count)
  }

  /// Takes any: the discrepancy is one of the statistics that
  /// `setStatistics` replaces.
  package func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool { true }

  package func saturated(_ moments: UnrestrictedMoments)
    -> any SaturatedModel
  { UnrestrictedResponses(moments, weight: responseWeight) }

  package func setWeight(_ weight: Matrix) { responseWeight.take(weight) }

  package func setStatistics(
    _ statistics: borrowing MatrixBuffer, variances: borrowing MatrixBuffer
  ) {
    sample.copy(from: statistics)
    guard weighsByVariances else { return }
    for k in 0..<variances.count {
      responseWeight.elements[k] = 1 / variances[k]
    }
  }

  package func evaluate(_ implied: MomentBuffers) -> Double? {
    guard let responses = implied.responses,
      let own = adjoint.responses
    else { return nil }
    residual.copy(from: responses.values)
    // The model less the sample, so that V times it is ∂D/∂σ.
    addScaled(sample, by: -1, to: residual)
    responseWeight.multiply(residual, into: weighted)
    responses.pullBack(
      weighted, covariance: adjoint.covariance, mean: adjoint.mean,
      adjoint: own)
    own.gradient.copy(from: weighted)
    let value = 0.5 * dot(residual, weighted)
    return value.isFinite ? value : nil
  }
}

/// The second derivatives of `ResponseLeastSquares`, and the buffers that they
/// need.
final class ResponseCurvature: MomentCurvature {
  private let base: ResidualCurvature
  private let scales: ScaleCurvature

  init(
    _ weight: ResidualWeight, _ projection: AdjointProjection,
    parameterCount t: Int
  ) {
    base = ResidualCurvature(weight, projection.block, parameterCount: t)
    scales = ScaleCurvature(projection, parameterCount: t)
  }

  func add(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    base.add(
      kind, factor: factor, includesStructure: includesStructure, to: matrix)
    guard kind == .exact, includesStructure else { return }
    guard scales.hasAny else { return }
    base.writeJacobian()
    scales.add(base.jacobian.buffer, factor: factor, to: matrix)
  }
}
