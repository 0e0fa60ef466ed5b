package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// Auxiliary variables stand beside exogenous variables whose moments are fixed.
  package static let auxiliaryFixedX: Self = "auxiliary.fixed-x"
  /// Auxiliary variables stand beside another treatment of missing values than `fiml`.
  package static let auxiliaryNeedsFiml: Self = "auxiliary.needs-fiml"
  /// Bounds from the sample stand beside effect coding.
  package static let boundsEffectCoding: Self = "bounds.effect-coding"
  /// Clusters stand beside an estimator without a normal likelihood.
  package static let clusterNeedsMl: Self = "cluster.needs-ml"
  /// Clusters are named, and there are covariances only.
  package static let clusterNeedsRawData: Self = "cluster.needs-raw-data"
  /// Standard errors ignore clusters.
  package static let clusterStandardErrors: Self = "cluster.standard-errors"
  /// A test is not supported with clusters.
  package static let clusterTest: Self = "cluster.test"
  /// Standard errors of residuals are not supported given exogenous variables.
  package static let conditionalResiduals: Self = "conditional.residuals"
  /// A choice is not supported given exogenous variables.
  package static let conditionalUnsupported: Self = "conditional.unsupported"
  /// A choice is not supported with models of correlations.
  package static let correlationUnsupported: Self = "correlation.unsupported"
  /// The option `h1-information` stands beside another estimator than ML.
  package static let informationH1NeedsMl: Self = "information.h1-needs-ml"
  /// The information or the test needs cases, and there are covariances only.
  package static let informationNeedsRawData: Self =
    "information.needs-raw-data"
  /// The option `observed-information` stands beside another information.
  package static let informationObservedUnused: Self =
    "information.observed-unused"
  /// The estimator has no such information.
  package static let informationUnsupported: Self = "information.unsupported"
  /// The likelihood stands beside another estimator than ML.
  package static let likelihoodNeedsMl: Self = "likelihood.needs-ml"
  /// Missing values are treated in cases, and there are covariances only.
  package static let missingNeedsCases: Self = "missing.needs-cases"
  /// The likelihood of incomplete cases stands beside another estimator than ML.
  package static let missingNeedsMl: Self = "missing.needs-ml"
  /// Incomplete cases have no Wishart likelihood.
  package static let missingNeedsNormalLikelihood: Self =
    "missing.needs-normal-likelihood"
  /// A choice needs cases, and pairwise covariances are used only.
  package static let missingPairwise: Self = "missing.pairwise"
  /// Available cases belong to the pairwise likelihood.
  package static let missingAvailableCases: Self = "missing.available-cases"
  /// GLS is not supported with pairwise covariances.
  package static let missingPairwiseGls: Self = "missing.pairwise-gls"
  /// Sampling weights are not supported with the treatment of missing values.
  package static let missingSamplingWeights: Self = "missing.sampling-weights"
  /// The standard errors need complete cases.
  package static let missingStandardErrors: Self = "missing.standard-errors"
  /// The test needs complete cases.
  package static let missingTest: Self = "missing.test"
  /// The estimator takes ordered variables for continuous.
  package static let orderedEstimator: Self = "ordered.estimator"
  /// A choice is not there for ordered variables.
  package static let orderedUnsupported: Self = "ordered.unsupported"
  /// Sampling weights are named, and there are covariances only.
  package static let samplingWeightsNeedsRawData: Self =
    "sampling-weights.needs-raw-data"
  /// Standard errors ignore sampling weights.
  package static let samplingWeightsStandardErrors: Self =
    "sampling-weights.standard-errors"
  /// A test is not supported with sampling weights.
  package static let samplingWeightsTest: Self = "sampling-weights.test"
  /// Bootstrap standard errors are asked of a fit alone.
  package static let seBootstrapIsDrawn: Self = "se.bootstrap-is-drawn"
  /// The standard errors do not derive from the information.
  package static let seInformation: Self = "se.information"
  /// The standard errors need clusters.
  package static let seNeedsCluster: Self = "se.needs-cluster"
  /// The standard errors need a likelihood.
  package static let seNeedsMl: Self = "se.needs-ml"
  /// The standard errors belong to a treatment of missing values.
  package static let seTwoStage: Self = "se.two-stage"
  /// Free group weights do not go with another choice.
  package static let groupWeightsUnsupported: Self = "group-weights.unsupported"
  /// Standardized variables have a product.
  package static let standardizeProduct: Self = "standardize.product"
  /// A corrected test does not go with another choice.
  package static let testCorrected: Self = "test.corrected"
  /// A test by eigenvalues does not go with another choice.
  package static let testEigenvalues: Self = "test.eigenvalues"
  /// Browne's test at the model's moments does not go with another choice.
  package static let testResidualModel: Self = "test.residual-model"
  /// The option `scaled-test` names a statistic that no test scales.
  package static let testScaledStatistic: Self = "test.scaled-statistic"
  /// A correction for small samples does not go with another choice.
  package static let testSmallSample: Self = "test.small-sample"
  /// The option `standard-test` does not go with another choice.
  package static let testStandardStatistic: Self = "test.standard-statistic"
  /// A test is asked for twice.
  package static let testTwice: Self = "test.twice"
  /// The test does not go with the estimator or the information.
  package static let testUnsupported: Self = "test.unsupported"
  /// Clusters change nothing in two stages.
  package static let twoStageCluster: Self = "two-stage.cluster"
  /// Exogenous variables are random in two stages.
  package static let twoStageFixedX: Self = "two-stage.fixed-x"
  /// The information does not go with two stages.
  package static let twoStageInformation: Self = "two-stage.information"
  /// Two stages go with ML and the normal likelihood only.
  package static let twoStageNeedsMl: Self = "two-stage.needs-ml"
  /// Two stages have standard errors of their own.
  package static let twoStageStandardErrors: Self = "two-stage.standard-errors"
  /// Two stages have a test of their own.
  package static let twoStageTest: Self = "two-stage.test"
}
