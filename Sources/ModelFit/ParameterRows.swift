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
  ///   - weights: The groups' sizes, where these are parameters.
  ///   - level: The level of the confidence intervals.
  /// - Returns: One entry for each row of the table, in its order.
  static func make(
    _ fitter: Fitter, _ estimates: Estimates, covariance: Matrix?,
    weights: GroupWeights?, level: Double
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
    for constraint in table.constraints + table.weightConstraints {
      // By how much it is met, as in lavaan: right minus left for `<`.
      rows[constraint.row].estimate =
        constraint.expression.value(estimates.rowValues)
    }
    let errors = standardErrors(
      table, estimates, covariance: covariance, weights: weights)
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
  ///   - weights: The groups' sizes, where these are parameters.
  /// - Returns: One entry for each row; `nil` where nothing is estimated.
  static func standardErrors(
    _ table: ParameterTable, _ estimates: Estimates, covariance: Matrix?,
    weights: GroupWeights?
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
      let derivatives = definition.expression.gradient(estimates.rowValues)
      for (row, derivative) in derivatives {
        if let parameter = table.rows[row].parameter {
          gradient.add(derivative, to: parameter)
        }
      }
      let error = gradient.standardError(covariance)
      guard let own = weights?.variance(derivatives), own > 0 else {
        result[definition.row] = error
        continue
      }
      result[definition.row] = ((error ?? 0) * (error ?? 0) + own).squareRoot()
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
