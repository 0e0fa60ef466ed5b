/// Runs tasks on the threads that compute, so that several analyses at once take
/// no more threads than there are cores.
///
/// A task that waits for replicates holds no thread; a bootstrap gives its
/// threads to tasks that wait between two of its steps.
package final class PoolExecutor: TaskExecutor {
  /// The executor of the process.
  package static let shared = PoolExecutor()

  private init() {}

  /// Has a part of a task done.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = unsafe asUnownedTaskExecutor()
    if !ThreadPool.shared.add({ unsafe job.runSynchronously(on: executor) }) {
      // Without a thread to be had, the caller's does it.
      unsafe job.runSynchronously(on: executor)
    }
  }
}
