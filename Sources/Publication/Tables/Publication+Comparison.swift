import FitComparison
import FitSettings
import ModelFit
import ReportRendering
package import Reporting

/// A model of a table of competing models.
struct ComparedRow: Sendable {
  var name: ReportText
  var measures: FitMeasures
  var difference: ChiSquareDifference?
  /// The name of the model that it is compared with, where the note on the
  /// whole table does not say it.
  var other: ReportText?
}

extension Publication {
  /// Competing models side by side, and which of them holds.
  package func comparison(_ reported: ReportedComparison) -> PublishedPart {
    let own = reported.comparison
    let rows = own.models.indices.map { place -> ComparedRow in
      let step = own.step(to: place)
      return ComparedRow(
        name: names.cell(own.models[place].name),
        measures: own.models[place].measures, difference: step?.test,
        other: step.map { names.cell(own.models[$0.general].name) })
    }
    let notes = [
      words.note(.cases(own.observationCounts.map { ("", $0) })),
      words.note(
        .estimator(own.estimatorName, test: own.differenceTest)),
      words.note(.software(reported.context.version)),
      words.note(.differences),
    ]
    return part(
      .comparison, .fit, [words.paragraph(comparisonSentences(own))],
      [comparisonTable(words.caption(.comparison), rows, notes: notes)])
  }

  /// A table of models: fit, and the difference from another one.
  func comparisonTable(
    _ title: ReportText, _ rows: [ComparedRow], notes: [ReportText]
  ) -> ReportTable {
    let hasCriteria = rows.contains { $0.measures["bic"] != nil }
    let hasDifference = rows.contains { $0.difference != nil }
    var specific: [ReportText] = []
    let tableRows = rows.map { row -> ReportTable.Row in
      var cells: [ReportCell] = [
        .text(row.name),
        style.cell(row.measures.tested("chisq"), .chiSquare),
        style.cell(row.measures.tested("df"), .degreesOfFreedom),
        style.cell(row.measures.chiSquareRatio, .chiSquare),
        style.cell(row.measures.best("cfi"), .fitIndex),
        style.cell(row.measures.best("tli"), .fitIndex),
        style.cell(row.measures.best("rmsea"), .fitIndex),
        style.cell(row.measures["srmr"], .fitIndex),
      ]
      if hasCriteria {
        cells += [
          style.cell(row.measures["aic"], .informationCriterion),
          style.cell(row.measures["bic"], .informationCriterion),
        ]
      }
      if hasDifference {
        var value = style.optional(row.difference?.chiSquare, .chiSquare)
        if row.difference != nil, let other = row.other {
          let note = words.note(.compared(with: other))
          if !specific.contains(note) { specific.append(note) }
          value.marks = specific.firstIndex(of: note).map { [$0] } ?? []
        }
        cells += [
          value,
          style.optional(
            row.difference.map { Double($0.degreesOfFreedom) },
            .degreesOfFreedom),
          style.optional(row.difference?.pValue, .probability),
        ]
      }
      return .cells(cells)
    }
    let spanner = words.term(.difference)
    return ReportTable(
      title: title,
      columns: [
        .names(words.term(.model)), .symbol(.chi, .chiSquare),
        .symbol(.degreesOfFreedom, .degreesOfFreedom),
        .numbers("χ²/df", .chiSquare), .symbol(.cfi, .fitIndex),
        .symbol(.tli, .fitIndex), .symbol(.rmsea, .fitIndex),
        .symbol(.srmr, .fitIndex),
      ]
        + (hasCriteria
          ? ["AIC", "BIC"].map {
            .numbers(.symbol(.index($0)), .informationCriterion)
          } : [])
        + (hasDifference
          ? [
            .symbol(.delta(.chi), .chiSquare, spanner: spanner),
            .symbol(
              .delta(.degreesOfFreedom), .degreesOfFreedom, spanner: spanner),
            .symbol(.probability, .probability, spanner: spanner),
          ] : []),
      rows: tableRows, notes: .init(general: notes, specific: specific))
  }

  private func comparisonSentences(_ own: ModelComparison) -> [ReportText] {
    func name(_ place: Int) -> ReportText {
      names.inSentence(own.models[place].name)
    }
    var sentences: [ReportText] = own.pairs.compactMap { pair in
      guard pair.relation == .nested, let test = pair.test,
        own.models[pair.restricted].reference == pair.general
      else { return nil }
      return words.nested(
        restricted: name(pair.restricted), general: name(pair.general),
        isWorse: test.pValue < own.criteria.significance,
        statistics: difference(test))
    }
    for pair in own.pairs where pair.relation == .equivalent {
      sentences.append(
        words.equivalent(
          words.list([name(pair.general), name(pair.restricted)])))
    }
    let verdict = own.verdict
    guard let holds = verdict.holds else {
      return sentences + [words.noModelHolds]
    }
    sentences.append(
      words.retained(
        name(holds), byTest: verdict.byTest == holds,
        criteria: [
          verdict.byAIC == holds ? "AIC" : nil,
          verdict.byBIC == holds ? "BIC" : nil,
        ].compactMap(\.self)))
    let measures = own.models[holds].measures
    let isPoor =
      (measures.best("cfi") ?? 1) < 0.90 || (measures.best("rmsea") ?? 0) > 0.08
    if isPoor { sentences.append(words.bestIsPoor) }
    return sentences
  }
}
