import DataScreening
import ReportRendering
package import Reporting
import TableReading

extension Publication {
  /// The sample by its characteristics.
  ///
  /// - Parameters:
  ///   - reported: The data.
  ///   - characteristics: The variables; `nil` takes those with labelled values
  ///     or texts that differ in at most a dozen ways.
  /// - Returns: Frequencies and shares, or means.
  package func sample(
    _ reported: ReportedData, by characteristics: [String]? = nil
  ) -> PublishedPart {
    let all = reported.summary.variables
    let chosen: [VariableSummary] =
      characteristics.map { names in
        names.compactMap { name in all.first { $0.description.name == name } }
      }
      ?? all.filter { own in
        own.distinctCount > 1 && own.values.count <= Self.mostCategories
          && !own.values.isEmpty
          && (own.kind == .text || own.values.allSatisfy { $0.label != nil })
          && !isOfBattery(own, all)
      }
    return part(
      .sample, .sample,
      [words.paragraph(sampleSentences(reported, chosen))],
      chosen.isEmpty ? [] : [sampleTable(reported, chosen)])
  }

  private static let mostCategories = 12

  /// Whether three variables or more have the same labels of values, as the
  /// items of a questionnaire do.
  private func isOfBattery(
    _ own: VariableSummary, _ all: [VariableSummary]
  ) -> Bool {
    let labels = own.description.valueLabels
    guard !labels.isEmpty else { return false }
    return all.count { $0.description.valueLabels == labels } > 2
  }

  private func sampleTable(
    _ reported: ReportedData, _ chosen: [VariableSummary]
  ) -> ReportTable {
    var rows: [ReportTable.Row] = []
    for variable in chosen {
      rows.append(.heading(name(of: variable)))
      if variable.values.isEmpty || isMetric(variable) {
        rows.append(
          .cells(
            [
              .text("\(symbol: .mean) (\(symbol: .standardDeviation))"),
              .text(meanText(variable)), .empty,
            ], level: 1))
        continue
      }
      for value in variable.values {
        rows.append(
          .cells(
            [
              .verbatim(value.label ?? value.value),
              .number(Double(value.count), .count),
              style.cell(
                Double(value.count) / Double(max(variable.count, 1)),
                .percentage),
            ], level: 1))
      }
    }
    return ReportTable(
      title: words.caption(.sample),
      columns: [
        .names(words.term(.variable)), .values(.symbol(.groupSize)),
        .numbers("%", .percentage),
      ], rows: rows,
      notes: .init(
        general: [
          words.note(.cases([("", reported.summary.caseCount)])),
          words.note(.software(reported.context.version)),
        ]))
  }

  /// Numbers without labels of values, more than a few of them.
  private func isMetric(_ own: VariableSummary) -> Bool {
    own.mean != nil && own.values.allSatisfy { $0.label == nil }
      && own.distinctCount > 7
  }

  private func meanText(_ own: VariableSummary) -> ReportText {
    func number(_ value: Double?) -> ReportText {
      value.map { ReportText(.number(style.number($0, .moment))) }
        ?? ReportText(.undefined)
    }
    return number(own.mean) + " (" + number(own.standardDeviation) + ")"
  }

  private func name(of own: VariableSummary) -> ReportText {
    let label = names.title(own.description.name)
    return .verbatim(
      label == own.description.name && !own.description.label.isEmpty
        ? own.description.label : label)
  }

  private func sampleSentences(
    _ reported: ReportedData, _ chosen: [VariableSummary]
  ) -> [ReportText] {
    let summary = reported.summary
    var sentences = [
      words.sample(count: summary.caseCount, complete: summary.completeCount)
    ]
    for variable in chosen {
      if isMetric(variable) || variable.values.isEmpty {
        guard let mean = variable.mean, let sd = variable.standardDeviation
        else { continue }
        sentences.append(
          words.metric(
            name(of: variable),
            statistics: words.statement([
              style.equation(.mean, mean, .moment),
              style.equation(.standardDeviation, sd, .moment),
            ])))
      } else if let most = variable.values.max(by: { $0.count < $1.count }),
        variable.count > 0
      {
        let isTied = variable.values.count { $0.count == most.count } > 1
        if isTied { continue }
        sentences.append(
          words.largest(
            name(of: variable), category: most.label ?? most.value,
            count: most.count,
            share: share(Double(most.count) / Double(variable.count))))
      }
    }
    return sentences
  }
}
