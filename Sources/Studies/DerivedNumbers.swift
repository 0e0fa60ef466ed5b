package import ReportRendering

extension StepRecord {
  /// The numbers that the step's part of documents prints and its result does
  /// not have, such as χ²/df, AVE and shares, with their places: so that results
  /// have every number of every document, at full precision.
  ///
  /// - Parameter result: The step's result.
  /// - Returns: A list; `null` if there are none.
  func derived(besides result: JSONValue) -> JSONValue {
    var known = Set<Double>()
    result.collectNumbers(into: &known)
    var entries: [JSONValue] = []
    func add(_ text: ReportText, _ place: [(String, JSONValue)]) {
      for number in text.numbers
      where number.value.isFinite && !known.contains(number.value) {
        entries.append(.object(place + [("value", .number(number.value))]))
      }
    }
    for section in sections {
      for block in section.blocks {
        switch block {
        case .paragraph(let text):
          add(text, [("text", .string(section.title.plain))])
        case .table(let table): Self.walk(table, add)
        case .facts, .figure: break
        }
      }
    }
    return entries.isEmpty ? .null : .array(entries)
  }

  private static func walk(
    _ table: ReportTable, _ add: (ReportText, [(String, JSONValue)]) -> Void
  ) {
    var heading = ""
    for row in table.rows {
      let name = row.cells.first?.text.plain ?? ""
      if row.isHeading {
        heading = name
        continue
      }
      for (column, cell) in row.cells.enumerated() {
        let title =
          column < table.columns.count ? table.columns[column].title.plain : ""
        add(
          cell.text,
          [
            ("table", .string(table.title.plain)),
            (
              "row",
              .string(
                row.level > 0 && !heading.isEmpty
                  ? "\(heading): \(name)" : name)
            ), ("column", .string(title)),
          ])
      }
    }
    for note in table.notes.general + table.notes.specific {
      add(note, [("table", .string(table.title.plain))])
    }
  }
}

extension JSONValue {
  /// Adds all numbers within.
  package func collectNumbers(into known: inout Set<Double>) {
    switch self {
    case .number(let number): known.insert(number)
    case .integer(let number): known.insert(Double(number))
    case .array(let values):
      for value in values { value.collectNumbers(into: &known) }
    case .object(let members):
      for (_, value) in members { value.collectNumbers(into: &known) }
    case .null, .bool, .string: break
    }
  }
}
