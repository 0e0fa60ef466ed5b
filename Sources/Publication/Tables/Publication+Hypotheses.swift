import FitSettings
package import EffectAnalysis
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
  package func hypotheses(
    _ hypotheses: [PublishedHypothesis], in fit: Fit,
    effects: EffectTable? = nil, context: ReportContext
  ) -> PublishedPart {
    let finding = FitFinding(fit)
    guard finding.isUsable else {
      return part(
        .hypotheses, .tests, [words.fit(finding, statistics: "")], [])
    }
    let findings = hypotheses.map {
      HypothesisFinding(
        $0, in: fit, effects: effects, level: style.significance)
    }
    let each = findings.map { sentence(on: $0) }
    return part(
      .hypotheses, .tests,
      [
        words.paragraph(
          (findings.count > 1
            ? [words.summary(HypothesisSummary(findings))] : [])
            + cautions(finding)), words.paragraph(each),
      ], [hypothesisTable(findings, fit, effects, context)])
  }

  /// The outcome of a hypothesis.
  package func outcome(
    of hypothesis: PublishedHypothesis, in fit: Fit,
    effects: EffectTable? = nil
  ) -> HypothesisOutcome {
    HypothesisFinding(
      hypothesis, in: fit, effects: effects, level: style.significance
    ).outcome
  }

  private func hypothesisTable(
    _ findings: [HypothesisFinding], _ fit: Fit, _ effects: EffectTable?,
    _ context: ReportContext
  ) -> ReportTable {
    let hasLimits = findings.contains { $0.limits != nil }
    let level = effects?.bootstrap?.level ?? fit.options.confidenceLevel
    var notes = ReportTable.Notes(
      general: origin(of: fit, context) + [
        words.note(.hypothesesTwoSided(level: style.significance))
      ])
    if hasLimits, let origin = effects?.bootstrap {
      notes.general.append(words.note(.bootstrap(BootstrapFacts(origin))))
    }
    if style.conventions == .thesis { notes.probability = [words.note(.stars)] }
    if findings.contains(where: \.roundsToLevel) {
      notes.specific = [words.note(.belowBeforeRounding)]
    }
    let rows = findings.map { own -> ReportTable.Row in
      var p = style.cell(own.pValue, .probability)
      if own.roundsToLevel { p.marks = [0] }
      return .cells(
        [
          .verbatim(own.hypothesis.name),
          .text(names.path(own.hypothesis.path)),
          style.cell(own.estimate, .estimate),
          style.cell(own.standardError, .standardError),
          style.cell(own.z, .z), p,
        ]
          + (hasLimits
            ? [
              style.optional(own.limits?.lower, .limit),
              style.optional(own.limits?.upper, .limit),
            ] : [])
          + [
            style.starred(own.standardized, own.pValue),
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

  private func sentence(on own: HypothesisFinding) -> ReportText {
    let path = own.hypothesis.path
    var parts: [ReportText] = []
    if let estimate = own.estimate {
      parts.append(style.equation(.coefficient, estimate, .estimate))
    }
    if own.limits == nil, let error = own.standardError {
      parts.append(style.equation(.standardError, error, .standardError))
    }
    if let z = own.z { parts.append(style.equation(zSymbol, z, .z)) }
    if let p = own.pValue {
      parts.append(style.equation(.probability, p, .probability))
    }
    if let limits = own.limits {
      parts.append(
        words.interval(
          style.interval(
            limits.lower, limits.upper, level: own.level, .limit),
          level: own.level))
    }
    if let value = own.standardized {
      parts.append(style.equation(.beta, value, .standardized))
    }
    return words.hypothesis(
      own,
      ends: (
        names.inSentence(path.first ?? ""), names.inSentence(path.last ?? "")
      ),
      through: path.dropFirst().dropLast().map(names.inSentence),
      statistics: words.statement(parts))
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
