package import LinearAlgebra
internal import MomentStructure
internal import Specification

/// The part of the second derivatives of a discrepancy of ordered variables'
/// moments that comes from the scales of the responses.
package final class ScaleCurvature {
  private let projection: AdjointProjection
  private let scales: MatrixBuffer
  private let turned: MatrixBuffer
  private let pairs: MatrixBuffer
  private let product: MatrixBuffer

  /// Makes room.
  ///
  /// - Parameters:
  ///   - projection: The block, and the derivatives by its moments.
  ///   - parameterCount: The number of free parameters.
  package init(_ projection: AdjointProjection, parameterCount: Int) {
    let t = parameterCount
    self.projection = projection
    let n = projection.block.structure.responses?.places.count ?? 0
    scales = MatrixBuffer(rows: t, columns: n)
    turned = MatrixBuffer(rows: t, columns: n)
    pairs = MatrixBuffer(rows: n, columns: n)
    product = MatrixBuffer(rows: t, columns: n)
  }

  /// Whether there is any: scales that nothing moves have no derivatives.
  package var hasAny: Bool {
    projection.block.responses?.structure.parameterization == .theta
      || projection.block.structure.hasFreeScales
  }

  /// Adds what the products of scales d with the moments before scaling have
  /// beside the curvature of these.
  ///
  /// With D the derivatives of d, T_i the sum of the derivatives of the moments
  /// that d_i scales, each times that of the discrepancy, a_i the same sum of
  /// the moments, and P_ij = g_ij σ_ij, it is DUᵀ + UDᵀ − DPDᵀ with
  /// U_i = (T_i − a_i D_i/d_i)/d_i; in theta, where d = σ^{-½}, also
  /// 3 Σ a_i/d_i² D_iD_iᵀ.
  ///
  /// - Parameters:
  ///   - jacobian: The derivatives of the moments, moments × free.
  ///   - factor: The factor of the sum.
  ///   - matrix: The lower triangle that it is added to, free × free.
  package func add(
    _ jacobian: borrowing MatrixBuffer, factor: Double,
    to matrix: borrowing MatrixBuffer
  ) {
    let block = projection.block
    guard let responses = block.responses,
      let adjoint = projection.responses
    else { return }
    let structure = responses.structure
    let layout = structure.layout
    let t = jacobian.columns
    let n = structure.places.count
    responses.writeScaleJacobian(block, into: scales)
    turned.fill(0)
    pairs.fill(0)
    func take(_ row: Int, _ i: Int) {
      let g = adjoint.gradient[row]
      for a in 0..<t { turned[a, i] += g * jacobian[row, a] }
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
