internal import Messages
package import ReportRendering

/// Renders a document as a workbook (XLSX, ECMA-376): a sheet of the texts, then
/// one for each table.
///
/// Numbers are numbers at full precision that look as in
/// print.
package struct WorkbookRenderer: Sendable {
  /// Makes a renderer.
  package init() {}

  /// Renders a report, translated already.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - language: Its language.
  /// - Returns: The file's bytes, the same for the same report.
  package func render(_ report: Report, language: ReportLanguage) -> [UInt8] {
    render(Document(report, language: language, hasMinusSigns: false))
  }

  func render(_ document: Document) -> [UInt8] {
    var styles = SheetStyles()
    var sheets = [texts(document, &styles)]
    var names: Set<String> = [sheets[0].name.lowercased()]
    for table in document.tables {
      sheets.append(
        TableSheet(table, name: Self.name(table, &names)).sheet(&styles))
    }
    var archive = DocumentArchive()
    archive.put(
      WorkbookParts.contentTypes(sheets: sheets.count),
      as: "[Content_Types].xml")
    archive.put(WorkbookParts.rootRelationships, as: "_rels/.rels")
    archive.put(
      WorkbookParts.workbook(sheets.map(\.name)), as: "xl/workbook.xml")
    archive.put(
      WorkbookParts.relationships(sheets: sheets.count),
      as: "xl/_rels/workbook.xml.rels")
    archive.put(styles.part, as: "xl/styles.xml")
    for (index, sheet) in sheets.enumerated() {
      archive.put(sheet.part, as: "xl/worksheets/sheet\(index + 1).xml")
    }
    archive.put(
      WordParts.properties(
        title: document.title.plain, language: document.language),
      as: "docProps/core.xml")
    return archive.bytes
  }

  /// Title, headings, facts and paragraphs, with the places of the tables.
  private func texts(
    _ document: Document, _ styles: inout SheetStyles
  ) -> Sheet {
    var sheet = Sheet(name: document.language.reportWord)
    let bold = styles.place(of: .init(isBold: true))
    let wrapped = styles.place(of: .init(wraps: true))
    sheet.add([(.text(document.title.plain), bold)], widths: [24, 60])
    for block in document.blocks {
      switch block {
      case .heading(let heading):
        sheet.add([])
        sheet.add([(.text(heading.runs.plain), bold)])
      case .facts(let facts):
        for fact in facts {
          sheet.add([
            (.text(fact.name.plain), 0), (.text(fact.value.plain), wrapped),
          ])
        }
      case .paragraph(let runs): sheet.add([(.text(runs.plain), 0)])
      case .table(let table):
        sheet.add([
          (.text(table.caption.label), 0),
          (.text(table.caption.title.plain), wrapped),
        ])
      case .figure(let figure):
        sheet.add([
          (.text(figure.caption.label), 0),
          (.text(figure.caption.title.plain), wrapped),
        ])
      }
    }
    return sheet
  }

  /// The name of a table's sheet: its number and the beginning of its title.
  private static func name(
    _ table: DocumentTable, _ taken: inout Set<String>
  ) -> String {
    let title = table.caption.title.plain.filter { !"[]:*?/\\'".contains($0) }
    var name = "\(table.caption.number) \(title)"
    // Names have at most 31 characters, counted as UTF-16 does.
    while name.utf16.count > 31 { name.removeLast() }
    name = name.split(separator: " ").joined(separator: " ")
    return taken.insert(name.lowercased()).inserted
      ? name : "\(table.caption.number)"
  }
}

/// Fills the sheet of a table.
private struct TableSheet {
  let table: DocumentTable
  let name: String

  init(_ table: DocumentTable, name: String) {
    self.table = table
    self.name = name
  }

  func sheet(_ styles: inout SheetStyles) -> Sheet {
    var sheet = Sheet(name: name)
    let bold = styles.place(of: .init(isBold: true))
    let caption = [table.caption.label, table.caption.title.plain]
      .filter { !$0.isEmpty }.joined(separator: " ")
    sheet.add([(.text(caption), bold)])
    if table.hasTitles {
      addHead(to: &sheet, &styles)
      sheet.frozenRows = table.spanners.isEmpty ? 2 : 3
    }
    for (index, row) in table.rows.enumerated() {
      add(
        row, to: &sheet, &styles,
        top: index == 0 && !table.hasTitles ? 2 : 0,
        bottom: index == table.rows.count - 1 ? 2 : 0)
    }
    for note in table.notes { sheet.add([(.text(note.plain), 0)]) }
    return sheet
  }

  private func addHead(
    to sheet: inout Sheet, _ styles: inout SheetStyles
  ) {
    if !table.spanners.isEmpty {
      var cells: [(content: Sheet.Content, style: Int)] = []
      for spanner in table.spanners {
        let isEmpty = spanner.title.isEmpty
        let style = styles.place(
          of: .init(top: 2, bottom: isEmpty ? 0 : 1, alignment: "center"))
        for index in spanner.columns {
          let isFirst = index == spanner.columns.lowerBound && !isEmpty
          cells.append((isFirst ? .text(spanner.title.plain) : .empty, style))
        }
      }
      sheet.add(cells)
      for spanner in table.spanners where !spanner.title.isEmpty {
        sheet.merge(spanner.columns)
      }
    }
    let top = table.spanners.isEmpty ? 2 : 0
    sheet.add(
      table.columns.map { column in
        let style = styles.place(
          of: .init(
            top: top, bottom: 1, alignment: column.isText ? nil : "right"))
        return (
          column.title.isEmpty ? .empty : .text(column.title.plain), style
        )
      }, widths: table.columns.map { DisplayWidth.of($0.title.plain) })
  }

  private func add(
    _ row: DocumentTable.Row, to sheet: inout Sheet,
    _ styles: inout SheetStyles, top: Int, bottom: Int
  ) {
    switch row {
    case .heading(let runs):
      let style = styles.place(of: .init(top: top, bottom: bottom))
      sheet.add(
        table.columns.indices.map {
          ($0 == 0 ? .text(runs.plain) : .empty, style)
        })
    case .cells(let cells, let level):
      var content: [(content: Sheet.Content, style: Int)] = []
      for (column, cell) in cells.enumerated() {
        var style = SheetStyles.Style(top: top, bottom: bottom)
        if !table.columns[column].isText { style.alignment = "right" }
        if column == 0, level > 0 {
          style.alignment = "left"
          style.indent = level
        }
        var own = Sheet.Content.empty
        if let number = cell.number, number.value.isFinite {
          style.format = NumberFormat(number, marks: cell.marks).code
          own = .number(number.value)
        } else if !cell.runs.isEmpty {
          own = .text(
            cell.runs.plain + cell.marks.map { " " + $0 }.joined())
        }
        content.append((own, styles.place(of: style)))
      }
      sheet.add(
        content,
        widths: cells.enumerated().map { column, cell in
          DisplayWidth.of(cell.marked.plain) + (column == 0 ? 2 * level : 0)
        })
    }
  }
}
