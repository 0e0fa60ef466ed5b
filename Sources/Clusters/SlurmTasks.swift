/// The tasks that a folder has submitted to Slurm, and what Slurm says of them.
package struct SlurmTasks: Sendable {
  /// A task of an array.
  struct Task: Sendable, Hashable {
    var job: Int
    var number: Int
  }

  /// The last task of each shard.
  private var tasks: [Int: Task] = [:]
  /// The numbers of all jobs, arrays and merges.
  package private(set) var jobs: [Int] = []
  private var states: [Task: String] = [:]

  /// Reads the list of jobs that `submit.sh` keeps: a line an array, with its
  /// number, its offset and its tasks; of merges the number and `merge`.
  ///
  /// - Parameter text: The list; empty where nothing was submitted.
  package init(_ text: String) {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count >= 2, let job = Int(parts[0]) else { continue }
      jobs.append(job)
      guard parts.count == 3, let offset = Int(parts[1]),
        let numbers = TaskGroups.numbers(parts[2])
      else { continue }
      for number in numbers {
        tasks[offset + number] = Task(job: job, number: number)
      }
    }
  }

  /// Takes what `squeue --noheader --array --format='%F %K %T'` prints.
  package mutating func takeQueue(_ text: String) {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 3, let job = Int(parts[0]),
        let number = Int(parts[1])
      else { continue }
      states[Task(job: job, number: number)] = String(parts[2])
    }
  }

  /// Takes what `sacct --noheader --parsable2 --allocations
  /// --format=JobID,State` prints, for tasks that the queue has no more.
  package mutating func takeAccounts(_ text: String) {
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "|")
      guard parts.count == 2,
        let state = parts[1].split(separator: " ").first
      else { continue }
      let numbers = parts[0].split(separator: "_").map { Int($0) }
      guard numbers.count == 2, let job = numbers[0], let number = numbers[1]
      else { continue }
      take(Task(job: job, number: number), state)
    }
  }

  /// Takes what `scontrol show job --oneliner` prints, which knows of tasks for
  /// minutes after their end.
  package mutating func takeJobs(_ text: String) {
    for line in text.split(separator: "\n") {
      var values: [Substring: Substring] = [:]
      for part in line.split(separator: " ") {
        let pair = part.split(separator: "=", maxSplits: 1)
        if pair.count == 2, values[pair[0]] == nil { values[pair[0]] = pair[1] }
      }
      guard let job = values["ArrayJobId"].flatMap({ Int($0) }),
        let number = values["ArrayTaskId"].flatMap({ Int($0) }),
        let state = values["JobState"]
      else { continue }
      take(Task(job: job, number: number), state)
    }
  }

  private mutating func take(_ task: Task, _ state: Substring) {
    if states[task] == nil { states[task] = String(state) }
  }

  /// The state of a shard's last task in Slurm's word; `nil` where nothing is
  /// known of it.
  package func state(of shard: Int) -> String? {
    tasks[shard].flatMap { states[$0] }
  }

  /// Whether a state is that of a task that waits.
  package static func isWaiting(_ state: String) -> Bool {
    [
      "PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED",
      "RESV_DEL_HOLD", "SPECIAL_EXIT",
    ].contains(state)
  }

  /// Whether a state is that of a task that runs.
  package static func isRunning(_ state: String) -> Bool {
    [
      "RUNNING", "COMPLETING", "SUSPENDED", "STOPPED", "SIGNALING", "RESIZING",
      "STAGE_OUT",
    ].contains(state)
  }
}
