internal import Messages
internal import TableReading

/// Workbooks of Excel and other spreadsheet programs (ECMA-376).
enum Workbook {
  /// Reads a sheet into a stream, as comma-separated text with a line a row.
  ///
  /// - Parameters:
  ///   - bytes: The workbook.
  ///   - sheet: The sheet's name or number from 1; `nil` takes the first one
  ///     that is shown.
  ///   - sender: Takes the stream.
  /// - Throws: `LatentError` saying what is wrong with the file.
  static func transfer(
    _ bytes: Span<UInt8>, sheet: String?, to sender: TransferSender
  ) throws(LatentError) {
    var failure: LatentError?
    unsafe bytes.withUnsafeBytes { buffer in
      do throws(LatentError) {
        try unsafe transfer(Archive(buffer), sheet: sheet, to: sender)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  private static func transfer(
    _ archive: Archive, sheet: String?, to sender: TransferSender
  ) throws(LatentError) {
    let parts = try WorkbookParts(archive)
    let chosen = try choose(sheet, of: parts.sheets, sender)
    let strings = try SharedStrings(parts.sharedStringsPath, in: archive)
    let formats = try CellFormats(
      parts.stylesPath, in: archive, countsFrom1904: parts.countsFrom1904)
    let reader = SheetReader(strings: strings, formats: formats, sender: sender)
    try reader.read(chosen.path, in: archive)
    sender.writer.end(encoding: "")
  }

  private static func choose(
    _ asked: String?, of sheets: [WorkbookParts.Sheet],
    _ sender: TransferSender
  ) throws(LatentError) -> WorkbookParts.Sheet {
    guard let first = sheets.first(where: { !$0.isHidden }) ?? sheets.first
    else {
      throw .damaged(.xlsx, "it has no sheet with cells")
    }
    let names = sheets.map(\.name)
    if let asked {
      if let own = sheets.first(where: { $0.name == asked }) { return own }
      if let number = Int(asked), sheets.indices.contains(number - 1) {
        return sheets[number - 1]
      }
      throw .noSheet(asked, among: names)
    }
    if sheets.count > 1 {
      sender.writer.warning(.furtherSheets(first.name, of: names))
    }
    return first
  }
}

/// The texts of a workbook that its cells share.
struct SharedStrings {
  private(set) var texts: [String] = []
  /// The most bytes of all texts.
  private static let mostText = 1 << 28

  /// Reads them.
  ///
  /// - Parameters:
  ///   - path: The part that holds them; `nil` if there is none.
  ///   - archive: The workbook's archive.
  /// - Throws: `LatentError` if they are damaged.
  init(_ path: String?, in archive: Archive) throws(LatentError) {
    guard let path, archive.contains(path) else { return }
    var found: [String] = []
    var text: [UInt8] = []
    var total = 0
    var isText = false
    var isPhonetic = false
    try XMLReader.read(
      path, in: archive,
      start: { name, _ in
        switch name {
        case "si": text.removeAll(keepingCapacity: true)
        case "rPh": isPhonetic = true
        case "t": isText = !isPhonetic
        default: break
        }
      },
      end: { name throws(LatentError) in
        switch name {
        case "si":
          guard text.count <= SheetReader.mostBytes else {
            throw .damaged(.xlsx, "one of its texts is too long")
          }
          total += text.count
          guard total <= Self.mostText else {
            throw .tooLarge("The texts of the workbook have more than 256 MiB.")
          }
          found.append(String(escapedInWorkbook: text))
        case "rPh": isPhonetic = false
        case "t": isText = false
        default: break
        }
      },
      text: { part in
        // What is longer is refused at its end.
        guard isText, text.count <= SheetReader.mostBytes else { return }
        unsafe part.withUnsafeBufferPointer {
          unsafe text.append(contentsOf: $0)
        }
      })
    texts = found
  }
}
