internal import Messages
import Synchronization

/// Says once how long a bootstrap is going to take, where that is long: a model
/// file can ask for a million replicates.
final class DurationNotice: Sendable {
  private let isOfModelFile: Bool
  private let isKept: Bool
  private let warn: @Sendable (String) -> Void
  private let state: Mutex<State>

  private struct State {
    var start: ContinuousClock.Instant
    var isSaid = false
  }

  /// Begins to measure.
  ///
  /// - Parameters:
  ///   - isOfModelFile: Whether the model file says how many replicates.
  ///   - isKept: Whether replicates are kept as they end.
  ///   - warn: Gets the notice.
  init(
    isOfModelFile: Bool, isKept: Bool,
    warn: @escaping @Sendable (String) -> Void
  ) {
    self.isOfModelFile = isOfModelFile
    self.isKept = isKept
    self.warn = warn
    state = Mutex(State(start: .now))
  }

  /// Takes how far the bootstrap has come.
  func take(_ progress: AnalysisProgress) {
    let seconds = state.withLock { state -> Double? in
      if state.isSaid { return nil }
      let elapsed = (ContinuousClock.now - state.start) / .seconds(1)
      guard elapsed >= Self.trial else { return nil }
      state.isSaid = true
      return elapsed
    }
    guard let seconds,
      let text = Self.text(
        progress, seconds: seconds, isOfModelFile: isOfModelFile,
        isKept: isKept)
    else { return }
    warn(text)
  }

  /// The notice after so many seconds; `nil` where little is left.
  static func text(
    _ progress: AnalysisProgress, seconds: Double, isOfModelFile: Bool,
    isKept: Bool
  ) -> String? {
    let rate = Double(progress.done - progress.known) / seconds
    guard rate > 0 else { return nil }
    let left = Double(progress.total - progress.done) / rate
    guard left >= longest else { return nil }
    let minutes = Int((left / 60).rounded())
    let time =
      minutes < 120 ? "\(minutes) minutes" : "\((minutes + 30) / 60) hours"
    return "latent: note: \(progress.total) replicates"
      + (isOfModelFile ? ", as the model file asks for," : "")
      + " will take about \(time) more. The option `bootstrap` sets their "
      + "number"
      + (isKept
        ? "." : "; with `checkpoint` they are kept if the run is stopped.")
  }

  /// The seconds after which the rate is known.
  private static let trial = 5.0
  /// The seconds from which on a notice is worth it.
  private static let longest = 180.0
}
