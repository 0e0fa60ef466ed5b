internal import FitSettings
internal import LinearAlgebra
public import ModelFit
internal import MomentStructure
internal import Probability
internal import Specification

extension Fit {
  /// The fit with standard errors, z values, intervals and the parameters'
  /// covariances from a bootstrap, as lavaan's `se = "bootstrap"` has them.
  ///
  /// - Parameter results: The results of this fit's bootstrap.
  /// - Returns: The fit; its estimates and fit measures are the same.
  public func withStandardErrors(from results: BootstrapResults) -> Fit {
    var statistics: [BootstrapStatistic: DrawnStatistic] = [:]
    for drawn in results.statistics {
      statistics[drawn.column.statistic] = drawn
    }
    var fit = self
    for row in parameters.indices {
      func error(_ statistic: BootstrapStatistic) -> Double? {
        statistics[statistic]?.standardError
      }
      if let own = statistics[.estimate(row: row)] {
        fit.parameters[row].adopt(own)
      }
      fit.parameters[row].standardizedLatent?.standardError =
        error(.standardizedLatent(row: row))
      fit.parameters[row].standardizedAll?.standardError =
        error(.standardizedAll(row: row))
      fit.parameters[row].standardizedNoExogenous?.standardError =
        error(.standardizedNoExogenous(row: row))
    }
    fit.options.standardErrors = .bootstrap
    fit.options.confidenceLevel = results.origin.level
    fit.parameterCovariance = covariance(results.draws)
    fit.bootstrapOrigin = results.origin
    fit.warnings += results.warnings(of: self)
    return fit
  }

  /// The covariances of the free parameters' usable draws, divisor R − 1.
  private func covariance(_ draws: BootstrapDraws) -> Matrix {
    let columns = model.rowOfParameter.compactMap {
      draws.column(.estimate(row: $0))
    }
    let usable = draws.replicates.indices.filter(draws.isUsable)
    let n = Double(usable.count)
    let centered = columns.map { column in
      let values = usable.map { draws.value($0, column) }
      let mean = values.reduce(0, +) / n
      return values.map { $0 - mean }
    }
    var result = Matrix(rows: columns.count, columns: columns.count)
    for i in columns.indices {
      for j in 0...i {
        let sum = zip(centered[i], centered[j]).reduce(0) { $0 + $1.0 * $1.1 }
        result[i, j] = sum / (n - 1)
        result[j, i] = result[i, j]
      }
    }
    return result
  }
}

extension ParameterEstimate {
  /// Takes a bootstrap's figures in place of the delta method's.
  fileprivate mutating func adopt(_ drawn: DrawnStatistic) {
    standardError = drawn.standardError
    lower = drawn.lower
    upper = drawn.upper
    z = nil
    pValue = nil
    guard let error = standardError, error > 0 else { return }
    z = estimate / error
    pValue = 2 * NormalDistribution.upperTail(abs(estimate / error))
  }
}
