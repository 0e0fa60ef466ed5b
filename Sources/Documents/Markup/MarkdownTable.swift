internal import Messages

/// A table with bars between its columns.
struct MarkdownTable {
  /// Names of rows stand in by this, which readers of Markdown keep.
  private static let indent = "\u{A0}\u{A0}"

  private let table: DocumentTable

  init(_ table: DocumentTable) { self.table = table }

  var lines: [String] {
    let titles = table.columns.indices.map(title)
    let rows = table.rows.map(cells)
    var widths = titles.map { max(3, DisplayWidth.of($0)) }
    for row in rows {
      for (column, text) in row.enumerated() {
        widths[column] = max(widths[column], DisplayWidth.of(text))
      }
    }
    let rule = table.columns.indices.map { column in
      let dashes = String(repeating: "-", count: widths[column] - 1)
      return table.columns[column].isText ? ":" + dashes : dashes + ":"
    }
    return [line(titles, widths), "| " + rule.joined(separator: " | ") + " |"]
      + rows.map { line($0, widths) }
  }

  /// The heading of a column, with the one over it before it.
  private func title(_ column: Int) -> String {
    let own = MarkdownRenderer.inline(table.columns[column].title)
    let above = table.spanners.first { $0.columns.contains(column) }?.title
    guard let above, !above.isEmpty else { return own }
    let title = MarkdownRenderer.inline(above)
    return own.isEmpty ? title : title + " " + own
  }

  private func cells(_ row: DocumentTable.Row) -> [String] {
    switch row {
    case .heading(let runs):
      return [MarkdownRenderer.inline(runs.styled(.bold))]
        + [String](repeating: "", count: table.columns.count - 1)
    case .cells(let cells, let level):
      return cells.enumerated().map { column, cell in
        (column == 0 ? String(repeating: Self.indent, count: level) : "")
          + MarkdownRenderer.inline(cell.marked)
      }
    }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    "| "
      + cells.enumerated().map { column, text in
        table.columns[column].isText
          ? DisplayWidth.padded(text, to: widths[column])
          : DisplayWidth.rightAligned(text, to: widths[column])
      }.joined(separator: " | ") + " |"
  }
}
