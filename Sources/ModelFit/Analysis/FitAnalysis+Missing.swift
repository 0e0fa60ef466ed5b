internal import Estimation
package import FitSettings
internal import Specification

extension FitAnalysis {
  /// Refuses what the treatment of missing values does not go with.
  package static func requireKnownCombination(
    _ options: FitOptions
  ) throws(FitError) {
    if !options.missing.isFullInformation, !options.auxiliary.isEmpty {
      throw FitError(
        code: "auxiliary.needs-fiml",
        message: "Auxiliary variables tell about missing values; with "
          + "`missing: \(options.missing.rawValue)` nothing would use them.",
        remedy: "Use --missing fiml, or leave --auxiliary out.")
    }
    if options.missing.keepsIncomplete, !options.missing.isFullInformation,
      options.samplingWeights != nil
    {
      throw FitError(
        code: "missing.sampling-weights",
        message: "Sampling weights are not supported with `missing: "
          + "\(options.missing.rawValue)`.",
        remedy: "Use --missing fiml, or leave the weights out.")
    }
    switch options.missing {
    case .listwise: return
    case .fullInformation, .fullInformationExogenous:
      try requireKnownFullInformation(options)
    case .twoStage, .robustTwoStage: try options.requireKnownTwoStage()
    case .pairwise: try requireKnownPairwise(options)
    }
  }

  private static func requireKnownPairwise(
    _ options: FitOptions
  ) throws(FitError) {
    let estimator = options.estimation.estimator
    if estimator == .gls {
      throw FitError(
        code: "missing.pairwise-gls",
        message: "The estimator GLS is not supported with `missing: "
          + "pairwise`.",
        remedy: "Use ML or ULS, or --missing listwise.")
    }
    let need =
      options.cluster != nil
      ? "The option cluster"
      : estimator == .wls ? "The estimator WLS" : nil
    guard let need = need ?? options.firstNeedOfCases else { return }
    throw FitError(
      code: "missing.pairwise",
      message: "\(need) need\(need.hasSuffix("errors") ? "" : "s") cases; "
        + "`missing: pairwise` uses covariances only.",
      remedy: "Use --missing fiml or robust.two.stage, or ML or ULS with "
        + "the usual standard errors and test.")
  }

  /// Refuses what full information does not go with.
  private static func requireKnownFullInformation(
    _ options: FitOptions
  ) throws(FitError) {
    if !options.auxiliary.isEmpty, options.model.fixedExogenous == true {
      throw FitError(
        code: "auxiliary.fixed-x",
        message: "Auxiliary variables covary with exogenous variables, whose "
          + "moments cannot be fixed then.",
        remedy: "Leave --fixed-x out.")
    }
    let name = options.missing.rawValue
    let estimator = options.estimation.estimator
    if estimator != .ml {
      throw FitError(
        code: "missing.needs-ml",
        message: "`missing: \(name)` is maximum likelihood; the estimator is "
          + "\(estimator.rawValue).",
        remedy: "Use --estimator ML, or --missing listwise.")
    }
    if options.standardErrors.isFromMoments {
      throw FitError(
        code: "missing.standard-errors",
        message: "The \(options.standardErrors.rawValue) standard errors need "
          + "complete cases.",
        remedy: "Use MLR, or --missing listwise.")
    }
    if let test = options.tests.first(where: {
      $0 != .standard && $0 != .yuanBentlerMplus
    }) {
      throw FitError(
        code: "missing.test",
        message: "The test \(test.rawValue) needs complete cases.",
        remedy: "Use yuan.bentler.mplus (estimator MLR), or --missing "
          + "listwise.")
    }
    if options.estimation.likelihood == .wishart {
      throw FitError(
        code: "missing.needs-normal-likelihood",
        message: "Incomplete cases have no Wishart likelihood.",
        remedy: "Leave --likelihood out.")
    }
  }
}
