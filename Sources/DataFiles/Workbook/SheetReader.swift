internal import Messages
internal import TableReading

/// Writes the cells of a sheet as comma-separated text, a line a row, from the
/// column of the header's first cell on.
final class SheetReader {
  private let strings: SharedStrings
  private let formats: CellFormats
  private let sender: TransferSender
  /// The first column with a cell in the header, once it is known.
  private var firstColumn: Int?
  /// The number of columns of the header.
  private var columnCount = 0
  private var lastLine = 0
  private var textCount = 0
  private var cellCount = 0
  private var filledCount = 0
  /// The row of names, until the row below tells whether names of rows stand
  /// left of it.
  private var header: [(column: Int, text: String)]?
  private var headerRow = 0
  /// The cells of the row that is read, by column from 0.
  private var row: [(column: Int, text: String)] = []
  private var rowNumber = 0
  private var line: [UInt8] = []
  private var errors = (count: 0, first: "", text: "")
  private var merged = (count: 0, first: "")
  private var zeros = LeadingZeros()

  // The cell that is read.
  private var column = 0
  private var place = ""
  private var type = ""
  private var format = 0
  private var value: [UInt8] = []
  private var hasValue = false
  private var hasFormula = false
  private var isValue = false
  private var isPhonetic = false

  /// The most rows and columns that the format allows.
  private static let mostRows = 1 << 20
  /// The most bytes of a cell, 32,767 letters, and of all text.
  static let mostBytes = 1 << 17
  private static let mostText = 1 << 30
  /// The most cells of the table, empty ones included.
  private static let mostCells = 1 << 27
  /// From this size on, a fiftieth of the cells must hold something: a few
  /// cells far apart are small in the file, and not in memory.
  private static let sparseCells = 10_000_000
  private static let mostColumns = 1 << 14

  init(strings: SharedStrings, formats: CellFormats, sender: TransferSender) {
    self.strings = strings
    self.formats = formats
    self.sender = sender
  }

  /// Reads a sheet.
  ///
  /// - Parameters:
  ///   - path: Its part.
  ///   - archive: The workbook's archive.
  /// - Throws: `LatentError` if it is damaged, or a cell has no value.
  func read(_ path: String, in archive: Archive) throws(LatentError) {
    try XMLReader.read(
      path, in: archive,
      start: { name, attributes throws(LatentError) in
        try start(name, attributes)
      },
      end: { name throws(LatentError) in try end(name) },
      text: { part in
        guard isValue, value.count <= Self.mostBytes else { return }
        unsafe part.withUnsafeBufferPointer {
          unsafe value.append(contentsOf: $0)
        }
      })
    if let names = header, firstColumn == nil {
      try writeHeader(names, firstColumn: names[0].column)
    }
    if errors.count > 0 {
      sender.writer.warning(
        .cellErrors(errors.count, first: errors.first, text: errors.text))
    }
    if let first = zeros.first {
      sender.writer.warning(
        .leadingZeros(first.text, at: first.place, columns: zeros.columns))
    }
    if merged.count > 0 {
      sender.writer.warning(.mergedCells(merged.count, first: merged.first))
    }
  }

  private func start(
    _ name: String, _ attributes: XMLReader.Attributes
  ) throws(LatentError) {
    switch name {
    case "row":
      let number = attributes["r"].flatMap { Int($0) } ?? rowNumber + 1
      guard number > rowNumber, number <= Self.mostRows else {
        throw .damaged(.xlsx, "its rows are not in order")
      }
      rowNumber = number
      row.removeAll(keepingCapacity: true)
      column = -1
    case "c":
      let reference = attributes["r"]
      let found = reference.flatMap(Self.column) ?? column + 1
      guard found > column, found < Self.mostColumns else {
        throw .damaged(.xlsx, "the cells of row \(rowNumber) are not in order")
      }
      column = found
      place = reference ?? Self.letters(found) + String(rowNumber)
      type = attributes["t"] ?? "n"
      format = attributes["s"].flatMap { Int($0) } ?? 0
      value.removeAll(keepingCapacity: true)
      hasValue = false
      hasFormula = false
    case "v":
      hasValue = true
      isValue = true
    case "is": hasValue = true
    case "rPh": isPhonetic = true
    case "t": isValue = !isPhonetic
    case "f": hasFormula = true
    case "mergeCell":
      if merged.count == 0 { merged.first = attributes["ref"] ?? "" }
      merged.count += 1
    default: break
    }
  }

  private func end(_ name: String) throws(LatentError) {
    switch name {
    case "v", "t": isValue = false
    case "rPh": isPhonetic = false
    case "c":
      if let text = try cell() { row.append((column, text)) }
    case "row":
      if !row.isEmpty { try take() }
      if sender.isStopped { throw .damaged(.xlsx, "") }
    default: break
    }
  }

  /// The text of a cell; `nil` if it is empty.
  private func cell() throws(LatentError) -> String? {
    guard hasValue else {
      if hasFormula { throw .formulaWithoutValue(place) }
      return nil
    }
    guard value.count <= Self.mostBytes else {
      throw .damaged(.xlsx, "the text of cell \(place) is too long")
    }
    // Writers that compute nothing leave the value of a formula empty.
    if hasFormula, value.isEmpty, type != "str" {
      throw .formulaWithoutValue(place)
    }
    let text = String(decoding: value, as: UTF8.self)
    switch type {
    case "s":
      guard let index = Int(text), strings.texts.indices.contains(index) else {
        throw .damaged(
          .xlsx, "cell \(place) refers to a text that is not there")
      }
      return taken(strings.texts[index])
    case "str", "inlineStr": return taken(String(escapedInWorkbook: value))
    case "b": return text
    case "e":
      if errors.count == 0 { (errors.first, errors.text) = (place, text) }
      errors.count += 1
      return nil
    case "d": return text
    default:
      if text.isEmpty { return nil }
      guard let number = Double(text), number.isFinite else {
        throw .damaged(.xlsx, "the number in cell \(place) is none")
      }
      return formats.text(of: number, format: format)
        ?? DataColumn.label(of: number)
    }
  }

  /// A text, once it has been looked at.
  private func taken(_ text: String) -> String {
    if header != nil || firstColumn != nil {
      zeros.take(text, column: column, place: place)
    }
    return text
  }

  /// Takes a row; that of the names waits for the one below.
  private func take() throws(LatentError) {
    guard firstColumn == nil else { return try write(row, rowNumber) }
    guard let names = header else {
      header = row
      headerRow = rowNumber
      return
    }
    try writeHeader(names, firstColumn: min(names[0].column, row[0].column))
    try write(row, rowNumber)
  }

  private func writeHeader(
    _ names: [(column: Int, text: String)], firstColumn: Int
  ) throws(LatentError) {
    self.firstColumn = firstColumn
    columnCount = names[names.count - 1].column - firstColumn + 1
    try write(names, headerRow)
  }

  /// Writes a row.
  private func write(
    _ row: [(column: Int, text: String)], _ rowNumber: Int
  ) throws(LatentError) {
    let first = firstColumn ?? 0
    guard row[0].column >= first else {
      throw .data(
        .foreignFile,
        "Cell \(Self.letters(row[0].column))\(rowNumber) of the workbook lies "
          + "left of the names of the variables.",
        remedy:
          "Leave only the table in the sheet, with the names in its first "
          + "row.")
    }
    // Rows without cells are empty lines, so that a line has its row's number.
    while lastLine < rowNumber - 1 {
      line.append(0x0A)
      lastLine += 1
    }
    var next = first
    for cell in row {
      while next < cell.column {
        line.append(0x2C)
        next += 1
      }
      add(cell.text)
    }
    // A row ends with its last cell.
    while next < first + columnCount - 1 {
      line.append(0x2C)
      next += 1
    }
    line.append(0x0A)
    lastLine = rowNumber
    cellCount += columnCount
    filledCount += row.count
    guard cellCount <= Self.mostCells else {
      throw .tooLarge(
        "The sheet holds more than \(Self.mostCells >> 20) million cells.")
    }
    guard cellCount < Self.sparseCells || filledCount >= cellCount / 50 else {
      throw .tooLarge(
        "The sheet has \(columnCount) columns by its first row, and hardly any "
          + "cell below holds something.")
    }
    textCount += line.count
    guard textCount <= Self.mostText else {
      throw .tooLarge("The sheet holds more than 1 GiB of text.")
    }
    sender.writer.text(line)
    line.removeAll(keepingCapacity: true)
    sender.pass()
  }

  /// Appends a cell, quoted where it must be.
  private func add(_ text: String) {
    line +=
      text.commaSeparatedCell(
        quotedAlways: text.hasPrefix(" ") || text.hasSuffix(" ")
      ).utf8
  }

  /// The column of a reference such as `AB12`, from 0.
  private static func column(_ reference: String) -> Int? {
    var column = 0
    for byte in reference.utf8 {
      guard (0x41...0x5A).contains(byte) else { break }
      column = column * 26 + Int(byte - 0x40)
      guard column <= mostColumns else { return nil }
    }
    return column == 0 ? nil : column - 1
  }

  /// The letters of a column, from 0.
  private static func letters(_ column: Int) -> String {
    var left = column + 1
    var letters = ""
    while left > 0 {
      let letter = Unicode.Scalar(UInt8(0x41 + (left - 1) % 26))
      letters = String(Character(letter)) + letters
      left = (left - 1) / 26
    }
    return letters
  }
}
