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
  /// - Returns: One entry for each row of the table, in its order.
  static func make(
    _ fitter: Fitter, _ estimates: Estimates, covariance: Matrix?,
    level: Double
  ) -> [ParameterEstimate] {
    let table = fitter.model.table
    let quantile = NormalDistribution.upperQuantile((1 - level) / 2)
    let standardized = StandardizedSolution(fitter, estimates)
      .values(covariance)
    var rows = table.rows.indices.map { index in
      ParameterEstimate(
        row: table.rows[index], estimate: estimates.rowValues[index],
        standardizedLatent: standardized[0][index],
        standardizedAll: standardized[1][index],
        standardizedNoExogenous: standardized[2][index])
    }
    for definition in table.definitions {
      rows[definition.row].estimate =
        definition.expression.value(estimates.rowValues)
    }
    for constraint in table.constraints {
      // By how much it is met, as in lavaan: right minus left for `<`.
      rows[constraint.row].estimate =
        constraint.expression.value(estimates.rowValues)
    }
    let errors = standardErrors(table, estimates, covariance: covariance)
    for (index, error) in errors.enumerated() {
      guard let error else { continue }
      rows[index].setError(error, quantile: quantile)
    }
    return rows
  }

  /// The standard errors of every row: of free and of defined parameters.
  ///
  /// - Parameters:
  ///   - table: The parameter table.
  ///   - estimates: The estimates.
  ///   - covariance: The parameters' covariance matrix, if there is one.
  /// - Returns: One entry for each row; `nil` where nothing is estimated.
  static func standardErrors(
    _ table: ParameterTable, _ estimates: Estimates, covariance: Matrix?
  ) -> [Double?] {
    guard let covariance else {
      return [Double?](repeating: nil, count: table.rows.count)
    }
    var result: [Double?] = table.rows.map { row in
      guard let parameter = row.parameter else { return nil }
      let error = covariance[parameter, parameter].squareRoot()
      return error.isFinite ? error : nil
    }
    for definition in table.definitions
    where definition.expression.value(estimates.rowValues).isFinite {
      var gradient = SparseGradient()
      for (row, derivative) in definition.expression.gradient(
        estimates.rowValues)
      {
        if let parameter = table.rows[row].parameter {
          gradient.add(derivative, to: parameter)
        }
      }
      result[definition.row] = gradient.standardError(covariance)
    }
    return result
  }
}

extension ParameterEstimate {
  /// Sets the standard error and what follows from it.
  fileprivate mutating func setError(_ error: Double, quantile: Double) {
    standardError = error
    lower = estimate - quantile * error
    upper = estimate + quantile * error
    guard error > 0 else { return }
    let z = estimate / error
    self.z = z
    pValue = 2 * NormalDistribution.upperTail(abs(z))
  }
}
