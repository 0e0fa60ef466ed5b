package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// An auxiliary variable is in the model.
  package static let auxiliaryInModel: Self = "auxiliary.in-model"
  /// An auxiliary variable is named twice.
  package static let auxiliaryTwice: Self = "auxiliary.twice"
  /// A centred variable is in no product.
  package static let centerUnused: Self = "center.unused"
  /// Clustered cases bring means into the model.
  package static let clusterMeansNeeded: Self = "cluster.means-needed"
  /// Conditioning on exogenous variables brings means into the model.
  package static let conditionalMeansNeeded: Self = "conditional.means-needed"
  /// The group labels differ in number from the groups.
  package static let groupsLabelCount: Self = "groups.label-count"
  /// Incomplete cases bring means into the model.
  package static let missingMeansNeeded: Self = "missing.means-needed"
  /// Loadings are those of a growth curve whose means are not estimated.
  package static let modelCurveWithoutMeans: Self = "model.curve-without-means"
  /// A latent variable has the name of a column.
  package static let modelLatentInData: Self = "model.latent-in-data"
  /// The text or the kind of model brings means into the model.
  package static let modelMeansNeeded: Self = "model.means-needed"
  /// A model of several levels cannot be fitted.
  package static let modelUnsupportedLevel: Self = "model.unsupported-level"
  /// A modifier is not supported.
  package static let modelUnsupportedModifier: Self =
    "model.unsupported-modifier"
  /// An option changes nothing in the model.
  package static let optionsIdle: Self = "options.idle"
  /// Incomplete cases cannot be refitted by moments.
  package static let preparedIncompleteCases: Self = "prepared.incomplete-cases"
  /// The refit needs cases.
  package static let preparedNeedsCases: Self = "prepared.needs-cases"
  /// The fit that refits begin with did not converge.
  package static let preparedNotConverged: Self = "prepared.not-converged"
  /// The new sample has other variables or groups.
  package static let preparedOtherSample: Self = "prepared.other-sample"
  /// The weight matrix depends on the sample.
  package static let preparedSampleWeight: Self = "prepared.sample-weight"
  /// Products of variables need cases.
  package static let productsNeedCases: Self = "products.need-cases"
}
