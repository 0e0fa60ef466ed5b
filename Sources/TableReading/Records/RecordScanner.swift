internal import Messages

/// The delimiters of cells in a text file.
public enum Delimiter: Sendable, Hashable {
  /// A comma.
  case comma
  /// A tab.
  case tab
  /// A semicolon.
  case semicolon
  /// One or more blanks or tabs.
  case whitespace

  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .tab: UInt8(ascii: "\t")
    case .semicolon: UInt8(ascii: ";")
    case .whitespace: UInt8(ascii: " ")
    }
  }
}

/// Cuts UTF-8 text into records and cells by RFC 4180's rules.
///
/// Besides: blanks around a cell are not part of it; CR, LF and CRLF end a
/// line; empty lines are passed over; a quote inside an unquoted cell is an
/// ordinary character.
struct RecordScanner {
  /// A cell's place; a quoted cell's without its quotes.
  struct Cell {
    var range: Range<Int>
    var isQuoted = false
    /// Whether doubled quotes stand in it.
    var hasDoubledQuotes = false
  }

  /// The most cells of a record.
  static let mostCells = 100_000
  /// The most bytes of a cell.
  static let longestCell = 1 << 20

  let delimiter: Delimiter
  let file: String
  /// The offset of the next record.
  private(set) var position: Int
  /// The line on which it begins.
  private(set) var nextLine: Int
  /// The line on which the last record began.
  private(set) var line = 1

  init(delimiter: Delimiter, file: String, start: Int, line: Int = 1) {
    self.delimiter = delimiter
    self.file = file
    self.position = start
    self.nextLine = line
  }

  /// Reads the next record's cells.
  ///
  /// - Parameters:
  ///   - bytes: The whole text, the same at every call.
  ///   - cells: Receives the cells; what it held is dropped.
  /// - Returns: False at the end of the text.
  /// - Throws: `LatentError` for malformed quotes.
  mutating func next(in bytes: Span<UInt8>, cells: inout [Cell])
    throws(LatentError) -> Bool
  {
    while position < bytes.count {
      cells.removeAll(keepingCapacity: true)
      line = nextLine
      try readRecord(bytes, &cells)
      if let only = cells.first,
        cells.count > 1 || only.isQuoted
          || !only.range.isEmpty
      {
        return true
      }
    }
    cells.removeAll(keepingCapacity: true)
    return false
  }

  private mutating func readRecord(
    _ bytes: Span<UInt8>, _ cells: inout [Cell]
  ) throws(LatentError) {
    let separator = delimiter.byte
    let count = bytes.count
    while true {
      skipBlanks(bytes)
      if delimiter == .whitespace, !cells.isEmpty, endsLine(bytes) { return }
      if position < count, bytes[position] == UInt8(ascii: "\"") {
        try cells.append(readQuoted(bytes))
        skipBlanks(bytes)
      } else {
        let lower = position
        var upper = position
        while upper < count {
          let byte = bytes[upper]
          if byte == separator || byte == 0x0A || byte == 0x0D { break }
          if delimiter == .whitespace, byte == UInt8(ascii: "\t") { break }
          upper += 1
        }
        position = upper
        while upper > lower, isBlank(bytes[upper - 1]) { upper -= 1 }
        cells.append(Cell(range: lower..<upper))
      }
      try requireSmall(cells)
      if endsLine(bytes) { return }
      // Blanks were passed already when they are the delimiter.
      if delimiter != .whitespace { position += 1 }
    }
  }

  /// Refuses what no table has and would take much time or memory: cells by
  /// the million, and a cell of megabytes.
  private func requireSmall(_ cells: [Cell]) throws(LatentError) {
    if cells.count > Self.mostCells {
      throw LatentError.data(
        .dataTooManyColumns,
        "Line \(nextLine) has more than \(Self.mostCells) cells.",
        remedy: "Leave out columns that the model does not need.",
        file: file, line: nextLine)
    }
    if let last = cells.last, last.range.count > Self.longestCell {
      throw LatentError.data(
        .dataCellTooLong,
        "A cell on line \(nextLine) has more than "
          + "\(Self.longestCell >> 20) MiB.",
        remedy: "Is a quote or the end of a line missing? Leave out columns "
          + "of texts.", file: file, line: nextLine)
    }
  }

  private mutating func readQuoted(_ bytes: Span<UInt8>)
    throws(LatentError) -> Cell
  {
    let opened = nextLine
    position += 1
    var cell = Cell(range: position..<position, isQuoted: true)
    while true {
      guard position < bytes.count else {
        throw LatentError.data(
          .malformedQuote,
          "A quote opened on line \(opened) is never closed.",
          remedy: "Close it, or double a quote that belongs to the text.",
          file: file, line: opened)
      }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let following = position + 1
        if following < bytes.count, bytes[following] == UInt8(ascii: "\"") {
          cell.hasDoubledQuotes = true
          position += 2
          continue
        }
        cell.range = cell.range.lowerBound..<position
        position += 1
        try requireCellEnd(bytes)
        return cell
      }
      if byte == 0x0A || byte == 0x0D {
        passLineEnd(bytes)
      } else {
        position += 1
      }
    }
  }

  private func requireCellEnd(_ bytes: Span<UInt8>) throws(LatentError) {
    var index = position
    while index < bytes.count, isBlank(bytes[index]) {
      if delimiter == .whitespace { return }
      index += 1
    }
    guard index < bytes.count else { return }
    let byte = bytes[index]
    if byte == delimiter.byte || byte == 0x0A || byte == 0x0D { return }
    throw LatentError.data(
      .malformedQuote, "Text follows a closing quote on line \(nextLine).",
      remedy: "Double a quote that belongs to the text.",
      file: file, line: nextLine)
  }

  /// True at the end of a line or of the text, which it passes.
  private mutating func endsLine(_ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count else { return true }
    guard bytes[position] == 0x0A || bytes[position] == 0x0D else {
      return false
    }
    passLineEnd(bytes)
    return true
  }

  private mutating func passLineEnd(_ bytes: Span<UInt8>) {
    let isReturn = bytes[position] == 0x0D
    position += 1
    if isReturn, position < bytes.count, bytes[position] == 0x0A {
      position += 1
    }
    nextLine += 1
  }

  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") && delimiter != .tab
  }
}

extension RecordScanner.Cell {
  /// The cell's text, doubled quotes made single.
  func text(in bytes: Span<UInt8>) -> String {
    let text = String(decodingUTF8: bytes, range)
    guard hasDoubledQuotes else { return text }
    var single = ""
    var quoteIsPending = false
    for scalar in text.unicodeScalars {
      if scalar == "\"", quoteIsPending {
        quoteIsPending = false
        continue
      }
      quoteIsPending = scalar == "\""
      single.unicodeScalars.append(scalar)
    }
    return single
  }

  /// The place of the text without blanks at its ends.
  func trimmedRange(in bytes: Span<UInt8>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, bytes[lower] == 0x20 || bytes[lower] == 0x09 {
      lower += 1
    }
    while upper > lower, bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x09 {
      upper -= 1
    }
    return lower..<upper
  }
}
