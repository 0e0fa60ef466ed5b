internal import Messages

/// Lines at the top of a table that are neither names nor cases.
struct HeaderLines {
  /// Whether a name was made for a column without one.
  static func isMade(_ name: String) -> Bool {
    name == "X" || name.hasPrefix("X.") && Int(name.dropFirst(2)) != nil
  }

  /// Refuses a title above the names of the columns.
  static func title(line: Int, file: String) -> LatentError {
    LatentError.data(
      .wrongCellCount,
      "Line 1 has a single name and line \(line) more cells: it looks like a "
        + "title above the table.",
      remedy: "Delete what stands above the line with the columns' names.",
      file: file, line: 1)
  }

  /// A title of several words above a table whose cells blanks separate.
  ///
  /// - Parameters:
  ///   - line: The line with the names.
  ///   - file: The file's name.
  /// - Returns: The error.
  static func wordyTitle(line: Int, file: String) -> LatentError {
    LatentError.data(
      .wrongCellCount,
      "Line \(line) holds no numbers, and another number of words than line 1: "
        + "it looks like the names of the columns, with a title above them.",
      remedy: "Delete what stands above the line with the columns' names.",
      file: file, line: 1)
  }

  /// Passes the lines that Qualtrics writes between the names and the answers:
  /// the texts of the questions, and their identifiers as JSON.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - first: The scanner at the first line below the names.
  /// - Returns: The scanner below these lines, and the lines; `nil` if there
  ///   are none.
  /// - Throws: `LatentError` for malformed quotes.
  static func passQualtrics(_ bytes: Span<UInt8>, from first: RecordScanner)
    throws(LatentError) -> (scanner: RecordScanner, lines: [Int])?
  {
    var scanner = first
    var cells: [RecordScanner.Cell] = []
    var lines: [Int] = []
    for _ in 0..<2 {
      guard try scanner.next(in: bytes, cells: &cells) else { return nil }
      lines.append(scanner.line)
      let identifiers = cells.count { $0.hasImportId(bytes) }
      if identifiers > 0, identifiers * 2 >= cells.count {
        return (scanner, lines)
      }
    }
    return nil
  }

  /// Whether the names of the columns stand in the second line, below a title
  /// whose line a spreadsheet has padded.
  ///
  /// - Parameters:
  ///   - names: The cells of the first line.
  ///   - cells: Those of the second.
  ///   - bytes: The text.
  /// - Returns: True if they do.
  static func hasTitle(
    _ names: [String], above cells: [RecordScanner.Cell], _ bytes: Span<UInt8>
  ) -> Bool {
    guard names.count > 2, names.count(where: { !$0.isEmpty }) == 1,
      names.first?.isEmpty == false, cells.count > 2
    else { return false }
    for cell in cells {
      let text = cell.text(in: bytes)
      if text.isEmpty || CellNumbers.isNumber(text) { return false }
    }
    return true
  }
}

extension RecordScanner.Cell {
  /// Whether the cell begins as the identifiers of Qualtrics do.
  fileprivate func hasImportId(_ bytes: Span<UInt8>) -> Bool {
    guard range.count > 10, bytes[range.lowerBound] == UInt8(ascii: "{") else {
      return false
    }
    return text(in: bytes).prefix(20).contains("ImportId")
  }
}
