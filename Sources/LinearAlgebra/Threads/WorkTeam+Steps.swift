internal import Synchronization

/// Long work in small steps.
extension WorkTeam {
  /// Has workers take steps until none is left, on threads that are not those
  /// of Swift's tasks; the calling task waits without a thread, and goes on
  /// where it was.
  ///
  /// Workers of several calls take turns. When the task is cancelled, every
  /// worker ends after its step.
  ///
  /// - Parameters:
  ///   - count: The most workers that are of use.
  ///   - start: Makes a worker, in the thread where it begins.
  ///   - step: Does the next step with it; returns whether there was one.
  /// - Throws: The first error of a worker, after which the others end too.
  package nonisolated(nonsending) func run<Worker, Failure: Error>(
    atMost count: Int, start: @escaping @Sendable () throws(Failure) -> Worker,
    step: @escaping @Sendable (_ worker: inout Worker) throws(Failure) -> Bool
  ) async throws(Failure) {
    let workers = max(1, min(count, threads, ThreadPool.shared.limit))
    let run = SteppedRun(workers: workers, start: start, step: step)
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        run.begin { continuation.resume() }
      }
    } onCancel: {
      run.stop()
    }
    if let error = run.error { throw error }
  }
}

/// The workers of one call, until all have ended.
private final class SteppedRun<Worker, Failure: Error>: Sendable {
  /// The time that a worker goes on before others have their turn.
  private static var turn: Duration { .milliseconds(20) }

  private let workers: Int
  private let start: @Sendable () throws(Failure) -> Worker
  private let step: @Sendable (inout Worker) throws(Failure) -> Bool
  private let isStopped = Atomic<Bool>(false)
  private let running: Atomic<Int>
  private let failure = Mutex<Failure?>(nil)

  init(
    workers: Int, start: @escaping @Sendable () throws(Failure) -> Worker,
    step: @escaping @Sendable (inout Worker) throws(Failure) -> Bool
  ) {
    self.workers = workers
    self.start = start
    self.step = step
    running = Atomic(workers)
  }

  /// The first error of a worker.
  var error: Failure? { failure.withLock { $0 } }

  /// Starts the workers.
  ///
  /// - Parameter end: Called once, when the last one has ended.
  func begin(_ end: @escaping @Sendable () -> Void) {
    for _ in 0..<workers {
      let place = WorkerPlace<Worker>()
      if !ThreadPool.shared.add({ self.go(on: place, end) }) {
        go(on: place, end)
      }
    }
  }

  /// Has every worker end after its step.
  func stop() { isStopped.store(true, ordering: .relaxed) }

  /// Takes a worker's steps, turn after turn, until it ends or another thread
  /// goes on with it.
  private func go(
    on place: WorkerPlace<Worker>, _ end: @escaping @Sendable () -> Void
  ) {
    do throws(Failure) {
      var worker: Worker
      if let own = place.worker { worker = own } else { worker = try start() }
      place.worker = nil
      while try takeTurn(&worker) {
        // With nobody waiting there is no turn to give up, nor anything to
        // allocate for it.
        guard ThreadPool.shared.hasWaitingJobs else { continue }
        place.worker = worker
        if ThreadPool.shared.add({ self.go(on: place, end) }) { return }
      }
    } catch {
      failure.withLock { $0 = $0 ?? error }
      stop()
    }
    place.worker = nil
    if running.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
      end()
    }
  }

  /// Takes the steps of one turn.
  ///
  /// - Returns: Whether there are more.
  private func takeTurn(_ worker: inout Worker) throws(Failure) -> Bool {
    let start = ContinuousClock.now
    repeat {
      guard !isStopped.load(ordering: .relaxed), try step(&worker) else {
        return false
      }
    } while ContinuousClock.now - start < Self.turn
    return true
  }
}

/// The place where a worker waits for its next turn.
///
/// `@unchecked Sendable`: one thread at a time has it; the lock of the queue
/// hands it on.
private final class WorkerPlace<Worker>: @unchecked Sendable {
  var worker: Worker?
}
