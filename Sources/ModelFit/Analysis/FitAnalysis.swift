internal import AsymptoticInference
package import Estimation
package import FitSettings
package import LinearAlgebra
package import MomentStructure
internal import Optimization
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
    var sample = sample
    addMomentCovariances(to: &sample, model, options)
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

  static let notIdentified = "model.not-identified"

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

  /// Everything after the optimization.
  package static func analyze(
    _ fitter: Fitter, _ estimates: Estimates, sample: [FitSampleGroup],
    options: FitOptions, warnings known: [FitWarning] = []
  ) throws(FitError) -> Fit {
    var warnings = known
    var covariance: Matrix?
    let robust = RobustAnalysis(
      fitter, estimates, variant: options.informationVariant)
    let equalities = fitter.equalityCount(estimates)
    let parameterCount = fitter.model.parameterCount - equalities
    if estimates.isConverged {
      covariance = try parameterCovariance(
        robust, options: options, warnings: &warnings)
      warnings += Admissibility.warnings(fitter.model, estimates)
      warnings += ActiveBounds.warnings(fitter, estimates)
    }
    let fitted =
      estimates.isConverged
      ? measures(
        robust, options: options, parameterCount: parameterCount,
        warnings: &warnings) : FittedMeasures()
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

  /// Measures and standard errors of a refit, for a bootstrap's replicate.
  package static func replicate(
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
    let robust = RobustAnalysis(
      fitter, estimates, variant: options.informationVariant)
    let measures =
      withMeasures
      ? measures(
        robust, options: options, parameterCount: count, warnings: &warnings
      ).measures : FitMeasures()
    var errors: [Double?] = []
    var covariance: Matrix?
    if withErrors {
      covariance = try? parameterCovariance(
        robust, options: options, warnings: &warnings)
      errors = ParameterRows.make(
        fitter, estimates, covariance: covariance,
        level: options.confidenceLevel
      ).map(\.standardError)
    }
    return (measures, errors, covariance)
  }
}
