internal import Messages

/// A table of a Word document with three rules: 1.5 points above and below,
/// 0.75 points under the headings.
struct WordTable {
  /// Rows stand in by this at each level, twentieths of a point.
  private static let indent = 200
  /// Tables of more rows may break over pages, but not behind the first rows or
  /// before the last ones.
  private static let mostRowsTogether = 25
  private static let leastRowsTogether = 3

  private let table: DocumentTable
  private let style: String
  /// The widths of the columns, twentieths of a point.
  private let widths: [Int]
  /// The size of type, halves of a point; that of the style if `nil`.
  private let size: Int?

  init(_ table: DocumentTable, style: String) {
    self.table = table
    self.style = style
    (widths, size) = WordColumns(table).fitted
  }

  var element: String {
    "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/>"
      + "<w:tblBorders>\(Self.rule("top", 12))\(Self.rule("bottom", 12))"
      + "</w:tblBorders><w:tblLayout w:type=\"autofit\"/><w:tblCellMar>"
      + "<w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" "
      + "w:type=\"dxa\"/></w:tblCellMar><w:tblCaption w:val=\""
      + MarkupText.escaped(table.caption.title.plain) + "\"/></w:tblPr>"
      + "<w:tblGrid>"
      + widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined() + "</w:tblGrid>"
      + head() + rows()
      + "</w:tbl>"
  }

  private func head() -> String {
    guard table.hasTitles else { return "" }
    var rows = ""
    if !table.spanners.isEmpty {
      let cells = table.spanners.map { spanner in
        cell(
          WordText.runs(spanner.title, size: size), columns: spanner.columns,
          alignment: "center", keepsNext: true,
          borders: spanner.title.isEmpty ? "" : Self.rule("bottom", 4))
      }
      rows += self.row(cells.joined(), isHead: true)
    }
    let titles = table.columns.indices.map { column in
      cell(
        WordText.runs(table.columns[column].title, size: size),
        columns: column..<column + 1,
        alignment: table.columns[column].isText ? nil : "right",
        keepsNext: true, borders: Self.rule("bottom", 6))
    }
    return rows + row(titles.joined(), isHead: true)
  }

  /// The rows; those of short tables stay on one page, with the notes, as do the
  /// last rows of long ones.
  private func rows() -> String {
    let last = table.rows.count - 1
    let isShort = last < Self.mostRowsTogether
    return table.rows.enumerated().map { index, row in
      let staysWithNext =
        isShort || index < Self.leastRowsTogether - 1
        || index > last - Self.leastRowsTogether
      return self.row(
        row,
        keepsNext: staysWithNext && (index < last || !table.notes.isEmpty))
    }.joined()
  }

  private func row(
    _ row: DocumentTable.Row, keepsNext: Bool
  ) -> String {
    switch row {
    case .heading(let runs):
      return self.row(
        cell(
          WordText.runs(runs, size: size), columns: table.columns.indices,
          keepsNext: true))
    case .cells(let cells, let level):
      return self.row(
        cells.enumerated().map { column, own in
          cell(
            WordText.runs(own.marked, size: size), columns: column..<column + 1,
            alignment: table.columns[column].isText ? nil : "right",
            indent: column == 0 ? level * Self.indent : 0, keepsNext: keepsNext)
        }.joined())
    }
  }

  private func row(_ cells: String, isHead: Bool = false) -> String {
    "<w:tr><w:trPr><w:cantSplit/>" + (isHead ? "<w:tblHeader/>" : "")
      + "</w:trPr>\(cells)</w:tr>"
  }

  private func cell(
    _ content: String, columns: Range<Int>,
    alignment: String? = nil, indent: Int = 0, keepsNext: Bool = false,
    borders: String = ""
  ) -> String {
    let width = columns.reduce(0) { $0 + widths[$1] }
    var properties = "<w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>"
    if columns.count > 1 {
      properties += "<w:gridSpan w:val=\"\(columns.count)\"/>"
    }
    if !borders.isEmpty {
      properties += "<w:tcBorders>\(borders)</w:tcBorders>"
    }
    // Words stand apart from the numbers at their left.
    let first = columns.lowerBound
    if first > 0, table.columns[first].isText, !table.columns[first - 1].isText
    {
      properties +=
        "<w:tcMar><w:left w:w=\"200\" w:type=\"dxa\"/></w:tcMar>"
    }
    var own = keepsNext ? "<w:keepNext/>" : ""
    if indent > 0 { own += "<w:ind w:left=\"\(indent)\"/>" }
    if let alignment { own += "<w:jc w:val=\"\(alignment)\"/>" }
    // The mark of an empty paragraph has a height too.
    if let size { own += "<w:rPr><w:sz w:val=\"\(size)\"/></w:rPr>" }
    return "<w:tc><w:tcPr>\(properties)</w:tcPr>"
      + WordText.paragraph(
        content, style: style,
        properties: own) + "</w:tc>"
  }

  /// A border, whose width is in eighths of a point.
  private static func rule(_ side: String, _ eighths: Int) -> String {
    "<w:\(side) w:val=\"single\" w:sz=\"\(eighths)\" w:space=\"0\" "
      + "w:color=\"000000\"/>"
  }
}
