internal import LinearAlgebra
internal import ModelSyntax
package import MomentStructure
internal import Specification

/// The variables that a standardized solution scales.
package enum Standardization: Int, Sendable, Hashable, CaseIterable {
  /// Latent variables only (`std.lv`).
  case latent
  /// All variables (`std.all`).
  case all
  /// All but exogenous observed variables (`std.nox`).
  case noExogenous
}

/// The standardization of a row's value: times v₁^(±½) v₂^(±½).
package struct StandardizationRecipe: Sendable, Hashable {
  /// One factor: a variance and whether its root multiplies or divides.
  package struct Factor: Sendable, Hashable {
    package var variance: VarianceSource
    package var divides: Bool

    /// The root of the variance or its reciprocal; NaN where that does not
    /// exist.
    package func scale(in block: BlockWorkspace) -> Double {
      let root = variance.deviation(in: block)
      guard divides else { return root }
      return root > 0 ? 1 / root : .nan
    }
  }
  /// The index of the block.
  package var block: Int
  /// Up to two factors.
  package var first: Factor?
  package var second: Factor?
}

/// The standardization of every row of a table, worked out once for a model.
///
/// Loadings and regressions scale by the implied standard deviations of both
/// sides, variances by the variable's implied variance, covariances by the
/// residual standard deviations of both sides, intercepts by the standard
/// deviation (Bollen, 1989, p. 349; lavaan's conventions). For the implied
/// variance of a latent product that of `latentScales` stands, except in
/// loadings.
package struct StandardizationPlan: Sendable {
  /// The recipes by kind, then by row; `nil` for rows that have no standardized
  /// value.
  package let recipes: [[StandardizationRecipe?]]
  /// The products of variances that scale latent products, by block.
  let products: [[VarianceSource]]

  package init(_ model: CompiledModel) {
    let scales = model.latentScales
    products = scales.map { block in
      block.filter { if case .product = $0 { true } else { false } }
    }
    let kinds = Standardization.allCases
    var recipes = kinds.map { _ in
      [StandardizationRecipe?](repeating: nil, count: model.table.rows.count)
    }
    for block in model.blocks.indices {
      let places = VariancePlaces(
        model.blocks[block], roles: model.table.roles[block],
        scales: scales[block])
      for (index, location) in model.locations.enumerated() {
        guard let location, location.block == block else { continue }
        let row = model.table.rows[index]
        let sides = places.sides(of: row, at: location.cell)
        for kind in kinds {
          recipes[kind.rawValue][index] = sides.recipe(
            row, block: block, kind: kind)
        }
      }
    }
    self.recipes = recipes
  }

  /// The standardization of every row of a kind.
  package func recipes(_ kind: Standardization) -> [StandardizationRecipe?] {
    recipes[kind.rawValue]
  }
}

/// A variance by which a side of a row may be scaled.
private struct ScaledSide {
  var variance: VarianceSource
  var isLatent: Bool
  var isExogenous: Bool

  func factor(divides: Bool, kind: Standardization)
    -> StandardizationRecipe.Factor?
  {
    let isScaled =
      switch kind {
      case .latent: isLatent
      case .all: true
      case .noExogenous: isLatent || !isExogenous
      }
    return isScaled ? .init(variance: variance, divides: divides) : nil
  }
}

/// The variances by which both sides of a row may be scaled.
private struct ScaledSides {
  var left: ScaledSide
  var right: ScaledSide

  func recipe(_ row: ParameterRow, block: Int, kind: Standardization)
    -> StandardizationRecipe?
  {
    var recipe = StandardizationRecipe(block: block)
    switch row.op {
    case .measurement:
      recipe.first = left.factor(divides: false, kind: kind)
      recipe.second = right.factor(divides: true, kind: kind)
    case .formative:
      // A weight of standardized parts in a standardized composite.
      recipe.first = right.factor(divides: false, kind: kind)
      recipe.second = left.factor(divides: true, kind: kind)
    case .regression:
      recipe.first = right.factor(divides: false, kind: kind)
      // Exogenous variables are outcomes only as candidates of modification.
      recipe.second = left.factor(
        divides: true, kind: kind == .noExogenous ? .all : kind)
    case .intercept, .threshold:
      recipe.first = left.factor(divides: true, kind: kind)
    case .covariance:
      // A covariance fixed to zero is zero on any scale.
      if !row.isFree, row.fixedValue == 0, !row.key.isVariance {
        return recipe
      }
      recipe.first = left.factor(divides: true, kind: kind)
      recipe.second = right.factor(divides: true, kind: kind)
    default: return nil
    }
    return recipe
  }
}

/// The places of each variable's variances in a block.
private struct VariancePlaces {
  private let structure: BlockStructure
  private let isExogenous: [Bool]
  /// Whether observed variables are scaled correlations.
  private let hasScales: Bool
  /// The variances that scale latent variables.
  private let scales: [VarianceSource]

  init(
    _ structure: BlockStructure, roles: VariableRoles, scales: [VarianceSource]
  ) {
    self.structure = structure
    self.scales = scales
    let exogenous = Set(roles.observedExogenous)
    isExogenous = structure.observed.map { exogenous.contains($0) }
    hasScales = structure.hasScales
  }

  /// Σᵢᵢ or Θᵢᵢ of an observed variable.
  private func observed(_ i: Int, _ variance: VarianceSource) -> ScaledSide {
    ScaledSide(
      variance: variance, isLatent: false, isExogenous: isExogenous[i])
  }

  /// The total variance of a latent variable, or of the observed one behind a
  /// phantom.
  ///
  /// - Parameters:
  ///   - j: The latent variable.
  ///   - isOwn: Whether that of a product is its own, as for loadings, which
  ///     stay correlations of indicators with what they measure.
  /// - Returns: The side.
  private func total(_ j: Int, isOwn: Bool = false) -> ScaledSide {
    guard j >= structure.factorCount else {
      return ScaledSide(
        variance: isOwn ? .latentTotal(j) : scales[j], isLatent: true,
        isExogenous: false)
    }
    let i = structure.phantomObserved[j - structure.factorCount]
    return observed(i, hasScales ? .latentTotal(j) : .observedTotal(i))
  }

  /// Ψ_jj.
  private func residual(_ j: Int) -> ScaledSide {
    var side = total(j)
    side.variance = .latentResidual(j)
    return side
  }

  /// The variances of a row's sides: residual ones of covariances.
  func sides(of row: ParameterRow, at cell: MatrixCell) -> ScaledSides {
    let (i, j) = (cell.row, cell.column)
    let isVariance = row.key.isVariance
    let isLoading = row.op == .measurement
    let rowSide: ScaledSide
    let columnSide: ScaledSide
    switch cell.matrix {
    case .lambda, .weight:
      rowSide = observed(i, .observedTotal(i))
      columnSide = total(j, isOwn: isLoading)
    case .beta:
      rowSide = total(i, isOwn: isLoading)
      columnSide = total(j, isOwn: isLoading)
    case .psi:
      rowSide = isVariance ? total(i) : residual(i)
      columnSide = isVariance ? total(j) : residual(j)
    case .theta:
      rowSide = observed(
        i, isVariance ? .observedTotal(i) : .observedResidual(i))
      columnSide = observed(
        j, isVariance ? .observedTotal(j) : .observedResidual(j))
    case .nu:
      rowSide = observed(i, .observedTotal(i))
      columnSide = rowSide
    case .alpha:
      rowSide = total(i)
      columnSide = rowSide
    case .tau:
      let variable = structure.responses?.variable(ofThreshold: i) ?? 0
      rowSide = observed(variable, .observedTotal(variable))
      columnSide = rowSide
    case .delta:
      rowSide = observed(i, .observedTotal(i))
      columnSide = rowSide
    }
    let isTurned =
      switch row.op {
      // Indicators stand in rows, on the right of `=~` and `<~`.
      case .measurement, .formative: true
      case .covariance where !isVariance:
        (cell.matrix == .psi ? structure.latent : structure.observed)[i]
          != row.lhs
      default: false
      }
    return isTurned
      ? ScaledSides(left: columnSide, right: rowSide)
      : ScaledSides(left: rowSide, right: columnSide)
  }
}
