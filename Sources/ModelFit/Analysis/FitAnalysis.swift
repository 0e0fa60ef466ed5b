package import AsymptoticInference
package import Discrepancies
package import Estimation
internal import FactorRotation
package import FitSettings
package import LinearAlgebra
package import Messages
package import MomentStructure
internal import Optimization
package import SampleStatistics
package import Specification

/// The analysis of estimates: standard errors, tests, fit measures, and what
/// the reader must know.
///
/// It holds a fitter that stands at the estimates, and is not `Sendable`, as
/// that is not. Each part is computed when it is asked for; quantities that
/// parts share are computed once.
package struct FitAnalysis {
  /// The fitter, at the estimates.
  package let fitter: Fitter
  /// The estimates.
  package private(set) var estimates: Estimates
  /// The choices.
  package let options: FitOptions
  /// The quantities that robust standard errors and tests share.
  package let robust: RobustAnalysis
  /// The same quantities with the information of tests.
  package let testing: RobustAnalysis
  /// The number of independent equality constraints at the estimates.
  package let equalityCount: Int
  /// The groups' sizes, where these are parameters.
  var weights: GroupWeights?
  /// Warnings about the parts computed so far.
  package var warnings: [LatentWarning]

  /// Analyzes estimates.
  ///
  /// - Parameters:
  ///   - fitter: The fitter, at the estimates.
  ///   - estimates: The estimates.
  ///   - options: The choices.
  ///   - warnings: Warnings known before; they stand first.
  ///   - shared: What has begun for the groups' samples; `nil` for nothing.
  package init(
    _ fitter: Fitter, _ estimates: Estimates, options: FitOptions,
    warnings: [LatentWarning] = [], shared: [SharedMoments]? = nil
  ) {
    self.fitter = fitter
    self.estimates = estimates
    self.options = options
    self.warnings = warnings
    robust = RobustAnalysis(
      fitter, estimates, variant: options.informationVariant, shared: shared)
    testing =
      options.variantOfTests == options.informationVariant
      ? robust
      : RobustAnalysis(
        fitter, estimates, variant: options.variantOfTests)
    equalityCount = fitter.equalityCount(estimates)
  }

  /// Analyzes the last refit, for a bootstrap's replicate.
  ///
  /// - Parameters:
  ///   - fitter: The fitter, after a refit that converged.
  ///   - options: The choices.
  package init(replicate fitter: Fitter, options: FitOptions) {
    fitter.adoptMoments()
    self.init(fitter, fitter.currentEstimates, options: options)
  }

  /// The number of free parameters after equality constraints.
  package var parameterCount: Int {
    fitter.model.parameterCount - equalityCount
  }

  /// The number of groups whose sizes are parameters, less restrictions.
  var weightCount: Int { weights?.freeCount ?? 0 }

  /// Estimates the groups' sizes, where they are parameters.
  private mutating func estimateWeights() throws(LatentError) {
    guard options.hasFreeGroupWeights else { return }
    let own = try GroupWeights(fitter)
    for (row, value) in zip(own.rows, own.estimates) {
      estimates.rowValues[row] = value
    }
    weights = own
    guard own.restrictionCount > 0,
      options.tests.contains(where: { $0 != .standard })
    else { return }
    throw LatentError(
      code: .groupWeightsUnsupported,
      message: "Restricted sizes of groups (`group % w`) go with the standard "
        + "test alone.",
      remedy: "Use `test: standard`, or take their constraints out.")
  }

  /// Every row of the table with its results.
  ///
  /// - Parameter covariance: The parameters' covariances; `nil` for none.
  /// - Returns: One entry a row.
  package func parameters(covariance: Matrix?) -> [ParameterEstimate] {
    ParameterRows.make(
      fitter, estimates, covariance: covariance, weights: weights,
      level: options.confidenceLevel)
  }

  /// The standard errors of every row: of free and of defined parameters.
  ///
  /// - Parameter covariance: The parameters' covariances; `nil` for none.
  /// - Returns: One entry a row; `nil` where nothing is estimated.
  package func standardErrors(covariance: Matrix?) -> [Double?] {
    ParameterRows.standardErrors(
      fitter.model.table, estimates, covariance: covariance,
      weights: weights)
  }

  /// Everything together.
  ///
  /// - Parameter sample: The samples that the fitter was made with.
  /// - Returns: The fit, converged or not.
  /// - Throws: `LatentError` if the model is not identified.
  package mutating func fit(to sample: [Sample]) throws(LatentError) -> Fit {
    try estimateWeights()
    var covariance: Matrix?
    var fitted = FittedMeasures()
    if estimates.isConverged {
      // Starting values may lie on a saddle.
      if !options.estimation.staysAtStart {
        covariance = try parameterCovariance()
      }
      warnings += Admissibility.warnings(fitter, estimates)
      warnings += ActiveBounds.warnings(fitter, estimates)
      warnings += UndefinedDefinitions.warnings(
        fitter.model.table, estimates.rowValues)
      fitted = measures()
    }
    var fit = Fit(
      options: options, table: fitter.model.table, sample: sample,
      isConverged: estimates.isConverged,
      iterations: estimates.optimization.iterations,
      scaledGradient: estimates.optimization.scaledGradient,
      convergenceMessage: ConvergenceDiagnosis(
        fitter: fitter, estimates: estimates
      ).message,
      parameterCount: parameterCount + weightCount,
      equalityConstraintCount: equalityCount,
      degreesOfFreedom: fitted.degreesOfFreedom,
      parameters: parameters(covariance: covariance),
      measures: fitted.measures, tests: fitted.tests,
      rSquared: fitter.objective.blocks.map { block in
        RSquared(block.structure).entries.map {
          ExplainedVariance(
            variable: $0.variable, value: $0.value(in: block))
        }
      },
      implied: fitter.model.groups.map { estimates.implied(of: $0) },
      parameterCovariance: covariance,
      warnings: warnings, attempts: estimates.attempts, model: fitter.model,
      estimates: estimates)
    fit.groupWeights =
      weights?.results(
        fitter.model.table, level: options.confidenceLevel,
        hasErrors: covariance != nil) ?? []
    fit.groupWeightCovariance = weights?.covariance
    return fit
  }
}

extension Fit {
  /// Fits a model.
  ///
  /// - Parameters:
  ///   - table: The parameter table.
  ///   - sample: The groups' samples in the table's order, moments with the
  ///     estimator's divisor, variables in the order of the table's roles.
  ///   - options: The choices.
  ///   - warnings: Warnings known before the fit; they stand first in the
  ///     fit's.
  /// - Throws: `LatentError` if no fit can be made; a fit that does not converge
  ///   is a result, not an error.
  package init(
    _ table: ParameterTable, sample: [Sample], options: FitOptions,
    warnings: [LatentWarning] = []
  ) throws(LatentError) {
    try self.init(
      CompiledModel(table), sample: sample, options: options,
      warnings: warnings)
  }

  /// Fits a compiled model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - sample: The groups' samples, as for its table.
  ///   - options: The choices.
  ///   - warnings: What is known before the fit.
  /// - Throws: `LatentError` if no fit can be made.
  package init(
    _ model: CompiledModel, sample: [Sample], options: FitOptions,
    warnings: [LatentWarning] = []
  ) throws(LatentError) {
    var options = options
    if !model.table.groupWeightRows.isEmpty {
      options.hasFreeGroupWeights = true
    }
    try FitRules.check(
      RequestedFit(
        options, conditionsOnExogenous: model.table.conditionsOnExogenous,
        hasCases: sample.allSatisfy(\.hasMomentCovariance),
        hasOrdered: model.table.hasOrdered))
    var sample = sample
    MomentWeights.addMomentCovariances(to: &sample, model, options)
    let fitter = try Fitter(model, sample: sample, options: options)
    let shared =
      options.tests.contains(where: \.needsSecondTrace)
      ? RobustMoments.startSecondTrace(fitter) : nil
    let estimates = fitter.fit(isPatient: true)
    do {
      self = try Self.analyzed(
        fitter, estimates, sample: sample, options: options,
        warnings: warnings, shared: shared)
    } catch {
      // Starting values of zero can lie on a saddle, where the information
      // is singular though the model is identified.
      guard error.code == .notIdentified,
        let lower = fitter.fitBeside(estimates)
      else { throw error }
      self = try Self.analyzed(
        fitter, lower, sample: sample, options: options, warnings: warnings)
    }
  }

  /// The fit of estimates, after exploratory factors have been rotated.
  private static func analyzed(
    _ fitter: Fitter, _ estimates: Estimates, sample: [Sample],
    options: FitOptions, warnings: [LatentWarning],
    shared: [SharedMoments]? = nil
  ) throws(LatentError) -> Fit {
    let request = options.estimation.rotation ?? RotationRequest()
    guard fitter.model.table.isUnrotated, request.name != .none,
      estimates.isConverged, !options.estimation.staysAtStart
    else {
      var analysis = FitAnalysis(
        fitter, estimates, options: options, warnings: warnings,
        shared: shared)
      return try analysis.fit(to: sample)
    }
    let rotated = try RotatedModel(fitter, request)
    let turned = try Fitter(rotated.model, sample: sample, options: options)
    var found = turned.fit(from: rotated.theta, nearOptimum: true)
    guard found.isConverged,
      abs(found.optimization.value - estimates.optimization.value)
        <= 1e-7 * max(1, abs(estimates.optimization.value))
    else {
      throw LatentError(
        code: .rotationChangesFit,
        message:
          "The rotated factors do not imply the moments of the unrotated "
          + "ones: the model is not the same after a rotation.",
        remedy: "Take another rotation, or write the factors without efa().")
    }
    found.optimization.iterations += estimates.optimization.iterations
    found.attempts = estimates.attempts
    var analysis = FitAnalysis(
      turned, found, options: options, warnings: warnings + rotated.warnings)
    var fit = try analysis.fit(to: sample)
    fit.rotations = rotated.rotations
    return fit
  }
}
