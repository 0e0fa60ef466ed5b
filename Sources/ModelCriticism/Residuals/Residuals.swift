internal import Estimation
public import LinearAlgebra
public import Messages
public import ModelFit
internal import MomentStructure
internal import SampleStatistics
public import Specification

/// The scalings of residual moments.
public enum ResidualKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// Sample minus implied moments.
  case raw
  /// Differences of correlations, and of means in the sample's standard
  /// deviations (Bollen, 1989, p. 258).
  case correlation = "cor"
  /// In the sample's standard deviations, whose mean square is the SRMR
  /// (Bentler, 1995).
  case scaled = "cor.bentler"
  /// Divided by the standard error of the sample moment.
  case normalized
  /// Divided by the standard error of the residual itself.
  case standardized
}

/// One group's residual moments.
public struct GroupResiduals: Sendable, Hashable, Encodable {
  /// The observed variables; given exogenous ones, the others.
  public var variables: [String]
  /// The residual covariances, p × p, those of ordered variables between
  /// correlations; NaN where one has no standard error.
  public var covariance: Matrix
  /// The residual means; 0 of ordered variables, empty without means.
  public var mean: [Double]
  /// The residuals of thresholds of ordered variables, and of slopes on
  /// exogenous ones; empty without ordered variables.
  public var responses: [ResponseResidual] = []
}

/// The residual of a threshold, or of a slope of a response.
public struct ResponseResidual: Sendable, Hashable, Encodable {
  /// The threshold `u1|t1`, or the slope `u1~x1`.
  public var parameter: ParameterKey
  /// The residual.
  public var value: Double
  /// Its standard error; `nil` where none was asked for.
  public var standardError: Double?
  /// Residual over standard error.
  public var z: Double?
}

extension Fit {
  /// The residual moments of every group.
  ///
  /// Standard errors of the sample moments are those of normal theory with
  /// the sample covariances (Jöreskog & Sörbom, 1981), or the
  /// distribution-free ones for WLS. Those of the residuals follow from the
  /// estimator's own projection, (I − P) Γ (I − P)ᵀ / N with
  /// P = Δ (ΔᵀVΔ)⁻¹ ΔᵀV (Hausman, 1978; Ogasawara, 2001). Of incomplete cases
  /// they are those of the saturated moments, see `MomentDistribution`. A
  /// residual that the model reproduces by construction is 0.
  ///
  /// - Parameter kind: The scaling.
  /// - Returns: One entry for each group, in the groups' order.
  /// - Throws: `LatentError` if the model is not identified, and for more
  ///   moments of incomplete cases than their covariances are made for.
  public func residuals(_ kind: ResidualKind) throws(LatentError)
    -> [GroupResiduals]
  {
    let errors =
      kind == .raw || kind == .correlation || kind == .scaled
      ? nil
      : try residualErrors(isNormalized: kind == .normalized)
    if let responses = responseResiduals {
      return responses.enumerated().map { index, own in
        own.residuals(kind, errors: errors?[index])
      }
    }
    return sample.indices.map { index in
      residuals(group: index, kind, errors: errors?[index])
    }
  }

  func residuals(
    group index: Int, _ kind: ResidualKind, errors: [Double]?
  ) -> GroupResiduals {
    let group = sample[index]
    let p = group.variables.count
    let implied = implied[index]
    let hasMeans = table.hasMeanStructure
    var covariance = group.covariance - implied.covariance
    var mean =
      hasMeans
      ? zip(group.mean ?? [], implied.mean).map { $0 - $1 } : []
    if kind == .correlation || kind == .scaled {
      let s = group.covariance.diagonal.map { $0.squareRoot() }
      let sigma =
        kind == .scaled
        ? s : implied.covariance.diagonal.map { $0.squareRoot() }
      for j in 0..<p {
        for i in 0..<p {
          covariance[i, j] =
            i == j && kind == .correlation
            ? 0
            : group.covariance[i, j] / (s[i] * s[j])
              - implied.covariance[i, j] / (sigma[i] * sigma[j])
        }
      }
      for i in mean.indices {
        mean[i] /= s[i]
      }
    }
    if let errors {
      let layout = MomentLayout(
        variableCount: p, hasMeans: !mean.isEmpty)
      func scale(_ residual: Double, _ error: Double, _ size: Double)
        -> Double
      {
        if abs(residual) <= 1e-8 * size { return 0 }
        return error > 0 ? residual / error : .nan
      }
      for j in 0..<p {
        for i in 0..<p {
          let size =
            (group.covariance[i, i] * group.covariance[j, j]).squareRoot()
          covariance[i, j] = scale(
            covariance[i, j], errors[layout.index(of: .covariance(i, j))],
            size)
        }
      }
      for i in mean.indices {
        let size = group.covariance[i, i].squareRoot()
        mean[i] = scale(mean[i], errors[i], size)
      }
    }
    return GroupResiduals(
      variables: group.variables, covariance: covariance, mean: mean)
  }

  /// Standard errors of the sample moments or of the residuals, one array for
  /// each group over its moments.
  private func residualErrors(isNormalized: Bool) throws(LatentError)
    -> [[Double]]
  {
    if isNormalized {
      let fitter = try evaluatedFitter()
      return try ResidualOperators.all(self, fitter).map { group in
        group.gammaDiagonal.map { ($0 / group.count).squareRoot() }
      }
    }
    return try ResidualCovariance.all(self).map { $0.errors(.raw) }
  }
}
