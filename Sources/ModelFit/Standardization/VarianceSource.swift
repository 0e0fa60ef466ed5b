internal import LinearAlgebra
package import MomentStructure
package import Specification

/// A variance of a block, total or residual.
package enum VarianceSource: Sendable, Hashable {
  /// Σᵢᵢ.
  case observedTotal(Int)
  /// E_jj.
  case latentTotal(Int)
  /// Θᵢᵢ.
  case observedResidual(Int)
  /// Ψ_jj.
  case latentResidual(Int)
  /// E_aa E_bb, by which the product of two latent variables is scaled.
  case product(Int, Int)

  /// The variance as a workspace stands.
  package func value(in block: BlockWorkspace) -> Double {
    switch self {
    case .observedTotal(let i): block.totalVariance(observed: i)
    case .latentTotal(let j): block.totalVariance(latent: j)
    case .observedResidual(let i): block.matrices.theta[i, i]
    case .latentResidual(let j): block.matrices.psi[j, j]
    case .product(let a, let b):
      block.totalVariance(latent: a) * block.totalVariance(latent: b)
    }
  }

  /// The latent variables whose total variances make it; empty for others.
  package var totals: [Int] {
    switch self {
    case .latentTotal(let j): [j]
    case .product(let a, let b): [a, b]
    case .observedTotal, .observedResidual, .latentResidual: []
    }
  }

  /// Calls `body` with each free parameter that the variance depends on and
  /// the derivative by it, as a workspace stands.
  package func forEachDerivative(
    in block: BlockWorkspace, _ body: (ParameterIndex, Double) -> Void
  ) {
    let structure = block.structure
    if structure.responses != nil, forEachResponse(in: block, body) { return }
    switch self {
    case .observedTotal(let i):
      for cell in structure.parameters where cell.left >= 0 {
        body(
          cell.parameter,
          2 * cell.factor * block.vectors[i, cell.left]
            * block.vectors[i, cell.right])
      }
    case .latentTotal(let j):
      for cell in structure.parameters
      where cell.path.matrix == .beta || cell.cell.matrix == .psi {
        body(cell.parameter, block.latentVarianceDerivative(j, by: cell))
      }
    case .product(let a, let b):
      let first = block.latentCovariance[a, a]
      let second = block.latentCovariance[b, b]
      for cell in structure.parameters
      where cell.path.matrix == .beta || cell.cell.matrix == .psi {
        body(
          cell.parameter,
          block.latentVarianceDerivative(a, by: cell) * second
            + first * block.latentVarianceDerivative(b, by: cell))
      }
    case .observedResidual(let i):
      for cell in structure.parameters
      where cell.cell == MatrixCell(.theta, i, i) {
        body(cell.parameter, 1)
      }
    case .latentResidual(let j):
      for cell in structure.parameters
      where cell.cell == MatrixCell(.psi, j, j) {
        body(cell.parameter, 1)
      }
    }
  }

  /// The same of variances of responses and of what exogenous variables
  /// explain.
  ///
  /// - Returns: False for variances that neither has a part in.
  private func forEachResponse(
    in block: BlockWorkspace, _ body: (ParameterIndex, Double) -> Void
  ) -> Bool {
    let structure = block.structure
    func isRemainder(_ i: Int) -> Bool {
      structure.responses?.hasRemainder(i) == true
    }
    func add(_ derivative: (ParameterCell) -> Double) -> Bool {
      for cell in structure.parameters {
        body(cell.parameter, derivative(cell))
      }
      return true
    }
    switch self {
    case .observedTotal(let i):
      return add { block.totalVarianceDerivative(observed: i, by: $0) }
    case .latentTotal(let j):
      return add { block.totalVarianceDerivative(latent: j, by: $0) }
    case .product(let a, let b):
      let first = block.totalVariance(latent: a)
      let second = block.totalVariance(latent: b)
      return add {
        block.totalVarianceDerivative(latent: a, by: $0) * second
          + first * block.totalVarianceDerivative(latent: b, by: $0)
      }
    case .observedResidual(let i) where isRemainder(i):
      return add { block.remainderDerivative(observed: i, by: $0) }
    case .latentResidual(let j) where j >= structure.factorCount:
      let i = structure.phantomObserved[j - structure.factorCount]
      return isRemainder(i)
        && add { block.remainderDerivative(observed: i, by: $0) }
    default: return false
    }
  }

  /// The precision of estimates in their own units: the criterion by which a
  /// search ends (`ConvergenceCriteria.scaledGradient`).
  package static let precision = 1e-9

  /// The sign of the variance, 0 where it cannot be told from zero: where it
  /// is no more than `precision` of `size(in:)`.
  package func sign(in block: BlockWorkspace) -> Int {
    if case .product(let a, let b) = self {
      let one = Self.latentTotal(a).sign(in: block)
      let two = Self.latentTotal(b).sign(in: block)
      return one == 0 || two == 0 ? 0 : min(one, two)
    }
    let value = value(in: block)
    if value == 0 { return 0 }
    if !isFixed(in: block),
      abs(value) <= Self.precision * size(in: block)
    {
      return 0
    }
    return value > 0 ? 1 : -1
  }

  /// The standard deviation: 0 where the variance cannot be told from zero,
  /// NaN where it is negative.
  package func deviation(in block: BlockWorkspace) -> Double {
    switch sign(in: block) {
    case 0: 0
    case 1: value(in: block).squareRoot()
    default: .nan
    }
  }

  /// The size that the variance is compared with: the variance of the observed
  /// variable; for a latent variable, the least variance that would explain all
  /// of one of the observed variables.
  package func size(in block: BlockWorkspace) -> Double {
    switch self {
    case .observedTotal(let i), .observedResidual(let i):
      return abs(block.implied.sigma[i, i])
    case .latentTotal(let j):
      return Self.explaining(j, in: block)
    case .latentResidual(let j):
      return max(
        abs(block.totalVariance(latent: j)), Self.explaining(j, in: block))
    case .product(let a, let b):
      return Self.explaining(a, in: block) * Self.explaining(b, in: block)
    }
  }

  /// min σᵢᵢ / aᵢⱼ² with A = Λ(I−B)⁻¹; 0 if no observed variable depends on
  /// the latent one.
  private static func explaining(_ j: Int, in block: BlockWorkspace) -> Double {
    let p = block.structure.observedCount
    var result = Double.infinity
    for i in 0..<p {
      let loading = block.vectors[i, p + j]
      if loading == 0 { continue }
      let variance = abs(block.implied.sigma[i, i])
      result = min(result, variance / (loading * loading))
    }
    return result.isFinite ? result : 0
  }

  /// Whether the variance is at least one that the model fixes, and so is no
  /// matter of precision.
  private func isFixed(in block: BlockWorkspace) -> Bool {
    switch self {
    case .observedTotal, .observedResidual, .product: return false
    case .latentTotal(let j), .latentResidual(let j):
      for fixed in block.structure.fixedCells
      where fixed.cell.matrix == .psi && fixed.cell.row == j
        && fixed.cell.column == j
      {
        return true
      }
      return false
    }
  }
}
