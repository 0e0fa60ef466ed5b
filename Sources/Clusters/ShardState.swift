/// The state of a shard, from its file and from what runs it.
package enum ShardState: Sendable, Hashable {
  /// All its replicates are in its file.
  case done
  /// A process or a task works at it.
  case running
  /// A task waits for its turn.
  case waiting
  /// It ended, and is not done: why.
  case failed(String)
  /// It was begun, and nothing works at it.
  case stopped
  /// Nothing has been done for it.
  case missing

  /// What can be seen of a shard.
  package struct Signs: Sendable, Hashable {
    /// Whether its file holds all replicates and the line of the end.
    package var isWhole = false
    /// Whether there is a file with something in it.
    package var isBegun = false
    /// Whether a process of this machine writes to it.
    package var isWritten = false
    /// The exit code that its script left; `nil` for none.
    package var exitCode: Int?
    /// Slurm's word for the state of its last task; `nil` where it has none.
    package var task: String?

    /// Makes signs of nothing.
    package init() {}
  }

  /// Judges by signs.
  package init(_ signs: Signs) {
    if signs.isWhole {
      self = .done
    } else if signs.isWritten
      || signs.task.map(SlurmTasks.isRunning) == true
    {
      self = .running
    } else if signs.task.map(SlurmTasks.isWaiting) == true {
      self = .waiting
    } else if let task = signs.task, task != "COMPLETED", task != "FAILED" {
      // A limit of time or memory, a cancelled task, a node that failed.
      self = .failed(task)
    } else if let code = signs.exitCode, code != 0 {
      self = .failed("exit code \(code)")
    } else if let task = signs.task {
      self = .failed(task)
    } else {
      self = signs.isBegun ? .stopped : .missing
    }
  }

  /// The word for it.
  package var word: String {
    switch self {
    case .done: "done"
    case .running: "running"
    case .waiting: "waiting"
    case .failed: "failed"
    case .stopped: "stopped"
    case .missing: "missing"
    }
  }

  /// The words in the order of reports.
  package static let words = [
    "done", "running", "waiting", "failed", "stopped", "missing",
  ]

  /// Whether it has to be submitted again.
  package var needsWork: Bool {
    switch self {
    case .done, .running, .waiting: false
    case .failed, .stopped, .missing: true
    }
  }
}
