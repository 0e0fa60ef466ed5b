/// Whether and how standard errors are computed; raw values are lavaan's
/// names.
public enum StandardErrorKind: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// From the information matrix.
  case standard
  /// The sandwich with the distribution-free covariances of the sample's
  /// moments (Satorra & Bentler, 1994).
  case robustSEM = "robust.sem"
  /// The sandwich with the covariances that the sample's moments have if the
  /// variables are normal (Browne, 1974).
  case robustSEMNT = "robust.sem.nt"
  /// The sandwich with the outer products of the casewise scores (Huber, 1967;
  /// White, 1982).
  case robustHuberWhite = "robust.huber.white"
  /// The same with the scores summed over clusters.
  case robustCluster = "robust.cluster"
  /// `robust.sem` with the moments summed over clusters.
  case robustClusterSEM = "robust.cluster.sem"
  /// The sandwich with the saturated moments' covariances under normality,
  /// of `MissingTreatment.twoStage` (Savalei & Bentler, 2009).
  case twoStage = "two.stage"
  /// The same for any distribution, of `MissingTreatment.robustTwoStage` (Yuan
  /// & Bentler, 2000).
  case robustTwoStage = "robust.two.stage"
  /// From a bootstrap's draws: fit with `.standard`, then
  /// `Fit.withStandardErrors(from:)`.
  case bootstrap
  /// None.
  case none

  /// Whether they are a sandwich around the casewise scores.
  package var isFromScores: Bool {
    self == .robustHuberWhite || self == .robustCluster
  }

  /// Whether they sum over clusters.
  package var isClustered: Bool {
    self == .robustCluster || self == .robustClusterSEM
  }

  /// Whether they belong to the second of two stages.
  package var isTwoStage: Bool { self == .twoStage || self == .robustTwoStage }

  /// Whether they are a sandwich.
  package var isRobust: Bool { isFromScores || isFromMoments || isTwoStage }

  /// Whether they are a sandwich around the complete cases' covariances of
  /// moments.
  package var isFromMoments: Bool {
    self == .robustSEM || self == .robustClusterSEM
  }
}
