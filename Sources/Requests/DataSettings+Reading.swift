internal import Latent
internal import Messages
internal import Reporting
internal import RequestSettings
internal import TableReading

extension DataSettings {
  /// Reads a table of cases, and notes its file and hash.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - files: How it is read.
  ///   - context: Takes the origin.
  /// - Returns: The table.
  /// - Throws: What is wrong with the file.
  func readTable(
    _ path: String, _ files: FileAccess, _ context: inout ReportContext
  ) throws -> DataTable {
    if let known = files.tables[path] {
      context.dataFiles = [known.file]
      context.rowCount = known.table.rowCount
      return try described(known.table, files)
    }
    var reader = CSVReader()
    reader.encoding = encoding
    reader.delimiter = delimiter
    reader.decimalMark = decimalMark
    reader.missingCodes = missingCodes
    let bytes = try files.read(path, "data file")
    let name = path == "-" ? "<stdin>" : path
    context.dataFiles = [
      .init(name: name, hash: ContentHash.text(of: bytes))
    ]
    let table = try described(
      ordering(table(bytes, name, reader, files)), files)
    context.rowCount = table.rowCount
    return table
  }

  func table(
    _ bytes: [UInt8], _ name: String, _ reader: CSVReader, _ files: FileAccess
  ) throws -> DataTable {
    guard let format = DataFileFormat(bytes.span) else {
      if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
        throw LatentError.oldWorkbook(file: name)
      }
      if let format = DataFileFormat(ending: name) {
        throw LatentError.notWhatItsNameSays(format, file: name)
      }
      if let otherEncoding {
        throw InputError(
          message: "Text files in \(otherEncoding) cannot be read.",
          help: "Save the file as UTF-8.")
      }
      if let sheet {
        throw InputError(
          message:
            "The option `sheet: \(sheet)` is for workbooks, and `\(name)` "
            + "is text.", help: "Leave it out.")
      }
      return try reader.read(bytes: bytes, name: name)
    }
    if let delimiter, format == .xlsx {
      throw InputError(
        message: "The option `delimiter: \(delimiter)` is for text, and "
          + "`\(name)` is a workbook.", help: "Leave it out.")
    }
    guard let read = files.readForeign else {
      throw LatentError.noForeignReader(format, file: name)
    }
    return try read(
      ForeignDataFile(
        name: name, bytes: bytes, format: format,
        encoding: otherEncoding ?? encoding?.rawValue.uppercased(),
        sheet: sheet, cells: reader))
  }
}

extension ContentHash {
  /// The hash of a file's bytes.
  static func text(of bytes: [UInt8]) -> String {
    var hash = ContentHash()
    hash.update(bytes.span)
    return hash.text
  }
}
