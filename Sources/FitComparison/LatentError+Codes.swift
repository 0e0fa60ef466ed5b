package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// Models have different baseline models.
  package static let comparisonBaseline: Self = "comparison.baseline"
  /// Information criteria refer to different moments.
  package static let comparisonCriteria: Self = "comparison.criteria"
  /// Models were fitted by different estimators.
  package static let comparisonDifferentEstimators: Self =
    "comparison.different-estimators"
  /// Models treat missing values differently.
  package static let comparisonDifferentMissing: Self =
    "comparison.different-missing"
  /// Models were fitted to different cases or groups.
  package static let comparisonDifferentSamples: Self =
    "comparison.different-samples"
  /// Models have different scaled tests.
  package static let comparisonDifferentTests: Self =
    "comparison.different-tests"
  /// Models explain different variables.
  package static let comparisonDifferentVariables: Self =
    "comparison.different-variables"
  /// Models imply the same moments.
  package static let comparisonEquivalent: Self = "comparison.equivalent"
  /// A model of the comparison has an inadmissible solution.
  package static let comparisonInadmissible: Self = "comparison.inadmissible"
  /// The method of difference tests does not go with the models' tests.
  package static let comparisonMethod: Self = "comparison.method"
  /// Models share a name, or lack one.
  package static let comparisonNames: Self = "comparison.names"
  /// The scaling factor of a difference is negative.
  package static let comparisonNegativeFactor: Self =
    "comparison.negative-factor"
  /// Models are nested.
  package static let comparisonNested: Self = "comparison.nested"
  /// A model of the comparison was fitted without a test.
  package static let comparisonNoChiSquare: Self = "comparison.no-chi-square"
  /// The scaled difference could not be computed.
  package static let comparisonNoScaledTest: Self = "comparison.no-scaled-test"
  /// The difference of these statistics has no χ² distribution.
  package static let comparisonNoTest: Self = "comparison.no-test"
  /// A model of the comparison did not converge.
  package static let comparisonNotConverged: Self = "comparison.not-converged"
  /// Neither model restricts the other.
  package static let comparisonNotNested: Self = "comparison.not-nested"
  /// A comparison has only one model.
  package static let comparisonOneModel: Self = "comparison.one-model"
  /// Models have the same degrees of freedom and imply different moments.
  package static let comparisonSameDf: Self = "comparison.same-df"
  /// A test is one of a single model and has no difference.
  package static let comparisonTest: Self = "comparison.test"
  /// Whether models are nested could not be found.
  package static let comparisonUndetermined: Self = "comparison.undetermined"
  /// The restricted model fits better.
  package static let comparisonWorse: Self = "comparison.worse"
}
