package import LinearAlgebra
package import Messages
internal import Synchronization

/// Draws and fits replicates of one condition on all cores, as many as are
/// wanted: for searches that decide by what they have seen.
package struct ReplicateBatch {
  /// The condition.
  package let condition: SimulationCondition
  private let workers: [any ReplicateFitting]
  private let team: WorkTeam

  /// Makes the workers.
  ///
  /// - Parameters:
  ///   - condition: The condition.
  ///   - threads: The number of workers; `nil` for one a core.
  /// - Throws: `LatentError` for a model that no buffers can be made for.
  package init(_ condition: SimulationCondition, threads: Int? = nil)
    throws(LatentError)
  {
    self.condition = condition
    team = WorkTeam(threads: threads ?? WorkTeam.coreCount)
    var workers: [any ReplicateFitting] = []
    for _ in 0..<team.threads {
      workers.append(try MonteCarloRun.worker(condition))
    }
    self.workers = workers
  }

  /// The numbers of replicates, a row for each in their order.
  ///
  /// - Parameter replicates: The replicates, from 1.
  /// - Returns: Their rows.
  package func rows(_ replicates: Range<Int>) -> SharedRows {
    let rows = SharedRows(rows: replicates.count, columns: condition.width)
    let cursor = Atomic<Int>(0)
    team.perform(min(workers.count, replicates.count)) { number, _ in
      while true {
        let row = cursor.add(1, ordering: .relaxed).oldValue
        if row >= replicates.count { return }
        workers[number].fit(
          replicate: replicates.lowerBound + row, into: rows, row: row)
      }
    }
    return rows
  }
}
