import Messages
import ModelFit
import ModelSyntax
import ReportRendering
import SampleStatistics
import Specification

extension ReportWriter {
  /// The parameter sections with a few columns of every group.
  var sideBySideSections: [ReportSection] {
    var sections: [ReportSection] = []
    for kind in ParameterSectionKind.allCases {
      let rows = sideBySideRows(kind)
      if rows.isEmpty { continue }
      sections.append(
        ReportSection(
          kind: .parameters, title: kind.title,
          table: ReportTable(columns: sideBySideColumns, rows: rows)))
    }
    let groups = Array(fit.sample.indices)
    if let section = rSquaredSection(groups) { sections.append(section) }
    return sections
  }

  private var sideBySideColumns: [ReportTable.Column] {
    var columns: [ReportTable.Column] = [.names()]
    for group in fit.sample.indices {
      let spanner = ReportText.verbatim(groupName(group))
      columns.append(.symbol(.coefficient, .estimate, spanner: spanner))
      if fit.parameterCovariance != nil {
        columns += [
          .symbol(.standardError, .standardError, spanner: spanner),
          .symbol(.probability, .probability, spanner: spanner),
        ]
      }
      columns += options.standardized.map {
        .symbol(.standardized($0), .standardized, spanner: spanner)
      }
    }
    return columns
  }

  private func sideBySideRows(
    _ kind: ParameterSectionKind
  ) -> [ReportTable.Row] {
    var order: [ParameterKey] = []
    var byKey: [ParameterKey: [Int: ParameterEstimate]] = [:]
    let names = RowNames(fit.shownParameters)
    for row in fit.shownParameters where names.isRow(row, of: kind) {
      guard let group = row.group else { continue }
      let key = row.key.inBlock(1)
      if byKey[key] == nil { order.append(key) }
      byKey[key, default: [:]][group] = row
    }
    // A later group's own row belongs under the heading of its like.
    if kind.isGrouped {
      let first = Dictionary(
        order.enumerated().map { ($1.lhs, $0) }, uniquingKeysWith: min)
      order = order.enumerated().sorted {
        (first[$0.element.lhs] ?? 0, $0.offset)
          < (first[$1.element.lhs] ?? 0, $1.offset)
      }.map(\.element)
    }
    var result: [ReportTable.Row] = []
    var heading: ReportText = ""
    for key in order {
      guard let groups = byKey[key],
        let any = groups.min(by: { $0.key < $1.key })?.value
      else {
        continue
      }
      if kind.isGrouped {
        let own = names.heading(any)
        if own != heading { result.append(.heading(own)) }
        heading = own
      }
      // Labels that differ between groups would not fit beside the name.
      let isLabelled = Set(groups.values.map(\.label)).count == 1
      var cells: [ReportCell] = [
        .text(names.name(any, kind: kind, showsLabel: isLabelled))
      ]
      for group in fit.sample.indices {
        cells += groupCells(groups[group + 1])
      }
      result.append(.cells(cells, level: kind.isGrouped ? 1 : 0))
    }
    return result
  }

  private func groupCells(_ row: ParameterEstimate?) -> [ReportCell] {
    let isEstimated = row?.isFree == true
    let hasErrors = fit.parameterCovariance != nil
    var cells: [ReportCell] = [
      .optional(
        row?.estimate, .estimate,
        hasErrors && isEstimated ? .significant : nil)
    ]
    if hasErrors {
      cells.append(
        .optional(
          isEstimated ? row?.standardError : nil, .standardError, .significant))
      cells.append(.optional(isEstimated ? row?.pValue : nil, .probability))
    }
    return cells
      + options.standardized.map {
        .optional(row?.standardized($0)?.estimate, .standardized)
      }
  }
}
