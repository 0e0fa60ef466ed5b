package import ReportRendering

/// A table as it is set: its caption, three rules, rows and notes.
package struct DocumentTable: Sendable, Hashable {
  /// A column.
  package struct Column: Sendable, Hashable {
    /// The heading.
    package var title: [DocumentRun]
    /// Whether its cells stand at the left; numbers stand at the right.
    package var isText: Bool
  }

  /// A heading over neighbouring columns.
  package struct Spanner: Sendable, Hashable {
    /// The heading; empty where the columns have none.
    package var title: [DocumentRun]
    /// The columns.
    package var columns: Range<Int>
  }

  /// A cell.
  package struct Cell: Sendable, Hashable {
    /// Its contents, without marks.
    package var runs: [DocumentRun]
    /// The marks of the notes that speak of it.
    package var marks: [String]
    /// The number, if it is one.
    package var number: ReportNumber?

    /// The contents with their marks, as print has them.
    package var marked: [DocumentRun] {
      marks.isEmpty
        ? runs
        : runs + [DocumentRun(marks.joined(separator: ","), .raised)]
    }
  }

  /// A row.
  package enum Row: Sendable, Hashable {
    /// A heading of the rows below, across all columns.
    case heading([DocumentRun])
    /// One cell for each column; the first one stands in by a level.
    case cells([Cell], level: Int)
  }

  /// The caption.
  package var caption: DocumentCaption
  /// The columns.
  package var columns: [Column]
  /// The headings over columns, which cover all of them; empty for none.
  package var spanners: [Spanner]
  /// The rows.
  package var rows: [Row]
  /// The paragraphs below, in their order.
  package var notes: [[DocumentRun]]

  /// Whether any column has a heading.
  package var hasTitles: Bool { columns.contains { !$0.title.isEmpty } }

  /// The rows in parts that begin with a heading, as far as there are any.
  package var parts: [ArraySlice<Row>] {
    var parts: [ArraySlice<Row>] = []
    var start = rows.startIndex
    for (index, row) in rows.enumerated() where index > start {
      if case .heading = row {
        parts.append(rows[start..<index])
        start = index
      }
    }
    return parts + (start < rows.endIndex ? [rows[start...]] : [])
  }
}

extension DocumentTable {
  /// Sets a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - caption: Its caption.
  ///   - language: The language of the note's opening.
  ///   - typography: The form of texts.
  init(
    _ table: ReportTable, caption: DocumentCaption, language: ReportLanguage,
    typography: Typography
  ) {
    self.caption = caption
    columns = table.columns.map {
      Column(title: typography.runs($0.title), isText: $0.isText)
    }
    spanners = Self.spanners(table.columns, typography)
    let count = table.columns.count
    rows = table.rows.map { row in
      if row.isHeading {
        return .heading(row.cells.first.map { typography.runs($0.text) } ?? [])
      }
      return .cells(
        (0..<count).map { column in
          let cell = column < row.cells.count ? row.cells[column] : .empty
          return Cell(
            runs: typography.runs(cell.text),
            marks: cell.marks.map(ReportTable.Notes.mark),
            number: cell.text.number)
        }, level: row.level)
    }
    notes = Self.notes(table.notes, language, typography)
  }

  private static func spanners(
    _ columns: [ReportTable.Column], _ typography: Typography
  ) -> [Spanner] {
    guard columns.contains(where: { !$0.spanner.isEmpty }) else { return [] }
    var spanners: [Spanner] = []
    for (index, column) in columns.enumerated() {
      let title = typography.runs(column.spanner)
      if let last = spanners.last, last.title == title {
        spanners[spanners.count - 1].columns =
          last.columns.lowerBound..<index + 1
      } else {
        spanners.append(Spanner(title: title, columns: index..<index + 1))
      }
    }
    return spanners
  }

  /// General notes in one paragraph that begins with "Note.", a paragraph for
  /// the specific ones, and one for the meaning of marks of significance (APA
  /// 7, 7.14).
  private static func notes(
    _ notes: ReportTable.Notes, _ language: ReportLanguage,
    _ typography: Typography
  ) -> [[DocumentRun]] {
    let space = DocumentRun(language.sentenceGap)
    var paragraphs: [[DocumentRun]] = []
    if !notes.general.isEmpty {
      let sentences = notes.general.map(typography.runs)
      paragraphs.append(
        language.noteOpening
          + sentences.enumerated().flatMap { index, runs in
            index == 0 ? runs : [space] + runs
          })
    }
    if !notes.specific.isEmpty {
      paragraphs.append(
        notes.specific.enumerated().flatMap { index, text in
          (index == 0 ? [] : [DocumentRun(" ")])
            + [DocumentRun(ReportTable.Notes.mark(index), .raised)]
            + [DocumentRun(" ")] + typography.runs(text)
        })
    }
    return (paragraphs + notes.probability.map(typography.runs)).map(\.joined)
  }
}
