import Dispatch
import Foundation
import Synchronization

/// Runs asynchronous work to its end, and asks it to end early at SIGINT or
/// SIGTERM.
enum Interruptible {
  private static let received = Atomic<Int32>(0)

  /// How the command ends after a signal: 128 and its number.
  static var status: ExitStatus {
    received.load(ordering: .relaxed) == SIGTERM ? .terminated : .interrupted
  }

  /// Waits for work; a signal cancels its task, a second one kills.
  ///
  /// - Parameter work: The work; it gets what cancels its own task.
  /// - Returns: What the work returns, cancelled or not.
  /// - Throws: What the work throws.
  static func run<Value: Sendable>(
    _ work:
      @escaping @Sendable (_ stop: @escaping @Sendable () -> Void) async throws
      -> Value
  ) throws -> Value {
    let outcome = Outcome<Value>()
    let ended = DispatchSemaphore(value: 0)
    let handle = TaskHandle()
    handle.adopt(
      Task.detached {
        do {
          outcome.set(.success(try await work { handle.cancel() }))
        } catch {
          outcome.set(.failure(error))
        }
        ended.signal()
      })
    // A queue of its own gets a thread even while workers hold all cores'.
    let queue = DispatchQueue(label: "signals")
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: queue)
      source.setEventHandler {
        received.store(number, ordering: .relaxed)
        signal(number, SIG_DFL)
        handle.cancel()
      }
      source.resume()
      return source
    }
    ended.wait()
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    return try outcome.get()
  }
}

/// Hands a result from a task to the thread that waits for it.
private final class Outcome<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)

  func set(_ value: Result<Value, any Error>) {
    result.withLock { $0 = value }
  }

  func get() throws -> Value {
    guard let result = result.withLock({ $0 }) else {
      preconditionFailure("the work has ended")
    }
    return try result.get()
  }
}

/// Cancels a task that may not be known yet.
private final class TaskHandle: Sendable {
  private struct State {
    var cancel: (@Sendable () -> Void)?
    var isCancelled = false
  }
  private let state = Mutex(State())

  func adopt(_ task: Task<Void, Never>) {
    let isCancelled = state.withLock { state in
      state.cancel = { task.cancel() }
      return state.isCancelled
    }
    if isCancelled { task.cancel() }
  }

  func cancel() {
    let cancel = state.withLock { state in
      state.isCancelled = true
      return state.cancel
    }
    cancel?()
  }
}
