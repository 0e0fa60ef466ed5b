internal import Estimation
internal import FactorAnalysis
internal import FactorRotation
internal import FitSettings
internal import Latent
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import Specification
internal import TableReading

/// Factors that maximize the likelihood of incomplete cases: an exploratory
/// block in a model of its own, without rotation.
struct IncompleteFactors {
  let table: DataTable
  let variables: [String]
  /// The grouping variable and the group; `nil` for all cases.
  var group: (variable: String, label: String)?

  /// Finds a number of factors.
  func fitted(_ count: Int) throws(LatentError) -> FittedFactors {
    let factors = names(count)
    let terms = variables.map(Printed.name).joined(separator: " + ")
    let text =
      factors.map { "efa(\"b\")*\($0)" }.joined(separator: " + ")
      + " =~ " + terms
    var options = FitOptions()
    options.missing = .fullInformation
    options.model.kind = .cfa
    options.model.standardizeLatent = true
    var rotation = RotationRequest()
    rotation.name = .none
    options.estimation.rotation = rotation
    let fit = try Model(text: text).fit(
      to: table, group: group?.variable, groupLabels: group.map { [$0.label] },
      options: options)
    return taken(from: fit, factors)
  }

  /// Names that are none of the variables'.
  private func names(_ count: Int) -> [String] {
    var stem = "FACTOR_"
    while variables.contains(where: { $0.hasPrefix(stem) }) { stem += "_" }
    return (1...count).map { "\(stem)\($0)" }
  }

  private func taken(from fit: Fit, _ factors: [String]) -> FittedFactors {
    let (p, m) = (variables.count, factors.count)
    var loadings = Matrix(rows: p, columns: m)
    var places = [Int?](repeating: nil, count: p * m + p)
    var variances = [Double](repeating: 0, count: p)
    for (i, variable) in variables.enumerated() {
      for (r, factor) in factors.enumerated() {
        let row = fit.parameter(factor, "=~", variable)
        loadings[i, r] = row?.estimate ?? 0
        places[i + p * r] = row?.free
        variances[i] += loadings[i, r] * loadings[i, r]
      }
      let row = fit.parameter(variable, "~~", variable)
      places[p * m + i] = row?.free
      variances[i] += row?.estimate ?? .nan
    }
    var standardized = loadings
    for r in 0..<m {
      for i in 0..<p { standardized[i, r] /= variances[i].squareRoot() }
    }
    let unique = (0..<p).map { i in
      1 - standardized.row(i).reduce(0) { $0 + $1 * $1 }
    }
    let measures = fit.measures
    var own = FactorFit(
      degreesOfFreedom: Extraction.degreesOfFreedom(variables: p, factors: m),
      srmr: measures["srmr"] ?? .nan)
    own.chiSquare = measures["chisq"]
    own.probability = measures["pvalue"]
    own.baselineChiSquare = measures["baseline_chisq"]
    own.cfi = measures["cfi"]
    own.tli = measures["tli"]
    own.rmsea = measures["rmsea"]
    if let lower = measures["rmsea_ci_lower"],
      let upper = measures["rmsea_ci_upper"], lower <= upper
    {
      own.rmseaInterval = lower...upper
    }
    own.aic = measures["aic"]
    own.bic = measures["bic"]
    let size = Double(fit.observationCount)
    return FittedFactors(
      loadings: standardized, uniquenesses: unique,
      discrepancy: (measures["chisq"] ?? .nan) / size,
      isConverged: fit.isConverged,
      covariance: fit.parameterCovariance.map { covariance in
        let slopes = slopes(standardized, variances, places, covariance.rows)
        return size * (slopes * (covariance * slopes.transposed))
      }, fit: own)
  }

  /// The derivatives of the implied correlations, the pairs (i, j), i > j,
  /// column by column, by the free parameters.
  ///
  /// - Parameters:
  ///   - loadings: Λ of standardized variables.
  ///   - variances: The implied variances.
  ///   - places: The numbers of free loadings, factor by factor, and of residual
  ///     variances.
  ///   - count: The number of free parameters.
  /// - Returns: A row a pair.
  private func slopes(
    _ loadings: Matrix, _ variances: [Double], _ places: [Int?], _ count: Int
  ) -> Matrix {
    let (p, m) = (loadings.rows, loadings.columns)
    let common = loadings * loadings.transposed
    var result = Matrix(rows: p * (p - 1) / 2, columns: count)
    var row = 0
    for j in 0..<p {
      for i in (j + 1)..<max(p, j + 1) {
        for (own, other) in [(i, j), (j, i)] {
          let scale = variances[own].squareRoot()
          for r in 0..<m {
            guard let place = places[own + p * r] else { continue }
            result[row, place - 1] +=
              (loadings[other, r] - common[i, j] * loadings[own, r]) / scale
          }
          if let place = places[p * m + own] {
            result[row, place - 1] -= common[i, j] / (2 * variances[own])
          }
        }
        row += 1
      }
    }
    return result
  }
}
