internal import Messages

/// Builds columns from records in one pass over the text, and further ones
/// if some columns turn out to hold text.
///
/// The first pass keeps numbers only, so that a numeric file costs eight
/// bytes a cell and no string is made.
struct TableBuilder {
  private struct Draft {
    let name: String
    var numbers: [Double] = []
    var isText = false
    var firstInfinite: DataColumn.Cell?
    var firstComma: DataColumn.Cell?
    var firstPoint: DataColumn.Cell?
    var hasSureComma = false
    var hasSurePoint = false
    var foundCodes: Set<Int> = []
    /// The column, once it is known.
    var column: DataColumn?

    /// The evidence about the decimal mark in the column's numbers.
    var evidence: MarkEvidence {
      var evidence = MarkEvidence()
      if let cell = firstComma {
        evidence.add(hasSureComma ? .decimal(.comma) : .ambiguous(.comma), cell)
      }
      if let cell = firstPoint {
        evidence.add(hasSurePoint ? .decimal(.point) : .ambiguous(.point), cell)
      }
      return evidence
    }
  }

  private var drafts: [Draft]
  private let missing: MissingCodes
  private let setting: DecimalMark?
  private let allowsComma: Bool
  private let allowsPoint: Bool
  private let file: String
  private let delimiter: Delimiter
  /// Whether all points may separate thousands, and the file is as those
  /// programs write it that separate thousands by points.
  private var hasDoubtfulPoints = false
  private var rowCount = 0
  /// The lines on which rows begin.
  private(set) var lines = RowLines()
  /// The lines of empty cells below the last row.
  private(set) var emptyLines: [Int] = []

  /// - Parameters:
  ///   - names: The columns' names.
  ///   - missing: The codes of missing values.
  ///   - decimalMark: The decimal mark; `nil` finds it.
  ///   - delimiter: The delimiter.
  ///   - file: The file's name.
  init(
    names: [String], missing: MissingCodes, decimalMark: DecimalMark?,
    delimiter: Delimiter, file: String
  ) {
    self.drafts = names.map { Draft(name: $0) }
    self.missing = missing
    self.file = file
    self.delimiter = delimiter
    setting = decimalMark
    allowsComma =
      decimalMark.map { $0 == .comma } ?? (delimiter != .comma)
    allowsPoint = decimalMark != .comma
  }

  /// Reads every record from the scanner's position on.
  mutating func build(_ bytes: Span<UInt8>, from start: RecordScanner)
    throws(LatentError) -> [DataColumn]
  {
    reserveRows(bytes, from: start.position)
    var scanner = start
    var cells: [RecordScanner.Cell] = []
    while try scanner.next(in: bytes, cells: &cells) {
      if isEmpty(cells) {
        emptyLines.append(scanner.line)
        continue
      }
      // Cells of a row that spreadsheets have padded are empty.
      guard
        cells.count == drafts.count
          || cells.count > drafts.count && isEmpty(cells[drafts.count...])
      else {
        var error = wrongCellCount(cells, bytes, scanner)
        if rowCount == 0, cells.count == 1 || cells.count == 2,
          isTriangle(bytes, after: scanner, of: cells.count)
        {
          error.remedy =
            "If it is the lower triangle of a matrix, give it as `cov: "
            + "\(file)`, with the number of cases as `nobs`."
        }
        throw error
      }
      addEmptyRows()
      for column in drafts.indices where !drafts[column].isText {
        addNumber(cells[column], bytes, column: column, line: scanner.line)
      }
      lines.append(scanner.line)
      rowCount += 1
    }
    guard rowCount > 0 else {
      throw LatentError.data(
        .noRows, "The file has a header and no rows.",
        remedy: "Give a file with rows.", file: file)
    }
    try decide(bytes, from: start)
    return drafts.map { draft in
      if let column = draft.column { return column }
      var column = DataColumn(name: draft.name, numbers: draft.numbers)
      column.firstInfinite = draft.firstInfinite
      column.foundCodes = draft.foundCodes
      if setting == nil, let comma = draft.firstComma {
        column.spellings[.decimalComma] = comma
      }
      if hasDoubtfulPoints {
        column.spellings[.doubtfulPoint] = draft.firstPoint
      }
      return column
    }
  }

  /// Whether all cells are empty, as spreadsheets leave them below a table.
  private func isEmpty(_ cells: some Sequence<RecordScanner.Cell>) -> Bool {
    drafts.count > 1 && cells.allSatisfy { !$0.isQuoted && $0.range.isEmpty }
  }

  /// Whether every row below the first has one cell more, up to the header's.
  private func isTriangle(
    _ bytes: Span<UInt8>, after first: RecordScanner, of count: Int
  ) -> Bool {
    var scanner = first
    var cells: [RecordScanner.Cell] = []
    var expected = count
    while (try? scanner.next(in: bytes, cells: &cells)) == true {
      expected += 1
      guard cells.count == expected, expected <= drafts.count + 1 else {
        return false
      }
    }
    return expected > 2 && expected >= drafts.count
  }

  /// Adds the empty rows above a row with values.
  private mutating func addEmptyRows() {
    for line in emptyLines {
      for column in drafts.indices where !drafts[column].isText {
        drafts[column].numbers.append(.nan)
      }
      lines.append(line)
      rowCount += 1
    }
    emptyLines.removeAll()
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
    let number = NumberText(
      bytes, range, allowsComma: allowsComma, allowsPoint: allowsPoint)
    guard let number else {
      if missing.contains(bytes, range) {
        if let code = missing.code(bytes, range) {
          drafts[column].foundCodes.insert(code)
        }
        drafts[column].numbers.append(.nan)
      } else {
        turnIntoText(column)
      }
      return
    }
    if let code = missing.code(of: number.value) {
      drafts[column].foundCodes.insert(code)
      drafts[column].numbers.append(.nan)
      return
    }
    if number.hasPoint || number.hasComma {
      note(number, cell, bytes, column: column, line: line)
    }
    if number.losesDigits { return turnIntoText(column) }
    if number.value.isInfinite, drafts[column].firstInfinite == nil {
      drafts[column].firstInfinite = DataColumn.Cell(
        line: line, text: cell.text(in: bytes))
    }
    drafts[column].numbers.append(number.value)
  }

  /// Notes what a number's mark tells.
  private mutating func note(
    _ number: NumberText, _ cell: RecordScanner.Cell, _ bytes: Span<UInt8>,
    column: Int, line: Int
  ) {
    let isSure = !number.maySeparateThousands
    if number.hasPoint {
      if isSure { drafts[column].hasSurePoint = true }
      if drafts[column].firstPoint == nil {
        drafts[column].firstPoint = DataColumn.Cell(
          line: line, text: cell.text(in: bytes))
      }
    } else {
      if isSure { drafts[column].hasSureComma = true }
      if drafts[column].firstComma == nil {
        drafts[column].firstComma = DataColumn.Cell(
          line: line, text: cell.text(in: bytes))
      }
    }
  }

  private mutating func turnIntoText(_ column: Int) {
    drafts[column].isText = true
    drafts[column].numbers = []
  }

  /// Decides which columns hold text, and what numbers their text stands for.
  ///
  /// `1,234` is a number near one where commas stand before decimals, and
  /// 1234 where they separate thousands. So commas are read only where the
  /// column, or failing that the file, holds a number that tells.
  private mutating func decide(_ bytes: Span<UInt8>, from start: RecordScanner)
    throws(LatentError)
  {
    if setting == nil {
      for column in drafts.indices
      where drafts[column].firstComma != nil
        && (!drafts[column].hasSureComma || drafts[column].firstPoint != nil)
      {
        turnIntoText(column)
      }
    }
    var evidence = MarkEvidence()
    for draft in drafts where !draft.isText { evidence.add(draft.evidence) }
    var written = try text(
      of: drafts.indices.filter { drafts[$0].isText }, bytes, from: start)
    for (_, own) in written.sorted(by: { $0.key < $1.key }) {
      evidence.add(own.evidence)
    }
    // Points where three digits follow every one of them, in a file of
    // decimal commas, may separate thousands.
    if setting == nil, evidence.isSure(of: .comma) {
      let doubtful = drafts.indices.filter {
        !drafts[$0].isText && drafts[$0].firstPoint != nil
          && !drafts[$0].hasSurePoint
      }
      for column in doubtful { turnIntoText(column) }
      written.merge(try text(of: doubtful, bytes, from: start)) { own, _ in own
      }
    }
    for (column, own) in written {
      read(own, into: column, file: evidence)
    }
    hasDoubtfulPoints =
      setting == nil && delimiter == .semicolon
      && !evidence.isSure(of: .point) && !evidence.isSure(of: .comma)
  }

  /// Makes columns of text.
  ///
  /// - Returns: Those of them whose text may stand for numbers.
  private mutating func text(
    of columns: [Int], _ bytes: Span<UInt8>, from start: RecordScanner
  ) throws(LatentError) -> [Int: WrittenColumn] {
    guard !columns.isEmpty else { return [:] }
    var coders = [TextCoder](repeating: TextCoder(), count: columns.count)
    for index in coders.indices { coders[index].reserveCapacity(rowCount) }
    var scanner = start
    var cells: [RecordScanner.Cell] = []
    var remaining = rowCount
    while remaining > 0, try scanner.next(in: bytes, cells: &cells) {
      remaining -= 1
      let isEmpty = isEmpty(cells)
      for (index, column) in columns.enumerated() {
        coders[index].append(
          isEmpty ? nil : string(cells[column], bytes, column: column),
          line: scanner.line)
      }
    }
    var written: [Int: WrittenColumn] = [:]
    for (coder, column) in zip(coders, columns) {
      var made = DataColumn(name: drafts[column].name, values: coder.values)
      do throws(UnreadNumbers) {
        written[column] = try WrittenColumn(
          levels: coder.levels, lines: coder.lines, missing: missing)
      } catch {
        made.unread = error
      }
      made.foundCodes = drafts[column].foundCodes
      drafts[column].column = made
    }
    return written
  }

  /// Gives a column the numbers that its text stands for.
  private mutating func read(
    _ written: WrittenColumn, into column: Int, file: MarkEvidence
  ) {
    guard var made = drafts[column].column,
      case .text(let codes, _) = made.values
    else { return }
    do throws(UnreadNumbers) {
      let mark = try written.evidence.mark(setting: setting, file: file).get()
      let found = try written.values(mark, missing: missing)
      made.written = codes.map { $0 < 0 ? .nan : found.values[Int($0)] }
      made.spellings = found.spellings
      if setting != nil {
        made.spellings[.decimalComma] = nil
        made.spellings[.thousands] = nil
      }
      made.foundCodes.formUnion(found.codes)
    } catch {
      made.unread = error
    }
    drafts[column].column = made
  }

  /// A cell's text; `nil` if it stands for a missing value.
  private mutating func string(
    _ cell: RecordScanner.Cell, _ bytes: Span<UInt8>, column: Int
  ) -> String? {
    let range = cell.trimmedRange(in: bytes)
    if missing.contains(bytes, range) {
      if let code = missing.code(bytes, range) {
        drafts[column].foundCodes.insert(code)
      }
      return nil
    }
    let number = NumberText(
      bytes, range, allowsComma: allowsComma, allowsPoint: allowsPoint)
    if let number, let code = missing.code(of: number.value) {
      drafts[column].foundCodes.insert(code)
      return nil
    }
    return cell.text(in: bytes)
  }

  private func wrongCellCount(
    _ cells: [RecordScanner.Cell], _ bytes: Span<UInt8>,
    _ scanner: RecordScanner
  ) -> LatentError {
    let line = scanner.line
    let found = cells.count
    // A title has one cell, whatever is below it.
    let named = drafts.count { !HeaderLines.isMade($0.name) }
    if rowCount == 0, named <= 1, found > 2, found > drafts.count {
      return HeaderLines.title(line: line, file: file)
    }
    // Between blanks, its words are cells.
    if rowCount == 0, scanner.delimiter == .whitespace,
      cells.allSatisfy({ !CellNumbers.isNumber($0.text(in: bytes)) })
    {
      return HeaderLines.wordyTitle(line: line, file: file)
    }
    var remedy =
      found > drafts.count
      ? "Put text that holds the delimiter in quotes, or remove what the "
        + "line has too much."
      : "Leave a cell empty where a value is missing, and keep its "
        + "delimiter."
    if rowCount == 0, found == drafts.count + 1 {
      remedy +=
        " R's write.table() puts the numbers of rows first and no name above "
        + "them: write with `row.names = FALSE`, or `col.names = NA`."
    }
    var other: Unicode.Scalar?
    for cell in cells where other == nil {
      other = cell.text(in: bytes).unicodeScalars.first {
        FullWidthDelimiters.plain($0) != nil
      }
    }
    if found < drafts.count, let other,
      let plain = FullWidthDelimiters.plain(other)
    {
      remedy =
        "Write `\(plain)` for the full-width `\(other)` (\(other.codePoint)) "
        + "in the line."
    }
    return LatentError.data(
      .wrongCellCount,
      "Line \(line) has \(counted(found, "cell")) where the first line has "
        + "\(drafts.count).", remedy: remedy, file: file, line: line)
  }
}
