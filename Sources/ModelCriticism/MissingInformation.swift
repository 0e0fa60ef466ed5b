internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import MomentInformation
internal import SampleStatistics
internal import Specification

extension Fit {
  /// The fraction of the information on each row's parameter that missing
  /// values cost: one less the ratio of the squared standard errors of complete
  /// cases with the saturated moments to those of the incomplete cases (Savalei
  /// & Rhemtulla, 2012), both at the estimates, as in lavaan.
  ///
  /// Standard errors are those of the information of the fit, robust ones
  /// aside.
  ///
  /// - Returns: One entry for each row of `parameters`: free and defined
  ///   parameters; `nil` where nothing is estimated.
  /// - Throws: `LatentError` if the fit did not converge or is not one of
  ///   incomplete cases by full information.
  public func missingInformation() throws(LatentError) -> [Double?] {
    try requireLikelihoodOfCases(
      "fraction of missing information",
      remedy: "Compare standard errors with those of complete cases.")
    try requireConverged("fraction of missing information")
    guard options.missing.isFullInformation else {
      throw LatentError(
        code: .missingInformationNoLikelihood,
        message: "The fraction of missing information is that of a likelihood "
          + "of incomplete cases.",
        remedy: "Fit with full information (`missing: fiml`).")
    }
    let kind: InformationKind =
      options.informationKind == .expected ? .expected : .observed
    let incomplete = try evaluatedFitter()
    let complete = try Fitter(
      model, options: options.estimation,
      sample: sample.map { group in
        var own = Sample(
          label: group.label, moments: group.moments, source: .complete)
        own.size = group.size
        return own
      })
    complete.objective.theta.copy(from: estimates.theta)
    let hasMoments = complete.objective.evaluateAtTheta() != nil
    var listwise = options
    listwise.missing = .listwise
    let observed = Self.errors(incomplete, estimates, kind, options)
    let ideal = Self.errors(complete, estimates, kind, listwise)
    guard hasMoments, let observed, let ideal else {
      throw LatentError(
        code: .missingInformationSingular,
        message: "The information of complete cases with the same moments "
          + "cannot be computed.",
        remedy: "Look for parameters that the data hardly determine.")
    }
    return zip(observed, ideal).map { own, other in
      guard let own, let other, own > 0 else { return nil }
      return 1 - (other * other) / (own * own)
    }
  }

  /// The fit with `missingInformation()` in its reports.
  public func withMissingInformation() throws(LatentError) -> Fit {
    var fit = self
    fit.fractionsOfMissingInformation = try missingInformation()
    return fit
  }

  private static func errors(
    _ fitter: Fitter, _ estimates: Estimates, _ kind: InformationKind,
    _ options: FitOptions
  ) -> [Double?]? {
    let analysis = FitAnalysis(fitter, estimates, options: options)
    guard let inverse = analysis.robust.inverseMatrix(kind) else { return nil }
    return analysis.standardErrors(
      covariance: (1 / ParameterCovariance.divisor(fitter)) * inverse)
  }
}
