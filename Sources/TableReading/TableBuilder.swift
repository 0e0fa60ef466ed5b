internal import Messages

/// The codes that stand for a missing value.
struct MissingCodes {
  private var numbers: [Double] = []
  private var texts: [[UInt8]] = [
    [], Array("NA".utf8), Array(".".utf8), Array("#NULL!".utf8),
  ]

  init(_ codes: [String]) {
    for code in codes {
      let bytes = Array(code.utf8)
      texts.append(bytes)
      let number = NumberText(
        bytes.span, 0..<bytes.count, allowsComma: false)
      if let number { numbers.append(number.value) }
    }
  }

  func contains(_ number: Double) -> Bool {
    for code in numbers where code == number { return true }
    return false
  }

  func contains(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for text in texts where text.count == range.count {
      var index = 0
      while index < text.count,
        text[index] == bytes[range.lowerBound + index]
      {
        index += 1
      }
      if index == text.count { return true }
    }
    return isNotANumber(bytes, range)
  }

  /// `NaN` in any case, with or without a sign.
  private func isNotANumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var lower = range.lowerBound
    if range.count == 4, bytes[lower] == 0x2D || bytes[lower] == 0x2B {
      lower += 1
    }
    return range.upperBound - lower == 3
      && bytes[lower] | 0x20 == UInt8(ascii: "n")
      && bytes[lower + 1] | 0x20 == UInt8(ascii: "a")
      && bytes[lower + 2] | 0x20 == UInt8(ascii: "n")
  }
}

/// Builds columns from records in one pass over the text, and a second one
/// if some columns turn out to hold text.
///
/// The first pass keeps numbers only, so that a numeric file costs eight
/// bytes a cell and no string is made.
struct TableBuilder {
  private struct Draft {
    let name: String
    var numbers: [Double] = []
    var isText = false
    var firstText: DataColumn.Cell?
    var firstInfinite: DataColumn.Cell?
    var firstComma: DataColumn.Cell?
    var hasPoint = false
  }

  private var drafts: [Draft]
  private let missing: MissingCodes
  private let allowsDecimalComma: Bool
  private let file: String
  private var rowCount = 0

  init(
    names: [String], missing: MissingCodes, allowsDecimalComma: Bool,
    file: String
  ) {
    self.drafts = names.map { Draft(name: $0) }
    self.missing = missing
    self.allowsDecimalComma = allowsDecimalComma
    self.file = file
  }

  /// Reads every record from the scanner's position on.
  mutating func build(_ bytes: Span<UInt8>, from start: RecordScanner)
    throws(LatentError) -> [DataColumn]
  {
    reserveRows(bytes, from: start.position)
    var scanner = start
    var cells: [RecordScanner.Cell] = []
    while try scanner.next(in: bytes, cells: &cells) {
      guard cells.count == drafts.count else {
        throw wrongCellCount(cells.count, line: scanner.line)
      }
      for column in drafts.indices where !drafts[column].isText {
        addNumber(cells[column], bytes, column: column, line: scanner.line)
      }
      rowCount += 1
    }
    refuseMixedMarks()
    return try columns(bytes, from: start)
  }

  private mutating func reserveRows(_ bytes: Span<UInt8>, from start: Int) {
    var lines = 1
    for offset in start..<bytes.count where bytes[offset] == 0x0A { lines += 1 }
    // A row has at least a byte a cell, so the reservation stays in
    // proportion to the file whatever is in it.
    let limit = (bytes.count - start) / drafts.count + 1
    for column in drafts.indices {
      drafts[column].numbers.reserveCapacity(min(lines, limit))
    }
  }

  private mutating func addNumber(
    _ cell: RecordScanner.Cell, _ bytes: Span<UInt8>, column: Int, line: Int
  ) {
    let range = cell.isQuoted ? cell.trimmedRange(in: bytes) : cell.range
    let number = NumberText(bytes, range, allowsComma: allowsDecimalComma)
    guard let number else {
      if missing.contains(bytes, range) {
        drafts[column].numbers.append(.nan)
      } else {
        drafts[column].firstText = DataColumn.Cell(
          line: line, text: cell.text(in: bytes))
        drafts[column].isText = true
        drafts[column].numbers = []
      }
      return
    }
    if missing.contains(number.value) {
      drafts[column].numbers.append(.nan)
      return
    }
    if number.hasPoint { drafts[column].hasPoint = true }
    if number.hasComma, drafts[column].firstComma == nil {
      drafts[column].firstComma = DataColumn.Cell(
        line: line, text: cell.text(in: bytes))
    }
    if number.value.isInfinite, drafts[column].firstInfinite == nil {
      drafts[column].firstInfinite = DataColumn.Cell(
        line: line, text: cell.text(in: bytes))
    }
    drafts[column].numbers.append(number.value)
  }

  /// In a file with decimal points a comma may separate thousands, so what
  /// `1,234` says is not known: such columns are text.
  private mutating func refuseMixedMarks() {
    guard drafts.contains(where: { $0.hasPoint && !$0.isText }) else { return }
    for column in drafts.indices where !drafts[column].isText {
      guard let cell = drafts[column].firstComma else { continue }
      drafts[column].firstText = cell
      drafts[column].isText = true
      drafts[column].numbers = []
    }
  }

  private func columns(_ bytes: Span<UInt8>, from start: RecordScanner)
    throws(LatentError) -> [DataColumn]
  {
    let textColumns = drafts.indices.filter { drafts[$0].isText }
    var coders = [TextCoder](repeating: TextCoder(), count: textColumns.count)
    if !textColumns.isEmpty {
      for index in coders.indices { coders[index].reserveCapacity(rowCount) }
      var scanner = start
      var cells: [RecordScanner.Cell] = []
      while try scanner.next(in: bytes, cells: &cells) {
        for (index, column) in textColumns.enumerated() {
          coders[index].append(string(cells[column], bytes))
        }
      }
    }
    var made = drafts.map { draft in
      var column = DataColumn(name: draft.name, numbers: draft.numbers)
      column.firstInfinite = draft.firstInfinite
      column.firstComma = draft.firstComma
      return column
    }
    for (index, column) in textColumns.enumerated() {
      made[column] = DataColumn(
        name: drafts[column].name, values: coders[index].values)
      made[column].firstText = drafts[column].firstText
    }
    return made
  }

  private func string(_ cell: RecordScanner.Cell, _ bytes: Span<UInt8>)
    -> String?
  {
    let range = cell.trimmedRange(in: bytes)
    if missing.contains(bytes, range) { return nil }
    let number = NumberText(bytes, range, allowsComma: allowsDecimalComma)
    if let number, missing.contains(number.value) { return nil }
    return cell.text(in: bytes)
  }

  private func wrongCellCount(_ found: Int, line: Int) -> LatentError {
    LatentError.data(
      .wrongCellCount,
      "Line \(line) has \(counted(found, "cell")) where the first line has "
        + "\(drafts.count).",
      remedy: found > drafts.count
        ? "Put text that holds the delimiter in quotes, or remove what the "
          + "line has too much."
        : "Leave a cell empty where a value is missing, and keep its "
          + "delimiter.",
      file: file, line: line)
  }
}
