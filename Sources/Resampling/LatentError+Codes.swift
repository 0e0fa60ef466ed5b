package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// A bootstrap of WLS given exogenous variables needs weights of its own.
  package static let bootstrapConditionalWls: Self = "bootstrap.conditional-wls"
  /// A corrected interval ends beyond the draws.
  package static let bootstrapCorrectionBeyondDraws: Self =
    "bootstrap.correction-beyond-draws"
  /// Parts of a bootstrap differ in what they draw.
  package static let bootstrapDifferentParts: Self = "bootstrap.different-parts"
  /// Fits of the jackknife failed.
  package static let bootstrapJackknife: Self = "bootstrap.jackknife"
  /// Many replicates cannot be used.
  package static let bootstrapManyUnusable: Self = "bootstrap.many-unusable"
  /// Replicates are missing between parts.
  package static let bootstrapMissingReplicates: Self =
    "bootstrap.missing-replicates"
  /// A BCa interval has no jackknife.
  package static let bootstrapNeedsJackknife: Self = "bootstrap.needs-jackknife"
  /// A bootstrap draws cases, and there are covariances only.
  package static let bootstrapNeedsRawData: Self = "bootstrap.needs-raw-data"
  /// Draws lack the standard errors of studentized intervals.
  package static let bootstrapNeedsStandardErrors: Self =
    "bootstrap.needs-standard-errors"
  /// Incomplete cases cannot be transformed so that the model holds.
  package static let bootstrapNoTransformation: Self =
    "bootstrap.no-transformation"
  /// The fit to bootstrap did not converge.
  package static let bootstrapNotConverged: Self = "bootstrap.not-converged"
  /// Moments to draw from are not positive definite.
  package static let bootstrapNotPositiveDefinite: Self =
    "bootstrap.not-positive-definite"
  /// A merge of draws is given none.
  package static let bootstrapNothingToMerge: Self =
    "bootstrap.nothing-to-merge"
  /// A group has one case to draw from.
  package static let bootstrapOneCase: Self = "bootstrap.one-case"
  /// All draws lie on one side of the estimate.
  package static let bootstrapOneSided: Self = "bootstrap.one-sided"
  /// The kind of bootstrap makes continuous values, and variables are ordered.
  package static let bootstrapOrdered: Self = "bootstrap.ordered"
  /// Cases with the model's pairwise moments cannot be made.
  package static let bootstrapPairwise: Self = "bootstrap.pairwise"
  /// Products are centred in the data before replicates are drawn.
  package static let bootstrapProducts: Self = "bootstrap.products"
  /// A replicate stands in two parts.
  package static let bootstrapRepeatedReplicate: Self =
    "bootstrap.repeated-replicate"
  /// The range of replicates is empty or begins below 1.
  package static let bootstrapReplicateNumbers: Self =
    "bootstrap.replicate-numbers"
  /// Standard errors of every replicate look at the cases.
  package static let bootstrapStandardErrors: Self = "bootstrap.standard-errors"
  /// Fit measures of every replicate stand beside scaled tests.
  package static let bootstrapTests: Self = "bootstrap.tests"
  /// The usable draws are too few for an interval.
  package static let bootstrapTooFewDraws: Self = "bootstrap.too-few-draws"
  /// The moderator of a curve does not vary.
  package static let curveConstantModerator: Self = "curve.constant-moderator"
  /// The variable of a curve moderates no path of the effect.
  package static let curveNotModerated: Self = "curve.not-moderated"
  /// The draws are of another fit.
  package static let curveOtherDraws: Self = "curve.other-draws"
  /// Products are centred anew in every replicate.
  package static let curveProductOrigins: Self = "curve.product-origins"
  /// Bands of curves have no studentized kind.
  package static let curveStudentized: Self = "curve.studentized"
  /// A line of a file of draws is damaged.
  package static let drawsMalformed: Self = "draws.malformed"
  /// A file of draws lacks lines.
  package static let drawsMissingLines: Self = "draws.missing-lines"
  /// A file holds other replicates than those that would replace it.
  package static let drawsMoreReplicates: Self = "draws.more-replicates"
  /// Draws cannot be kept in their file.
  package static let drawsNotKept: Self = "draws.not-kept"
  /// The file holds no draws.
  package static let drawsNotDraws: Self = "draws.not-draws"
  /// The draws are of other statistics.
  package static let drawsOtherColumns: Self = "draws.other-columns"
  /// The draws are of other data.
  package static let drawsOtherData: Self = "draws.other-data"
  /// The draws are of other estimates.
  package static let drawsOtherEstimates: Self = "draws.other-estimates"
  /// The file of draws is of another format.
  package static let drawsOtherFormat: Self = "draws.other-format"
  /// The draws are of another kind of bootstrap.
  package static let drawsOtherKind: Self = "draws.other-kind"
  /// The draws are of another model.
  package static let drawsOtherModel: Self = "draws.other-model"
  /// The draws are of another seed.
  package static let drawsOtherSeed: Self = "draws.other-seed"
  /// The draws are of another version.
  package static let drawsOtherVersion: Self = "draws.other-version"
  /// A replicate stands twice in a file of draws.
  package static let drawsRepeatedReplicate: Self = "draws.repeated-replicate"
  /// A file of draws was not written to its end.
  package static let drawsUnfinished: Self = "draws.unfinished"
  /// An effect is not among those drawn.
  package static let effectsNotDrawn: Self = "effects.not-drawn"
  /// Independent cases are made where clusters or sampling weights stand.
  package static let bootstrapDependentCases: Self = "bootstrap.dependent-cases"
  /// A bootstrap of WLS with sampling weights needs weights of its own.
  package static let bootstrapWeightedWls: Self = "bootstrap.weighted-wls"
}
