import Messages
import ReportRendering

extension EnglishPublication {
  func note(_ note: PublicationNote) -> ReportText {
    switch note {
    case .cases(let groups): cases(groups)
    case .estimator(let name, let test):
      if let test {
        "Estimator: \(name), test statistic \(test.title.english)."
      } else {
        "Estimator: \(name)."
      }
    case .bootstrap(let facts): bootstrapNote(facts)
    case .monteCarlo(let count, let seed):
      """
      Monte Carlo intervals: percentiles of \(count: count) draws, seed \
      \(String(seed)).
      """
    case .software(let version): "Software: Latent \(version)."
    case .deltaMethod:
      """
      Standard errors and two-sided \(symbol: .probability) values by the \
      delta method.
      """
    case .stars:
      """
      *\(symbol: .probability) < .05. **\(symbol: .probability) < .01. \
      ***\(symbol: .probability) < .001.
      """
    case .reliability:
      """
      CITC: corrected item-total correlation; α: Cronbach's alpha; ω: \
      McDonald's omega. Kurtosis is excess kurtosis.
      """
    case .scaleCorrelations:
      "Scales are means of their items. In parentheses: Cronbach's α."
    case .standardizedAndFixed:
      """
      β: standardized loading. A dash: fixed to set the scale of the \
      construct, so not tested.
      """
    case .convergent:
      """
      CR: composite reliability; AVE: average variance extracted (Fornell & \
      Larcker, 1981).
      """
    case .diagonal:
      """
      In parentheses: the square root of AVE, which should exceed the \
      correlations in its row and column (Fornell & Larcker, 1981).
      """
    case .ratios:
      """
      HTMT: heterotrait-monotrait ratio of correlations (Henseler et al., \
      2015).
      """
    case .ratioIntervals(let draws, let level):
      """
      In brackets: \(percent: level) percentile intervals of \(count: draws) \
      bootstrap draws.
      """
    case .thresholds:
      """
      Criteria of good fit, in parentheses of acceptable fit, are conventions \
      (Hu & Bentler, 1999; Marsh & Hocevar, 1985), not tests.
      """
    case .thesisThresholds:
      """
      Criteria, in parentheses the acceptable level, are conventions (Bagozzi \
      & Yi, 1988; Doll et al., 1994; Hu & Bentler, 1999), not tests.
      """
    case .goodness:
      "GFI, AGFI and PGFI as in AMOS and LISREL (Jöreskog & Sörbom)."
    case .differences:
      "Differences are those of nested models by the χ² difference test."
    case .compared(let other): "Compared with: " + other + "."
    case .hypothesesTwoSided(let level):
      """
      \(symbol: .probability) values are two-sided; a hypothesis is supported \
      if \(symbol: .probability) < \(limit(level)) and the sign is the expected one.
      """
    case .bootErrors:
      """
      Standard errors are the standard deviations of the replicates; one set \
      of replicates serves all effects.
      """
    case .invariance(let rule): invariance(rule)
    case .letters(let level, let isTukey):
      isTukey
        ? """
        Groups with a letter in common do not differ by the Tukey-Kramer test \
        at \(limit(level)).
        """
        : """
        Groups with a letter in common do not differ by the Games-Howell test \
        at \(limit(level)).
        """
    case .groupTests(let isT):
      isT
        ? "t: Welch's test, which does not assume equal variances."
        : "F: Welch's test, which does not assume equal variances."
    case .rotation(let method, let rotation, let isOblique):
      extraction(method, rotation, isOblique)
    case .shownLoadings(let level):
      """
      Loadings below \(limit(level)) in \
      absolute value are not shown.
      """
    case .crossLoading:
      "CR and AVE are not given for constructs that share items with others."
    case .belowBeforeRounding: "Below the level before rounding."
    }
  }

  private func cases(_ groups: [(label: String, count: Int)]) -> ReportText {
    let total = groups.reduce(0) { $0 + $1.count }
    let all: ReportText = "\(symbol: .sampleSize) = \(count: total)"
    guard groups.count > 1 else { return all + "." }
    let parts = groups.enumerated().map { place, group -> ReportText in
      let label = group.label.isEmpty ? "group \(place + 1)" : group.label
      return "\(label): \(symbol: .groupSize) = \(count: group.count)"
    }
    return all + " (" + parts.joined(separator: "; ") + ")."
  }

  func intervalName(_ name: BootstrapFacts.IntervalName) -> ReportText {
    switch name {
    case .percentile: "percentile"
    case .biasCorrected: "bias-corrected"
    case .accelerated: "bias-corrected and accelerated"
    case .normal: "normal"
    case .basic: "basic"
    case .studentized: "studentized"
    }
  }

  private func bootstrapNote(_ facts: BootstrapFacts) -> ReportText {
    let start: ReportText = """
      Intervals: \(percent: facts.level) \(intervalName(facts.interval)) \
      bootstrap, \(count: facts.count) replicates
      """
    let used: ReportText =
      facts.usable == facts.count
      ? ", all usable"
      : """
      , \(count: facts.usable) of them usable and \
      \(count: facts.count - facts.usable) not
      """
    return start + used + ", seed \(String(facts.seed))."
  }

  private func invariance(_ rule: InvarianceRule) -> ReportText {
    switch rule {
    case .cfi:
      """
      Each model is compared with the one before; a step holds if CFI falls \
      by at most .010 (Cheung & Rensvold, 2002).
      """
    case .chen:
      """
      Each model is compared with the one before; a step holds by the changes \
      in CFI, RMSEA and SRMR (Chen, 2007).
      """
    case .chiSquare(let level):
      """
      Each model is compared with the one before; a step holds if the χ² \
      difference is not significant at \
      \(limit(level)).
      """
    }
  }

  private func extraction(
    _ method: String, _ rotation: String?, _ isOblique: Bool
  ) -> ReportText {
    let extraction: ReportText =
      switch method {
      case "ml": "Extraction: maximum likelihood"
      case "uls": "Extraction: unweighted least squares (minres)"
      case "pa": "Extraction: principal axes"
      default: "Extraction: principal components"
      }
    guard let rotation else { return extraction + "; not rotated." }
    return extraction + "; rotation: \(rotation)"
      + (isOblique ? " (oblique)." : " (orthogonal).")
  }

  /// A level, such as .05.
  private func limit(_ value: Double) -> ReportText {
    .number(value, .probability, .boundedHundredths)
  }
}
