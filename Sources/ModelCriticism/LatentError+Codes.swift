package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// The likelihood is not one of moments.
  package static let criticismNotMoments: Self = "criticism.not-moments"
  /// The information matrix of an extended model is singular.
  package static let criticismSingularInformation: Self =
    "criticism.singular-information"
  /// A model has too many parameters for modification indices.
  package static let criticismTooLarge: Self = "criticism.too-large"
  /// An equivalence test needs the χ² of ML.
  package static let equivalenceNeedsMl: Self = "equivalence.needs-ml"
  /// An equivalence test needs degrees of freedom.
  package static let equivalenceNoDegrees: Self = "equivalence.no-degrees"
  /// Residuals have no standard errors.
  package static let residualsNoErrors: Self = "residuals.no-errors"
  /// The fit has no residuals of moments.
  package static let residualsNotMoments: Self = "residuals.not-moments"
  /// The information matrix of the residuals' distribution is singular.
  package static let residualsSingularInformation: Self =
    "residuals.singular-information"
  /// The model has too many moments for standard errors of residuals.
  package static let residualsTooManyMoments: Self =
    "residuals.too-many-moments"
  /// An added parameter is free already.
  package static let scoreAlreadyFree: Self = "score.already-free"
  /// The derivatives of constraints are not finite.
  package static let scoreConstraintsNotFinite: Self =
    "score.constraints-not-finite"
  /// The model has no equality constraints.
  package static let scoreNoConstraints: Self = "score.no-constraints"
  /// An intercept is added to a model without means.
  package static let scoreNoMeans: Self = "score.no-means"
  /// An added parameter cannot be freed.
  package static let scoreNoPower: Self = "score.no-power"
  /// The model has no constraint of this number.
  package static let scoreNoSuchConstraint: Self = "score.no-such-constraint"
  /// A variance has no standardized target.
  package static let scoreNoTarget: Self = "score.no-target"
  /// An added parameter is fixed at another value than 0.
  package static let scoreNotFree: Self = "score.not-free"
  /// An added loading belongs to a variable that is not latent.
  package static let scoreNotLatent: Self = "score.not-latent"
  /// A test of added parameters names none.
  package static let scoreNothingAdded: Self = "score.nothing-added"
  /// An added parameter is one of a variable that the model lacks.
  package static let scoreUnknownVariable: Self = "score.unknown-variable"
  /// A Wald test needs standard errors.
  package static let waldNoStandardErrors: Self = "wald.no-standard-errors"
  /// A hypothesis is of parameters without a variance.
  package static let waldNoVariation: Self = "wald.no-variation"
  /// Hypotheses depend on each other.
  package static let waldRedundant: Self = "wald.redundant"
  /// Missing information needs the likelihood of incomplete cases.
  package static let missingInformationNoLikelihood: Self =
    "missing-information.no-likelihood"
  /// The information matrix of missing information is singular.
  package static let missingInformationSingular: Self =
    "missing-information.singular"
}
