internal import Estimation
internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import ModelSyntax
internal import MomentStructure
internal import Probability
internal import Specification

extension Fit {
  /// The fit with standard errors, z values and intervals of defined parameters
  /// in another way than by the delta method.
  ///
  /// - Parameter method: The way.
  /// - Returns: The fit; other rows are the same.
  /// - Throws: `LatentError` if the fit did not converge, has no standard errors
  ///   or no defined parameters, or if the draws are too few.
  public func withDefinitionErrors(_ method: DefinitionErrors)
    throws(LatentError) -> Fit
  {
    try requireConverged(
      "standard errors of defined parameters", takesOrdered: true)
    try requireDefinitionsWithoutWeights("standard errors of another kind")
    guard !table.definitions.isEmpty else {
      throw LatentError(
        code: .definitionsNone,
        message: "The model has no defined parameters.",
        remedy: "Define some with `:=`.")
    }
    guard let covariance = parameterCovariance else {
      throw LatentError(
        code: .definitionsNoErrors,
        message: "The fit has no standard errors.",
        remedy: "Fit with standard errors.")
    }
    var fit = self
    fit.definitionErrors = method
    switch method {
    case .secondOrder: fit.adoptSecondOrder(covariance)
    case .monteCarlo(let draws, let seed):
      var options = EffectOptions()
      options.monteCarloDraws = draws
      options.seed = seed
      _ = try options.level(of: self)
      guard draws > 0 else {
        throw LatentError(
          code: .effectsTooFewDraws,
          message: "\(draws) draws are too few for Monte Carlo intervals.",
          remedy: "Take 20000.")
      }
      fit.adoptDraws(draws, seed, covariance)
    }
    return fit
  }

  /// The variances gᵀVg + ½ tr((HV)²) with g and H the first and second
  /// derivatives of a definition.
  private mutating func adoptSecondOrder(_ covariance: Matrix) {
    let quantile = NormalDistribution.upperQuantile(
      (1 - options.confidenceLevel) / 2)
    for definition in table.definitions
    where parameters[definition.row].standardError != nil {
      let (gradient, hessian) = derivatives(of: definition.expression)
      let first = zip(gradient, covariance * gradient).reduce(0) {
        $0 + $1.0 * $1.1
      }
      let product = hessian * covariance
      var second = 0.0
      for i in 0..<product.rows {
        for j in 0..<product.rows { second += product[i, j] * product[j, i] }
      }
      let error = (first + 0.5 * second).squareRoot()
      guard error.isFinite else { continue }
      let estimate = parameters[definition.row].estimate
      parameters[definition.row].adopt(
        error, lower: estimate - quantile * error,
        upper: estimate + quantile * error)
    }
  }

  /// A definition's derivatives by the free parameters: the second ones by
  /// central differences of the exact first ones.
  private func derivatives(of expression: ParameterExpression) -> (
    gradient: [Double], hessian: Matrix
  ) {
    let count = model.parameterCount
    func gradient(_ rows: [Double]) -> [Double] {
      var result = [Double](repeating: 0, count: count)
      for (row, derivative) in expression.gradient(rows) {
        if let parameter = model.parameterOfRow[row] {
          result[parameter] += derivative
        }
      }
      return result
    }
    var rows = estimates.rowValues
    let own = gradient(rows)
    var hessian = Matrix(rows: count, columns: count)
    for row in expression.rows {
      guard let parameter = model.parameterOfRow[row] else { continue }
      let value = rows[row]
      let step = 1e-5 * max(abs(value), 1e-3)
      rows[row] = value + step
      let above = gradient(rows)
      rows[row] = value - step
      let below = gradient(rows)
      rows[row] = value
      for k in 0..<count {
        hessian[k, parameter] = (above[k] - below[k]) / (2 * step)
      }
    }
    return (own, 0.5 * (hessian + hessian.transposed))
  }

  /// Standard deviations and percentiles over draws from N(θ̂, V).
  private mutating func adoptDraws(
    _ count: Int, _ seed: UInt64, _ covariance: Matrix
  ) {
    let kinds = Standardization.allCases
    let plan = StandardizationPlan(model)
    let definitions = table.definitions
    let model = model
    var rows = estimates.rowValues
    var plain = rows
    let draws = MonteCarloDraws(
      self, covariance: covariance,
      valueCount: definitions.count * (1 + kinds.count), count: count,
      seed: seed
    ) { blocks, theta, values in
      for (parameter, row) in model.rowOfParameter.enumerated() {
        rows[row] = theta[parameter]
      }
      for (place, definition) in definitions.enumerated() {
        values[place] = definition.expression.value(rows)
      }
      for kind in kinds {
        for (row, recipe) in plan.recipes[kind.rawValue].enumerated() {
          guard let recipe else { continue }
          let block = blocks[recipe.block]
          plain[row] =
            rows[row] * (recipe.first?.scale(in: block) ?? 1)
            * (recipe.second?.scale(in: block) ?? 1)
        }
        for (place, definition) in definitions.enumerated() {
          values[definitions.count * (1 + kind.rawValue) + place] =
            definition.expression.value(plain)
        }
      }
    }
    let level = options.confidenceLevel
    warnOfUnstableRatios(covariance, count: count, seed: seed)
    for (place, definition) in definitions.enumerated()
    where parameters[definition.row].standardError != nil {
      let row = definition.row
      if let own = draws.interval(place, level: level) {
        parameters[row].adopt(
          own.standardError, lower: own.lower, upper: own.upper)
      }
      for kind in kinds {
        let index = definitions.count * (1 + kind.rawValue) + place
        let error = draws.interval(index, level: level)?.standardError
        switch kind {
        case .latent: parameters[row].standardizedLatent?.standardError = error
        case .all: parameters[row].standardizedAll?.standardError = error
        case .noExogenous:
          parameters[row].standardizedNoExogenous?.standardError = error
        }
      }
    }
  }
}

extension Fit {
  /// Warns of defined parameters that divide by something whose Monte Carlo
  /// interval holds 0: a ratio whose denominator has a density at 0 has no
  /// variance (Marsaglia, 2006).
  private mutating func warnOfUnstableRatios(
    _ covariance: Matrix, count: Int, seed: UInt64
  ) {
    let model = model
    var names: [String] = []
    for definition in table.definitions {
      let denominators = definition.expression.denominators
      if denominators.isEmpty { continue }
      var rows = estimates.rowValues
      let draws = MonteCarloDraws(
        self, covariance: covariance, valueCount: denominators.count,
        count: count, seed: seed
      ) { _, theta, values in
        for (parameter, row) in model.rowOfParameter.enumerated() {
          rows[row] = theta[parameter]
        }
        for (place, denominator) in denominators.enumerated() {
          values[place] = denominator.value(rows)
        }
      }
      let isUnstable = denominators.indices.contains { place in
        draws.interval(place, level: options.confidenceLevel).map {
          $0.lower < 0 && $0.upper > 0
        } ?? false
      }
      if isUnstable { names.append(table.rows[definition.row].lhs) }
    }
    if let warning = LatentWarning(unstableRatios: names) {
      warnings.append(warning)
    }
  }
}

extension ParameterEstimate {
  /// Takes a standard error and an interval.
  fileprivate mutating func adopt(
    _ error: Double, lower: Double, upper: Double
  ) {
    standardError = error
    self.lower = lower
    self.upper = upper
    z = nil
    pValue = nil
    guard error > 0 else { return }
    z = estimate / error
    pValue = 2 * NormalDistribution.upperTail(abs(estimate / error))
  }
}
