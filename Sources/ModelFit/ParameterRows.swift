internal import Estimation
internal import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import Probability
internal import Specification

/// Every row of a table with its results.
enum ParameterRows {
  /// Makes the rows.
  ///
  /// - Parameters:
  ///   - fitter: A fitter that stands at the estimates.
  ///   - estimates: The estimates.
  ///   - covariance: The parameters' covariance matrix, if there is one.
  ///   - level: The level of the confidence intervals.
  /// - Returns: One entry a row of the table, in its order.
  static func make(
    _ fitter: Fitter, _ estimates: Estimates, covariance: Matrix?,
    level: Double
  ) -> [ParameterEstimate] {
    let table = fitter.model.table
    let quantile = NormalDistribution.upperQuantile((1 - level) / 2)
    let solution = StandardizedSolution(fitter, estimates)
    let standardized = Standardization.allCases.map { solution.values($0) }
    let own = ownValues(table, estimates)
    return table.rows.indices.map { index in
      var row = blank(table.rows[index], own[index].value)
      let hasError =
        table.rows[index].free > 0 || table.rows[index].op == .definition
      if hasError {
        setError(
          &row, own[index].standardError(covariance), quantile: quantile)
      }
      func value(_ kind: Int) -> StandardizedValue? {
        guard let entry = standardized[kind][index], entry.value.isFinite
        else { return nil }
        return StandardizedValue(
          estimate: entry.value,
          standardError: entry.standardError(covariance))
      }
      row.standardizedLatent = value(0)
      row.standardizedAll = value(1)
      row.standardizedNoExogenous = value(2)
      return row
    }
  }

  /// The rows' values with derivatives: estimates, defined parameters, and
  /// constraints as left minus right side.
  private static func ownValues(
    _ table: ParameterTable, _ estimates: Estimates
  ) -> [Differentiable] {
    let values = estimates.rowValues
    var result = table.rows.enumerated().map { index, row in
      Differentiable(
        value: values[index], gradient: row.free > 0 ? [row.free - 1: 1] : [:])
    }
    func evaluate(_ expression: ParameterExpression) -> Differentiable {
      var gradient: [Int: Double] = [:]
      for (row, derivative) in expression.gradient(values) {
        let free = table.rows[row].free
        if free > 0 { gradient[free - 1, default: 0] += derivative }
      }
      return Differentiable(
        value: expression.value(values), gradient: gradient)
    }
    for definition in table.definitions {
      result[definition.row] = evaluate(definition.expression)
    }
    for constraint in table.constraints {
      var value = evaluate(constraint.expression).value
      // Stored as right minus left for `<`.
      if table.rows[constraint.row].op == .less { value = -value }
      result[constraint.row] = Differentiable(value: value)
    }
    return result
  }

  private static func blank(_ row: ParameterRow, _ value: Double)
    -> ParameterEstimate
  {
    ParameterEstimate(
      lhs: row.lhs, op: row.op, rhs: row.rhs, block: row.block,
      group: row.group, level: row.level, label: row.label,
      internalLabel: row.op.isConstraint ? "" : row.internalLabel,
      isUserSpecified: row.origin == .user, isExogenous: row.isExogenous,
      free: row.free, estimate: value)
  }

  private static func setError(
    _ row: inout ParameterEstimate, _ error: Double?, quantile: Double
  ) {
    guard let error else { return }
    row.standardError = error
    row.lower = row.estimate - quantile * error
    row.upper = row.estimate + quantile * error
    guard error > 0 else { return }
    let z = row.estimate / error
    row.z = z
    row.pValue = 2 * NormalDistribution.upperTail(abs(z))
  }
}
