internal import Messages
internal import TableReading

extension LatentError {
  /// The file has none of the formats that are read.
  static func unknownFormat(_ name: String) -> LatentError {
    if let format = DataFileFormat(ending: name) {
      return .notWhatItsNameSays(format, file: name)
    }
    return .data(
      .foreignFile,
      "The file is none of SPSS, Stata, SAS or Excel that can be read.",
      remedy: "Save the data as CSV.", file: name)
  }

  /// A file ends too early or breaks its format's rules.
  static func damaged(
    _ format: DataFileFormat, _ words: String
  ) -> LatentError {
    .data(
      .foreignFile,
      "The file begins as \(format.name) and is damaged"
        + (words.isEmpty ? "." : " (\(words))."),
      remedy: "Copy it again from its source, or save it again as CSV.")
  }

  /// Texts are not of the encoding that they are said to have.
  static func wrongEncoding(
    _ format: DataFileFormat, _ encoding: String
  ) -> LatentError {
    .data(
      .foreignEncoding,
      encoding.isEmpty
        ? "The texts of the file have an encoding that it does not name."
        : "The texts of the file are not \(encoding).",
      remedy: "Name their encoding, such as `encoding: gb18030` or "
        + "`encoding: windows-1252`.")
  }

  /// A file of one table was asked for a sheet.
  static func noSheets(
    _ format: DataFileFormat, asked sheet: String
  ) -> LatentError {
    .data(
      .noSheet, "The file is \(format.name), which has no sheets.",
      remedy: "Leave `sheet: \(sheet)` out.")
  }

  /// A file holds more than is read.
  static func tooLarge(_ message: String) -> LatentError {
    .data(
      .foreignSize, message,
      remedy: "Save the variables that you need as CSV.")
  }

  /// A workbook has no such sheet.
  static func noSheet(_ name: String, among names: [String]) -> LatentError {
    let near = NearestName.find(name, in: names)
    return .data(
      .noSheet, "The workbook has no sheet `\(name)`.",
      remedy: near.map { "Did you mean `\($0)`?" }
        ?? "It has \(listing(names, limit: 12)).")
  }

  /// A cell holds a formula that nobody has computed.
  static func formulaWithoutValue(_ cell: String) -> LatentError {
    .data(
      .formulaWithoutValue,
      "Cell \(cell) of the workbook holds a formula without its value.",
      remedy: "Open the file in a spreadsheet program and save it there.")
  }

  /// The file is a zip archive of another kind.
  static func noWorkbook(_ kind: String) -> LatentError {
    .data(
      .foreignFile, "The file is \(kind), not a workbook of Excel.",
      remedy: "Save the data as .xlsx or CSV.")
  }
}

extension LatentWarning {
  /// An encoding was taken that the file names otherwise.
  static func takenEncoding(_ encoding: String) -> LatentWarning {
    LatentWarning(
      code: .takenEncoding,
      message: "The encoding that the file names is not known; its texts were "
        + "read as \(encoding). `encoding: NAME` names another one.")
  }

  /// Texts look like those of another encoding.
  static func doubtfulEncoding(_ encoding: String) -> LatentWarning {
    let name = encoding.isEmpty ? "a Western encoding" : encoding
    return LatentWarning(
      code: .doubtfulEncoding,
      message:
        "Texts of the file were read as \(name) and do not look like it. "
        + "If labels are not readable, name their encoding, such as "
        + "`encoding: gb18030`, cp949, big5 or shift_jis.")
  }

  /// Cells with errors were taken for missing values.
  static func cellErrors(
    _ count: Int, first: String, text: String
  ) -> LatentWarning {
    LatentWarning(
      code: .cellErrors,
      message: count == 1
        ? "Cell \(first) holds the error \(text) and was taken for a missing "
          + "value."
        : "\(count) cells hold errors, the first one \(text) in \(first), and "
          + "were taken for missing values.")
  }

  /// Texts were read as numbers, which have no zeros before them.
  static func leadingZeros(
    _ text: String, at cell: String, columns: Int
  ) -> LatentWarning {
    LatentWarning(
      code: .leadingZeros,
      message: "Texts in \(counted(columns, "column")) of the workbook were "
        + "read as numbers without the zeros before them, the first one "
        + "`\(LatentError.shortened(text))` in \(cell).")
  }

  /// Cells are merged, so that all but the first of them are empty.
  static func mergedCells(_ count: Int, first: String) -> LatentWarning {
    LatentWarning(
      code: .mergedCells,
      message: count == 1
        ? "The cells \(first) are merged: all but the first of them are empty."
        : "Cells are merged in \(count) places, the first one \(first): all but "
          + "the first cell of each are empty.")
  }

  /// One sheet of several was read.
  static func furtherSheets(_ name: String, of names: [String])
    -> LatentWarning
  {
    LatentWarning(
      code: .furtherSheets,
      message: "The workbook has \(names.count) sheets; `\(name)` was read. "
        + "`sheet: NAME` names another one: "
        + "\(listing(names.filter { $0 != name }, limit: 8)).")
  }
}
