import Foundation
import Synchronization

/// One line on a terminal that says how far a long run has come; nothing
/// where stderr is no terminal.
final class ProgressLine: Sendable {
  private let noun: String
  private let known: Int
  private let isShown: Bool
  private let start = ContinuousClock.now
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  /// Makes a line.
  ///
  /// - Parameters:
  ///   - noun: What is counted.
  ///   - known: How many of them were there before the start.
  init(noun: String, known: Int = 0) {
    self.noun = noun
    self.known = known
    isShown = isatty(STDERR_FILENO) == 1
  }

  /// Shows the state, at most five times a second.
  func show(_ done: Int, of total: Int) {
    guard isShown else { return }
    let now = ContinuousClock.now
    let isDue = last.withLock { last in
      if let last, now - last < .milliseconds(200) { return false }
      last = now
      return true
    }
    guard isDue else { return }
    let line = Self.line(
      done: done, total: total, known: known, noun: noun,
      seconds: (now - start) / .seconds(1))
    write("\r\(line)\u{1B}[K")
  }

  /// Removes the line.
  func clear() {
    guard isShown, last.withLock({ $0 != nil }) else { return }
    write("\r\u{1B}[K")
  }

  /// `1280 of 5000 replicates, 25%, 8140 a second, 0:01 left`.
  static func line(
    done: Int, total: Int, known: Int, noun: String, seconds: Double
  ) -> String {
    var text = "\(done) of \(total) \(noun), \(100 * done / max(1, total))%"
    let rate = Double(done - known) / max(seconds, 1e-3)
    guard rate > 0 else { return text }
    let digits = rate < 10 ? 1 : 0
    text += ", \(String(format: "%.\(digits)f", rate)) a second"
    let left = Int((Double(total - done) / rate).rounded(.up))
    let hours = left / 3600
    let minutes = left % 3600 / 60
    let clock =
      hours > 0
      ? String(format: "%d:%02d:%02d", hours, minutes, left % 60)
      : String(format: "%d:%02d", minutes, left % 60)
    return text + ", \(clock) left"
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
