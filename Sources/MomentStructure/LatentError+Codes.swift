package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// An ordered variable depends on others and predicts others in delta.
  package static let modelMediatorOfDelta: Self = "model.mediator-of-delta"
  /// A scaling factor of an ordered variable is fixed to 0 or less.
  package static let modelScaleNotPositive: Self = "model.scale-not-positive"
  /// A scaling factor is free in theta.
  package static let modelScaleOfTheta: Self = "model.scale-of-theta"
  /// No estimator can fit a part of the model.
  package static let modelUnsupported: Self = "model.unsupported"
  /// A residual variance of an ordered variable is free, or fixed, in delta.
  package static let modelVarianceOfDelta: Self = "model.variance-of-delta"
}
