internal import Estimation
internal import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import Specification

extension FitAnalysis {
  /// The parameters' covariances; also the test of identification.
  static func parameterCovariance(
    _ fitter: Fitter, _ estimates: Estimates, options: FitOptions,
    warnings: inout [FitWarning]
  ) throws(FitError) -> Matrix? {
    var kind = options.information ?? .expected
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
    let outcome = ParameterCovariance.invert(
      Information.matrix(kind, of: fitter), fitter: fitter,
      estimates: estimates)
    switch outcome {
    case .covariance(let matrix):
      return options.standardErrors == .none ? nil : matrix
    case .singular(let parameters):
      if kind != .expected, isIdentified(fitter, estimates) {
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

  private static func isIdentified(_ fitter: Fitter, _ estimates: Estimates)
    -> Bool
  {
    let outcome = ParameterCovariance.invert(
      Information.matrix(.expected, of: fitter), fitter: fitter,
      estimates: estimates)
    if case .covariance = outcome { return true }
    return false
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
