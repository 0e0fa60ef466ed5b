import FitSettings
import ModelFit
import ReportRendering

extension BootstrapOrigin {
  /// The facts about the draws that a report shows.
  ///
  /// - Parameter drawsClusters: Whether whole clusters are drawn.
  /// - Returns: The facts.
  func facts(drawsClusters: Bool) -> [ReportFact] {
    let draws: ReportText =
      drawsClusters && kind == .nonparametric
      ? "nonparametric (whole clusters within groups)" : kind.description
    var facts = [
      ReportFact("Draws", draws),
      ReportFact("Seed", .verbatim(String(seed))),
      ReportFact("Replicates", replicates),
    ]
    let others = ReplicateStatus.allCases.filter {
      $0 != .converged && (statusCounts[$0] ?? 0) > 0
    }
    if !others.isEmpty {
      let texts = others.map {
        "\(count: statusCounts[$0] ?? 0) \($0.description)" as ReportText
      }
      facts.append(ReportFact("Of these", texts.joined(separator: ", ")))
    }
    facts.append(
      ReportFact(
        "Intervals",
        "\(percent: level) \(interval.description)"))
    return facts
  }

  private var replicates: ReportText {
    var text: ReportText = "\(count: count)"
    if let numbers, numbers.lowerBound > 1 || count < numbers.count {
      text += """
         (of \(count: numbers.lowerBound)-\(count: numbers.upperBound))
        """
    }
    return text + ", \(count: usableCount) usable"
  }

  /// One line for the header of a fit's report.
  var summary: ReportText {
    """
    bootstrap, \(kind.description); \(count: count) draws, \
    \(count: usableCount) usable, seed \(String(seed)); \
    \(interval.description) intervals
    """
  }
}

extension BootstrapKind {
  /// The kind in words.
  var description: ReportText {
    switch self {
    case .nonparametric: "nonparametric (cases within groups)"
    case .bollenStine: "Bollen-Stine (cases transformed to fit the model)"
    case .parametric: "parametric (normal cases of the implied moments)"
    case .jackknife: "jackknife (one case left out)"
    }
  }
}

extension BootstrapIntervalKind {
  /// The kind in words.
  var description: ReportText {
    switch self {
    case .percentile: "percentile"
    case .biasCorrected: "bias-corrected percentile"
    case .biasCorrectedAccelerated: "BCa"
    case .normal: "normal"
    case .basic: "basic"
    case .studentized: "studentized"
    }
  }
}

extension ReplicateStatus {
  /// The status in words.
  var description: ReportText {
    switch self {
    case .converged: "converged"
    case .retried: "converged from fresh starting values"
    case .inadmissible: "inadmissible"
    case .notConverged: "not converged"
    case .singularSample: "of singular samples"
    }
  }
}
