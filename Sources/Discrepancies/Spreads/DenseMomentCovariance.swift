package import LinearAlgebra
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
  package let weight: Matrix
  /// Γ, moments × moments.
  package let gamma: Matrix
  /// Δ, moments × free parameters.
  package let jacobian: Matrix

  /// Takes the matrices of a group.
  package init(weight: Matrix, gamma: Matrix, jacobian: Matrix) {
    self.weight = weight
    self.gamma = gamma
    self.jacobian = jacobian
  }

  /// VΔ.
  private var weighted: Matrix { weight * jacobian }

  /// tr(VΓ).
  var trace: Double { traceOfProduct(weight, gamma) }

  /// ΔᵀVΓVΔ.
  package var products: Matrix {
    let moved = weighted
    return moved.transposed * (gamma * moved)
  }

  /// tr((VΓ)²) and ΔᵀVΓVΓVΔ.
  var second: SecondOrderProducts {
    let product = weight * gamma
    let moved = weighted
    let spread = gamma * moved
    return SecondOrderProducts(
      trace: traceOfProduct(product, product.transposed),
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
