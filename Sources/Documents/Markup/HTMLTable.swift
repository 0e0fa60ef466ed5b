internal import ReportRendering

/// A table as HTML, whose headings say what they are headings of.
struct HTMLTable {
  /// Texts longer than this break into lines.
  private static let longestLine = 40

  private let table: DocumentTable
  private let id: String
  private let language: ReportLanguage

  init(_ table: DocumentTable, id: String, language: ReportLanguage) {
    self.table = table
    self.id = id
    self.language = language
  }

  var lines: [String] {
    ["<table>"]
      + HTMLRenderer.caption(
        table.caption, language, tag: "caption", id: "\(id)-caption")
      + head
      + table.parts.flatMap { ["<tbody>"] + $0.map(row) + ["</tbody>"] }
      + ["</table>"]
  }

  private var head: [String] {
    guard table.hasTitles else { return [] }
    var lines = ["<thead>"]
    if !table.spanners.isEmpty {
      lines.append("<tr>" + table.spanners.map(spanner).joined() + "</tr>")
    }
    let spanned = table.spanners.filter { !$0.title.isEmpty }.flatMap {
      $0.columns
    }
    let titles = table.columns.indices.filter {
      table.spanners.isEmpty || spanned.contains($0)
    }
    lines.append("<tr>" + titles.map { title($0, rows: 1) }.joined() + "</tr>")
    return lines + ["</thead>"]
  }

  /// A heading over columns, or the headings of columns that have none above.
  private func spanner(_ spanner: DocumentTable.Spanner) -> String {
    guard !spanner.title.isEmpty else {
      return spanner.columns.map { title($0, rows: 2) }.joined()
    }
    return "<th scope=\"colgroup\" colspan=\"\(spanner.columns.count)\">"
      + "\(HTMLRenderer.inline(spanner.title))</th>"
  }

  private func title(_ column: Int, rows: Int) -> String {
    let own = table.columns[column]
    let span = rows > 1 ? " rowspan=\"\(rows)\"" : ""
    let form = own.isText ? "" : " class=\"number\""
    guard !own.title.isEmpty else { return "<td\(span)></td>" }
    return "<th scope=\"col\"\(span)\(form)>"
      + "\(HTMLRenderer.inline(own.title))</th>"
  }

  private func row(_ row: DocumentTable.Row) -> String {
    switch row {
    case .heading(let runs):
      return "<tr><th scope=\"rowgroup\" colspan=\"\(table.columns.count)\">"
        + "\(HTMLRenderer.inline(runs))</th></tr>"
    case .cells(let cells, let level):
      return "<tr>"
        + cells.enumerated().map { column, cell in
          self.cell(cell, column: column, level: level)
        }.joined() + "</tr>"
    }
  }

  private func cell(
    _ cell: DocumentTable.Cell, column: Int, level: Int
  ) -> String {
    let text = HTMLRenderer.inline(cell.marked)
    var forms: [String] = []
    if !table.columns[column].isText {
      forms.append("number")
    } else if cell.runs.plain.count > Self.longestLine {
      forms.append("wide")
    }
    if column == 0, level > 0 { forms.append("level\(min(level, 3))") }
    let form = forms.isEmpty ? "" : " class=\"\(forms.joined(separator: " "))\""
    return column == 0 && !cell.runs.isEmpty
      ? "<th scope=\"row\"\(form)>\(text)</th>" : "<td\(form)>\(text)</td>"
  }
}
