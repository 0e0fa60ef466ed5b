internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import Optimization
internal import Specification

extension FitAnalysis {
  /// The parameters' covariances; also the test of identification.
  static func parameterCovariance(
    _ robust: RobustAnalysis, options: FitOptions,
    warnings: inout [FitWarning]
  ) throws(FitError) -> Matrix? {
    let fitter = robust.fitter
    var kind = options.outerInformation
    let estimator = options.estimation.estimator
    if kind != .expected, estimator == .uls || estimator == .wls {
      warnings.append(
        FitWarning(
          code: "information.expected-used",
          message: "The estimator \(estimator.rawValue) has no "
            + "\(kind.rawValue) information; the expected one was used."))
      kind = .expected
    }
    if kind == .firstOrder, estimator != .ml {
      throw FitError(
        code: "information.unsupported",
        message: "The first-order information exists for ML only.",
        remedy: "Use --information expected or observed.")
    }
    try requireSaturated(robust, kind, options)
    switch robust.inverse(kind) {
    case .covariance(let inverse):
      if options.standardErrors.isClustered
        || options.standardErrors.isTwoStage && options.cluster != nil,
        let warning = fewClusters(robust)
      {
        warnings.append(warning)
      }
      return covariance(robust, inverse, options.standardErrors)
    case .singular(let parameters):
      if kind != .expected, robust.inverseMatrix(.expected) != nil {
        warnings.append(
          FitWarning(
            code: "information.singular",
            message: "The \(kind.rawValue) information matrix is singular; "
              + "there are no standard errors. The expected information is "
              + "not singular: use --information expected."))
        return nil
      }
      throw unidentified(fitter.model, parameters)
    }
  }

  /// Refuses an information that rests on the saturated model of incomplete
  /// cases where that has none.
  private static func requireSaturated(
    _ robust: RobustAnalysis, _ kind: InformationKind, _ options: FitOptions
  ) throws(FitError) {
    guard robust.isIncomplete,
      robust.variant.isUnstructured(kind)
        || robust.variant.isUnstructured(.firstOrder)
          && options.standardErrors.isFromScores,
      robust.saturated == nil
    else { return }
    throw FitError(
      code: "information.no-saturated",
      message: SaturatedForms.isTooLarge(robust.fitter)
        ? "Unstructured informations of incomplete cases are made for up to "
          + "\(SaturatedForms.momentLimit) means and covariances."
        : "The information matrix of the saturated moments is singular.",
      remedy: "Leave --h1-information out.")
  }

  /// The covariances of more parameters than clusters have no full rank.
  private static func fewClusters(_ robust: RobustAnalysis) -> FitWarning? {
    // The greatest number, from 0, is the rank that a group's clusters give.
    let count = robust.fitter.sample.groups.reduce(0) {
      $0 + ($1.clusters?.max() ?? 0)
    }
    let parameters = robust.fitter.space.substitution.reducedCount
    guard count < parameters else { return nil }
    return FitWarning(
      code: "cluster.few",
      message: "There are fewer clusters than parameters (\(parameters)): "
        + "standard errors of single parameters can be used with caution, "
        + "tests of many parameters at once cannot.")
  }

  /// The covariances by the kind of standard errors, from the inverse of the
  /// information of one case.
  private static func covariance(
    _ robust: RobustAnalysis, _ inverse: Matrix, _ kind: StandardErrorKind
  ) -> Matrix? {
    switch kind {
    case .none: nil
    case .standard, .bootstrap:
      (1 / ParameterCovariance.divisor(robust.fitter)) * inverse
    case .robustHuberWhite, .robustCluster:
      robust.sandwich(inverse, robust.scoreProducts)
    case .robustSEM, .robustClusterSEM, .twoStage, .robustTwoStage:
      robust.weightedProducts.map { robust.sandwich(inverse, $0) }
    }
  }

  private static func unidentified(_ model: CompiledModel, _ parameters: [Int])
    -> FitError
  {
    let names = names(parameters, model)
    return FitError(
      code: notIdentified,
      message: "The model is not identified: the data cannot tell these "
        + "parameters apart: \(names.joined(separator: "; ")).",
      remedy: "Fix one of them, equate some, or add indicators or "
        + "instruments.")
  }

  /// The first dozen parameters by name.
  static func names(_ parameters: [Int], _ model: CompiledModel)
    -> [String]
  {
    let labels = model.table.groupLabels
    let names = parameters.prefix(12).map { parameter in
      let row = model.table.rows[model.rowOfParameter[parameter]]
      let text =
        row.op == .intercept
        ? "\(row.lhs) ~ 1" : "\(row.lhs) \(row.op.rawValue) \(row.rhs)"
      return labels.count > 1 ? "\(text) (\(labels[row.group - 1]))" : text
    }
    let more = parameters.count - names.count
    return more > 0 ? names + ["and \(more) more"] : names
  }
}
