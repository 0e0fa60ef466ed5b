internal import LinearAlgebra
internal import ModelSyntax
package import MomentStructure
internal import Specification

/// Which variables a standardized solution scales.
package enum Standardization: Int, Sendable, Hashable, CaseIterable {
  /// Latent variables only (`std.lv`).
  case latent
  /// All variables (`std.all`).
  case all
  /// All but exogenous observed variables (`std.nox`).
  case noExogenous
}

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

  /// The variance as a workspace stands.
  package func value(in block: BlockWorkspace) -> Double {
    switch self {
    case .observedTotal(let i): block.sigma[i, i]
    case .latentTotal(let j): block.latentCovariance[j, j]
    case .observedResidual(let i): block.theta[i, i]
    case .latentResidual(let j): block.psi[j, j]
    }
  }
}

/// How a row's value standardizes: times v₁^(±½) v₂^(±½).
package struct StandardizationRecipe: Sendable, Hashable {
  /// One factor: a variance and whether its root multiplies or divides.
  package struct Factor: Sendable, Hashable {
    package var variance: VarianceSource
    package var divides: Bool
  }
  /// The index of the block.
  package var block: Int
  /// Up to two factors.
  package var first: Factor?
  package var second: Factor?

  /// The standardized value as the workspaces stand.
  package func value(_ own: Double, _ block: BlockWorkspace) -> Double {
    var result = own
    for factor in [first, second] {
      guard let factor else { continue }
      let root = factor.variance.value(in: block).squareRoot()
      result = factor.divides ? result / root : result * root
    }
    return result
  }
}

/// How every row of a table standardizes, worked out once for a model.
///
/// Loadings and regressions scale by the implied standard deviations of both
/// sides, variances by the variable's implied variance, covariances by the
/// residual standard deviations of both sides, intercepts by the standard
/// deviation (Bollen, 1989, p. 349; lavaan's conventions).
package struct StandardizationPlan: Sendable {
  /// By kind, then by row; `nil` for rows that have no standardized value.
  package let recipes: [[StandardizationRecipe?]]

  package init(_ model: CompiledModel) {
    let places = zip(model.blocks, model.table.roles).map {
      VariancePlaces($0, roles: $1)
    }
    recipes = Standardization.allCases.map { kind in
      model.table.rows.enumerated().map { index, row in
        guard let location = model.locations[index] else { return nil }
        return places[location.block].recipe(
          row, block: location.block, kind: kind)
      }
    }
  }
}

/// Where a block keeps each variable's variances.
private struct VariancePlaces {
  private var total: [String: VarianceSource] = [:]
  private var residual: [String: VarianceSource] = [:]
  private let latent: Set<String>
  private let exogenous: Set<String>

  init(_ structure: BlockStructure, roles: VariableRoles) {
    latent = Set(roles.latent)
    exogenous = Set(roles.observedExogenous)
    for (i, name) in structure.observed.enumerated() {
      total[name] = .observedTotal(i)
      residual[name] = .observedResidual(i)
    }
    for (j, name) in structure.latent.enumerated() {
      if j < structure.trueLatentCount { total[name] = .latentTotal(j) }
      residual[name] = .latentResidual(j)
    }
  }

  private func isScaled(_ name: String, _ kind: Standardization) -> Bool {
    if latent.contains(name) { return true }
    return switch kind {
    case .latent: false
    case .all: true
    case .noExogenous: !exogenous.contains(name)
    }
  }

  func recipe(_ row: ParameterRow, block: Int, kind: Standardization)
    -> StandardizationRecipe?
  {
    func factor(
      _ name: String, _ places: [String: VarianceSource], divides: Bool,
      kind other: Standardization? = nil
    ) -> StandardizationRecipe.Factor? {
      guard isScaled(name, other ?? kind), let place = places[name]
      else { return nil }
      return .init(variance: place, divides: divides)
    }
    var recipe = StandardizationRecipe(block: block)
    switch row.op {
    case .measurement:
      recipe.first = factor(row.lhs, total, divides: false)
      recipe.second = factor(row.rhs, total, divides: true)
    case .regression:
      recipe.first = factor(row.rhs, total, divides: false)
      // Exogenous variables are outcomes only as candidates of modification.
      recipe.second = factor(
        row.lhs, total, divides: true,
        kind: kind == .noExogenous ? .all : kind)
    case .intercept:
      recipe.first = factor(row.lhs, total, divides: true)
    case .covariance where row.lhs == row.rhs:
      recipe.first = factor(row.lhs, total, divides: true)
      recipe.second = recipe.first
    case .covariance:
      // A covariance fixed to zero is zero on any scale.
      if row.free == 0, row.fixedValue == 0 { return recipe }
      recipe.first = factor(row.lhs, residual, divides: true)
      recipe.second = factor(row.rhs, residual, divides: true)
    default: return nil
    }
    return recipe
  }
}
