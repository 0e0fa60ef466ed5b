import FitSettings

extension RequestRules {
  /// The rules of a bootstrap's replicates.
  static let replicates: [CombinationRule<RequestedAnalysis>] = [
    .refusing(
      Setting.Section.bootstrap.settings.map { setting in
        // Monte Carlo draws have a seed too.
        LookedAtOption(setting.name) {
          $0.given.contains(setting.name)
            && (setting.name != "seed" || !$0.intervals.drawsDefinitions)
        }
      }, .optionWithoutObject, when: [.analysis(.fit)],
      unless: [
        .asks("`se: bootstrap`") { $0.options.standardErrors == .bootstrap }
      ],
      message: { "The option `\($0)` belongs to a bootstrap." },
      remedy: { _ in
        "Add `se: bootstrap`, or use the analysis `bootstrap`."
      }),
    CombinationRule(
      .optionContradiction,
      when: [
        .analysis(.effects),
        .asks("a number as `draws`") { $0.drawCount != nil },
      ],
      message: { _ in
        "The option `draws` names the file that bootstrap draws are written "
          + "to."
      },
      remedy: {
        let count = $0.settings.drawCount ?? 0
        return "The number of Monte Carlo draws is `monte-carlo: \(count)`, "
          + "that of replicates `bootstrap: \(count)`."
      }),
    .refusing(
      [
        LookedAtOption("checkpoint") { $0.bootstrap.checkpoint != nil },
        LookedAtOption("replicates") { $0.bootstrap.replicates != nil },
        LookedAtOption("bootstrap") { $0.bootstrap.count != nil },
      ], .optionContradiction,
      when: [
        drawing,
        .asks("`from-draws`") { !$0.bootstrap.sources.isEmpty },
      ],
      message: {
        "With the option `from-draws` nothing is drawn, but there is also the "
          + "option `\($0)`."
      },
      remedy: { _ in "Give one of the two." }),
    CombinationRule(
      .optionRange,
      when: [
        drawing,
        .asks("`replicates` beyond `bootstrap`") {
          guard let range = $0.bootstrap.replicates,
            let count = $0.bootstrap.count
          else { return false }
          return range.upperBound > count
        },
      ],
      message: {
        let range = $0.settings.bootstrap.replicates ?? 1...1
        return "There are \($0.settings.bootstrap.count ?? 0) replicates; the "
          + "range \(range.lowerBound)-\(range.upperBound) goes beyond."
      },
      remedy: {
        let last = $0.settings.bootstrap.replicates?.upperBound ?? 0
        return "Use `bootstrap: \(last)`, or end the range at "
          + "\($0.settings.bootstrap.count ?? 0)."
      }),
    CombinationRule(
      .optionWithoutObject,
      when: [
        drawing,
        .asks("`boot-ci: bca`") {
          $0.bootstrap.interval == .biasCorrectedAccelerated
        },
      ], unless: [.cases],
      message: { _ in "BCa intervals need a table of cases." },
      remedy: { _ in "Use `boot-ci: perc` or bc." }),
  ]

  private static var drawing: Condition<RequestedAnalysis> {
    Condition("a bootstrap") { $0.drawsReplicates }
  }
}

extension AnalysisSettings {
  /// The number that the request gives in place of a file of draws.
  fileprivate var drawCount: Int? {
    given.contains("draws") ? bootstrap.draws.flatMap { Int($0.path) } : nil
  }

  /// Whether replicates are drawn, or read.
  ///
  /// - Parameter analysis: The analysis that takes the settings.
  /// - Returns: Whether they are.
  package func drawsReplicates(for analysis: Analysis) -> Bool {
    switch analysis {
    case .bootstrap: true
    case .fit: options.standardErrors == .bootstrap
    case .effects: usualReplicateCount(for: analysis) != nil
    case .compare, .invariance, .test, .predict, .correlations, .efa, .data,
      .items, .groups, .validity, .diagram, .codebook, .parse:
      false
    }
  }

  /// The number of replicates where the settings name none; `nil` if nothing
  /// is bootstrapped.
  ///
  /// In effects any option that only a bootstrap has asks for one; the seed is
  /// that of Monte Carlo draws too.
  ///
  /// - Parameter analysis: The analysis that takes the settings.
  /// - Returns: The number.
  package func usualReplicateCount(for analysis: Analysis) -> Int? {
    switch analysis {
    case .bootstrap: return BootstrapSettings.usualCount
    case .fit, .effects:
      if options.standardErrors == .bootstrap {
        return BootstrapSettings.usualCountOfErrors
      }
      guard analysis == .effects else { return nil }
      let isAsked =
        bootstrap.count != nil || bootstrap.replicates != nil
        || bootstrap.draws != nil || !bootstrap.sources.isEmpty
        || bootstrap.checkpoint != nil
        || !given.isDisjoint(with: ["boot-ci", "bootstrap-kind"])
      return isAsked ? BootstrapSettings.usualCount : nil
    case .compare, .invariance, .test, .predict, .correlations, .efa, .data,
      .items, .groups, .validity, .diagram, .codebook, .parse:
      return nil
    }
  }
}
