package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// The denominator of a ratio is near zero in some draws.
  package static let bootstrapUnstableRatio: Self = "bootstrap.unstable-ratio"
  /// The confidence level does not lie between 0 and 1.
  package static let effectsLevel: Self = "effects.level"
  /// No path leads from one variable to the other.
  package static let effectsNoPath: Self = "effects.no-path"
  /// Effects run through a feedback loop.
  package static let effectsNonrecursive: Self = "effects.nonrecursive"
  /// The fit whose effects are asked for did not converge.
  package static let effectsNotConverged: Self = "effects.not-converged"
  /// The variable has no part in regressions.
  package static let effectsNotStructural: Self = "effects.not-structural"
  /// A product of variables is an outcome or a source of effects.
  package static let effectsProducts: Self = "effects.products"
  /// An effect leads from a variable to itself.
  package static let effectsSameVariable: Self = "effects.same-variable"
  /// The Monte Carlo draws are too few for the level.
  package static let effectsTooFewDraws: Self = "effects.too-few-draws"
  /// An analysis asks for more effects than the limit allows.
  package static let effectsTooMany: Self = "effects.too-many"
  /// More paths join two variables than are followed.
  package static let effectsTooManyPaths: Self = "effects.too-many-paths"
  /// An effect is undefined in some draws.
  package static let effectsUndefinedDraws: Self = "effects.undefined-draws"
  /// The variable is not in the model.
  package static let effectsUnknownVariable: Self = "effects.unknown-variable"
  /// The feedback loop does not settle.
  package static let effectsUnstable: Self = "effects.unstable"
  /// The source of an effect affects its moderator.
  package static let moderationAffectedModerator: Self =
    "moderation.affected-moderator"
  /// A latent moderator has no percentiles.
  package static let moderationLatentPercentiles: Self =
    "moderation.latent-percentiles"
  /// Percentiles of a moderator need cases.
  package static let moderationNeedsCases: Self = "moderation.needs-cases"
  /// A moderator's mean or variance is not known.
  package static let moderationNoMoments: Self = "moderation.no-moments"
  /// A moderator has no values.
  package static let moderationNoValues: Self = "moderation.no-values"
  /// No product moderates a path.
  package static let moderationNone: Self = "moderation.none"
  /// The variable moderates no path.
  package static let moderationNotAModerator: Self =
    "moderation.not-a-moderator"
  /// The factors of a latent product are not centred.
  package static let moderationNotCentered: Self = "moderation.not-centered"
  /// A variable is in a product with itself.
  package static let moderationPower: Self = "moderation.power"
  /// The factors of a latent product are not scaled by fixed loadings.
  package static let moderationScale: Self = "moderation.scale"
  /// The values of moderators have too many combinations.
  package static let moderationTooManyValues: Self =
    "moderation.too-many-values"
  /// Values of a moderator are not finite, or repeat.
  package static let moderationValues: Self = "moderation.values"
  /// The fit has no standard errors for defined parameters.
  package static let definitionsNoErrors: Self = "definitions.no-errors"
  /// The model has no defined parameters.
  package static let definitionsNone: Self = "definitions.none"
}
