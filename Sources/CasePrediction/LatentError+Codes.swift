package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// Factor scores need cases.
  package static let scoresNoCases: Self = "scores.no-cases"
  /// The model has no latent variables.
  package static let scoresNoLatentVariables: Self =
    "scores.no-latent-variables"
  /// Responses depend on each other beside the factors.
  package static let scoresDependentResponses: Self =
    "scores.dependent-responses"
  /// Probabilities of categories need ordered variables.
  package static let scoresNoOrdered: Self = "scores.no-ordered"
  /// A new case has a category that the fit does not have.
  package static let scoresUnknownCategory: Self = "scores.unknown-category"
  /// Factor scores are not defined by the method.
  package static let scoresNotDefined: Self = "scores.not-defined"
  /// Diagnostics of cases need the cases.
  package static let diagnosticsNoCases: Self = "diagnostics.no-cases"
  /// Diagnostics of cases need a likelihood.
  package static let diagnosticsNoLikelihood: Self = "diagnostics.no-likelihood"
  /// New cases do not tell their groups.
  package static let scoresNoGroups: Self = "scores.no-groups"
}
