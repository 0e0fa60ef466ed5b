import CProcess
import Dispatch
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
  @MainActor private static var sources: [any DispatchSourceSignal] = []

  /// How the command ends after a signal: 128 and its number.
  static var status: ExitStatus {
    ExitStatus(rawValue: 128 + received.load(ordering: .relaxed))
      ?? .interrupted
  }

  /// Begins to wait for signals.
  @MainActor
  static func begin() {
    // A file that grows beyond the allowed size shows as a failed write, as a
    // reader that goes away does.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // `nohup` has SIGHUP ignored.
    for number in numbers
    where number != SIGHUP || cprocess_ignores(number) == 0 {
      sources.append(listen(to: number))
    }
  }

  /// Runs work in a task that a signal cancels.
  ///
  /// It is a task of the first thread, as all of the command's are: threads of
  /// the system's pool end the process where there is no `/proc`.
  ///
  /// - Parameter work: The work.
  /// - Returns: What the work returns, cancelled or not.
  /// - Throws: What the work throws.
  @MainActor
  static func run<Value: Sendable>(
    _ work: @escaping @MainActor @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await work() }
    cancel.withLock { $0 = { task.cancel() } }
    defer { cancel.withLock { $0 = nil } }
    return try await task.value
  }

  /// Begins to wait for a signal, on a queue of its own, which gets a thread
  /// even while workers hold all cores'.
  private nonisolated static func listen(
    to number: Int32
  ) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(
      signal: number, queue: DispatchQueue(label: "signals"))
    source.setEventHandler { @Sendable in answer(number) }
    source.resume()
    return source
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
