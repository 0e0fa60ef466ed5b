import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Work that SIGINT and SIGTERM cancel; a second signal kills.
enum SignalCancellation {
  private static let received = Atomic<Int32>(0)

  /// How the command ends after a signal: 128 and its number.
  static var status: ExitStatus {
    received.load(ordering: .relaxed) == SIGTERM ? .terminated : .interrupted
  }

  /// Runs work in a task that a signal cancels.
  ///
  /// - Parameter work: The work.
  /// - Returns: What the work returns, cancelled or not.
  /// - Throws: What the work throws.
  @MainActor
  static func run<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task.detached { try await work() }
    // A queue of its own gets a thread even while workers hold all cores'.
    let queue = DispatchQueue(label: "signals")
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: queue)
      source.setEventHandler {
        received.store(number, ordering: .relaxed)
        signal(number, SIG_DFL)
        task.cancel()
      }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
    return try await task.value
  }
}
