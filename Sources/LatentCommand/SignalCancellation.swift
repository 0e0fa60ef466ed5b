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
    let sources = [SIGINT, SIGTERM].map { listen(to: $0) { task.cancel() } }
    defer {
      for source in sources { source.cancel() }
      for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
    return try await task.value
  }

  /// Begins to wait for a signal, on a queue of its own, which gets a thread
  /// even while workers hold all cores'.
  private nonisolated static func listen(
    to number: Int32, cancel: @escaping @Sendable () -> Void
  ) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(
      signal: number, queue: DispatchQueue(label: "signals"))
    source.setEventHandler { @Sendable in
      received.store(number, ordering: .relaxed)
      signal(number, SIG_DFL)
      cancel()
    }
    source.resume()
    return source
  }
}
