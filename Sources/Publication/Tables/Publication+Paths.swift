import FitSettings
package import ModelFit
import ModelSyntax
import ReportRendering
package import Reporting
import SampleStatistics

extension Publication {
  /// The structural paths: coefficients, tests and shares of variance
  /// explained, in each group.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - context: Its origin.
  ///   - isAlone: Whether no other part says what estimates should be read
  ///     with.
  /// - Returns: The table, and a sentence for each outcome.
  package func paths(
    _ fit: Fit, context: ReportContext, isAlone: Bool = true
  ) -> PublishedPart {
    let finding = FitFinding(fit)
    guard finding.isUsable else {
      return part(
        .paths, .parameters, [words.fit(finding, statistics: "")], [])
    }
    var sentences: [ReportText] = []
    for group in fit.sample.indices {
      let own = equations(fit, group)
      if own.isEmpty { continue }
      if fit.sample.count > 1 {
        sentences.append(words.inGroup(fit.sample[group].label))
      }
      sentences += own.map(sentence)
    }
    if finding.isInadmissible, !sentences.isEmpty {
      sentences = [words.notInterpreted]
    }
    return part(
      .paths, .parameters,
      [words.paragraph(sentences + (isAlone ? cautions(finding) : []))],
      sentences.isEmpty ? [] : [pathTable(fit, context)])
  }

  /// The regressions of one outcome.
  private struct Equation {
    var outcome: String
    var rows: [ParameterEstimate]
    var rSquared: Double?
  }

  private func equations(_ fit: Fit, _ group: Int) -> [Equation] {
    let rows = fit.parameters.filter {
      $0.op == .regression && $0.groupIndex == group
    }
    var outcomes: [String] = []
    for row in rows where !outcomes.contains(row.lhs) {
      outcomes.append(row.lhs)
    }
    return outcomes.map { outcome in
      Equation(
        outcome: outcome, rows: rows.filter { $0.lhs == outcome },
        rSquared: group < fit.rSquared.count
          ? fit.rSquared[group].first { $0.variable == outcome }?.value : nil)
    }
  }

  private func pathTable(_ fit: Fit, _ context: ReportContext) -> ReportTable {
    var rows: [ReportTable.Row] = []
    for group in fit.sample.indices {
      for own in equations(fit, group) {
        var heading = names.cell(own.outcome)
        if fit.sample.count > 1 {
          heading += words.brackets(.verbatim(fit.sample[group].label))
        }
        rows.append(
          .cells(
            [.text(heading)] + Array(repeating: .empty, count: 7)
              + [style.optional(own.rSquared, .rSquared)]))
        rows += own.rows.map { .cells(cells($0), level: 1) }
      }
    }
    var notes = ReportTable.Notes(general: origin(of: fit, context))
    if style.conventions == .thesis { notes.probability = [words.note(.stars)] }
    return ReportTable(
      title: words.caption(.paths),
      columns: [
        .names(words.term(.path)), .symbol(.coefficient, .estimate),
        .symbol(.standardError, .standardError), .symbol(zSymbol, .z),
        .symbol(.probability, .probability),
      ] + limits(fit.options.confidenceLevel) + [
        style.conventions == .thesis
          ? .values(.symbol(.beta)) : .symbol(.beta, .standardized),
        .symbol(.rSquared.plainly("R²"), .rSquared),
      ], rows: rows, notes: notes)
  }

  private func cells(_ own: ParameterEstimate) -> [ReportCell] {
    let isTested = own.isFree && own.standardError != nil
    return [
      .text(names.cell(own.rhs)), style.cell(own.estimate, .estimate),
      style.cell(isTested ? own.standardError : nil, .standardError),
      style.cell(isTested ? own.z : nil, .z),
      style.cell(isTested ? own.pValue : nil, .probability),
      style.cell(isTested ? own.lower : nil, .limit),
      style.cell(isTested ? own.upper : nil, .limit),
      style.starred(
        own.standardizedAll?.estimate, isTested ? own.pValue : nil),
    ]
  }

  private func sentence(on own: Equation) -> ReportText {
    func text(_ row: ParameterEstimate) -> ReportText {
      var parts: [ReportText] = []
      if let beta = row.standardizedAll?.estimate {
        parts.append(style.equation(.beta, beta, .standardized))
      }
      if let p = row.pValue {
        parts.append(style.equation(.probability, p, .probability))
      }
      return names.inSentence(row.rhs)
        + words.brackets(words.statement(parts))
    }
    let tested = own.rows.filter { $0.isFree && $0.pValue != nil }
    let (yes, no) = (
      tested.filter { ($0.pValue ?? 1) < style.significance },
      tested.filter { ($0.pValue ?? 1) >= style.significance }
    )
    return words.equation(
      of: names.inSentence(own.outcome),
      rSquared: own.rSquared.map {
        style.equation(.rSquared.plainly("R²"), $0, .rSquared)
      }, significant: yes.map(text), others: no.map(text))
  }
}
