internal import Messages
package import ReportRendering

/// Renders every table of a report as comma-separated values (RFC 4180) in one
/// text: its caption, headings, rows and notes, with an empty line between
/// tables.
///
/// Numbers stand as they are printed, with a hyphen for the minus sign.
package struct TablesRenderer: Sendable {
  /// Makes a renderer.
  package init() {}

  /// Renders a report, translated already.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - language: Its language.
  /// - Returns: A text that ends in a line end unless there is no table.
  package func render(_ report: Report, language: ReportLanguage) -> String {
    Document(report, language: language, hasMinusSigns: false).tables
      .map(lines).map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private func lines(_ table: DocumentTable) -> [String] {
    var lines = [line([table.caption.label, table.caption.title.plain])]
    if !table.spanners.isEmpty {
      lines.append(
        line(
          table.spanners.flatMap { spanner in
            [spanner.title.plain]
              + [String](repeating: "", count: spanner.columns.count - 1)
          }))
    }
    if table.hasTitles { lines.append(line(table.columns.map(\.title.plain))) }
    for row in table.rows {
      switch row {
      case .heading(let runs): lines.append(line([runs.plain]))
      case .cells(let cells, let level):
        lines.append(
          line(
            cells.enumerated().map { column, cell in
              let indent =
                column == 0 ? String(repeating: "  ", count: level) : ""
              return indent + cell.runs.plain
                + cell.marks.map { " " + $0 }.joined()
            }))
      }
    }
    return lines + table.notes.map { line([$0.plain]) }
  }

  private func line(_ cells: [String]) -> String {
    cells.map { $0.commaSeparatedCell() }.joined(separator: ",")
  }
}
