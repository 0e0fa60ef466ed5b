package import EffectAnalysis
import FitSettings
package import ModelFit
import ReportRendering
package import Reporting

extension Publication {
  /// Hypotheses with their paths, tests and verdicts.
  ///
  /// - Parameters:
  ///   - hypotheses: The hypotheses.
  ///   - fit: The fit of the model that has their paths.
  ///   - effects: The effects that hypotheses of indirect ones are judged by.
  ///   - context: The origin of the fit.
  /// - Returns: The table, the outcomes in numbers, and a sentence each.
  package func hypotheses(
    _ hypotheses: [PublishedHypothesis], in fit: Fit,
    effects: EffectTable? = nil, context: ReportContext
  ) -> PublishedPart {
    let finding = FitFinding(fit)
    guard finding.isUsable else {
      return part(
        .hypotheses, .tests, [words.fit(finding, statistics: "")], [])
    }
    return self.hypotheses(
      hypotheses.map {
        HypothesisFinding(
          $0, in: fit, effects: effects, significance: style.significance)
      }, cautions: cautions(finding), notes: origin(of: fit, context),
      bootstrap: effects?.bootstrap)
  }

  /// Hypotheses whose numbers are known.
  ///
  /// - Parameters:
  ///   - findings: The hypotheses with their numbers; one may stand several
  ///     times, with a path each.
  ///   - cautions: What their estimates should be read with.
  ///   - notes: The notes on where numbers come from.
  ///   - bootstrap: The bootstrap behind intervals; `nil` for none.
  /// - Returns: The table, the outcomes in numbers, and a sentence each.
  package func hypotheses(
    _ findings: [HypothesisFinding], cautions: [ReportText] = [],
    notes: [ReportText] = [], bootstrap: BootstrapOrigin? = nil
  ) -> PublishedPart {
    part(
      .hypotheses, .tests,
      [
        words.paragraph(
          (findings.count > 1
            ? [words.summary(HypothesisSummary(findings))] : []) + cautions),
        words.paragraph(
          findings.map { own in
            sentence(
              on: own,
              isPart: findings.count {
                $0.hypothesis.name == own.hypothesis.name
              } > 1)
          }),
      ], [hypothesisTable(findings, notes, bootstrap)])
  }

  /// The outcome of a hypothesis.
  package func outcome(
    of hypothesis: PublishedHypothesis, in fit: Fit,
    effects: EffectTable? = nil
  ) -> HypothesisOutcome {
    HypothesisFinding(
      hypothesis, in: fit, effects: effects, significance: style.significance
    ).outcome
  }

  private func hypothesisTable(
    _ findings: [HypothesisFinding], _ origin: [ReportText],
    _ bootstrap: BootstrapOrigin?
  ) -> ReportTable {
    let hasLimits = findings.contains { $0.limits != nil }
    let level = bootstrap?.level ?? findings.first?.level ?? 0.95
    var notes = ReportTable.Notes(
      general: origin + [
        words.note(.hypothesesTwoSided(level: style.significance))
      ])
    if hasLimits, let bootstrap {
      notes.general.append(words.note(.bootstrap(BootstrapFacts(bootstrap))))
    }
    if style.conventions == .thesis { notes.probability = [words.note(.stars)] }
    if findings.contains(where: \.roundsToLevel) {
      notes.specific = [words.note(.belowBeforeRounding)]
    }
    let rows = findings.map { own -> ReportTable.Row in
      var p = style.cell(own.numbers.pValue, .probability)
      if own.roundsToLevel { p.marks = [0] }
      return .cells(
        [
          .verbatim(own.hypothesis.name),
          .text(names.path(own.hypothesis.path)),
          style.cell(own.numbers.estimate, .estimate),
          style.cell(own.numbers.standardError, .standardError),
          style.cell(own.numbers.z, .z), p,
        ]
          + (hasLimits
            ? [
              style.optional(own.limits?.lower, .limit),
              style.optional(own.limits?.upper, .limit),
            ] : [])
          + [
            style.starred(own.numbers.standardized, own.numbers.pValue),
            .text(words.term(own.outcome.term)),
          ])
    }
    return ReportTable(
      title: words.caption(.hypotheses),
      columns: [
        .names(words.term(.hypothesis)), .words(words.term(.path)),
        .symbol(.coefficient, .estimate),
        .symbol(.standardError, .standardError), .symbol(zSymbol, .z),
        .symbol(.probability, .probability),
      ] + (hasLimits ? limits(level) : []) + [
        style.conventions == .thesis
          ? .values(.symbol(.beta)) : .symbol(.beta, .standardized),
        .words(words.term(.verdict)),
      ], rows: rows, notes: notes)
  }

  private func sentence(on own: HypothesisFinding, isPart: Bool)
    -> ReportText
  {
    let path = own.hypothesis.path
    var parts: [ReportText] = []
    if let estimate = own.numbers.estimate {
      parts.append(style.equation(.coefficient, estimate, .estimate))
    }
    if own.limits == nil, let error = own.numbers.standardError {
      parts.append(style.equation(.standardError, error, .standardError))
    }
    if let z = own.numbers.z { parts.append(style.equation(zSymbol, z, .z)) }
    if let p = own.numbers.pValue {
      parts.append(style.equation(.probability, p, .probability))
    }
    if let limits = own.limits {
      parts.append(
        words.interval(
          style.interval(
            limits.lower, limits.upper, level: own.level, .limit),
          level: own.level))
    }
    if let value = own.numbers.standardized {
      parts.append(style.equation(.beta, value, .standardized))
    }
    return words.hypothesis(
      own,
      ends: (
        names.inSentence(path.first ?? ""), names.inSentence(path.last ?? "")
      ),
      through: path.dropFirst().dropLast().map(names.inSentence),
      statistics: words.statement(parts), isPart: isPart)
  }
}

extension HypothesisOutcome {
  /// The word of the outcome.
  var term: PublicationTerm {
    switch self {
    case .supported: .supported
    case .opposite: .opposite
    case .notSupported: .notSupported
    case .untested: .untested
    }
  }
}
