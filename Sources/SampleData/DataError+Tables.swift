internal import NameMatching

// The wording of errors about tables and columns.

extension DataError {
  static func duplicateColumn(
    _ name: String, first: Int, second: Int, file: String?, line: Int?
  ) -> DataError {
    DataError(
      .duplicateColumn,
      "Columns \(first + 1) and \(second + 1) are both named \(shortened(name)).",
      remedy: "Rename one of them.", file: file, line: line)
  }

  static func unknownColumn(_ name: String, in table: DataTable) -> DataError {
    let names = table.columnNames
    let remedy: String
    if let near = NearestName.find(name, in: names) {
      remedy = "Did you mean \(near)?"
    } else {
      remedy = "The columns are \(listing(names, limit: 20))."
    }
    return DataError(
      .unknownColumn,
      "There is no variable \(shortened(name)) in \(table.fileName).",
      remedy: remedy)
  }

  static func textInNumbers(
    _ column: DataColumn, in table: DataTable
  ) -> DataError {
    let remedy =
      "Make the column numeric, or, if the text stands for a missing value, "
      + "name it as a missing code."
    if let cell = column.firstText {
      return DataError(
        .textInNumbers,
        "Column \(column.name) has text '\(shortened(cell.text))' at line "
          + "\(cell.line) of \(table.fileName); the model needs numbers.",
        remedy: remedy, file: table.fileName, line: cell.line)
    }
    return DataError(
      .textInNumbers,
      "Column \(column.name) holds text; the model needs numbers.",
      remedy: remedy)
  }

  static func infiniteValue(
    _ column: DataColumn, row: Int, in table: DataTable
  ) -> DataError {
    let remedy = "Correct the value, or name it as a missing code."
    if let cell = column.firstInfinite {
      return DataError(
        .infiniteValue,
        "Column \(column.name) has the infinite value "
          + "'\(shortened(cell.text))' at line \(cell.line) of "
          + "\(table.fileName).",
        remedy: remedy, file: table.fileName, line: cell.line)
    }
    return DataError(
      .infiniteValue,
      "Column \(column.name) has an infinite value in row \(row + 1).",
      remedy: remedy)
  }

  /// At most 40 characters on one line.
  static func shortened(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count <= 40 ? line : line.prefix(37) + "..."
  }
}
