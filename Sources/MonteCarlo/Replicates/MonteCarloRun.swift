package import Clusters
package import LinearAlgebra
internal import Messages
internal import Synchronization

/// Carries out the conditions of a study on all cores.
///
/// Replicates are drawn by batches; those of a batch are done in any order, and
/// taken in theirs: no result depends on the number of threads.
package struct MonteCarloRun {
  private let conditions: [SimulationCondition]
  private let replicates: Int
  private let shard: Shard
  private let threads: Int

  /// The most replicates of a batch.
  static let largestBatch = 1024

  /// The replicates of a batch of a condition, a block of a file: fewer of those
  /// that take long, so that little is lost with a process.
  static func batch(of condition: SimulationCondition) -> Int {
    condition.isQuick ? largestBatch : 64
  }

  /// Makes a run.
  ///
  /// - Parameters:
  ///   - conditions: The conditions.
  ///   - replicates: The replicates of each.
  ///   - shard: The part to carry out.
  ///   - threads: The number of workers; `nil` for one a core.
  package init(
    _ conditions: [SimulationCondition], replicates: Int,
    shard: Shard = Shard(), threads: Int? = nil
  ) {
    self.conditions = conditions
    self.replicates = replicates
    self.shard = shard
    self.threads = threads ?? WorkTeam.coreCount
  }

  /// The replicates that the run draws, of all conditions.
  package var total: Int {
    conditions.count * shard.replicates(of: replicates).count
  }

  /// Draws and fits.
  ///
  /// - Parameters:
  ///   - known: How many of the run's replicates are there already, whole batches
  ///     of them, which are left out.
  ///   - isStopped: Whether to end, asked between batches.
  ///   - progress: Told how many replicates are done.
  ///   - take: Gets the replicates of a batch: its condition, the number of the
  ///     first one, how many there are, and a value by row and column.
  /// - Returns: Whether all was done.
  /// - Throws: What `take` throws, and `LatentError` for a model that no buffers
  ///   can be made for.
  package func run(
    after known: Int = 0, isStopped: () -> Bool, progress: (Int) -> Void,
    take: (SimulationCondition, Int, Int, SharedRows) throws -> Void
  ) throws -> Bool {
    let team = WorkTeam(threads: threads)
    var done = 0
    for condition in conditions {
      let range = shard.replicates(of: replicates)
      let left = min(known - done, range.count)
      var first = range.lowerBound + max(0, left)
      done += max(0, left)
      guard first < range.upperBound else { continue }
      let batch = Self.batch(of: condition)
      let count = max(1, min(team.threads, range.count))
      let workers = try (0..<count).map { _ in try Self.worker(condition) }
      while first < range.upperBound {
        if isStopped() { return false }
        let size = min(batch, range.upperBound - first)
        let rows = SharedRows(rows: size, columns: condition.width)
        let cursor = Atomic<Int>(0)
        let start = first
        team.perform(count) { number, _ in
          while true {
            let row = cursor.add(1, ordering: .relaxed).oldValue
            if row >= size { return }
            workers[number].fit(replicate: start + row, into: rows, row: row)
          }
        }
        try take(condition, first, size, rows)
        first += size
        done += size
        progress(done)
      }
    }
    return true
  }

  static func worker(_ condition: SimulationCondition)
    throws(LatentError) -> any ReplicateFitting
  {
    if condition.isQuick, let fit = condition.fit {
      let quick = try QuickReplicate(condition, fit)
      if quick.isUsable { return quick }
    }
    if let bootstrap = condition.bootstrap {
      return BootstrapReplicate(condition, bootstrap)
    }
    return GeneralReplicate(condition)
  }
}
