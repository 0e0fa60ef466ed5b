public import Messages

/// Reads tables from text files: CSV, TSV, semicolons or blanks between
/// cells.
///
/// A column in which every cell is a number or missing is numeric; any other
/// is text, which is an error only once a model wants its numbers. Missing
/// are empty cells, `NA`, `NaN`, `.`, SPSS's `#NULL!`, and `missingCodes`.
/// Numbers as people write them (decimal commas, separated thousands, minus
/// signs, digits and blanks of other forms) are read where they have one
/// meaning.
public struct CSVReader: Sendable {
  /// The encoding; `nil` takes UTF-8, UTF-16 with a mark, or GB18030.
  public var encoding: TextEncoding?
  /// The character between cells; `nil` finds it in the first line.
  public var delimiter: Delimiter?
  /// The mark before decimals; `nil` finds it where the numbers tell.
  public var decimalMark: DecimalMark?
  /// Whether the first record holds the columns' names; without, the columns
  /// are called `V1`, `V2`, ….
  public var hasHeader = true
  /// Further codes of missing values.
  ///
  /// A code that is a number, such as `-999`, also stands for equal numbers
  /// such as `-999.0`.
  public var missingCodes: [String] = []

  /// Makes a reader with the usual settings.
  public init() {}

  /// Reads a file.
  ///
  /// - Parameter path: The file's path.
  /// - Returns: The table.
  /// - Throws: `LatentError` with the file and the line.
  public func read(contentsOf path: String) throws(LatentError) -> DataTable {
    let text = try DecodedText(contentsOf: path, encoding: encoding)
    return try table(of: text, file: path)
  }

  /// Reads text that is in memory already.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - name: The name that errors show.
  /// - Returns: The table.
  /// - Throws: `LatentError` with the name and the line.
  public func read(text: String, name: String = "<text>") throws(LatentError)
    -> DataTable
  {
    let decoded = try DecodedText(
      Array(text.utf8), encoding: .utf8, file: name)
    return try table(of: decoded, file: name)
  }

  /// Reads bytes as they would stand in a file.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - name: The name that errors show.
  /// - Returns: The table.
  /// - Throws: `LatentError` with the name and the line.
  public func read(bytes: [UInt8], name: String = "<bytes>") throws(LatentError)
    -> DataTable
  {
    let decoded = try DecodedText(bytes, encoding: encoding, file: name)
    return try table(of: decoded, file: name)
  }

  private func table(of text: DecodedText, file: String) throws(LatentError)
    -> DataTable
  {
    var text = text
    var notes: [LatentWarning] = []
    if let doubt = text.doubt {
      notes.append(.guessedEncoding(text.encoding, doubt, file: file))
    }
    if self.delimiter == nil, let found = FullWidthDelimiters.makePlain(&text) {
      notes.append(.fullWidthDelimiters(found, file: file))
    }
    let bytes = text.utf8.span
    try ForeignFile.refuse(bytes, start: text.start, file: file)
    let separator = try SeparatorLine.find(
      bytes, start: text.start, file: file)
    let start = separator?.end ?? text.start
    let firstLine = separator == nil ? 1 : 2
    let delimiter =
      delimiter ?? separator?.delimiter
      ?? (hasHeader
        ? Delimiter.inHeader(bytes, start: start, file: file)
        : Delimiter.inNumbers(bytes, start: start, file: file))
    var scanner = RecordScanner(
      delimiter: delimiter, file: file, start: start, line: firstLine)
    var cells: [RecordScanner.Cell] = []
    guard try scanner.next(in: bytes, cells: &cells) else {
      throw LatentError.data(
        .emptyFile, "The file holds only empty lines.",
        remedy: "Give a file with a header and rows.", file: file)
    }
    let headerLine = scanner.line
    var firstRow: RecordScanner
    var names: [String]
    var stripped: [[Unicode.Scalar]] = []
    if hasHeader {
      let read = cells.map { ColumnName($0.text(in: bytes)) }
      names = read.map(\.text)
      stripped = read.map(\.stripped)
      if names.count > 1, names.allSatisfy(CellNumbers.isNumber) {
        notes.append(.numericNames(names, line: headerLine, file: file))
      }
      firstRow = scanner
      guard try scanner.next(in: bytes, cells: &cells) else {
        throw LatentError.data(
          .noRows, "The file has a header and no rows.",
          remedy: "Give a file with rows.", file: file)
      }
      if HeaderLines.hasTitle(names, above: cells, bytes) {
        throw HeaderLines.title(line: scanner.line, file: file)
      }
      if let passed = try HeaderLines.passQualtrics(bytes, from: firstRow) {
        firstRow = passed.scanner
        scanner = passed.scanner
        notes.append(.passedLines(passed.lines, file: file))
        guard try scanner.next(in: bytes, cells: &cells) else {
          throw LatentError.data(
            .noRows, "The file has a header and no rows.",
            remedy: "Give a file with rows.", file: file)
        }
      }
      if Self.hasRowNames(cells, names: names) {
        names.insert("", at: 0)
        stripped.insert([], at: 0)
      }
      names = Self.naming(names)
    } else {
      names = cells.indices.map { "V\($0 + 1)" }
      firstRow = RecordScanner(
        delimiter: delimiter, file: file, start: start, line: firstLine)
    }
    try Self.requireUnique(names, file: file, line: headerLine)

    var builder = TableBuilder(
      names: names, missing: MissingCodes(missingCodes),
      decimalMark: decimalMark, delimiter: delimiter, file: file)
    var columns = try builder.build(bytes, from: firstRow)
    for (column, scalars) in stripped.enumerated() {
      columns[column].strippedName = scalars
    }
    var table = try DataTable(
      columns: columns, fileName: file, encoding: text.encoding)
    if let first = builder.emptyLines.first {
      notes.append(
        .emptyLines(builder.emptyLines.count, from: first, file: file))
    }
    table.notes = notes
    table.rowLines = builder.lines
    table.missingCodes = missingCodes
    return table
  }

  /// R's `write.table` leaves the column of row names without a header cell
  /// and quotes the row names.
  private static func hasRowNames(
    _ cells: [RecordScanner.Cell], names: [String]
  ) -> Bool {
    guard cells.count == names.count + 1, let first = cells.first,
      let last = cells.last
    else { return false }
    return first.isQuoted && !last.range.isEmpty
  }

  /// Names columns without a name as R does: `X`, `X.1`, `X.2`, ….
  private static func naming(_ names: [String]) -> [String] {
    let taken = Set(names)
    var suffix = 0
    return names.map { name in
      if !name.isEmpty { return name }
      while true {
        let candidate = suffix == 0 ? "X" : "X.\(suffix)"
        suffix += 1
        if !taken.contains(candidate) { return candidate }
      }
    }
  }

  private static func requireUnique(
    _ names: [String], file: String, line: Int
  ) throws(LatentError) {
    var positions: [String: Int] = [:]
    for (position, name) in names.enumerated() {
      if let first = positions.updateValue(position, forKey: name) {
        if names.allSatisfy(CellNumbers.isNumber) {
          throw LatentError.data(
            .duplicateColumn, "The first line holds numbers, and no names.",
            remedy: "Put a line with the names of the variables above it.",
            file: file, line: line)
        }
        throw .duplicateColumn(
          name, first: first, second: position, file: file, line: line)
      }
    }
  }
}
