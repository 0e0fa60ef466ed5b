internal import Codebooks
internal import Latent
internal import Messages
internal import Reporting
internal import RequestSettings
internal import Specification
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
  /// The ordered variables that options name; without the option the endogenous
  /// ones that the codebook, or else the data file, calls ordinal.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - table: The cases, as the codebook describes them.
  ///   - warn: Takes what is said of a file's variables.
  /// - Returns: Their names.
  /// - Throws: What is wrong with the model.
  func orderedVariables(
    of model: Model, in table: DataTable, warn: (String) -> Void
  ) throws -> [String] {
    guard !given.contains("ordered") else { return options.model.ordered }
    let ordinal = Set(table.ordinalVariables)
    guard !ordinal.isEmpty else { return options.model.ordered }
    var all = options.model
    all.ordersEndogenous = true
    let found = try ParameterTable.orderedVariables(
      of: model.tree, options: all
    ).filter { ordinal.contains($0) || options.model.ordered.contains($0) }
    let new = found.filter {
      !options.model.ordered.contains($0) && !data.ordersCategories(of: $0)
    }
    if data.codebook == nil, !new.isEmpty {
      warn(
        "latent: note: \(table.fileName) calls \(listing(new, limit: 8)) "
          + "ordinal: \(new.count == 1 ? "it is" : "they are") taken as "
          + "ordered. The option `ordered: false` takes all variables as "
          + "numbers.")
    }
    return found
  }
}

extension DataTable {
  /// The variables whose level of measurement is ordinal, by the data file or by
  /// a codebook.
  var ordinalVariables: [String] {
    variables.filter { $0.level == .ordinal }.map(\.name)
  }
}
