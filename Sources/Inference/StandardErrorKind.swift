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
  /// The sandwich with the outer products of the casewise scores (Huber, 1967;
  /// White, 1982).
  case robustHuberWhite = "robust.huber.white"
  /// The same with the scores summed over clusters.
  case robustCluster = "robust.cluster"
  /// `robust.sem` with the moments summed over clusters.
  case robustClusterSEM = "robust.cluster.sem"
  /// From a bootstrap's draws: fit with `.standard`, then
  /// `Fit.withStandardErrors(from:)`.
  case bootstrap
  /// None.
  case none

  /// Whether they are a sandwich around the casewise scores.
  var isFromScores: Bool {
    self == .robustHuberWhite || self == .robustCluster
  }

  /// Whether they sum over clusters.
  var isClustered: Bool { self == .robustCluster || self == .robustClusterSEM }

  /// Whether they are a sandwich around the moments' covariances.
  var isFromMoments: Bool { self == .robustSEM || self == .robustClusterSEM }
}
