package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// Constraints contradict each other.
  package static let constraintsContradictory: Self =
    "constraints.contradictory"
  /// The estimator needs cases, and there are covariances only.
  package static let estimatorNeedsRawData: Self = "estimator.needs-raw-data"
  /// The estimator is one of continuous variables, and there are ordered ones.
  package static let estimatorOrdered: Self = "estimator.ordered"
  /// The pairwise likelihood is one of ordered variables alone.
  package static let estimatorPairwise: Self = "estimator.pairwise"
  /// The sample has another number of groups than the model.
  package static let sampleGroupCount: Self = "sample.group-count"
  /// The sample covariance matrix is not positive definite.
  package static let sampleNotPositiveDefinite: Self =
    "sample.not-positive-definite"
}
