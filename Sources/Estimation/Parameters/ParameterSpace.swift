internal import LinearAlgebra
package import Messages
internal import ModelSyntax
package import MomentStructure
package import Optimization
package import Specification

/// The free parameters under their constraints: linear equalities as a
/// substitution, all else as functions.
package struct ParameterSpace: Sendable {
  /// A lower or upper bound of a parameter.
  package struct Bound: Sendable, Hashable {
    /// The parameter.
    package var parameter: ParameterIndex
    /// The bound's value.
    package var value: Double
    /// True of lower bounds.
    package var isLower: Bool
  }

  /// A value at which a constraint holds one parameter.
  package struct Limit: Sendable, Hashable {
    /// The parameter, from 0.
    package var parameter: Int
    /// The value.
    package var value: Double
    /// The constraint's index among the functions and bounds.
    package var constraint: Int
  }

  /// The substitution that removes the linear equalities.
  package let substitution: Reparametrization
  /// Nonlinear equalities and all inequalities.
  package let functions: [any DifferentiableConstraint]
  /// The index of the table's constraint behind each function; `nil` for those
  /// that no text states.
  package let constraintOfFunction: [Int?]
  /// The bounds.
  package let bounds: [Bound]
  /// The bounds, and the inequalities that are bounds in other words.
  package let limits: [Limit]
  /// The values of all table rows at θ.
  package let rowValues: RowValues

  /// Whether anything remains beside the substitution.
  package var isConstrained: Bool { !functions.isEmpty || !bounds.isEmpty }

  /// Sorts a model's constraints.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - options: The choices, among them the kind of bounds.
  ///   - moments: The sample moments of each block, from which bounds and the
  ///     moments of fixed exogenous variables follow.
  ///   - constraints: Constraints that the model's text does not state.
  /// - Throws: `LatentError` if linear equalities contradict each other.
  package init(
    _ model: CompiledModel, options: EstimationOptions,
    moments: [StartingMoments],
    constraints: [any DifferentiableConstraint] = []
  ) throws(LatentError) {
    let table = model.table
    let rowValues = RowValues(
      base: Self.baseRows(model, moments),
      model: model)
    self.rowValues = rowValues
    var linear: [LinearStatement] = []
    var inequalities: [LinearStatement] = []
    var functions: [any DifferentiableConstraint] = []
    var limits: [Limit] = []
    var origins: [Int?] = []
    for (index, constraint) in table.constraints.enumerated() {
      guard let form = constraint.expression.linearForm() else {
        functions.append(ExpressionConstraint(constraint, rows: rowValues))
        origins.append(index)
        continue
      }
      var coefficients: [Int: Double] = [:]
      var constant = form.constant
      for (row, value) in form.coefficients {
        if let parameter = rowValues.parameterOfRow[row] {
          coefficients[parameter, default: 0] += value
        } else {
          constant += value * rowValues.base[row]
        }
      }
      coefficients = coefficients.filter { $0.value != 0 }
      let statement = LinearStatement(
        coefficients: coefficients, constant: constant,
        isEquality: constraint.kind == .equality,
        name: table.name(of: constraint))
      if constraint.kind == .inequality {
        inequalities.append(statement)
        if coefficients.count == 1, let only = coefficients.first {
          limits.append(
            Limit(
              parameter: only.key, value: 0 - constant / only.value,
              constraint: functions.count))
        }
        functions.append(ExpressionConstraint(constraint, rows: rowValues))
        origins.append(index)
        continue
      }
      if coefficients.isEmpty, abs(constant) < 1e-12 { continue }
      linear.append(statement)
    }
    self.functions = functions + constraints
    constraintOfFunction = origins + constraints.map { _ in nil }
    let bounds = Self.bounds(model, options, moments)
    self.bounds = bounds
    let functionCount = self.functions.count
    self.limits =
      limits
      + bounds.enumerated().map { index, bound in
        Limit(
          parameter: bound.parameter, value: bound.value,
          constraint: functionCount + index)
      }
    let limiting = bounds.map { bound in
      LinearStatement(
        bound, of: table.rows[model.rowOfParameter[bound.parameter]])
    }
    if let error = Self.contradiction(linear, inequalities, limiting) {
      throw error
    }
    substitution = try Self.substitution(linear, count: model.parameterCount)
  }

  /// Inequalities and bounds that contradict each other or an equality;
  /// equalities alone are looked at as they are substituted.
  private static func contradiction(
    _ equalities: [LinearStatement], _ inequalities: [LinearStatement],
    _ bounds: [LinearStatement]
  ) -> LatentError? {
    let named = Set(
      (equalities + inequalities).flatMap { $0.coefficients.keys })
    var lower: [Int: Double] = [:]
    for bound in bounds where bound.coefficients.values.first == 1 {
      for parameter in bound.coefficients.keys {
        lower[parameter] = -bound.constant
      }
    }
    let crossed = bounds.contains { bound in
      bound.coefficients.contains { parameter, sign in
        sign < 0 && lower[parameter].map { $0 > bound.constant } ?? false
      }
    }
    let limiting = bounds.filter { bound in
      crossed || bound.coefficients.keys.contains { named.contains($0) }
    }
    if inequalities.isEmpty, limiting.isEmpty { return nil }
    return Contradiction.error(among: equalities + inequalities + limiting)
  }

  private static func substitution(
    _ equations: [LinearStatement], count: Int
  ) throws(LatentError) -> Reparametrization {
    if equations.isEmpty { return Reparametrization(identity: count) }
    if let group = groups(equations, count: count) {
      return Reparametrization(grouped: group)
    }
    var a = Matrix(rows: equations.count, columns: count)
    for (i, equation) in equations.enumerated() {
      for (parameter, value) in equation.coefficients {
        a[i, parameter] = value
      }
    }
    guard
      let result = Reparametrization(
        equations: a, rightHandSide: equations.map { -$0.constant })
    else {
      throw Contradiction.error(among: equations)
        ?? LatentError(
          code: .constraintsContradictory,
          message: "The linear equality constraints contradict each other.",
          remedy: "Remove one of the '==' lines, or a label shared with a "
            + "fixed parameter.")
    }
    return result
  }

  /// The groups of equal parameters if every equation says θᵢ = θⱼ.
  private static func groups(
    _ equations: [LinearStatement], count: Int
  ) -> [Int]? {
    var parent = Array(0..<count)
    func root(_ index: Int) -> Int {
      var index = index
      while parent[index] != index { index = parent[index] }
      return index
    }
    for equation in equations {
      let parameters = equation.coefficients.keys.sorted()
      guard parameters.count == 2, equation.constant == 0,
        let first = equation.coefficients[parameters[0]],
        let second = equation.coefficients[parameters[1]], first == -second
      else { return nil }
      let (a, b) = (root(parameters[0]), root(parameters[1]))
      parent[max(a, b)] = min(a, b)
    }
    var number: [Int: Int] = [:]
    return (0..<count).map { index in
      let top = root(index)
      if let known = number[top] { return known }
      number[top] = number.count
      return number.count - 1
    }
  }

  private static func bounds(
    _ model: CompiledModel, _ options: EstimationOptions,
    _ moments: [StartingMoments]
  ) -> [Bound] {
    let automatic = moments.enumerated().map { index, moments in
      AutomaticBounds(
        options.bounds, model.table, block: index,
        variances: moments.covariance.diagonal)
    }
    var result: [Bound] = []
    for (parameter, index) in model.rowOfParameter.enumerated() {
      let row = model.table.rows[index]
      let own = row.blockIndex.flatMap { automatic[$0]?.bounds(of: row) }
      var lower = row.lower ?? own?.lowerBound
      if row.op == .covariance, row.lhs == row.rhs, lower == nil {
        let isLatent = model.table.isLeftLatent(row)
        let isBounded =
          switch options.bounds {
          case .positiveVariances: true
          case .positiveObservedVariances: !isLatent
          case .positiveLatentVariances: isLatent
          case .none, .standard, .wide, .wideZeroVariances: false
          }
        if isBounded { lower = 0 }
      }
      if let lower, lower > -.infinity {
        result.append(
          Bound(parameter: parameter, value: lower, isLower: true))
      }
      if let upper = row.upper ?? own?.upperBound, upper < .infinity {
        result.append(
          Bound(parameter: parameter, value: upper, isLower: false))
      }
    }
    return result
  }

  /// The table rows' values that are not estimated.
  private static func baseRows(
    _ model: CompiledModel, _ moments: [StartingMoments]
  ) -> [Double] {
    var rows = model.table.rows.map { $0.fixedValue ?? .nan }
    for (block, moments) in zip(model.blocks, moments) {
      for cell in block.sampleCells { rows[cell.row] = moments.value(of: cell) }
    }
    return rows
  }
}

extension ParameterSpace {
  /// The number of equalities that no text states: unit variances of
  /// correlation structures, which take the place of parameters.
  package var impliedEqualityCount: Int {
    functions.indices.count {
      constraintOfFunction[$0] == nil && functions[$0].isEquality
    }
  }

  /// The bounds, by their places, that hold parameters at their values.
  package func activeBounds(at theta: [Double]) -> [Int] {
    bounds.indices.filter { theta[bounds[$0].parameter] == bounds[$0].value }
  }

  /// The parameters that a substitution keeps equal to one, itself included.
  package func equals(of parameter: Int) -> [Int] {
    guard case .grouped(let group) = substitution.form else {
      return [parameter]
    }
    return group.indices.filter { group[$0] == group[parameter] }
  }
}

extension ParameterSpace: ConstraintFunctions {
  package var count: Int { functions.count + bounds.count }

  package func isEquality(_ index: Int) -> Bool {
    index < functions.count && functions[index].isEquality
  }

  package func isLinear(_ index: Int) -> Bool {
    index >= functions.count || functions[index].isLinear
  }

  package func evaluate(_ index: Int, at x: [Double]) -> (
    value: Double, gradient: [Double]
  ) {
    let theta = substitution.expand(x)
    let (value, full) = evaluateFull(index, at: theta)
    let reduced: [Double]
    switch substitution.form {
    case .identity: reduced = full
    case .grouped(let group):
      var sum = [Double](repeating: 0, count: substitution.reducedCount)
      for (k, g) in group.enumerated() { sum[g] += full[k] }
      reduced = sum
    case .affine(let k, _): reduced = k.transposed * full
    }
    return (value, reduced)
  }

  /// A constraint's value and its gradient over θ.
  package func evaluateFull(_ index: Int, at theta: [Double]) -> (
    value: Double, gradient: [Double]
  ) {
    guard index >= functions.count else {
      return functions[index].evaluate(theta)
    }
    var gradient = [Double](repeating: 0, count: theta.count)
    let bound = bounds[index - functions.count]
    let value = theta[bound.parameter] - bound.value
    gradient[bound.parameter] = bound.isLower ? 1 : -1
    return (bound.isLower ? value : -value, gradient)
  }
}
