internal import AsymptoticInference
package import Estimation
public import FitSettings
public import LinearAlgebra
public import Messages
internal import ModelSyntax
package import MomentStructure
package import SampleStatistics
package import Specification

/// The result of fitting a model: values only, safe to pass between tasks.
public struct Fit: Sendable {
  /// The options that the fit was made with.
  public package(set) var options: FitOptions
  /// The parameter table.
  package let table: ParameterTable
  /// The samples, one for each group.
  package let sample: [Sample]
  /// Whether the estimates meet the convergence criteria.
  public let isConverged: Bool
  /// The number of iterations.
  public let iterations: Int
  /// The largest |gradient| / √information at the estimates.
  package let scaledGradient: Double
  /// The outcome of the optimization, in one sentence.
  public let convergenceMessage: String
  /// The number of free parameters after equality constraints, with the
  /// groups' weights where these are free.
  public let parameterCount: Int
  /// The number of independent equality constraints.
  public let equalityConstraintCount: Int
  /// The degrees of freedom of χ²; `nil` if the fit did not converge, or has no
  /// saturated model that χ² could compare it with.
  public let degreesOfFreedom: Int?
  /// Every row of the table with its results.
  public package(set) var parameters: [ParameterEstimate]
  /// The fit measures; empty if the fit did not converge.
  public let measures: FitMeasures
  /// The tests of the model against the saturated one, in the order of
  /// `FitOptions.tests`; empty if the fit did not converge.
  public let tests: [TestResult]
  /// R² of every endogenous variable, per block, in the order of the table's
  /// variables.
  package let rSquared: [[ExplainedVariance]]
  /// The implied moments, one for each group.
  package let implied: [ImpliedMoments]
  /// The covariance matrix of the free parameters, in the order of their
  /// numbers; `nil` if no standard errors were computed.
  public package(set) var parameterCovariance: Matrix?
  /// Warnings, such as of inadmissible estimates.
  public package(set) var warnings: [LatentWarning]
  /// The searches beside the one that led to the result, one sentence each.
  package let attempts: [String]
  /// The bootstrap that standard errors and intervals come from; `nil` if they
  /// come from the information.
  package var bootstrapOrigin: BootstrapOrigin?
  /// The profile-likelihood intervals, where they take the place of those by
  /// standard errors.
  package var profile: ProfileIntervals?
  /// The groups' sizes as parameters, where these were asked for.
  package var groupWeights: [GroupWeight] = []
  /// Their covariances.
  package var groupWeightCovariance: Matrix?
  /// The method by which the standard errors of defined parameters were
  /// computed; `nil` for the delta method.
  package var definitionErrors: DefinitionErrors?
  /// The fraction of missing information of each row, where it was asked for.
  package var fractionsOfMissingInformation: [Double?]?

  /// How the rotations of exploratory blocks went.
  package var rotations: [BlockRotation] = []

  package let model: CompiledModel
  package let estimates: Estimates
}

extension Fit {
  /// The total number of cases.
  public var observationCount: Int {
    sample.reduce(0) { $0 + $1.observationCount }
  }

  /// Moments less free parameters, whether or not a test rests on them.
  package var modelDegrees: Int {
    TestStatistic.momentCount(model) + groupWeights.count - parameterCount
  }

  /// The model's χ².
  package var chiSquare: Double? { measures["chisq"] }

  /// The χ² test's p value.
  package var pValue: Double? { measures["pvalue"] }

  /// The row that a model text would write as `lhs op rhs`.
  ///
  /// - Parameters:
  ///   - lhs: The left side.
  ///   - op: The operator as text, such as `=~`, `~`, `~~`, `~1`, `:=`.
  ///   - rhs: The right side; empty for intercepts.
  ///   - group: The group, from 1; ignored for statements about parameters.
  /// - Returns: The first such row, or `nil`.
  package func parameter(
    _ lhs: String, _ op: String, _ rhs: String = "", group: Int = 1
  ) -> ParameterEstimate? {
    parameters.first {
      $0.op.rawValue == op
        && ($0.group == group || $0.op.isConstraint)
        && (($0.lhs == lhs && $0.rhs == rhs)
          || (op == "~~" && $0.lhs == rhs && $0.rhs == lhs)
          || (op == ":=" && $0.lhs == lhs && rhs.isEmpty))
    }
  }
}
