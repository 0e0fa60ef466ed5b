internal import Foundation

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The threads that compute: as many as the process has cores.
///
/// Swift's own threads for tasks, as many again, stay free: tasks of a server
/// that embeds the library go on answering while a bootstrap runs.
///
/// `@unchecked Sendable`: the lock of `condition` guards what changes.
final class ThreadPool: @unchecked Sendable {
  /// The threads of the process.
  static let shared = ThreadPool(limit: WorkTeam.coreCount)

  /// Some work, done by one thread.
  typealias Job = @Sendable () -> Void

  /// The most threads.
  let limit: Int
  private let condition = NSCondition()
  private var jobs: [Job] = []
  private var threads = 0
  private var idle = 0

  init(limit: Int) { self.limit = limit }

  /// Has a job done, after those that were added before.
  ///
  /// - Parameters:
  ///   - job: The job.
  ///   - count: How many threads are to do it, each once.
  ///   - most: The threads that are started for it, the others counted;
  ///     `nil` for all.
  /// - Returns: Whether there is a thread; where the system gives none, the
  ///   job is not done.
  func add(_ job: @escaping Job, count: Int = 1, most: Int? = nil) -> Bool {
    let most = min(most ?? limit, limit)
    condition.lock()
    defer { condition.unlock() }
    while threads < most, idle < jobs.count + count, start() {
      threads += 1
      // It will wait for a job in a moment.
      idle += 1
    }
    guard threads > 0 else { return false }
    for _ in 0..<count { jobs.append(job) }
    if count == 1 { condition.signal() } else { condition.broadcast() }
    return true
  }

  /// Whether a job waits for a thread.
  var hasWaitingJobs: Bool {
    condition.lock()
    defer { condition.unlock() }
    return !jobs.isEmpty
  }

  /// Does one job after the other, for ever.
  private func serve() {
    while true {
      condition.lock()
      while jobs.isEmpty { condition.wait() }
      let job = jobs.removeFirst()
      idle -= 1
      condition.unlock()
      job()
      // What the job holds is given up before the thread waits.
      condition.lock()
      idle += 1
      condition.unlock()
    }
  }

  /// Starts a thread.
  ///
  /// - Returns: Whether the system gave one.
  private func start() -> Bool {
    var attributes = pthread_attr_t()
    guard unsafe pthread_attr_init(&attributes) == 0 else { return false }
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setdetachstate(
      &attributes, Int32(PTHREAD_CREATE_DETACHED))
    // As much as the first thread of a process usually has.
    unsafe pthread_attr_setstacksize(&attributes, 8 << 20)
    let pool = unsafe Unmanaged.passRetained(self)
    #if canImport(Darwin)
    var thread: pthread_t?
    #else
    var thread = pthread_t()
    #endif
    let status = unsafe pthread_create(
      &thread, &attributes,
      { context in
        #if canImport(Darwin)
        unsafe Unmanaged<ThreadPool>.fromOpaque(context)
          .takeRetainedValue().serve()
        #else
        if let context = unsafe context {
          unsafe Unmanaged<ThreadPool>.fromOpaque(context)
            .takeRetainedValue().serve()
        }
        #endif
        return nil
      }, pool.toOpaque())
    guard status == 0 else {
      unsafe pool.release()
      return false
    }
    return true
  }
}
