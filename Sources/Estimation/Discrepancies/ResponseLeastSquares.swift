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
  init(
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
  private let projection: AdjointProjection
  private let scales: MatrixBuffer
  private let turned: MatrixBuffer
  private let pairs: MatrixBuffer
  private let product: MatrixBuffer

  init(
    _ weight: ResidualWeight, _ projection: AdjointProjection,
    parameterCount t: Int
  ) {
    base = ResidualCurvature(weight, projection.block, parameterCount: t)
    self.projection = projection
    let n = projection.block.structure.responses?.places.count ?? 0
    scales = MatrixBuffer(rows: t, columns: n)
    turned = MatrixBuffer(rows: t, columns: n)
    pairs = MatrixBuffer(rows: n, columns: n)
    product = MatrixBuffer(rows: t, columns: n)
  }

  func add(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    base.add(
      kind, factor: factor, includesStructure: includesStructure, to: matrix)
    guard kind == .exact, includesStructure else { return }
    addScales(factor: factor, to: matrix)
  }

  /// Adds what the products of scales d with the moments before scaling have
  /// beside the curvature of these.
  ///
  /// With D the derivatives of d, T_i the sum of the derivatives of the moments
  /// that d_i scales, each times that of the discrepancy, a_i the same sum of
  /// the moments, and P_ij = g_ij σ_ij, it is DUᵀ + UDᵀ − DPDᵀ with
  /// U_i = (T_i − a_i D_i/d_i)/d_i; in theta, where d = σ^{-½}, also
  /// 3 Σ a_i/d_i² D_iD_iᵀ.
  private func addScales(
    factor: Double, to matrix: borrowing MatrixBuffer
  ) {
    let block = projection.block
    guard let responses = block.responses,
      let adjoint = projection.responses
    else { return }
    let structure = responses.structure
    // Scales that nothing moves have no derivatives.
    if structure.parameterization == .delta, !block.structure.hasFreeScales {
      return
    }
    let layout = structure.layout
    base.writeJacobian()
    let t = turned.rows
    let n = structure.places.count
    responses.writeScaleJacobian(block, into: scales)
    turned.fill(0)
    pairs.fill(0)
    func take(_ row: Int, _ i: Int) {
      let g = adjoint.gradient[row]
      for a in 0..<t { turned[a, i] += g * base.jacobian.buffer[row, a] }
    }
    for i in 0..<n where layout.isOrdered(i) {
      for k in layout.thresholds(of: i) { take(k, i) }
      for x in structure.exogenous.indices {
        take(layout.index(of: .slope(i, on: x)), i)
      }
    }
    var row = layout.covariances.lowerBound
    for j in 0..<n {
      for i in j..<n where i != j || !layout.isOrdered(i) {
        if i != j {
          if layout.isOrdered(i) { take(row, i) }
          if layout.isOrdered(j) { take(row, j) }
          let value =
            adjoint.gradient[row] * responses.values[row]
            / (responses.scales[i] * responses.scales[j])
          pairs[i, j] = value
          pairs[j, i] = value
        }
        row += 1
      }
    }
    for i in 0..<n where layout.isOrdered(i) {
      let scale = responses.scales[i]
      let sum = adjoint.scaled[i]
      // Half of what belongs to d_i alone stands on each side.
      let own = structure.parameterization == .theta ? 1.5 : 0
      for a in 0..<t {
        let change = scales[a, i]
        turned[a, i] =
          (turned[a, i] - sum * change / scale) / scale
          + own * sum * change / (scale * scale)
      }
    }
    multiply(scales, pairs, into: product, scale: -0.5)
    addScaled(product, by: 1, to: turned)
    multiply(
      scales, turned, into: matrix, transposeB: true, scale: factor, keep: 1)
    multiply(
      turned, scales, into: matrix, transposeB: true, scale: factor, keep: 1)
  }
}
