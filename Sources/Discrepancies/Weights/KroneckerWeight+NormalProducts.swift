package import LinearAlgebra
internal import MomentStructure
internal import Optimization
internal import SampleStatistics

extension KroneckerWeight {
  package func addNormalProducts(
    of moments: UnrestrictedMoments, factor: Double,
    to sum: borrowing MatrixBuffer
  ) -> Bool {
    let t = moments.parameterCount
    let sample = moments.sample.covariance
    addNormalProducts(
      moments.block, sample, parameterCount: t, factor: factor, to: sum)
    let fixed = moments.block.structure.fixedExogenous
    if fixed.isEmpty { return true }
    // What fixed variables predict does not vary.
    guard let predicted = NormalMomentCovariance.explained(sample, by: fixed)
    else { return false }
    addNormalProducts(
      moments.block, predicted, parameterCount: t, factor: -factor, to: sum)
    return true
  }

  /// Adds 2 tr(AᵢSAⱼS) + ∂ᵢμᵀWSW∂ⱼμ to a lower triangle, Aᵢ what a parameter
  /// weighs covariances by: ½W∂ᵢΣW, and with W = I and variances counted twice
  /// ½(∂ᵢΣ + diag ∂ᵢΣ).
  private func addNormalProducts(
    _ block: BlockWorkspace, _ covariance: Matrix, parameterCount t: Int,
    factor: Double, to sum: borrowing MatrixBuffer
  ) {
    let p = block.structure.observedCount
    let w = Matrix(self.covariance)
    let moved = KroneckerWeight(observedCount: p, sharesCovariance: true)
    moved.covariance.copy(from: (w * (covariance * w)).elements)
    moved.covariance.symmetrizeFromLower()
    moved.curvature(AdjointProjection(block), parameterCount: t).add(
      .expected, factor: factor, includesStructure: true, to: sum)
    guard doublesVariances else { return }
    // ½(cᵢᵀδⱼ + δᵢᵀcⱼ + δᵢᵀ(S∘S)δⱼ) with δᵢ = diag ∂ᵢΣ, cᵢ = diag S∂ᵢΣS.
    let variances = MatrixBuffer(rows: p, columns: t)
    block.writeVarianceJacobian(into: variances)
    let vectors = MatrixBuffer(rows: p, columns: block.structure.vectorCount)
    multiply(moved.covariance, block.vectors, into: vectors)
    let turned = MatrixBuffer(rows: p, columns: t)
    for cell in block.structure.parameters where cell.left >= 0 {
      for k in 0..<p {
        turned[k, cell.parameter] +=
          2 * cell.factor * vectors[k, cell.left] * vectors[k, cell.right]
      }
    }
    let squares = MatrixBuffer(rows: p, columns: p)
    for k in 0..<squares.count {
      squares[k] = moved.covariance[k] * moved.covariance[k]
    }
    // c + ½(S∘S)δ counts both for i and for j.
    multiply(squares, variances, into: turned, scale: 0.5, keep: 1)
    multiply(
      turned, variances, into: sum, transposeA: true, scale: 0.5 * factor,
      keep: 1)
    multiply(
      variances, turned, into: sum, transposeA: true, scale: 0.5 * factor,
      keep: 1)
  }
}
