import Requests
import Studies
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One line on a terminal that says how far a study has come; nothing where
/// stderr is not a terminal.
final class StudyProgressLine: Sendable {
  private let steps: Int
  private let isShown: Bool
  private let state = Mutex(State())

  private struct State {
    var ended = 0
    var running: [String] = []
    var drawing = ""
    var last: ContinuousClock.Instant?
  }

  /// Makes a line.
  ///
  /// - Parameter steps: The number of all steps.
  init(steps: Int) {
    self.steps = steps
    isShown = isatty(STDERR_FILENO) == 1
  }

  /// Shows what happens, at most five times a second.
  @Sendable func show(_ progress: StudyProgress) {
    guard isShown else { return }
    let line = state.withLock { state -> String? in
      switch progress {
      case .begun(let name): state.running.append(name)
      case .drawing(let name, let replicates):
        state.drawing = "\(name) \(replicates.done) of \(replicates.total)"
      case .ended(let name, _):
        state.ended += 1
        state.running.removeAll { $0 == name }
        if state.drawing.hasPrefix(name + " ") { state.drawing = "" }
      }
      let now = ContinuousClock.now
      if let last = state.last, now - last < .milliseconds(200) { return nil }
      state.last = now
      let current =
        state.drawing.isEmpty
        ? state.running.joined(separator: ", ") : state.drawing
      return "\(state.ended) of \(steps) steps"
        + (current.isEmpty ? "" : ": \(current)")
    }
    guard let line else { return }
    try? RawFile.errors.write("\r\(line.prefix(78))\u{1B}[K")
  }

  /// Removes the line.
  func clear() {
    guard isShown, state.withLock({ $0.last != nil }) else { return }
    try? RawFile.errors.write("\r\u{1B}[K")
  }
}
