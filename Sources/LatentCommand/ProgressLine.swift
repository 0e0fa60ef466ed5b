import Requests
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One line on a terminal that says how far a long run has come; nothing where
/// stderr is not a terminal.
final class ProgressLine: Sendable {
  private let noun: String
  private let isShown: Bool
  private let state = Mutex(State())

  private struct State {
    var start: ContinuousClock.Instant?
    var last: ContinuousClock.Instant?
  }

  /// Makes a line.
  ///
  /// - Parameter noun: The noun of the things counted.
  init(noun: String) {
    self.noun = noun
    isShown = isatty(STDERR_FILENO) == 1
  }

  /// Shows the state, at most five times a second.
  func show(_ progress: AnalysisProgress) {
    guard isShown else { return }
    let now = ContinuousClock.now
    let start = state.withLock { state -> ContinuousClock.Instant? in
      if state.start == nil { state.start = now }
      if let last = state.last, now - last < .milliseconds(200) { return nil }
      state.last = now
      return state.start
    }
    guard let start else { return }
    let line = Self.line(
      done: progress.done, total: progress.total, known: progress.known,
      noun: noun, seconds: (now - start) / .seconds(1))
    try? RawFile.errors.write("\r\(line)\u{1B}[K")
  }

  /// The function that is called while a pipe keeps its reader waiting: it
  /// shows a line that says so; `nil` where stderr is not a terminal.
  static let patience: (@Sendable (Int?) -> Void)? =
    isatty(STDERR_FILENO) == 1 ? showWaiting : nil

  @Sendable private static func showWaiting(_ count: Int?) {
    var line = ""
    if let count {
      line =
        "latent: waiting for the end of the input, \(count) bytes so far "
        + "(Ctrl-C stops)"
    }
    try? RawFile.errors.write("\r\(line)\u{1B}[K")
  }

  /// Removes the line.
  func clear() {
    guard isShown, state.withLock({ $0.last != nil }) else { return }
    try? RawFile.errors.write("\r\u{1B}[K")
  }

  /// `1280 of 5000 replicates, 25%, 8140 a second, 0:01 left`.
  static func line(
    done: Int, total: Int, known: Int, noun: String, seconds: Double
  ) -> String {
    var text = "\(done) of \(total) \(noun), \(100 * done / max(1, total))%"
    let rate = Double(done - known) / max(seconds, 1e-3)
    guard rate > 0 else { return text }
    let shown =
      rate < 10
      ? "\((rate * 10).rounded() / 10)" : "\(Int(rate.rounded()))"
    text += ", \(shown) a second"
    let left = Int((Double(total - done) / rate).rounded(.up))
    let hours = left / 3600
    let minutes = left % 3600 / 60
    let clock =
      hours > 0
      ? "\(hours):\(twoDigits(minutes)):\(twoDigits(left % 60))"
      : "\(minutes):\(twoDigits(left % 60))"
    return text + ", \(clock) left"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
