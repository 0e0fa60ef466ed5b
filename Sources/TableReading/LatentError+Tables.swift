package import Messages

// The wording of errors about tables and columns.

extension LatentError {
  /// Two columns with one name; columns count from 0.
  package static func duplicateColumn(
    _ name: String, first: Int, second: Int, file: String?, line: Int?
  ) -> LatentError {
    LatentError.data(
      .duplicateColumn,
      "Columns \(first + 1) and \(second + 1) are both named \(shortened(name)).",
      remedy: "Rename one of them.", file: file, line: line)
  }

  /// A name that no column has.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - table: The table.
  ///   - latent: The model's latent variables, one of which may be meant.
  ///   - outcomes: The columns that the model regresses on the variable, which
  ///     may be meant to measure it.
  /// - Returns: The error.
  package static func unknownColumn(
    _ name: String, in table: DataTable, latent: [String] = [],
    outcomes: [String] = []
  ) -> LatentError {
    var remedy =
      name == "."
      ? "Name the variables: `.` does not stand for all others." : ""
    if let near = NearestName.find(name, in: latent + table.columnNames),
      latent.contains(near)
    {
      remedy = "Did you mean the latent variable \(near)?"
    } else if outcomes.count > 1,
      NearestName.find(name, in: table.columnNames) == nil
    {
      remedy =
        "If it is latent, say what measures it: `\(shortened(name)) =~ "
        + "\(outcomes.joined(separator: " + "))`; `->` and `~` are regressions."
    }
    return LatentError.data(
      .unknownColumn,
      "There is no variable \(shortened(name)) in \(table.fileName).",
      remedy: (remedy.isEmpty ? whereToLook(for: name, in: table) : remedy)
        + lookAlike(name, in: table))
  }

  /// The difference between a letter and the one of a column's name that it
  /// only looks like; empty if there is none.
  private static func lookAlike(_ name: String, in table: DataTable) -> String {
    let own = Array(name.unicodeScalars)
    for column in table.columnNames {
      let other = Array(column.unicodeScalars)
      guard other.count == own.count, other.count <= 200 else { continue }
      let places = own.indices.filter { own[$0] != other[$0] }
      guard let first = places.first, places.count <= 3,
        places.allSatisfy({ place in
          own[place].isASCII != other[place].isASCII
            && other[place].isAlphabetLetter && own[place].isAlphabetLetter
        })
      else { continue }
      let (one, two) = (own[first], other[first])
      return " `\(one)` of the model is \(one.codePoint)"
        + (one.properties.name.map { " (\($0))" } ?? "")
        + ", `\(two)` of the data \(two.codePoint)."
    }
    return ""
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
    if isFile, PrintedCorrelations.isHeader(names) {
      return "These are correlations as articles print them, with means and "
        + "standard deviations, and no cases: give them as `cov: "
        + "\(table.fileName)`, with the number of cases as `nobs`."
    }
    if isFile, names.allSatisfy(CellNumbers.isNumber) {
      return "The first line holds numbers: put a line with the names of the "
        + "variables above it."
    }
    if isFile, let line = table.rowLines.first,
      table.columns.contains(where: { column in
        column.firstText == name
          || names.count == 1
            && column.firstText?.split(whereSeparator: { ",;\t".contains($0) })
              .contains { $0 == name } == true
      })
    {
      return "The name stands in line \(line): delete what is above that line."
    }
    let plain = lettersAndDigits(name)
    let alike = names.filter { lettersAndDigits($0) == plain }
    if alike.count == 1, !plain.isEmpty, alike[0].contains(where: isNoLetter) {
      return "Did you mean `` `\(alike[0])` ``, in backquotes?"
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

  /// A file whose name ends as those of another format do.
  package static func notWhatItsNameSays(
    _ format: DataFileFormat, file: String
  ) -> LatentError {
    .data(
      .foreignFile,
      "The file is not \(format.name), although its name says so.",
      remedy: "Is it damaged, or text? Give text a name that ends in .csv.",
      file: file)
  }

  /// A workbook of the old format, or one with a password, which has the same
  /// beginning.
  package static func oldWorkbook(file: String) -> LatentError {
    .data(
      .notText,
      "The file is a workbook of Excel's old format (.xls), or has a password.",
      remedy: "Save it as .xlsx without a password, or the data as CSV.",
      file: file)
  }

  /// A data file of another program, which nothing reads here.
  package static func noForeignReader(
    _ format: DataFileFormat, file: String
  ) -> LatentError {
    .data(
      .foreignReader,
      "The file is \(format.name), which the program latent-read reads, and it "
        + "is not there.",
      remedy: "`make build` and `make install` bring it; or save the data as "
        + "CSV.",
      file: file)
  }

  /// The letters and digits of a name, in lowercase.
  private static func lettersAndDigits(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  private static func isNoLetter(_ character: Character) -> Bool {
    !character.isLetter && !character.isNumber && character != "."
      && character != "_"
  }

  /// A matrix whose two triangles disagree.
  package static func asymmetricMatrix(
    _ row: String, _ column: String, lower: Double, upper: Double,
    file: String?
  ) -> LatentError {
    LatentError.data(
      .asymmetricMatrix,
      "The matrix is not symmetric: \(row) with \(column) is "
        + "\(lower), \(column) with \(row) is \(upper).",
      remedy: "Correct one of the two.", file: file)
  }

  /// A column whose numbers a model wants and that has none.
  static func textInNumbers(
    _ column: DataColumn, in table: DataTable
  ) -> LatentError {
    if let reason = column.unread {
      var error = unread(
        reason, column: shortened(column.name), file: table.fileName)
      if case .text(let cell) = reason,
        let remedy = textRemedy(cell, column, in: table)
      {
        error.remedy = remedy
      }
      return error
    }
    return LatentError.data(
      .textInNumbers,
      "Column \(column.name) holds text; the model needs numbers.",
      remedy: textRemedy)
  }

  /// The remedy for a cell of text by what stands elsewhere in the table.
  private static func textRemedy(
    _ cell: DataColumn.Cell, _ column: DataColumn, in table: DataTable
  ) -> String? {
    if ColumnName(cell.text).text == column.name {
      return "Line \(cell.line) repeats the names of the columns: delete it."
    }
    if cell.line == table.rowLines.first, column.hasTextInFirstRowAlone {
      let alike = table.columns.count { $0.hasTextInFirstRowAlone }
      if alike > 1 || table.columns.count == 1 {
        return "Line \(cell.line) looks like a second line of names or of "
          + "questions: delete it."
      }
    }
    guard NonNumber(cell.text).remedy == nil,
      case .text(_, let levels) = column.values, levels.count < 13,
      levels.count * 2 <= table.rowCount
    else { return nil }
    let order = levels.sorted().joined(separator: " < ")
    return "Export the answers as numbers, or write a number for each of the "
      + "\(levels.count) answers; of an ordered variable give them from the "
      + "lowest up, as in `categories: \(column.name): \(order)` (here by the "
      + "alphabet)."
  }

  private static let textRemedy =
    "Make the column numeric, or, if the text stands for a missing value, "
    + "name it with `missing-codes`."

  /// A cell of a small file whose number is not read.
  static func unreadCell(_ reason: UnreadNumbers, file: String) -> LatentError {
    unread(reason, column: nil, file: file)
  }

  private static func unread(
    _ reason: UnreadNumbers, column: String?, file: String
  ) -> LatentError {
    let subject = column.map { "Column \($0)" } ?? "The file"
    func error(_ message: String, _ remedy: String, _ line: Int) -> LatentError
    {
      LatentError.data(
        .textInNumbers, message, remedy: remedy, file: file, line: line)
    }
    func shown(_ cell: DataColumn.Cell) -> String {
      "'\(shortened(cell.text))'"
    }
    switch reason {
    case .text(let cell):
      return error(
        "\(subject) has text \(shown(cell)) at line \(cell.line) of \(file); "
          + "the model needs numbers.",
        NonNumber(cell.text).remedy ?? textRemedy, cell.line)
    case .ambiguous(let cell, let mark):
      let name = mark == .comma ? "comma" : "point"
      let decimal = WrittenNumber(cell.text)?.number(mark)?.0.value ?? .nan
      let whole = WrittenNumber(cell.text)?.number(mark.other)?.0.value ?? .nan
      return error(
        "\(subject) has \(shown(cell)) at line \(cell.line) of \(file), where "
          + "the \(name) may separate thousands or stand before decimals.",
        "Say which with `decimal-mark: \(mark.other.rawValue)` "
          + "(\(DataColumn.label(of: whole))) or `decimal-mark: "
          + "\(mark.rawValue)` (\(DataColumn.label(of: decimal))).", cell.line)
    case .mixed(let comma, let point):
      return error(
        "\(subject) has commas before decimals, as in \(shown(comma)) at line "
          + "\(comma.line) of \(file), and points, as in \(shown(point)) at "
          + "line \(point.line).",
        "Write one decimal mark everywhere.", max(comma.line, point.line))
    case .otherMark(let cell, let mark):
      return error(
        "\(subject) has \(shown(cell)) at line \(cell.line) of \(file), which "
          + "is not a number where a \(mark.rawValue) stands before decimals.",
        "Write the number with the same marks as all others, or change "
          + "`decimal-mark`.", cell.line)
    }
  }

  /// An infinite value; rows count from 0.
  package static func infiniteValue(
    _ column: DataColumn, row: Int, in table: DataTable
  ) -> LatentError {
    let remedy = "Correct the value, or name it as a missing code."
    if let cell = column.firstInfinite {
      return LatentError.data(
        .infiniteValue,
        "Column \(column.name) has the infinite value "
          + "'\(shortened(cell.text))' at line \(cell.line) of "
          + "\(table.fileName).",
        remedy: remedy, file: table.fileName, line: cell.line)
    }
    return LatentError.data(
      .infiniteValue,
      "Column \(column.name) has an infinite value in row \(row + 1).",
      remedy: remedy)
  }

  /// At most 40 characters on one line.
  package static func shortened(_ text: String) -> String {
    let beginning = ShortenedText.beginning(of: text, to: 100)
    return ShortenedText.beginning(
      of: beginning.split(whereSeparator: \.isNewline).joined(separator: " "),
      to: 40)
  }
}

extension DataColumn {
  /// The text in the first row, if there is one.
  fileprivate var firstText: String? {
    guard case .text(let codes, let levels) = values,
      let code = codes.first, code >= 0
    else { return nil }
    return ColumnName(levels[Int(code)]).text
  }

  /// Whether a text that is not a number stands in the first row and in no
  /// other.
  fileprivate var hasTextInFirstRowAlone: Bool {
    guard case .text(let codes, let levels) = values, codes.count > 1,
      codes[0] == 0, WrittenNumber(levels[0]) == nil
    else { return false }
    return levels.count > 1
      && levels.dropFirst().prefix(50).allSatisfy { WrittenNumber($0) != nil }
      && codes.count { $0 == 0 } == 1
  }

  /// Whether the values are numbers.
  fileprivate var holdsNumbers: Bool {
    if case .numbers = values { true } else { false }
  }
}

extension Unicode.Scalar {
  /// Whether it may look like a letter of another alphabet: no sign of Chinese,
  /// Japanese or Korean does.
  fileprivate var isAlphabetLetter: Bool {
    !properties.isIdeographic && !(0x3040...0x318F).contains(value)
      && !(0xAC00...0xD7A3).contains(value)
  }
}
