import FitComparison
import FitSettings
import Messages
package import ModelFit
import ReportRendering
package import Reporting

extension Publication {
  /// The fit of one model, with criteria and verdicts.
  package func fit(_ fit: Fit, context: ReportContext) -> PublishedPart {
    let finding = FitFinding(fit)
    var sentences = [
      words.fit(finding, statistics: statistics(of: fit))
    ]
    if style.conventions == .thesis, (fit.degreesOfFreedom ?? 0) > 0,
      finding.level == .good || finding.level == .acceptable
    {
      let missed = FitCriterion.missed(fit.measures)
      if !missed.isEmpty {
        sentences.append(
          words.missed(words.list(missed.map { .symbol($0) })))
      }
    }
    sentences += cautions(finding)
    return part(
      .fit, .fit, [words.paragraph(sentences)],
      finding.isUsable && finding.level != .untested
        ? [fitTable(fit, context)] : [])
  }

  /// What a fit's estimates should be read with.
  func cautions(_ finding: FitFinding) -> [ReportText] {
    var sentences: [ReportText] = []
    guard finding.isUsable else { return [] }
    if finding.isInadmissible { sentences.append(words.inadmissible) }
    if finding.isSmall {
      sentences.append(
        words.smallSample(
          caseCount: finding.caseCount,
          parameterCount: finding.parameterCount))
    }
    return sentences
  }

  /// The statement `χ²(109, N = 128) = 115.88, p = .308, CFI = .992`.
  func statistics(of fit: Fit) -> ReportText {
    let measures = fit.measures
    var parts: [ReportText] = []
    if let chiSquare = measures.tested("chisq"), let df = measures.tested("df")
    {
      parts.append(chiSquareText(chiSquare, df, cases: fit.observationCount))
      if let p = measures.tested("pvalue") {
        parts.append(style.equation(.probability, p, .probability))
      }
      if style.conventions == .thesis, df > 0 {
        parts.append(
          style.equation(.index("χ²/df"), chiSquare / df, .chiSquare))
      }
    }
    for (symbol, name) in [(StatisticSymbol.cfi, "cfi"), (.tli, "tli")] {
      if let value = measures.best(name) {
        parts.append(style.equation(symbol, value, .fitIndex))
      }
    }
    if let rmsea = measures.best("rmsea") {
      parts.append(style.equation(.rmsea, rmsea, .fitIndex))
      if let limits = rmseaLimits(measures) {
        parts.append(
          words.interval(
            style.interval(
              limits.lower, limits.upper, level: limits.level, .fitIndex),
            level: limits.level))
      }
    }
    if let srmr = measures["srmr"] {
      parts.append(style.equation(.srmr, srmr, .fitIndex))
    }
    return words.statement(parts)
  }

  private func chiSquareText(_ value: Double, _ df: Double, cases: Int)
    -> ReportText
  {
    let degrees = ReportText(.number(style.number(df, .degreesOfFreedom)))
    return ReportText.symbol(.chi) + "(" + degrees + ", "
      + "\(symbol: .sampleSize) = \(count: cases)" + ") = "
      + ReportText(.number(style.number(value, .chiSquare)))
  }

  /// The interval of the version of RMSEA that is reported.
  func rmseaLimits(_ measures: FitMeasures)
    -> (lower: Double, upper: Double, level: Double)?
  {
    let version = ["_robust", "_scaled", ""].first {
      measures["rmsea\($0)"] != nil
    }
    guard let version, let lower = measures["rmsea_ci_lower\(version)"],
      let upper = measures["rmsea_ci_upper\(version)"]
    else { return nil }
    return (lower, upper, measures["rmsea_ci_level"] ?? 0.9)
  }

  private func fitTable(_ fit: Fit, _ context: ReportContext) -> ReportTable {
    let hasDegrees = (fit.degreesOfFreedom ?? 0) > 0
    let measures = fit.measures
    let rows: [ReportTable.Row] =
      style.conventions == .thesis
      ? FitCriterion.Class.allCases.flatMap { own -> [ReportTable.Row] in
        let rows = FitCriterion.thesis(measures, own).map {
          row($0, hasDegrees: hasDegrees, level: 1)
        }
        return rows.isEmpty
          ? [] : [.heading(words.term(own.term))] + rows
      }
      : FitCriterion.journal(measures).flatMap { own in
        [row(own, hasDegrees: hasDegrees)]
          + (own.symbol == .rmsea ? [rmseaRow(measures)] : [])
          .compactMap(\.self)
      }
    var notes = origin(of: fit, context)
    if hasDegrees {
      notes.append(
        words.note(
          style.conventions == .thesis ? .thesisThresholds : .thresholds))
      if style.conventions == .thesis, !fit.options.hasClassicGFI,
        measures["gfi_lisrel"] != nil
      {
        notes.append(words.note(.goodness))
      }
    }
    return ReportTable(
      title: words.caption(.fit),
      columns: [
        .names(words.term(.index)), .values(words.term(.value)),
        .words(words.term(.criterion)), .words(words.term(.verdict)),
      ],
      rows: rows, notes: .init(general: notes))
  }

  private func row(
    _ own: FitCriterion, hasDegrees: Bool, level: Int = 0
  ) -> ReportTable.Row {
    let threshold = hasDegrees ? own.threshold : nil
    return .cells(
      [
        .text(.symbol(own.symbol)), style.cell(own.value, own.kind),
        .text(threshold.map(criterion) ?? ""),
        .text(
          threshold.flatMap { limit in
            own.value.map { words.term(.verdict(of: limit.verdict($0))) }
          } ?? ""),
      ], level: level)
  }

  /// `≥ .95 (.90)`: a threshold as words and numbers.
  func criterion(_ threshold: FitThreshold) -> ReportText {
    func limit(_ value: Double) -> ReportText {
      let form: NumberStyle =
        value >= 1
        ? .count
        : style.conventions == .apa ? .boundedHundredths : .statistic
      return .number(value, .fitIndex, form)
    }
    let sign: ReportText =
      switch threshold.side {
      case .atMost: "≤ "
      case .below: "< "
      case .atLeast: "≥ "
      case .above: "> "
      }
    let text = sign + limit(threshold.good)
    guard let acceptable = threshold.acceptable else { return text }
    return text + words.brackets(limit(acceptable))
  }

  private func rmseaRow(_ measures: FitMeasures) -> ReportTable.Row? {
    guard let limits = rmseaLimits(measures) else { return nil }
    return .cells([
      .text(
        "\(symbol: .rmsea) " + words.term(.interval(level: limits.level))),
      .text(
        style.interval(
          limits.lower, limits.upper, level: limits.level, .fitIndex)),
    ])
  }
}

extension PublicationTerm {
  /// The word of a verdict.
  static func verdict(of verdict: FitThreshold.Verdict) -> PublicationTerm {
    switch verdict {
    case .met: .met
    case .acceptable: .acceptable
    case .notMet: .notMet
    }
  }
}
