internal import Estimation
internal import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import Specification

/// Standardized values of every row of a table, with standard errors, by the
/// plan's recipes and the delta method (Jöreskog, Olsson & Wallentin, 2016).
struct StandardizedSolution {
  private let table: ParameterTable
  private let parameterOfRow: [ParameterIndex?]
  private let plan: StandardizationPlan
  private let rowValues: [Double]
  private let blocks: [BlockVariances]
  /// The derivatives of the rows that follow from parameters and are none.
  private let derived: [Int: [(parameter: Int, value: Double)]]

  /// Prepares the variances of all blocks.
  ///
  /// - Parameters:
  ///   - fitter: A fitter that stands at the estimates.
  ///   - estimates: The estimates.
  init(_ fitter: Fitter, _ estimates: Estimates) {
    table = fitter.model.table
    parameterOfRow = fitter.model.parameterOfRow
    plan = StandardizationPlan(fitter.model)
    rowValues = estimates.rowValues
    blocks = zip(fitter.objective.blocks, plan.products).map {
      BlockVariances($0, products: $1)
    }
    derived = Self.derivedRows(fitter)
  }

  /// The derivatives of residual variances that scales leave.
  private static func derivedRows(_ fitter: Fitter)
    -> [Int: [(parameter: Int, value: Double)]]
  {
    guard fitter.model.table.hasOrdered else { return [:] }
    var result: [Int: [(parameter: Int, value: Double)]] = [:]
    let cells = fitter.objective.blocks.map { block in
      block.structure.responses?.parameterization == .delta
        ? Set(block.structure.derivedCells) : []
    }
    for (row, location) in fitter.model.locations.enumerated() {
      guard let location, cells[location.block].contains(location.cell)
      else { continue }
      let block = fitter.objective.blocks[location.block]
      let source: VarianceSource =
        location.cell.matrix == .psi
        ? .latentResidual(location.cell.row)
        : .observedResidual(location.cell.row)
      var derivatives: [(parameter: Int, value: Double)] = []
      source.forEachDerivative(in: block) { derivatives.append(($0, $1)) }
      result[row] = derivatives
    }
    return result
  }

  /// The standardized values of every row.
  ///
  /// - Parameter covariance: The parameters' covariance matrix.
  /// - Returns: By kind, in the order of `Standardization.allCases`, one entry
  ///   for each row; `nil` for rows that have none.
  func values(_ covariance: Matrix?) -> [[StandardizedValue?]] {
    var result: [[StandardizedValue?]] = []
    for kind in Standardization.allCases {
      let recipes = plan.recipes[kind.rawValue]
      let same = plan.recipes[..<kind.rawValue].firstIndex { $0 == recipes }
      result.append(same.map { result[$0] } ?? values(recipes, covariance))
    }
    return result
  }

  private func values(
    _ recipes: [StandardizationRecipe?], _ covariance: Matrix?
  ) -> [StandardizedValue?] {
    var result = [StandardizedValue?](repeating: nil, count: table.rows.count)
    var gradient = SparseGradient()
    // Definitions need the values and gradients of the rows that they name.
    let keepsAll = !table.definitions.isEmpty
    var plain: [Double] =
      keepsAll ? Array(repeating: .nan, count: recipes.count) : []
    var gradients: [SparseGradient] =
      keepsAll ? Array(repeating: SparseGradient(), count: recipes.count) : []
    for (index, recipe) in recipes.enumerated() {
      guard let recipe else { continue }
      var value = rowValues[index]
      gradient.removeAll()
      if let parameter = parameterOfRow[index] {
        gradient.add(1, to: parameter)
      }
      for (parameter, value) in derived[index] ?? [] where value != 0 {
        gradient.add(value, to: parameter)
      }
      if let first = recipe.first {
        blocks[recipe.block].apply(first, to: &value, &gradient)
      }
      if let second = recipe.second {
        blocks[recipe.block].apply(second, to: &value, &gradient)
      }
      result[index] = Self.standardized(value, gradient, covariance)
      if keepsAll {
        plain[index] = value
        gradients[index] = gradient
      }
    }
    for definition in table.definitions {
      gradient.removeAll()
      for (row, derivative) in definition.expression.gradient(plain) {
        let own = gradients[row]
        for (parameter, value) in zip(own.parameters, own.values) {
          gradient.add(derivative * value, to: parameter)
        }
      }
      result[definition.row] = Self.standardized(
        definition.expression.value(plain), gradient, covariance)
    }
    return result
  }

  private static func standardized(
    _ value: Double, _ gradient: SparseGradient, _ covariance: Matrix?
  ) -> StandardizedValue? {
    guard value.isFinite else { return nil }
    return StandardizedValue(
      estimate: value, standardError: gradient.standardError(covariance))
  }
}
