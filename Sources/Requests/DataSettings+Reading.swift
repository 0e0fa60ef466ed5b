internal import Latent
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
    let table = try reader.read(bytes: bytes, name: name)
    context.rowCount = table.rowCount
    return table
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
