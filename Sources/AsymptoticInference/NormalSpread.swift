internal import Discrepancies
internal import Estimation
package import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics

extension RobustAnalysis {
  /// ΔᵀVΓVΔ with V the estimator's own weight and Γ the covariances of the
  /// moments of normal variables with the sample's covariances S (Browne, 1974;
  /// `robust.sem.nt`), groups weighted by their shares of the cases; `nil` if
  /// moments given exogenous variables have no inverse.
  package var normalProducts: Matrix? {
    guard let saturated = moments.saturated else { return nil }
    let t = fitter.model.parameterCount
    let sum = MatrixBuffer(rows: t, columns: t)
    for (own, share) in zip(saturated, fitter.sample.shares) {
      guard
        own.addNormalProducts(
          variant.saturated.ofEstimator, factor: share, to: sum)
      else { return nil }
    }
    sum.symmetrizeFromLower()
    return Matrix(sum)
  }
}
