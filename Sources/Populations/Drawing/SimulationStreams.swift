package import Probability

/// The random streams of simulated data: each a pure function of the seed, the
/// condition, the replicate and the purpose.
///
/// The stream's number has its highest bit set, which those of bootstraps,
/// random starts and Monte Carlo intervals never have: data of a seed share no
/// draw with what is drawn from them later by the same seed.
package struct SimulationStreams: Sendable, Hashable {
  /// What is drawn.
  package enum Purpose: UInt64, Sendable {
    /// Values.
    case values = 0
    /// Values that go missing.
    case missing = 1
    /// Seeds of bootstraps.
    case bootstrap = 2
  }

  /// The most conditions.
  package static let conditionLimit = 1 << 24
  /// The most replicates of a condition.
  package static let replicateLimit = 1 << 36

  /// The seed.
  package let seed: UInt64
  /// The condition, from 0.
  package let condition: Int

  /// Names the streams of a condition.
  package init(seed: UInt64, condition: Int = 0) {
    precondition(condition >= 0 && condition < Self.conditionLimit)
    self.seed = seed
    self.condition = condition
  }

  /// The stream of a replicate.
  ///
  /// - Parameters:
  ///   - replicate: The replicate, from 1.
  ///   - purpose: What is drawn.
  /// - Returns: The stream at its beginning.
  package func stream(replicate: Int, _ purpose: Purpose) -> RandomStream {
    precondition(replicate >= 0 && replicate < Self.replicateLimit)
    return RandomStream(
      seed: seed,
      stream: 1 << 63 | purpose.rawValue << 60 | UInt64(condition) << 36
        | UInt64(replicate))
  }
}
