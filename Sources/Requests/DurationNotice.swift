internal import Messages
import Synchronization

/// Says once how long work is going to take, where that is long: a model file
/// can ask for a million replicates, and models can have hundreds of variables.
final class DurationNotice: Sendable {
  private let subject: Subject
  private let warn: @Sendable (String) -> Void
  private let state: Mutex<State>

  private struct State {
    var start: ContinuousClock.Instant
    var isSaid = false
  }

  /// The kind of steps, and the way to fewer of them.
  enum Subject: Sendable, Hashable {
    /// Replicates of a bootstrap.
    case replicates(isOfModelFile: Bool, isKept: Bool)
    /// Steps of other work.
    case steps(LongWork.Kind)

    /// The seconds from which on a notice is worth it.
    ///
    /// A bootstrap shows its progress.
    var longest: Double {
      switch self {
      case .replicates: 180
      case .steps: 20
      }
    }

    /// The steps in words, such as "1000 replicates".
    func count(_ total: Int) -> String {
      switch self {
      case .replicates(let isOfModelFile, _):
        "\(total) replicates"
          + (isOfModelFile ? ", as the model file asks for," : "")
      case .steps(.monteCarloDraws): "\(total) draws of the parameters"
      case .steps(.randomStarts):
        "\(total) searches from random starting values"
      case .steps(.casesLeftOut): "Cook's distances of \(total) cases"
      case .steps(.residualMoments):
        "standard errors of \(total) residuals, each beside all others,"
      case .steps(.profiledValues): "profile intervals of \(total) values"
      }
    }

    /// The sentence on how it can be less.
    var remedy: String {
      switch self {
      case .replicates(_, let isKept):
        "The option `bootstrap` sets their number"
          + (isKept
            ? "." : "; with `checkpoint` they are kept if the run is stopped.")
      case .steps(.monteCarloDraws):
        "The option `monte-carlo` sets their number."
      case .steps(.randomStarts): "The option `rstarts` sets their number."
      case .steps(.casesLeftOut):
        "Without `type: cases` there are none."
      case .steps(.residualMoments):
        "Without `residual-tests` there are none."
      case .steps(.profiledValues):
        "`ci: wald` takes no time."
      }
    }
  }

  /// Begins to measure.
  ///
  /// - Parameters:
  ///   - subject: What is counted.
  ///   - warn: Gets the notice.
  init(_ subject: Subject, warn: @escaping @Sendable (String) -> Void) {
    self.subject = subject
    self.warn = warn
    state = Mutex(State(start: .now))
  }

  /// Takes how far the work has come.
  func take(_ progress: AnalysisProgress) {
    let seconds = state.withLock { state -> Double? in
      if state.isSaid { return nil }
      let elapsed = (ContinuousClock.now - state.start) / .seconds(1)
      guard elapsed >= Self.trial else { return nil }
      state.isSaid = true
      return elapsed
    }
    guard let seconds,
      let text = Self.text(progress, seconds: seconds, subject)
    else { return }
    warn(text)
  }

  /// The notice after so many seconds; `nil` where little is left.
  static func text(
    _ progress: AnalysisProgress, seconds: Double, _ subject: Subject
  ) -> String? {
    let rate = Double(progress.done - progress.known) / seconds
    guard rate > 0 else { return nil }
    let left = Double(progress.total - progress.done) / rate
    guard left >= subject.longest else { return nil }
    let minutes = Int((left / 60).rounded())
    let time =
      left < 90
      ? "\(Int((left / 10).rounded()) * 10) seconds"
      : minutes < 120 ? "\(minutes) minutes" : "\((minutes + 30) / 60) hours"
    return "latent: note: \(subject.count(progress.total)) will take about "
      + "\(time) more. \(subject.remedy)"
  }

  /// The seconds after which the rate is known.
  private static let trial = 5.0
}

/// The notices of an analysis's long work, one for each time that work begins.
final class DurationNotices: Sendable {
  private let warn: @Sendable (String) -> Void
  private let state = Mutex(State())

  private struct State {
    var kind: LongWork.Kind?
    var done = 0
    var notice: DurationNotice?
  }

  /// Makes the notices.
  ///
  /// - Parameter warn: Gets them.
  init(warn: @escaping @Sendable (String) -> Void) { self.warn = warn }

  /// Takes how far work has come.
  func take(_ kind: LongWork.Kind, _ done: Int, _ total: Int) {
    let notice = state.withLock { state -> DurationNotice in
      if let notice = state.notice, state.kind == kind, done >= state.done {
        state.done = done
        return notice
      }
      let notice = DurationNotice(.steps(kind), warn: warn)
      state.kind = kind
      state.done = done
      state.notice = notice
      return notice
    }
    notice.take(AnalysisProgress(done: done, total: total))
  }
}
