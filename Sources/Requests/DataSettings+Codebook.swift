internal import Codebooks
internal import Latent
internal import Messages
internal import Reporting
internal import RequestSettings
internal import TableReading

extension DataSettings {
  /// Reads the codebook, if there is one: YAML, or a table with a row for each
  /// item.
  ///
  /// - Parameter files: How files are read.
  /// - Returns: The codebook.
  /// - Throws: What is wrong with the file or in it.
  func readCodebook(_ files: FileAccess) throws -> Codebook? {
    guard let path = codebook else { return nil }
    let bytes = try files.read(path, "codebook")
    let ending = path.lowercased()
    guard DataFileFormat(bytes.span) == nil,
      !ending.hasSuffix(".csv"), !ending.hasSuffix(".tsv")
    else {
      // What is said of the data's form says nothing of the codebook's.
      var own = self
      (own.delimiter, own.decimalMark, own.sheet) = (nil, nil, nil)
      own.missingCodes = []
      return try Codebook(
        table: own.table(bytes, path, CSVReader(), files))
    }
    do {
      return try Codebook(text: Self.text(bytes, path), name: path)
    } catch let error as LatentError where codebookIsNamedByModel {
      // A model file could name any file: what stands in it is not shown.
      throw InputError(
        message: "The file is not a codebook that can be read.",
        help: "Check the codebook by itself, which shows what is wrong in it.",
        place: error.line.map { "\(path):\($0)" } ?? path,
        code: error.code)
    }
  }

  private static func text(_ bytes: [UInt8], _ path: String) throws -> String {
    if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) {
      return text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
    }
    guard !bytes.contains(0),
      case .success(let utf8) = TextEncoding.gb18030.utf8(of: bytes.span)
    else {
      throw InputError(
        message: "The codebook is not text.",
        help: "Save it as plain text in UTF-8.", place: path)
    }
    return String(decoding: utf8, as: UTF8.self)
  }

  /// Describes a table by the codebook, if there is one.
  func described(_ table: DataTable, _ files: FileAccess) throws -> DataTable {
    guard let codebook = try readCodebook(files) else { return table }
    let described = try codebook.describing(table, in: language)
    var table = described.table
    table.notes += described.warnings
    return table
  }
}

extension AnalysisSettings {
  /// The ordered variables that options name; without any those that the
  /// codebook calls so.
  ///
  /// - Parameters:
  ///   - names: The observed variables of the model.
  ///   - files: How files are read.
  /// - Returns: Their names.
  /// - Throws: What is wrong with the codebook.
  func orderedVariables(
    among names: [String], _ files: FileAccess
  ) throws -> [String] {
    guard options.model.ordered.isEmpty, !options.model.ordersEndogenous,
      let codebook = try data.readCodebook(files)
    else { return options.model.ordered }
    return codebook.orderedItems.filter(names.contains)
  }
}
