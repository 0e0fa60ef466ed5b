/// What the study says of a hypothesis: a result, never an error.
package struct HypothesisVerdict: Sendable {
  /// The outcomes of hypotheses; raw values are stable.
  package enum Outcome: String, Sendable, Hashable, CaseIterable {
    case supported
    /// Some of its paths are supported, and none has the opposite sign.
    case partlySupported = "partly supported"
    case notSupported = "not supported"
    /// An effect is significant and has the opposite sign.
    case oppositeSign = "opposite sign"
  }

  /// What is said of one path.
  package struct Path: Sendable {
    /// The step that says it.
    package var step: String
    package var finding: PathFinding
    package var outcome: Outcome
    /// The outcomes of robustness checks, by the check's name.
    package var checks: [(name: String, finding: PathFinding, outcome: Outcome)]
  }

  package var hypothesis: StudyHypothesis
  /// Its paths; those of steps that were not carried out are not there.
  package var paths: [Path]
  /// Whether all its paths are there.
  package var isWhole: Bool

  /// The outcome; `nil` before all paths are known.
  package var outcome: Outcome? {
    guard isWhole, !paths.isEmpty else { return nil }
    let all = Set(paths.map(\.outcome))
    if all.contains(.oppositeSign) { return .oppositeSign }
    if all == [.supported] { return .supported }
    return all.contains(.supported) ? .partlySupported : .notSupported
  }
}

extension StudyHypothesis {
  /// The outcome of a path's effect.
  ///
  /// An effect is significant where p is below 1 - level; one whose interval is
  /// of draws (a bootstrap, or Monte Carlo) where it lies on one side of zero.
  ///
  /// - Parameter finding: The effect.
  /// - Returns: The outcome.
  package func outcome(of finding: PathFinding) -> HypothesisVerdict.Outcome {
    let isSignificant: Bool
    if let pValue = finding.pValue {
      isSignificant = pValue < 1 - finding.level
    } else if let lower = finding.lower, let upper = finding.upper {
      isSignificant = lower > 0 || upper < 0
    } else {
      isSignificant = false
    }
    guard isSignificant else { return .notSupported }
    return switch direction {
    case nil: .supported
    case .positive?: finding.estimate > 0 ? .supported : .oppositeSign
    case .negative?: finding.estimate < 0 ? .supported : .oppositeSign
    }
  }
}
