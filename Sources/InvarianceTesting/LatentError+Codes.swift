package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// The model already holds parameters equal.
  package static let invarianceAlreadyEqual: Self = "invariance.already-equal"
  /// A step adds nothing.
  package static let invarianceEmptyStep: Self = "invariance.empty-step"
  /// The ladder has no steps.
  package static let invarianceNoSteps: Self = "invariance.no-steps"
  /// A criterion of the ladder cannot be computed for a step.
  package static let invarianceNoVerdict: Self = "invariance.no-verdict"
  /// A step of the ladder did not converge.
  package static let invarianceNotConverged: Self = "invariance.not-converged"
  /// No equality of a step can be released.
  package static let invarianceNothingToRelease: Self =
    "invariance.nothing-to-release"
  /// The data have only one group.
  package static let invarianceOneGroup: Self = "invariance.one-group"
  /// A set of parameters stands in two steps.
  package static let invarianceStepTwice: Self = "invariance.step-twice"
}
