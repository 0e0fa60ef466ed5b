package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// Nothing moves the value of a profile.
  package static let profileConstant: Self = "profile.constant"
  /// A profile needs a likelihood.
  package static let profileNoLikelihood: Self = "profile.no-likelihood"
  /// A profile needs a fit of moments.
  package static let profileNoMoments: Self = "profile.no-moments"
  /// The factors of a fit are rotated.
  package static let profileRotated: Self = "profile.rotated"
  /// The information matrix of a profile is singular.
  package static let profileSingular: Self = "profile.singular"
  /// A model has more free parameters than profile limits can be found for.
  package static let profileTooLarge: Self = "profile.too-large"
}
