import Foundation

/// The thread that the process begins with, as what runs the command's tasks.
///
/// They would else run in threads of libdispatch, which looks for these in
/// `/proc` once a second and ends a process whose threads it does not find: an
/// empty root folder has no `/proc`.
///
/// `@unchecked Sendable`: the lock of `condition` guards what changes.
final class FirstThread: TaskExecutor, @unchecked Sendable {
  static let shared = FirstThread()

  private let condition = NSCondition()
  /// The parts of tasks that can go on, in the order in which they became so.
  private var jobs: [UnownedJob] = []

  private init() {}

  /// Runs a task, and what it waits for, in the calling thread.
  ///
  /// - Parameter work: The task; it ends the process.
  func run(_ work: @escaping @Sendable () async -> Never) -> Never {
    Task(executorPreference: self) { await work() }
    while true {
      unsafe next().runSynchronously(on: asUnownedTaskExecutor())
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.lock()
    jobs.append(job)
    condition.signal()
    condition.unlock()
  }

  private func next() -> UnownedJob {
    condition.lock()
    defer { condition.unlock() }
    while jobs.isEmpty { condition.wait() }
    return jobs.removeFirst()
  }
}
