internal import Estimation
package import LinearAlgebra
internal import MomentStructure
internal import Optimization
internal import SampleStatistics
internal import Specification

extension RobustAnalysis {
  /// ΔᵀVΓVΔ with V the estimator's own weight and Γ the covariances of the
  /// moments of normal variables with the sample's covariances S (Browne, 1974;
  /// `robust.sem.nt`), groups weighted by their shares of the cases; `nil` if
  /// moments given exogenous variables have no inverse.
  package var normalProducts: Matrix? {
    let t = fitter.model.parameterCount
    let sum = MatrixBuffer(rows: t, columns: t)
    for (group, share) in fitter.sample.shares.enumerated() {
      guard let term = fitter.objective.terms[group].momentTerm else {
        return nil
      }
      if let weight = term.discrepancy.weight.conditional {
        guard let own = conditionalProducts(term, weight, group) else {
          return nil
        }
        addScaled(MatrixBuffer(own), by: share, to: sum)
        continue
      }
      guard let own = moments.weight(group) else { return nil }
      guard let weight = own.product else {
        guard let formed = formedProducts(term, own, group) else { return nil }
        addScaled(MatrixBuffer(formed), by: share, to: sum)
        continue
      }
      let sample = fitter.sample[group].covariance
      add(term.block, weight, sample, factor: share, to: sum)
      let fixed = term.block.structure.fixedExogenous
      guard !fixed.isEmpty else { continue }
      // What fixed variables predict does not vary.
      guard
        let predicted = NormalMomentCovariance.explained(sample, by: fixed)
      else { return nil }
      add(term.block, weight, predicted, factor: -share, to: sum)
    }
    sum.symmetrizeFromLower()
    return Matrix(sum)
  }

  /// The same of a group whose weight is not a product.
  private func formedProducts(
    _ term: MomentTerm, _ weight: any MomentWeight, _ group: Int
  ) -> Matrix? {
    let structure = term.block.structure
    let delta = term.block.jacobian(parameterCount: fitter.model.parameterCount)
    guard let v = weight.matrix(structure.layout) else { return nil }
    let weighted = v * delta
    let gamma = NormalMomentCovariance(
      fitter.sample[group].covariance, fixed: structure.fixedExogenous,
      layout: structure.layout)
    let columns = (0..<weighted.columns).map {
      gamma.times(weighted.column($0))
    }
    let moved = Matrix(
      rows: weighted.rows, columns: weighted.columns,
      elements: columns.flatMap(\.self))
    return weighted.transposed * moved
  }

  /// The same of a group given exogenous variables, by matrices.
  private func conditionalProducts(
    _ term: MomentTerm, _ weight: ConditionalWeight, _ group: Int
  ) -> Matrix? {
    guard
      let moments = ConditionalDerivatives(
        term.block, fitter.sample[group], count: fitter.model.parameterCount),
      let gamma = moments.normalWeight?.choleskyInverse()?.inverse
    else { return nil }
    return DenseMomentCovariance(
      weight: weight.formed, gamma: gamma, jacobian: moments.jacobian
    ).products
  }

  /// Adds 2 tr(AᵢSAⱼS) + ∂ᵢμᵀWSW∂ⱼμ to a lower triangle, Aᵢ what a parameter
  /// weighs covariances by: ½W∂ᵢΣW, and with W = I and variances counted twice
  /// ½(∂ᵢΣ + diag ∂ᵢΣ).
  private func add(
    _ block: BlockWorkspace, _ weight: KroneckerWeight, _ covariance: Matrix,
    factor: Double, to sum: borrowing MatrixBuffer
  ) {
    let t = fitter.model.parameterCount
    let p = block.structure.observedCount
    let w = Matrix(weight.covariance)
    let moved = KroneckerWeight(observedCount: p, sharesCovariance: true)
    moved.covariance.copy(from: (w * (covariance * w)).elements)
    moved.covariance.symmetrizeFromLower()
    moved.curvature(AdjointProjection(block), parameterCount: t).add(
      .expected, factor: factor, includesStructure: true, to: sum)
    guard weight.doublesVariances else { return }
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
