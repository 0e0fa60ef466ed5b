internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics

/// A weight V and the covariances Γ of one group's saturated moments as
/// matrices, for a V without product form and for cases that weights or
/// clusters bind.
package struct DenseMomentCovariance {
  /// The most moments of a group for which matrices are formed: three of that
  /// order take 0.9 GB.
  package static let momentLimit = 6000

  /// V, moments × moments, symmetric.
  let weight: Matrix
  /// Γ, moments × moments.
  let gamma: Matrix
  /// Δ, moments × free parameters.
  let jacobian: Matrix

  /// VΔ.
  private var weighted: Matrix { weight * jacobian }

  /// tr(VΓ).
  var trace: Double { RobustAnalysis.traceOfProduct(weight, gamma) }

  /// ΔᵀVΓVΔ.
  var products: Matrix {
    let moved = weighted
    return moved.transposed * (gamma * moved)
  }

  /// tr((VΓ)²) and ΔᵀVΓVΓVΔ.
  var second: MomentTraces.Second {
    let product = weight * gamma
    let moved = weighted
    let spread = gamma * moved
    return MomentTraces.Second(
      trace: RobustAnalysis.traceOfProduct(product, product.transposed),
      form: spread.transposed * (weight * spread))
  }
}

extension DenseMomentCovariance {
  /// Forms the matrices of a group.
  init(
    _ block: BlockWorkspace, _ cases: CaseDeviations, weight: Matrix, count: Int
  ) {
    self.init(
      weight: weight,
      gamma: cases.momentCovariance(hasMeans: block.structure.hasMeans),
      jacobian: block.jacobian(parameterCount: count))
  }
}
