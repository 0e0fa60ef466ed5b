package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// The covariance matrix of latent variables is not positive definite.
  package static let admissibilityLatentCovariance: Self =
    "admissibility.latent-covariance"
  /// A variance is estimated below zero.
  package static let admissibilityNegativeVariance: Self =
    "admissibility.negative-variance"
  /// A residual correlation lies outside of -1 to 1.
  package static let admissibilityResidualCorrelation: Self =
    "admissibility.residual-correlation"
  /// The residual covariance matrix is not positive definite.
  package static let admissibilityResidualCovariance: Self =
    "admissibility.residual-covariance"
  /// Thresholds of an ordered variable do not increase.
  package static let admissibilityThresholds: Self = "admissibility.thresholds"
  /// A variance is estimated at zero.
  package static let admissibilityZeroVariance: Self =
    "admissibility.zero-variance"
  /// The baseline model did not converge.
  package static let baselineNotConverged: Self = "baseline.not-converged"
  /// An estimate lies at its bound.
  package static let boundsActive: Self = "bounds.active"
  /// Bounds limit what a rotation changes.
  package static let rotationBounds: Self = "rotation.bounds"
  /// Rotated factors do not imply the moments of unrotated ones.
  package static let rotationChangesFit: Self = "rotation.changes-fit"
  /// Robust standard errors rest on few clusters.
  package static let clusterFew: Self = "cluster.few"
  /// An inequality constraint holds with equality.
  package static let constraintsActive: Self = "constraints.active"
  /// A question is asked about a fit that did not converge.
  package static let criticismNotConverged: Self = "criticism.not-converged"
  /// A defined parameter has no finite value.
  package static let definitionUndefined: Self = "definition.undefined"
  /// The sample is too small for the estimator's weight matrix.
  package static let estimatorSampleTooSmall: Self =
    "estimator.sample-too-small"
  /// The estimator's weight matrix is singular.
  package static let estimatorSingularWeight: Self = "estimator.singular-weight"
  /// The fit is not one of moments.
  package static let fitNoMoments: Self = "fit.no-moments"
  /// The requested analysis is made for continuous variables only.
  package static let fitOrdered: Self = "fit.ordered"
  /// The expected information takes the place of a singular one.
  package static let informationExpectedUsed: Self = "information.expected-used"
  /// The saturated model has no information matrix.
  package static let informationNoSaturated: Self = "information.no-saturated"
  /// The information matrix is singular.
  package static let informationSingular: Self = "information.singular"
  /// A variable has no residual variance.
  package static let modelNoResidualVariance: Self =
    "model.no-residual-variance"
  /// The matrix of regressions has no inverse.
  package static let modelSingularPaths: Self = "model.singular-paths"
  /// Thresholds are fixed to the sample's, and count as known.
  package static let modelThresholdsOfSample: Self =
    "model.thresholds-of-sample"
  /// Robust fit indices could not be computed.
  package static let robustIndicesNotComputed: Self =
    "robust-indices.not-computed"
  /// The model has means, and the sample has none.
  package static let sampleNoMeans: Self = "sample.no-means"
  /// Variances of the sample differ too much in size.
  package static let sampleScale: Self = "sample.scale"
  /// A test could not be computed.
  package static let testNotComputed: Self = "test.not-computed"
  /// The draws would fill the memory.
  package static let bootstrapTooManyValues: Self = "bootstrap.too-many-values"
}
