package import ModelFit
import ReportRendering
package import Reporting

extension Publication {
  /// The measurement model: loadings, composite reliability and average
  /// variance extracted, in each group.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - context: Its origin.
  ///   - isAlone: Whether no other part says what estimates should be read
  ///     with.
  /// - Returns: A table for each group, and what they say.
  package func measurement(
    _ fit: Fit, context: ReportContext, isAlone: Bool = true
  ) -> PublishedPart {
    let finding = FitFinding(fit)
    guard finding.isUsable else {
      return part(
        .measurement, .parameters,
        [words.fit(finding, statistics: "")], [])
    }
    let groups = fit.sample.indices.map { MeasurementFinding(fit, group: $0) }
      .filter { !$0.constructs.isEmpty }
    return part(
      .measurement, .parameters,
      (finding.isInadmissible
        ? [words.notInterpreted]
        : groups.map { words.paragraph(sentences(on: $0)) })
        + [words.paragraph(isAlone ? cautions(finding) : [])],
      groups.map { loadingTable($0, fit, context) })
  }

  private func loadingTable(
    _ own: MeasurementFinding, _ fit: Fit, _ context: ReportContext
  ) -> ReportTable {
    var rows: [ReportTable.Row] = []
    for construct in own.constructs {
      rows.append(
        .cells([
          .text(names.cell(construct.name)), .empty, .empty, .empty, .empty,
          .empty,
          style.optional(construct.reliability?.composite, .fitIndex),
          style.optional(construct.reliability?.variance, .fitIndex),
        ]))
      for loading in construct.loadings {
        rows.append(.cells(loadingCells(loading), level: 1))
      }
    }
    var notes = origin(of: fit, context)
    notes.append(words.note(.standardizedAndFixed))
    notes.append(words.note(.convergent))
    if own.hasCrossLoadings { notes.append(words.note(.crossLoading)) }
    return ReportTable(
      title: words.caption(.loadings(group: own.group)),
      columns: [
        .names(words.term(.construct)), .symbol(.coefficient, .estimate),
        .symbol(.standardError, .standardError), .symbol(zSymbol, .z),
        .symbol(.probability, .probability), .symbol(.beta, .standardized),
        .numbers("CR", .fitIndex), .numbers("AVE", .fitIndex),
      ], rows: rows, notes: .init(general: notes))
  }

  private func loadingCells(_ own: ParameterEstimate) -> [ReportCell] {
    let isTested = own.isFree && own.standardError != nil
    return [
      .text(names.cell(own.rhs)), style.cell(own.estimate, .estimate),
      style.cell(isTested ? own.standardError : nil, .standardError),
      style.cell(isTested ? own.z : nil, .z),
      style.cell(isTested ? own.pValue : nil, .probability),
      style.cell(own.standardizedAll?.estimate, .standardized),
    ]
  }

  /// What the loadings say of convergent validity.
  func sentences(on own: MeasurementFinding) -> [ReportText] {
    guard let least = own.loadings.min(), let most = own.loadings.max() else {
      return []
    }
    var sentences = [
      words.loadings(
        range: range(least, most, .standardized), group: own.group,
        areSignificant: own.areSignificant(at: style.significance))
    ]
    // Hair et al. (2010): .50 at least, .70 ideally.
    let weak = own.weak(below: 0.5)
    if !weak.isEmpty {
      sentences.append(words.weakLoadings(words.list(weak.map(names.cell))))
    }
    let known = own.constructs.compactMap { construct in
      construct.reliability.map { (construct.name, $0.composite, $0.variance) }
    }
    if !known.isEmpty {
      let composites = known.map(\.1)
      let variances = known.map(\.2)
      sentences.append(
        words.convergent(
          composite: range(
            composites.min() ?? 0, composites.max() ?? 0, .fitIndex),
          belowSeventy: inSentence(known.filter { $0.1 < 0.7 }.map(\.0)),
          variance: range(
            variances.min() ?? 0, variances.max() ?? 0, .fitIndex),
          belowFifty: inSentence(known.filter { $0.2 < 0.5 }.map(\.0))))
    }
    return sentences
  }

  /// The ends of a range; one number where they are the same.
  func range(_ low: Double, _ high: Double, _ kind: NumberKind) -> ValueRange {
    ValueRange(
      low: ReportText(.number(style.number(low, kind))),
      high: ReportText(.number(style.number(high, kind))))
  }

  /// Names inside of a sentence; empty without any.
  func inSentence(_ names: [String]) -> ReportText {
    names.isEmpty ? "" : words.list(names.map(self.names.inSentence))
  }
}

/// The ends of a range as pieces.
struct ValueRange: Sendable {
  var low: ReportText
  var high: ReportText

  /// Whether both look the same.
  var isOne: Bool { low.plain == high.plain }
}
