internal import Messages

/// A record of a small file, its cells as text.
struct TextRecord {
  var line: Int
  var cells: [String]

  /// Every record of a file of numbers.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - bytes: Its bytes, if they have been read already.
  ///   - encoding: The encoding; `nil` finds it.
  ///   - delimiter: The character between cells; `nil` finds it.
  /// - Returns: The records that are not empty.
  /// - Throws: `LatentError` with the file and the line.
  static func all(
    contentsOf path: String, bytes: [UInt8]?, encoding: TextEncoding?,
    delimiter: Delimiter?
  ) throws(LatentError) -> [TextRecord] {
    let text =
      if let bytes {
        try DecodedText(bytes, encoding: encoding, file: path)
      } else {
        try DecodedText(contentsOf: path, encoding: encoding)
      }
    return try all(in: text, delimiter: delimiter, file: path)
  }

  private static func all(
    in text: DecodedText, delimiter: Delimiter?, file: String
  ) throws(LatentError) -> [TextRecord] {
    var text = text
    if delimiter == nil { _ = FullWidthDelimiters.makePlain(&text) }
    let bytes = text.utf8.span
    let separator = try SeparatorLine.find(
      bytes, start: text.start, file: file)
    let start = separator?.end ?? text.start
    let delimiter =
      delimiter ?? separator?.delimiter
      ?? Delimiter.inNumbers(bytes, start: start, file: file)
    var scanner = RecordScanner(
      delimiter: delimiter, file: file, start: start,
      line: separator == nil ? 1 : 2)
    var cells: [RecordScanner.Cell] = []
    var records: [TextRecord] = []
    while try scanner.next(in: bytes, cells: &cells) {
      let record = TextRecord(
        line: scanner.line,
        cells: cells.map { ColumnName($0.text(in: bytes)).text })
      // Spreadsheets pad with empty lines.
      if record.cells.contains(where: { !$0.isEmpty }) {
        records.append(record)
      }
    }
    guard !records.isEmpty else {
      throw LatentError.data(
        .emptyFile, "The file holds only empty lines.", file: file)
    }
    return records
  }

  /// Whether names stand in it and no number does.
  var isHeader: Bool {
    cells.contains { !$0.isEmpty }
      && cells.allSatisfy { !CellNumbers.isNumber($0) }
  }

  /// Whether a name stands before its numbers.
  var hasLabel: Bool {
    cells.first.map { !$0.isEmpty && !CellNumbers.isNumber($0) } ?? false
  }

  /// Its cells with their line.
  func located(_ cells: some Sequence<String>) -> [DataColumn.Cell] {
    cells.map { DataColumn.Cell(line: line, text: $0) }
  }
}
