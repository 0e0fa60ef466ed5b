internal import Messages

// The wording of errors about tables and columns.

extension DataError {
  /// Two columns with one name; columns count from 0.
  package static func duplicateColumn(
    _ name: String, first: Int, second: Int, file: String?, line: Int?
  ) -> DataError {
    DataError(
      .duplicateColumn,
      "Columns \(first + 1) and \(second + 1) are both named \(shortened(name)).",
      remedy: "Rename one of them.", file: file, line: line)
  }

  static func unknownColumn(_ name: String, in table: DataTable) -> DataError {
    DataError(
      .unknownColumn,
      "There is no variable \(shortened(name)) in \(table.fileName).",
      remedy: whereToLook(for: name, in: table))
  }

  /// The columns there are, or why they are not those that were meant.
  private static func whereToLook(for name: String, in table: DataTable)
    -> String
  {
    let names = table.columnNames
    let isFile = table.encoding != nil
    if isFile, names.count == 1, names[0].contains(name) {
      return "The file has a single column, `\(shortened(names[0]))`: name "
        + "what stands between its cells (comma, tab, semicolon, blank)."
    }
    if isFile, names.allSatisfy({ number($0) != nil }) {
      return "The first line holds numbers: put a line with the names of the "
        + "variables above it."
    }
    if let near = NearestName.find(name, in: names) {
      return "Did you mean \(near)?"
    }
    // What is no table may hold anything; it is not shown.
    if isFile, !table.columns.contains(where: \.holdsNumbers) {
      return "None of the file's columns holds numbers: is it the right file?"
    }
    let known =
      names.count == 1
      ? "The only column is \(names[0])."
      : "The columns are \(listing(names, limit: 20))."
    // Bytes of other encodings are nearly all GB18030 too.
    return table.encoding == .gb18030
      ? known + " The file was read as GB18030: if names look wrong, name its "
        + "encoding, such as windows-1252."
      : known
  }

  /// A matrix whose two triangles disagree.
  package static func asymmetricMatrix(
    _ row: String, _ column: String, lower: Double, upper: Double,
    file: String?
  ) -> DataError {
    DataError(
      .asymmetricMatrix,
      "The matrix is not symmetric: \(row) with \(column) is "
        + "\(lower), \(column) with \(row) is \(upper).",
      remedy: "Correct one of the two.", file: file)
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

  /// An infinite value; rows count from 0.
  package static func infiniteValue(
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
  package static func shortened(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count <= 40 ? line : line.prefix(37) + "..."
  }
}

extension DataColumn {
  /// Whether the values are numbers.
  fileprivate var holdsNumbers: Bool {
    if case .numbers = values { true } else { false }
  }
}
