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
    let bytes = text.utf8.span
    let delimiter =
      delimiter ?? Delimiter.inNumbers(bytes, start: text.start, file: file)
    var scanner = RecordScanner(
      delimiter: delimiter, file: file, start: text.start)
    var cells: [RecordScanner.Cell] = []
    var records: [TextRecord] = []
    while try scanner.next(in: bytes, cells: &cells) {
      let record = TextRecord(
        line: scanner.line, cells: cells.map { $0.text(in: bytes) })
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
    cells.contains { !$0.isEmpty } && cells.allSatisfy { number($0) == nil }
  }
}

/// A cell that reads as a number; a comma may stand for the decimal point.
func number(_ text: String) -> NumberText? {
  let bytes = Array(text.utf8)
  return NumberText(bytes.span, 0..<bytes.count, allowsComma: true)
}
