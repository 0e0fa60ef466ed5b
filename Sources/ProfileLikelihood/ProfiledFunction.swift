internal import Estimation
internal import LinearAlgebra
internal import ModelFit
internal import MomentStructure
internal import Specification

/// A quantity as a function of the free parameters θ, with exact derivatives.
struct ProfiledFunction: Sendable {
  /// A row's value standardized by a recipe.
  struct StandardizedRow: Sendable {
    /// The row.
    var row: Int
    /// The row's free parameter; `nil` where nothing is estimated.
    var parameter: ParameterIndex?
    /// The standardization; `nil` for the row's own value.
    var recipe: StandardizationRecipe?
  }

  /// The forms of quantities.
  enum Form: Sendable {
    /// A free parameter.
    case parameter(ParameterIndex)
    /// A standardized row.
    case row(StandardizedRow)
    /// An expression over rows, standardized or not.
    case expression(ParameterExpression, rows: [StandardizedRow])
    /// 1 − residual / total variance of a block.
    case rSquared(residual: VarianceSource, total: VarianceSource, block: Int)
    /// A quantity that another target defines.
    case quantity(any ProfiledQuantity)
  }

  /// The form.
  let form: Form

  /// Whether the gradient is the same everywhere.
  var isLinear: Bool {
    switch form {
    case .parameter: true
    case .row, .rSquared, .quantity: false
    case .expression(let expression, let rows):
      rows.allSatisfy { $0.recipe == nil } && expression.linearForm() != nil
    }
  }

  /// The denominators of an expression; empty for other forms.
  var denominators: [ProfiledFunction] { parts { $0.denominators } }

  /// What is 0 where an expression is infinite: its denominators and what its
  /// logarithms are of; empty for other forms.
  var poles: [ProfiledFunction] {
    parts { $0.denominators + $0.logarithmArguments }
  }

  /// The reciprocal of an expression; `nil` for other forms.
  var reciprocal: ProfiledFunction? { parts { [$0.reciprocal] }.first }

  /// The values that an expression can have by its formula, whatever its
  /// parameters are; `nil` for other forms.
  var naturalRange: ClosedRange<Double>? {
    guard case .expression(let expression, _) = form else { return nil }
    return expression.range
  }

  private func parts(
    _ parts: (ParameterExpression) -> [ParameterExpression]
  ) -> [ProfiledFunction] {
    guard case .expression(let expression, let rows) = form else { return [] }
    return parts(expression).map { own in
      ProfiledFunction(
        form: .expression(
          own,
          rows: own.rows.compactMap { row in rows.first { $0.row == row } }))
    }
  }

  /// Whether the level sets may have more than one branch on a side of the
  /// estimate, as those of products have.
  var mayBranch: Bool {
    switch form {
    case .expression: !isLinear
    case .quantity: true
    case .parameter, .row, .rSquared: false
    }
  }
}

/// Evaluates quantities at any θ, with the model matrices of its own.
final class FunctionEvaluator {
  private let blocks: [BlockWorkspace]
  private let space: ParameterSpace
  private let theta: MatrixBuffer

  /// Makes an evaluator.
  ///
  /// - Parameter fitter: A fitter that stands anywhere, for the moments of
  ///   fixed exogenous variables.
  init(_ fitter: Fitter) {
    space = fitter.space
    theta = MatrixBuffer(rows: fitter.model.parameterCount)
    blocks = fitter.model.blocks.map { BlockWorkspace($0) }
    for (own, other) in zip(blocks, fitter.objective.blocks) {
      for cell in own.structure.sampleCells {
        own.matrices[cell.cell] = other.matrices[cell.cell]
      }
    }
  }

  /// The value at θ and the derivatives by θ.
  ///
  /// - Parameters:
  ///   - function: The quantity.
  ///   - point: θ.
  ///   - gradient: Receives one derivative for each parameter.
  /// - Returns: `nil` where the quantity is not defined.
  func evaluate(
    _ function: ProfiledFunction, at point: [Double],
    gradient: inout [Double]
  ) -> Double? {
    for k in gradient.indices { gradient[k] = 0 }
    let value: Double
    switch function.form {
    case .parameter(let k):
      gradient[k] = 1
      return point[k]
    case .row(let row):
      guard update([row.recipe?.block], point) else { return nil }
      value = standardized(row, point, &gradient)
    case .expression(let expression, let rows):
      guard update(rows.map { $0.recipe?.block }, point) else { return nil }
      value = composed(expression, rows, point, &gradient)
    case .rSquared(let residual, let total, let index):
      guard update([index], point) else { return nil }
      let block = blocks[index]
      let whole = total.value(in: block)
      let rest = residual.value(in: block)
      guard whole > 0 else { return nil }
      residual.forEachDerivative(in: block) { gradient[$0] -= $1 / whole }
      total.forEachDerivative(in: block) {
        gradient[$0] += rest * $1 / (whole * whole)
      }
      value = 1 - rest / whole
    case .quantity(let quantity):
      guard update(Array(blocks.indices), point),
        let own = quantity.value(blocks, gradient: &gradient)
      else { return nil }
      value = own
    }
    return value.isFinite && gradient.allSatisfy(\.isFinite) ? value : nil
  }

  /// Moves blocks to a point; false where they have no moments there.
  private func update(_ places: [Int?], _ point: [Double]) -> Bool {
    theta.copy(from: point)
    for place in Set(places.compactMap { $0 }) {
      guard blocks[place].update(theta) else { return false }
    }
    return true
  }

  /// A row's value with its derivatives added.
  private func standardized(
    _ row: ProfiledFunction.StandardizedRow, _ point: [Double],
    scaledBy outer: Double = 1, _ gradient: inout [Double]
  ) -> Double {
    let plain = row.parameter.map { point[$0] } ?? space.rowValues.base[row.row]
    guard let recipe = row.recipe else {
      if let parameter = row.parameter { gradient[parameter] += outer }
      return plain
    }
    let block = blocks[recipe.block]
    let factors = [recipe.first, recipe.second].compactMap { $0 }
    var scale = 1.0
    for factor in factors {
      let variance = factor.variance.value(in: block)
      guard variance > 0 else { return .nan }
      let root = variance.squareRoot()
      scale *= factor.divides ? 1 / root : root
    }
    if let parameter = row.parameter { gradient[parameter] += outer * scale }
    for factor in factors {
      let slope =
        (factor.divides ? -0.5 : 0.5) * outer * plain * scale
        / factor.variance.value(in: block)
      factor.variance.forEachDerivative(in: block) {
        gradient[$0] += slope * $1
      }
    }
    return plain * scale
  }

  /// An expression's value with its derivatives added.
  private func composed(
    _ expression: ParameterExpression,
    _ rows: [ProfiledFunction.StandardizedRow], _ point: [Double],
    _ gradient: inout [Double]
  ) -> Double {
    var values = space.rowValues(point)
    var unused = [Double](repeating: 0, count: gradient.count)
    for row in rows where row.recipe != nil {
      values[row.row] = standardized(row, point, &unused)
    }
    let slopes = expression.gradient(values)
    for (row, slope) in zip(rows, slopes) where slope.derivative != 0 {
      _ = standardized(
        row, point, scaledBy: slope.derivative, &gradient)
    }
    return expression.value(values)
  }
}

extension ProfiledFunction {
  /// The function of a quantity of another target.
  init(_ quantity: any ProfiledQuantity) {
    form = quantity.parameter.map { .parameter($0) } ?? .quantity(quantity)
  }

  /// The function of a value; `nil` if nothing is estimated there.
  ///
  /// - Parameters:
  ///   - quantity: The value.
  ///   - model: The model.
  ///   - plan: The standardization of the model's rows.
  init?(
    _ quantity: ProfiledValue, _ model: CompiledModel,
    _ plan: StandardizationPlan
  ) {
    switch quantity {
    case .estimate(let row):
      self.init(row, model, recipes: nil)
    case .standardizedLatent(let row):
      self.init(row, model, recipes: plan.recipes(.latent))
    case .standardizedAll(let row):
      self.init(row, model, recipes: plan.recipes(.all))
    case .standardizedNoExogenous(let row):
      self.init(row, model, recipes: plan.recipes(.noExogenous))
    case .rSquared(let group, let variable):
      guard model.groups.indices.contains(group - 1) else { return nil }
      let place = model.groups[group - 1].place
      guard
        let entry = RSquared(model.blocks[place]).entries.first(where: {
          $0.variable == variable
        })
      else { return nil }
      self.init(
        form: .rSquared(
          residual: entry.residual, total: entry.total, block: place))
    }
  }

  private init?(
    _ row: Int, _ model: CompiledModel, recipes: [StandardizationRecipe?]?
  ) {
    guard model.table.rows.indices.contains(row) else { return nil }
    func standardized(_ row: Int) -> StandardizedRow {
      StandardizedRow(
        row: row, parameter: model.parameterOfRow[row],
        recipe: recipes?[row])
    }
    if let definition = model.table.definitions.first(where: { $0.row == row })
    {
      // In the order in which the expression gives its derivatives.
      form = .expression(
        definition.expression,
        rows: definition.expression.rows.map(standardized))
    } else if recipes != nil {
      guard recipes?[row] != nil else { return nil }
      form = .row(standardized(row))
    } else if let parameter = model.parameterOfRow[row] {
      form = .parameter(parameter)
    } else {
      return nil
    }
  }
}
