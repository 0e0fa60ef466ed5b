package import Messages
package import Specification

/// A table whose first column holds names.
package struct ReportTable: Sendable, Hashable, Codable {
  /// A column.
  package struct Column: Sendable, Hashable, Codable {
    /// The contents of a column's cells.
    package enum Content: Sendable, Hashable, Codable {
      /// The names of the rows.
      case names
      /// Words, which stand at the left.
      case words
      /// Numbers of several kinds, with what belongs to them.
      case values
      /// Numbers of one kind.
      case numbers(NumberKind)
    }

    /// The heading.
    package var title: ReportText
    /// The heading that neighbouring columns share; empty for none.
    package var spanner: ReportText
    /// The contents of its cells.
    package var content: Content

    /// Whether the column stands at its left.
    package var isText: Bool { content == .names || content == .words }

    private init(_ title: ReportText, _ spanner: ReportText, _ content: Content)
    {
      self.title = title
      self.spanner = spanner
      self.content = content
    }

    /// The column of the rows' names.
    package static func names(_ title: ReportText = "") -> Column {
      Column(title, "", .names)
    }

    /// A column of words.
    package static func words(_ title: ReportText) -> Column {
      Column(title, "", .words)
    }

    /// A column of numbers of several kinds.
    package static func values(_ title: ReportText) -> Column {
      Column(title, "", .values)
    }

    /// A column of numbers.
    package static func numbers(
      _ title: ReportText, _ kind: NumberKind, spanner: ReportText = ""
    ) -> Column {
      Column(title, spanner, .numbers(kind))
    }

    /// The two columns of an interval's limits.
    package static func limits(
      _ level: Double, _ lower: ReportText = "Lower",
      _ upper: ReportText = "Upper"
    ) -> [Column] {
      let spanner: ReportText = "\(percent: level) CI"
      return [lower, upper].map { .numbers($0, .limit, spanner: spanner) }
    }

    /// A column of numbers under a symbol.
    package static func symbol(
      _ symbol: StatisticSymbol, _ kind: NumberKind, spanner: ReportText = ""
    ) -> Column {
      Column(.symbol(symbol), spanner, .numbers(kind))
    }
  }

  /// A row.
  package struct Row: Sendable, Hashable, Codable {
    /// Its depth below the row that it belongs to.
    package var level: Int
    /// Whether the row is a heading of those below, across all columns.
    package var isHeading: Bool
    /// One cell for each column; missing cells at the end are empty.
    package var cells: [ReportCell]

    /// A heading above the rows that it speaks of.
    package static func heading(_ text: ReportText) -> Row {
      Row(level: 0, isHeading: true, cells: [.text(text)])
    }

    /// A row of cells.
    package static func cells(_ cells: [ReportCell], level: Int = 0) -> Row {
      Row(level: level, isHeading: false, cells: cells)
    }
  }

  /// The notes below a table, in APA's order (APA 7, 7.14).
  package struct Notes: Sendable, Hashable, Codable {
    /// On the whole table.
    package var general: [ReportText] = []
    /// On cells, which refer to them by their places.
    package var specific: [ReportText] = []
    /// The meaning of marks of significance.
    package var probability: [ReportText] = []

    /// Makes notes.
    package init(
      general: [ReportText] = [], specific: [ReportText] = [],
      probability: [ReportText] = []
    ) {
      self.general = general
      self.specific = specific
      self.probability = probability
    }

    /// The mark of a specific note, counted from 0: a, b, ..., z, a2, ...
    package static func mark(_ place: Int) -> String {
      let letter = String(UnicodeScalar(UInt8(97 + place % 26)))
      return place < 26 ? letter : letter + String(place / 26 + 1)
    }
  }

  /// The number by which a text refers to a table.
  package struct Number: Sendable, Hashable, Codable {
    /// The word before it, such as `Table`.
    package var word: String
    /// The chapter that it begins with; `nil` for none.
    package var chapter: Int?
    /// The place among the tables of the chapter or of the text, from 1.
    package var place: Int

    /// Makes a number.
    package init(word: String, chapter: Int? = nil, place: Int) {
      self.word = word
      self.chapter = chapter
      self.place = place
    }

    /// `Table 3`, `Table 5-3`.
    package var text: String {
      word + " " + (chapter.map { "\($0)-" } ?? "") + "\(place)"
    }
  }

  /// The number of a table that a text refers to; `nil` in working reports.
  package var number: Number?
  /// The subject of the table, where its section's title does not say it.
  package var title: ReportText
  /// The group that its numbers are of, where tables of several follow.
  package var group: String?
  /// The columns; the first one holds the names of the rows.
  package var columns: [Column]
  /// The rows.
  package var rows: [Row]
  /// The notes below.
  package var notes: Notes

  /// Makes a table.
  package init(
    title: ReportText = "", group: String? = nil, columns: [Column],
    rows: [Row], notes: Notes = Notes()
  ) {
    self.title = title
    self.group = group
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }
}

/// A cell of a table.
package struct ReportCell: Sendable, Hashable, Codable {
  /// Its text; empty for an empty cell.
  package var text: ReportText
  /// The places of the table's specific notes that speak of it.
  package var marks: [Int]

  /// Makes a cell.
  package init(_ text: ReportText, marks: [Int] = []) {
    self.text = text
    self.marks = marks
  }

  /// Nothing.
  package static let empty = ReportCell("")
  /// The place of a number that is not defined.
  package static let undefined = ReportCell(ReportText(.undefined))

  /// A text.
  package static func text(_ text: ReportText) -> ReportCell {
    ReportCell(text)
  }

  /// Data as text.
  package static func verbatim(_ text: String) -> ReportCell {
    ReportCell(.verbatim(text))
  }

  /// A parameter.
  package static func parameter(_ key: ParameterKey) -> ReportCell {
    ReportCell(ReportText(.parameter(key)))
  }

  /// A variable.
  package static func variable(_ name: String) -> ReportCell {
    ReportCell(ReportText(.variable(name, isMarked: false)))
  }

  /// A number.
  package static func number(
    _ value: Double, _ kind: NumberKind, _ style: NumberStyle? = nil
  ) -> ReportCell {
    ReportCell(.number(value, kind, style))
  }

  /// A number, or nothing where it is not defined.
  package static func optional(
    _ value: Double?, _ kind: NumberKind, _ style: NumberStyle? = nil
  ) -> ReportCell {
    value.map { .number($0, kind, style) } ?? .empty
  }

  /// A number, or a dash where it is not defined.
  package static func dashed(
    _ value: Double?, _ kind: NumberKind, _ style: NumberStyle? = nil
  ) -> ReportCell {
    value.map { .number($0, kind, style) } ?? .undefined
  }

  /// The cell without symbols and emphasis.
  package var plain: String {
    text.plain
      + marks.map { " " + ReportTable.Notes.mark($0) }.joined()
  }

  /// The same in one line, as `ReportText.line` has it.
  package var line: String { TerminalText.line(plain) }
}
