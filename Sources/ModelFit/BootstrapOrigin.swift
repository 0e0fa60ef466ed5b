public import FitSettings

/// The outcomes of a replicate.
public enum ReplicateStatus: String, Sendable, Hashable, Codable, CaseIterable {
  /// Converged from the warm start.
  case converged
  /// Converged from fresh starting values after the warm start failed.
  case retried
  /// Converged, but to a solution that no population could have.
  case inadmissible
  /// Did not converge from any starting values.
  case notConverged = "not.converged"
  /// The drawn sample's covariance matrix is not positive definite.
  case singularSample = "singular.sample"
}

/// Numbers by outcome are written by the outcomes' names, not as a list in no
/// order.
extension ReplicateStatus: CodingKeyRepresentable {}

/// The draws that bootstrap figures come from.
public struct BootstrapOrigin: Sendable, Hashable, Encodable {
  /// The method by which replicates were drawn.
  public var kind: BootstrapKind
  /// The seed.
  public var seed: UInt64
  /// The least and the greatest number of a replicate; `nil` without any.
  public var numbers: ClosedRange<Int>?
  /// The number of replicates drawn.
  public var count: Int
  /// The number of replicates that the figures rest on.
  public var usableCount: Int
  /// The number of replicates by outcome.
  public var statusCounts: [ReplicateStatus: Int]
  /// The kind of intervals.
  public var interval: BootstrapIntervalKind
  /// The intervals' level.
  public var level: Double

  /// Describes a bootstrap.
  package init(
    kind: BootstrapKind,
    seed: UInt64,
    numbers: ClosedRange<Int>?,
    count: Int,
    usableCount: Int,
    statusCounts: [ReplicateStatus: Int],
    interval: BootstrapIntervalKind,
    level: Double
  ) {
    self.kind = kind
    self.seed = seed
    self.numbers = numbers
    self.count = count
    self.usableCount = usableCount
    self.statusCounts = statusCounts
    self.interval = interval
    self.level = level
  }
}
