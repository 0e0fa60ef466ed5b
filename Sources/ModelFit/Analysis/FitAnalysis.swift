package import AsymptoticInference
package import Estimation
package import FitSettings
package import LinearAlgebra
package import MomentStructure
internal import Optimization
package import SampleStatistics
package import Specification

/// The analysis of estimates: standard errors, tests, fit measures, and what
/// the reader must know.
///
/// It holds a fitter that stands at the estimates, and is not `Sendable`, as
/// that is not. Each part is computed when it is asked for; what parts have in
/// common is computed once.
package struct FitAnalysis {
  /// The fitter, at the estimates.
  package let fitter: Fitter
  /// The estimates.
  package let estimates: Estimates
  /// The choices.
  package let options: FitOptions
  /// What robust standard errors and tests have in common.
  package let robust: RobustAnalysis
  /// The number of independent equality constraints at the estimates.
  package let equalityCount: Int
  /// What the reader must know of the parts computed so far.
  package var warnings: [FitWarning]

  /// Analyzes estimates.
  ///
  /// - Parameters:
  ///   - fitter: The fitter, at the estimates.
  ///   - estimates: The estimates.
  ///   - options: The choices.
  ///   - warnings: What is known before; it stands first.
  package init(
    _ fitter: Fitter, _ estimates: Estimates, options: FitOptions,
    warnings: [FitWarning] = []
  ) {
    self.fitter = fitter
    self.estimates = estimates
    self.options = options
    self.warnings = warnings
    robust = RobustAnalysis(
      fitter, estimates, variant: options.informationVariant)
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

  /// The code of models that are not identified.
  static let notIdentified = "model.not-identified"

  /// Every row of the table with its results.
  ///
  /// - Parameter covariance: The parameters' covariances; `nil` for none.
  /// - Returns: One entry a row.
  package func parameters(covariance: Matrix?) -> [ParameterEstimate] {
    ParameterRows.make(
      fitter, estimates, covariance: covariance, level: options.confidenceLevel)
  }

  /// The standard errors of every row: of free and of defined parameters.
  ///
  /// - Parameter covariance: The parameters' covariances; `nil` for none.
  /// - Returns: One entry a row; `nil` where nothing is estimated.
  package func standardErrors(covariance: Matrix?) -> [Double?] {
    ParameterRows.standardErrors(
      fitter.model.table, estimates, covariance: covariance)
  }

  /// Everything together.
  ///
  /// - Parameter sample: The samples that the fitter was made with.
  /// - Returns: The fit, converged or not.
  /// - Throws: `FitError` if the model is not identified.
  package mutating func fit(to sample: [Sample]) throws(FitError) -> Fit {
    var covariance: Matrix?
    var fitted = FittedMeasures()
    if estimates.isConverged {
      covariance = try parameterCovariance()
      warnings += Admissibility.warnings(fitter, estimates)
      warnings += ActiveBounds.warnings(fitter, estimates)
      fitted = measures()
    }
    return Fit(
      options: options, table: fitter.model.table, sample: sample,
      isConverged: estimates.isConverged,
      iterations: estimates.optimization.iterations,
      scaledGradient: estimates.optimization.scaledGradient,
      convergenceMessage: estimates.optimization.message,
      parameterCount: parameterCount, equalityConstraintCount: equalityCount,
      parameters: parameters(covariance: covariance),
      measures: fitted.measures, tests: fitted.tests,
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
  /// - Throws: `FitError` if no fit can be made; a fit that does not converge
  ///   is a result, not an error.
  package init(
    _ table: ParameterTable, sample: [Sample], options: FitOptions,
    warnings: [FitWarning] = []
  ) throws(FitError) {
    try self.init(
      CompiledModel(fitting: table), sample: sample, options: options,
      warnings: warnings)
  }

  /// Fits a compiled model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - sample: The groups' samples, as for its table.
  ///   - options: The choices.
  ///   - warnings: What is known before the fit.
  /// - Throws: `FitError` if no fit can be made.
  package init(
    _ model: CompiledModel, sample: [Sample], options: FitOptions,
    warnings: [FitWarning] = []
  ) throws(FitError) {
    try FitRules.all.check(
      RequestedFit(
        options, conditionsOnExogenous: model.table.conditionsOnExogenous,
        hasCases: sample.allSatisfy {
          $0.cases != nil || $0.asymptoticCovariance != nil
        }))
    var sample = sample
    MomentWeights.addMomentCovariances(to: &sample, model, options)
    let fitter = try Fitter(model, sample: sample, options: options)
    let estimates = fitter.fit()
    var analysis = FitAnalysis(
      fitter, estimates, options: options, warnings: warnings)
    do {
      self = try analysis.fit(to: sample)
    } catch {
      // Starting values of zero can lie on a saddle, where the information
      // is singular though the model is identified.
      guard error.code == FitAnalysis.notIdentified,
        let lower = fitter.fitBeside(estimates)
      else { throw error }
      analysis = FitAnalysis(
        fitter, lower, options: options, warnings: warnings)
      self = try analysis.fit(to: sample)
    }
  }
}
