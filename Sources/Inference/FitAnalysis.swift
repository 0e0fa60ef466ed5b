package import Estimation
internal import LinearAlgebra
internal import ModelSyntax
package import MomentStructure
internal import Optimization
internal import SampleData
package import Specification

/// From a parameter table and a sample to a fit.
package enum FitAnalysis {
  /// Fits a model.
  ///
  /// - Parameters:
  ///   - table: The parameter table.
  ///   - sample: The groups' samples in the table's order, moments with the
  ///     estimator's divisor, variables in the order of the table's roles.
  ///   - options: The choices.
  ///   - warnings: What is known before the fit; it stands first in the fit's.
  /// - Returns: The fit, converged or not.
  /// - Throws: `FitError` if no fit can be made; a fit that does not converge
  ///   is a result, not an error.
  package static func run(
    _ table: ParameterTable, sample: [FitSampleGroup], options: FitOptions,
    warnings: [FitWarning] = []
  ) throws(FitError) -> Fit {
    guard options.standardErrors != .bootstrap else {
      throw FitError(
        code: "se.bootstrap-is-drawn",
        message: "Bootstrap standard errors are drawn after a fit.",
        remedy: "Fit with standard errors, draw with Fit.bootstrap, then use "
          + "Fit.withStandardErrors(from:).")
    }
    let model = try compile(table)
    let fitter = try makeFitter(model, sample: sample, options: options)
    let estimates = fitter.fit()
    do {
      return try analyze(
        fitter, estimates, sample: sample, options: options,
        warnings: warnings)
    } catch {
      // Starting values of zero can lie on a saddle, where the information
      // is singular though the model is identified.
      guard error.code == Self.notIdentified,
        let lower = fitter.fitBeside(estimates)
      else { throw error }
      return try analyze(
        fitter, lower, sample: sample, options: options, warnings: warnings)
    }
  }

  private static let notIdentified = "model.not-identified"

  /// Compiles a table.
  package static func compile(_ table: ParameterTable) throws(FitError)
    -> CompiledModel
  {
    do {
      return try CompiledModel(table)
    } catch {
      throw FitError(
        code: error.code, message: error.message, remedy: error.remedy)
    }
  }

  /// Makes a fitter, refusing models with more parameters than moments.
  package static func makeFitter(
    _ model: CompiledModel, sample: [FitSampleGroup], options: FitOptions
  ) throws(FitError) -> Fitter {
    try requireKnownCombination(model, options)
    if options.information == .firstOrder,
      options.estimation.estimator == .ml,
      sample.contains(where: { $0.rows == nil })
    {
      throw FitError(
        code: "information.needs-raw-data",
        message: "The first-order information needs raw data.",
        remedy: "Give a data file instead of covariances, or use the "
          + "expected or observed information.")
    }
    let groups = try sample.enumerated().map {
      (index, group) throws(FitError) in
      GroupMoments(
        observationCount: group.observationCount,
        covariance: group.covariance,
        mean: group.mean
          ?? [Double](repeating: 0, count: group.variables.count),
        weight: try weight(
          group, hasMeans: model.blocks[index].hasMeans, options: options),
        cases: options.information == .firstOrder
          ? group.rows.map {
            Matrix(
              rows: $0.count, columns: group.variables.count,
              elements: $0.values)
          } : nil)
    }
    if model.table.hasMeanStructure,
      sample.contains(where: { $0.mean == nil })
    {
      throw FitError(
        code: "sample.no-means",
        message: "The model has intercepts, but the sample has no means.",
        remedy: "Give the means (--means FILE), or leave means out of the "
          + "model (--meanstructure false).")
    }
    do {
      let fitter = try Fitter(
        model, options: options.estimation,
        sample: EstimationSample(groups: groups))
      try requireDegrees(fitter)
      return fitter
    } catch let error as FitError {
      throw error
    } catch let error as EstimationError {
      throw FitError(
        code: error.code, message: error.message, remedy: error.remedy)
    } catch {
      preconditionFailure("the two errors above are all there are")
    }
  }

  /// Refuses what would be ignored or wrong.
  private static func requireKnownCombination(
    _ model: CompiledModel, _ options: FitOptions
  ) throws(FitError) {
    let estimator = options.estimation.estimator
    if estimator == .wls,
      model.blocks.contains(where: { !$0.sampleCells.isEmpty })
    {
      throw FitError(
        code: "estimator.wls-fixed-x",
        message: "WLS with fixed exogenous variables is not supported.",
        remedy: "Leave --fixed-x out: with WLS they are random by default.")
    }
    if estimator != .ml, options.estimation.likelihood == .wishart {
      throw FitError(
        code: "likelihood.needs-ml",
        message: "The wishart likelihood belongs to ML; \(estimator.rawValue) "
          + "has no likelihood.",
        remedy: "Leave --likelihood out.")
    }
  }

  /// V of weighted least squares: the inverse of the moments' covariances.
  private static func weight(
    _ group: FitSampleGroup, hasMeans: Bool, options: FitOptions
  ) throws(FitError) -> Matrix? {
    guard options.estimation.estimator == .wls else { return nil }
    guard let gamma = group.asymptoticCovariance else {
      throw FitError(
        code: "estimator.needs-raw-data",
        message: "The estimator WLS needs raw data for its weight matrix.",
        remedy: "Give a data file instead of covariances, or use ML, GLS or "
          + "ULS.")
    }
    guard let inverse = gamma.choleskyInverse()?.inverse else {
      if group.observationCount > gamma.rows {
        throw FitError(
          code: "estimator.singular-weight",
          message: "The weight matrix of WLS is singular: some moments are "
            + "functions of others, as with binary variables and means.",
          remedy: "Use ML, GLS or ULS, or leave means or the binary variable "
            + "out.")
      }
      throw FitError(
        code: "estimator.sample-too-small",
        message: "The estimator WLS needs more cases "
          + "(\(group.observationCount)) than moments (\(gamma.rows)).",
        remedy: "Use ML, GLS or ULS, or fewer variables.")
    }
    return inverse
  }

  private static func requireDegrees(_ fitter: Fitter) throws(FitError) {
    let nonlinear = fitter.space.functions.indices.filter {
      fitter.space.isEquality($0)
    }.count
    let parameters = fitter.space.substitution.reducedCount - nonlinear
    let moments = TestStatistic.momentCount(fitter.model)
    guard parameters <= moments else {
      let names = undetermined(fitter)
      throw FitError(
        code: "model.too-many-parameters",
        message: "The model is not identified: it has \(parameters) free "
          + "parameters, but the sample only \(moments) moments."
          + (names.isEmpty
            ? "" : " Not determined: \(names.joined(separator: "; "))."),
        remedy: "Fix or equate \(parameters - moments) or more parameters, "
          + "or add indicators.")
    }
  }

  /// The parameters that the moments leave undetermined at the starting
  /// values.
  private static func undetermined(_ fitter: Fitter) -> [String] {
    let start = StartingValues.fromSample(fitter.model, sample: fitter.sample)
    fitter.objective.theta.copy(
      from: fitter.space.substitution.expand(
        fitter.space.substitution.reduce(start)))
    guard fitter.objective.evaluateAtTheta() != nil else { return [] }
    let outcome = ParameterCovariance.invert(
      Information.matrix(.expected, of: fitter), fitter: fitter,
      estimates: fitter.currentEstimates)
    guard case .singular(let parameters) = outcome else { return [] }
    return names(parameters, fitter.model)
  }

  /// Everything after the optimization.
  package static func analyze(
    _ fitter: Fitter, _ estimates: Estimates, sample: [FitSampleGroup],
    options: FitOptions, warnings known: [FitWarning] = []
  ) throws(FitError) -> Fit {
    var warnings = known
    var covariance: Matrix?
    let equalities = fitter.equalityCount(estimates)
    let parameterCount = fitter.model.parameterCount - equalities
    if estimates.isConverged {
      covariance = try parameterCovariance(
        fitter, estimates, options: options, warnings: &warnings)
      warnings += Admissibility.warnings(fitter.model, estimates)
      warnings += ActiveBounds.warnings(fitter, estimates)
    }
    let measures =
      estimates.isConverged
      ? measures(
        fitter, estimates, parameterCount: parameterCount,
        warnings: &warnings) : FitMeasures()
    return Fit(
      options: options, table: fitter.model.table, sample: sample,
      isConverged: estimates.isConverged,
      iterations: estimates.optimization.iterations,
      scaledGradient: estimates.optimization.scaledGradient,
      convergenceMessage: message(estimates, fitter),
      parameterCount: parameterCount, equalityConstraintCount: equalities,
      parameters: ParameterRows.make(
        fitter, estimates, covariance: covariance,
        level: options.confidenceLevel),
      measures: measures,
      rSquared: fitter.objective.blocks.map { block in
        RSquared(block.structure).entries.map {
          ($0.variable, $0.value(in: block))
        }
      },
      implied: estimates.implied,
      parameterCovariance: covariance,
      warnings: warnings, attempts: estimates.attempts, model: fitter.model,
      estimates: estimates)
  }

  /// The parameters' covariances; also the test of identification.
  private static func parameterCovariance(
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
  private static func names(_ parameters: [Int], _ model: CompiledModel)
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

  private static func measures(
    _ fitter: Fitter, _ estimates: Estimates, parameterCount: Int,
    warnings: inout [FitWarning]
  ) -> FitMeasures {
    var result = FitMeasures()
    let options = fitter.options
    let total = fitter.sample.totalCount
    let groups = fitter.sample.groups.count
    let test = TestStatistic(
      chiSquare: TestStatistic.chiSquare(fitter, estimates),
      degreesOfFreedom: TestStatistic.momentCount(fitter.model)
        - parameterCount)
    let baseline = BaselineModel(of: fitter)
    if baseline == nil {
      warnings.append(
        FitWarning(
          code: "baseline.not-converged",
          message: "The baseline model did not converge; indices that compare "
            + "with it are left out."))
    }
    let summary = FitSummary(
      estimator: options.estimator, test: test, baseline: baseline,
      parameterCount: parameterCount, totalCount: total,
      effectiveCount: Double(
        options.usesUnbiasedMoments ? total - groups : total),
      groupCount: groups)
    result.append("npar", Double(parameterCount))
    result.append("fmin", estimates.optimization.value)
    FitIndices.appendTests(summary, to: &result)
    FitIndices.appendIncremental(summary, to: &result)
    if options.estimator == .ml,
      let likelihood = LikelihoodMeasures(fitter, estimates)
    {
      likelihood.append(
        parameterCount: parameterCount, totalCount: total, to: &result)
    }
    FitIndices.appendRMSEA(summary, to: &result)
    ResidualMeasures.append(fitter, estimates, to: &result)
    FitIndices.appendCriticalN(summary, to: &result)
    GoodnessOfFit.append(fitter, estimates, test: test, to: &result)
    FitIndices.appendOthers(summary, to: &result)
    return result
  }

  private static func message(_ estimates: Estimates, _ fitter: Fitter)
    -> String
  {
    let result = estimates.optimization
    switch result.status {
    case .converged:
      return "The estimates converged after \(result.iterations) iterations."
    case .iterationLimit:
      return "The estimates did not converge within "
        + "\(result.iterations) iteration\(result.iterations == 1 ? "" : "s")"
        + "; give starting values with start(), or simplify the "
        + "model."
    case .noDescent:
      return "The estimates did not converge: after \(result.iterations) "
        + "iterations no step improved them. The model may not be identified "
        + "or may fit very badly."
    case .infeasibleStart:
      return "The estimation could not begin: the starting values imply no "
        + "positive definite covariance matrix. Give starting values with "
        + "start()."
    case .infeasibleConstraints:
      return "No parameter values were found that satisfy the constraints; "
        + "they may contradict each other. Remove one, or give starting "
        + "values with start() that satisfy them."
    }
  }

  /// Measures and standard errors of a refit, for a bootstrap's replicate.
  static func replicate(
    _ fitter: Fitter, options: FitOptions, withMeasures: Bool,
    withErrors: Bool
  ) -> (
    measures: FitMeasures, standardErrors: [Double?], covariance: Matrix?
  ) {
    fitter.adoptMoments()
    let estimates = fitter.currentEstimates
    var warnings: [FitWarning] = []
    let count =
      fitter.model.parameterCount - fitter.equalityCount(estimates)
    let measures =
      withMeasures
      ? measures(
        fitter, estimates, parameterCount: count, warnings: &warnings)
      : FitMeasures()
    var errors: [Double?] = []
    var covariance: Matrix?
    if withErrors {
      covariance = try? parameterCovariance(
        fitter, estimates, options: options, warnings: &warnings)
      errors = ParameterRows.make(
        fitter, estimates, covariance: covariance,
        level: options.confidenceLevel
      ).map(\.standardError)
    }
    return (measures, errors, covariance)
  }
}
