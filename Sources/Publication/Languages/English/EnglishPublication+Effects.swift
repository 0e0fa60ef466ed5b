import ReportRendering

/// Sentences about hypotheses and effects.
extension EnglishPublication {
  func equation(
    of outcome: ReportText, rSquared: ReportText?, significant: [ReportText],
    others: [ReportText]
  ) -> ReportText {
    let start: ReportText =
      "In the equation of " + outcome + (rSquared.map(brackets) ?? "") + ", "
    func paths(_ own: [ReportText]) -> ReportText {
      (own.count == 1 ? "the path from " : "the paths from ") + list(own)
        + (own.count == 1 ? " was" : " were")
    }
    switch (significant.isEmpty, others.isEmpty) {
    case (false, false):
      return start + paths(significant) + " significant; " + paths(others)
        + " not."
    case (false, true): return start + paths(significant) + " significant."
    case (true, false):
      return start + paths(others) + " not significant."
    case (true, true): return start + "no path was tested."
    }
  }

  func summary(_ own: HypothesisSummary) -> ReportText {
    func names(_ list: [String]) -> ReportText {
      self.list(list.map { .verbatim($0) })
    }
    func part(_ list: [String], _ participle: ReportText) -> ReportText {
      let verb: ReportText = list.count == 1 ? " was " : " were "
      return "\(count: list.count)" + verb + participle + " (" + names(list)
        + ")"
    }
    var parts: [ReportText] = []
    if !own.supported.isEmpty { parts.append(part(own.supported, "supported")) }
    if !own.partly.isEmpty {
      parts.append(part(own.partly, "partly supported"))
    }
    if !own.notSupported.isEmpty {
      parts.append(part(own.notSupported, "not supported"))
    }
    if !own.untested.isEmpty {
      parts.append(part(own.untested, "not tested"))
    }
    return "Of the \(count: own.count) hypotheses, " + list(parts) + "."
  }

  func hypothesis(
    _ own: HypothesisFinding, ends: (ReportText, ReportText),
    through: [ReportText], statistics: ReportText, isPart: Bool
  ) -> ReportText {
    let name = ReportText.verbatim(own.hypothesis.name)
    // One of several paths does not decide on the hypothesis.
    func opening(_ verdict: ReportText) -> ReportText {
      isPart ? "For " + name + ", " : name + verdict
    }
    let subject: ReportText =
      through.isEmpty
      ? "the path from " + ends.0 + " to " + ends.1
      : "the indirect effect of " + ends.0 + " on " + ends.1 + " through "
        + list(through)
    let sign: ReportText =
      (own.numbers.estimate ?? 0) >= 0 ? "positive" : "negative"
    switch own.outcome {
    case .supported:
      return opening(" was supported: ") + subject + " was " + sign
        + " and significant, " + statistics + "."
    case .opposite:
      return opening(" was not supported: ") + "contrary to the hypothesis, "
        + subject + " was significant and " + sign + ", " + statistics + "."
    case .notSupported:
      return opening(" was not supported: ") + subject
        + " was not significant, " + statistics + "." + nearMiss(own)
    case .untested:
      return own.numbers.estimate == nil
        ? opening(" was not tested: ") + "the model has no estimate of "
          + subject + "."
        : opening(" was not tested: ") + "there is no standard error of "
          + subject + ", " + statistics + "."
    }
  }

  private func nearMiss(_ own: HypothesisFinding) -> ReportText {
    if own.isMarginal {
      return own.hasExpectedSign
        ? " The estimate had the expected sign but missed the level of significance, which is not evidence for the hypothesis."
        : " The estimate had the opposite sign."
    }
    return own.hasExpectedSign ? "" : " The estimate had the opposite sign."
  }

  func bootstrap(_ facts: BootstrapFacts) -> ReportText {
    """
    Effects were judged by \(percent: facts.level) \
    \(intervalName(facts.interval)) bootstrap intervals \
    (\(count: facts.count) replicates, \(count: facts.usable) usable); an \
    effect is called significant where its interval excludes zero.
    """
  }

  func manyUnusable(_ facts: BootstrapFacts) -> ReportText {
    """
    Of the replicates, \(count: facts.count - facts.usable) were not usable, \
    more than one in twenty: the intervals rest on selected samples and should be read \
    with caution.
    """
  }

  func monteCarlo(level: Double) -> ReportText {
    """
    Effects were judged by \(percent: level) intervals, those of indirect \
    effects by Monte Carlo draws; an effect is called significant where its \
    interval excludes zero.
    """
  }

  private func verdict(_ isSignificant: Bool?) -> ReportText {
    switch isSignificant {
    case true?: " was significant, "
    case false?: " was not significant, "
    case nil: " has no interval, "
    }
  }

  func effect(
    _ kind: PublicationTerm, ends: (ReportText, ReportText),
    isSignificant: Bool?, statistics: ReportText
  ) -> ReportText {
    let noun: ReportText =
      switch kind {
      case .total: "The total effect of "
      case .totalIndirect: "The total indirect effect of "
      default: "The direct effect of "
      }
    return noun + ends.0 + " on " + ends.1 + verdict(isSignificant)
      + statistics + "."
  }

  func indirect(
    ends: (ReportText, ReportText), through: [ReportText],
    isSignificant: Bool?, isNearZero: Bool, statistics: ReportText
  ) -> ReportText {
    "The indirect effect of " + ends.0 + " on " + ends.1 + " through "
      + list(through) + verdict(isSignificant) + statistics + "."
      + weakness(isNearZero)
  }

  private func weakness(_ isNearZero: Bool) -> ReportText {
    isNearZero
      ? " The interval ends close to zero, so the evidence is weak." : ""
  }

  func mediation(_ type: MediationType, direct: ReportText) -> ReportText {
    switch type {
    case .complementary:
      "The direct effect was significant too and had the same sign, " + direct
        + ": complementary mediation (Zhao et al., 2010)."
    case .competitive:
      "The direct effect was significant too but had the opposite sign, "
        + direct + ": competitive mediation (Zhao et al., 2010)."
    case .indirectOnly:
      "The direct effect was not significant, " + direct
        + ": indirect-only mediation (Zhao et al., 2010)."
    case .directOnly:
      "The direct effect was significant, " + direct
        + ": direct-only nonmediation (Zhao et al., 2010)."
    case .none:
      "The direct effect was not significant either, " + direct
        + ": no-effect nonmediation (Zhao et al., 2010)."
    }
  }

  var noDirectPath: ReportText {
    """
    The model has no direct path between the two, so that the type of \
    mediation cannot be told from it.
    """
  }

  func contrast(
    _ first: ReportText, _ second: ReportText, isSignificant: Bool?,
    statistics: ReportText
  ) -> ReportText {
    "The difference of the indirect effects through " + first + " and through "
      + second + verdict(isSignificant) + statistics + "."
  }

  func index(
    ends: (ReportText, ReportText), through: [ReportText],
    moderator: ReportText, isSignificant: Bool?, isNearZero: Bool,
    statistics: ReportText
  ) -> ReportText {
    let meaning: ReportText =
      switch isSignificant {
      case true?:
        "; the indirect effect depended on the moderator."
      case false?:
        "; there was no evidence that the indirect effect depends on the moderator."
      case nil: "."
      }
    return "The index of moderated mediation by " + moderator
      + " for the indirect effect of " + ends.0 + " on " + ends.1 + " through "
      + list(through) + verdict(isSignificant) + statistics + meaning
      + weakness(isNearZero)
  }

  func noIndex(path: ReportText, moderator: ReportText) -> ReportText {
    "There is no single index of moderated mediation by " + moderator
      + " for the path " + path + ", whose effect is not linear in it."
  }

  func conditional(
    at values: ReportText, isSignificant: Bool?, statistics: ReportText
  ) -> ReportText {
    let word: ReportText =
      switch isSignificant {
      case true?: "significant at "
      case false?: "not significant at "
      case nil: "without an interval at "
      }
    return word + values + ", " + statistics
  }

  func conditionals(
    ends: (ReportText, ReportText), through: [ReportText],
    _ parts: [ReportText]
  ) -> ReportText {
    subject(ends, through) + " was " + parts.joined(separator: "; ") + "."
  }

  private func subject(
    _ ends: (ReportText, ReportText), _ through: [ReportText]
  ) -> ReportText {
    through.isEmpty
      ? "The effect of " + ends.0 + " on " + ends.1
      : "The indirect effect of " + ends.0 + " on " + ends.1 + " through "
        + list(through)
  }

  func manyConditionals(
    ends: (ReportText, ReportText), through: [ReportText], count: Int,
    significant: Int, range: ValueRange
  ) -> ReportText {
    subject(ends, through) + " was significant at "
      + (significant == 0
        ? "none" : significant == count ? "all" : "\(count: significant)")
      + " of the \(count: count) combinations of the moderators' values; "
      + "it ranged from " + range.low + " to " + range.high + "."
  }

  var noCausalClaim: ReportText {
    """
    "Effect" is meant in the sense of the model: whether it is causal depends \
    on assumptions about the direction of paths and about omitted variables \
    that these data cannot test.
    """
  }

  func inGroup(_ label: String) -> ReportText { "Group \(label):" }
}
