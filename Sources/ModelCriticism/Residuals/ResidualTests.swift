internal import Estimation
public import LinearAlgebra
public import Messages
public import ModelFit
internal import MomentStructure
internal import Probability
internal import SampleStatistics

/// One group's residuals with standard errors and z values.
public struct ResidualTests: Sendable, Hashable, Encodable {
  /// The scale: raw, in the sample's standard deviations, or of correlations.
  public var kind: ResidualKind
  /// The observed variables.
  public var variables: [String]
  /// The residual covariances or correlations, p × p.
  public var covariance: Matrix
  /// Their standard errors; 0 where the model reproduces the moment.
  public var covarianceErrors: Matrix
  /// Residual over standard error; NaN where that is 0 and the residual not.
  public var covarianceZ: Matrix
  /// The residual means; empty without means.
  public var mean: [Double]
  /// Their standard errors.
  public var meanErrors: [Double]
  /// Residual over standard error.
  public var meanZ: [Double]
  /// The residuals of thresholds and slopes of ordered variables; empty without
  /// these.
  public var responses: [ResponseResidual] = []
}

/// A root mean square of residuals with its sampling error
/// (Maydeu-Olivares, 2017).
public struct RootMeanSquareResidual: Sendable, Hashable, Encodable {
  /// The root mean square of the sample's residuals.
  public var value: Double
  /// Its standard error under exact fit; `nil` if no residual varies.
  public var standardError: Double?
  /// The z value of the test of exact fit.
  public var exactFitZ: Double?
  /// Its p value, one-sided.
  public var exactFitPValue: Double?
  /// The estimate of the population's root mean square, nearly unbiased.
  public var unbiased: Double?
  /// The standard error of that.
  public var unbiasedError: Double?
  /// The lower end of its 90% interval.
  public var lower: Double?
  /// The upper end of its 90% interval.
  public var upper: Double?
  /// The z value of the test of close fit: the population's value is at most
  /// 0.05.
  public var closeFitZ: Double?
  /// Its p value, one-sided.
  public var closeFitPValue: Double?

  /// The level of the interval.
  public static let level = 0.9
  /// The value of the hypothesis of close fit.
  public static let closeFit = 0.05
}

/// One group's root mean squares on one scale: RMR, SRMR or CRMR.
public struct ResidualSummary: Sendable, Hashable, Encodable {
  /// The scale: `.raw` of the RMR, `.scaled` of the SRMR, `.correlation` of
  /// the CRMR.
  public var kind: ResidualKind
  /// That of the covariances.
  public var covariance: RootMeanSquareResidual
  /// That of the means; `nil` without means.
  public var mean: RootMeanSquareResidual?
  /// That of thresholds; `nil` without ordered variables.
  public var thresholds: RootMeanSquareResidual?
  /// That of slopes on exogenous variables; `nil` where there are none among
  /// the moments.
  public var slopes: RootMeanSquareResidual?
  /// That of all moments; `nil` without means.
  ///
  /// Beside ordered variables, means of continuous ones do not count.
  public var total: RootMeanSquareResidual?

  /// The name: `rmr`, `srmr` or `crmr`.
  public var name: String {
    switch kind {
    case .scaled: "srmr"
    case .correlation: "crmr"
    default: "rmr"
    }
  }
}

extension Fit {
  /// The residuals with standard errors and z values.
  ///
  /// Standard errors follow from those of the residual covariances, see
  /// `residuals(_:)`, and the derivatives of the scale at the sample's
  /// covariances.
  ///
  /// - Parameter kind: `.raw`, `.scaled` or `.correlation`.
  /// - Returns: One entry for each group.
  /// - Throws: `LatentError` if the fit did not converge, is not identified, or
  ///   for a scale that has its errors in it already.
  public func residualTests(_ kind: ResidualKind) throws(LatentError)
    -> [ResidualTests]
  {
    try requireTestable(kind)
    let covariances = try ResidualCovariance.all(self)
    if let responses = responseResiduals {
      return responses.enumerated().map { index, own in
        Self.tests(own, kind, errors: covariances[index].errors(kind))
      }
    }
    return sample.indices.map { index in
      let residuals = residuals(group: index, kind, errors: nil)
      let errors = covariances[index].errors(kind)
      let p = residuals.variables.count
      let layout = MomentLayout(
        variableCount: p, hasMeans: !residuals.mean.isEmpty)
      let sample = sample[index].covariance
      func unit(_ i: Int) -> Double {
        kind == .raw ? sample[i, i].squareRoot() : 1
      }
      func z(_ residual: Double, _ error: Double, _ size: Double) -> Double {
        if abs(residual) <= 1e-8 * size { return 0 }
        return error > 0 ? residual / error : .nan
      }
      var tests = ResidualTests(
        kind: kind, variables: residuals.variables,
        covariance: residuals.covariance,
        covarianceErrors: Matrix(rows: p, columns: p),
        covarianceZ: Matrix(rows: p, columns: p), mean: residuals.mean,
        meanErrors: Array(errors[layout.means]), meanZ: [])
      for j in 0..<p {
        for i in 0..<p {
          let error = errors[layout.index(of: .covariance(i, j))]
          tests.covarianceErrors[i, j] = error
          tests.covarianceZ[i, j] = z(
            residuals.covariance[i, j], error, unit(i) * unit(j))
        }
      }
      tests.meanZ = residuals.mean.indices.map {
        z(residuals.mean[$0], errors[$0], unit($0))
      }
      return tests
    }
  }

  private static func tests(
    _ own: GroupResponses, _ kind: ResidualKind, errors: [Double]
  ) -> ResidualTests {
    let values = own.values(kind)
    let ratios = own.ratios(kind, values, errors)
    return ResidualTests(
      kind: kind, variables: own.variables,
      covariance: own.layout.covariance(in: values),
      covarianceErrors: own.layout.covariance(in: errors),
      covarianceZ: own.layout.covariance(in: ratios), mean: own.means(values),
      meanErrors: own.means(errors), meanZ: own.means(ratios),
      responses: own.others(values, errors: errors, ratios: ratios))
  }

  /// The root mean square of the residuals with its sampling error: standard
  /// error, test of exact fit, unbiased estimate with interval and test of
  /// close fit (Maydeu-Olivares, 2017).
  ///
  /// - Parameter kind: `.raw`, `.scaled` or `.correlation`.
  /// - Returns: One entry for each group.
  /// - Throws: As `residualTests(_:)` does.
  public func residualSummary(_ kind: ResidualKind) throws(LatentError)
    -> [ResidualSummary]
  {
    try requireTestable(kind)
    let covariances = try ResidualCovariance.all(self)
    if let responses = responseResiduals {
      return responses.enumerated().map { index, own in
        Self.summary(
          own, kind,
          covariances[index].parts(kind, residuals: own.values(kind)))
      }
    }
    return sample.indices.map { index in
      let residuals = residuals(group: index, kind, errors: nil)
      let p = residuals.variables.count
      let parts = covariances[index].parts(
        kind, residuals: residuals.mean + Vech.vector(residuals.covariance))
      let count = Vech.count(order: p) - (kind == .correlation ? p : 0)
      let hasMeans = !residuals.mean.isEmpty
      return ResidualSummary(
        kind: kind,
        covariance: RootMeanSquareResidual(parts.covariance, count: count),
        mean: hasMeans ? RootMeanSquareResidual(parts.mean, count: p) : nil,
        total: hasMeans
          ? RootMeanSquareResidual(parts.total, count: count + p) : nil)
    }
  }

  private static func summary(
    _ own: GroupResponses, _ kind: ResidualKind,
    _ parts: ResidualCovariance.Parts
  ) -> ResidualSummary {
    let layout = own.layout
    let count = own.covarianceCount(kind)
    return ResidualSummary(
      kind: kind,
      covariance: RootMeanSquareResidual(parts.covariance, count: count),
      thresholds: RootMeanSquareResidual(
        parts.thresholds, count: layout.thresholds.count),
      slopes: layout.slopes.isEmpty
        ? nil
        : RootMeanSquareResidual(parts.slopes, count: layout.slopes.count),
      total: RootMeanSquareResidual(
        parts.total,
        count: count + layout.thresholds.count + layout.slopes.count))
  }

  private func requireTestable(_ kind: ResidualKind) throws(LatentError) {
    try requireConverged("residual tests", takesOrdered: true)
    guard kind == .normalized || kind == .standardized else { return }
    throw LatentError(
      code: .residualsNoErrors,
      message: "The \(kind.rawValue) residuals are divided by their standard "
        + "errors already.",
      remedy: "Ask for tests of raw, cor or cor.bentler residuals.")
  }
}

extension RootMeanSquareResidual {
  /// Makes the figures from sums over `count` residuals that can vary.
  init(_ sums: ResidualCovariance.Sums, count: Int) {
    let size = Double(count)
    value = count > 0 ? (sums.squares / size).squareRoot() : 0
    guard count > 0 else { return }
    let (t1, t2) = (sums.trace, sums.squaredTrace)
    let variance = t2 / (2 * t1 * size)
    // Nothing varies in a model that reproduces all moments.
    guard variance.isFinite, t1 > 1e-10 * sums.sampling else { return }
    let error = variance.squareRoot()
    standardError = error
    let expected =
      (t1 / size).squareRoot() * (4 * t1 * t1 - t2) / (4 * t1 * t1)
    let exact = max(value - expected, 0) / error
    exactFitZ = exact
    exactFitPValue = NormalDistribution.upperTail(exact)
    let spread = t2 + 2 * sums.form
    let correction = 1 - spread / (4 * sums.squares * sums.squares)
    let estimate =
      (max(sums.squares - t1, 0) / size).squareRoot() / correction
    let unbiasedVariance =
      spread / (2 * size * sums.squares * correction * correction)
    guard estimate.isFinite, unbiasedVariance.isFinite,
      unbiasedVariance > 0
    else { return }
    unbiased = estimate
    let unbiasedError = unbiasedVariance.squareRoot()
    self.unbiasedError = unbiasedError
    let quantile = NormalDistribution.upperQuantile((1 - Self.level) / 2)
    lower = estimate - quantile * unbiasedError
    upper = estimate + quantile * unbiasedError
    let close = (estimate - Self.closeFit) / unbiasedError
    closeFitZ = close
    closeFitPValue = NormalDistribution.upperTail(close)
  }
}
