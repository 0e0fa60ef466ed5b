import CProcess
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The answers to SIGHUP, SIGINT, SIGQUIT and SIGTERM.
///
/// The first one cancels work that can be cancelled; otherwise, and at the
/// second, the process ends. In both cases no temporary file is left, and the
/// exit code is 128 and the signal's number.
enum SignalCancellation {
  private static let numbers = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]
  private static let received = Atomic<Int32>(0)
  private static let cancel = Mutex<(@Sendable () -> Void)?>(nil)

  /// The exit code of the command after a signal: 128 and its number.
  static var status: ExitStatus {
    ExitStatus(rawValue: 128 + received.load(ordering: .relaxed))
      ?? .interrupted
  }

  /// Begins to wait for signals, in a thread of its own; called before the
  /// process has other threads, which leave the signals to that one.
  static func begin() {
    // A file that grows beyond the allowed size shows as a failed write, as a
    // reader that goes away does.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // `nohup` has SIGHUP ignored.
    let numbers = numbers.filter {
      $0 != SIGHUP || cprocess_ignores($0) == 0
    }
    unsafe numbers.withUnsafeBufferPointer { numbers in
      // Without a thread, signals end the process as they always do.
      _ = unsafe cprocess_await_signals(
        numbers.baseAddress, Int32(numbers.count),
        { SignalCancellation.answer($0) })
    }
  }

  /// Runs work in a task that a signal cancels.
  ///
  /// - Parameter work: The work.
  /// - Returns: What the work returns, cancelled or not.
  /// - Throws: What the work throws.
  static func run<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task(executorPreference: FirstThread.shared) {
      try await work()
    }
    cancel.withLock { $0 = { task.cancel() } }
    defer { cancel.withLock { $0 = nil } }
    return try await task.value
  }

  private static func answer(_ number: Int32) {
    let isFirst =
      received.exchange(number, ordering: .relaxed) == 0
    if isFirst, let cancel = cancel.withLock({ $0 }) {
      cancel()
      return
    }
    TemporaryFile.removeAll()
    if isFirst { StandardStreams.complain("latent: Stopped.") }
    _exit(128 + number)
  }
}
