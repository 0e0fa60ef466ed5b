internal import Messages

/// Writes tables as comma-separated text, which `CSVReader` reads back to the
/// same values.
public struct CSVWriter: Sendable {
  /// Whether labels stand in place of labelled values.
  public var writesLabels = false

  /// Makes a writer.
  public init() {}

  /// Writes a table: its names, and a line a case.
  ///
  /// Missing values are empty, dates and times as ISO 8601 has them.
  ///
  /// - Parameter table: The table.
  /// - Returns: The text in UTF-8.
  public func text(of table: DataTable) -> String {
    var text = ""
    for (index, name) in table.columnNames.enumerated() {
      if index > 0 { text += "," }
      text += Self.quoted(name)
    }
    text += "\n"
    let columns = table.columns.map { column in
      texts(
        of: column,
        table.variables.first { $0.name == column.name })
    }
    for row in 0..<table.rowCount {
      for (index, column) in columns.enumerated() {
        if index > 0 { text += "," }
        text += column(row)
      }
      text += "\n"
    }
    return text
  }

  /// The text of each row of a column.
  private func texts(
    of column: DataColumn, _ description: VariableDescription?
  ) -> (Int) -> String {
    var labels: [VariableDescription.Value: String] = [:]
    if writesLabels {
      for label in description?.valueLabels ?? [] {
        labels[label.value] = Self.quoted(label.text)
      }
    }
    switch column.values {
    case .numbers(let numbers):
      let time = description?.time
      return { row in
        let number = numbers[row]
        if number.isNaN { return "" }
        return labels[.number(number)] ?? time?.text(of: number)
          ?? DataColumn.label(of: number)
      }
    case .text(let codes, let levels):
      let written = levels.map { labels[.text($0)] ?? Self.quoted($0) }
      return { row in codes[row] < 0 ? "" : written[Int(codes[row])] }
    }
  }

  /// A cell with quotes where it needs them, or `CSVReader` would drop blanks.
  private static func quoted(_ text: String) -> String {
    text.commaSeparatedCell(
      quotedAlways: text.hasPrefix(" ") || text.hasSuffix(" ")
        || text.isEmpty)
  }
}
