internal import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// The encoding of a data file is taken for another than it names.
  static let takenEncoding: Self = "data.file-encoding-taken"
  /// The encoding that a data file names is doubtful.
  static let doubtfulEncoding: Self = "data.file-encoding-doubtful"
  /// Cells of a workbook hold errors.
  static let cellErrors: Self = "data.cell-errors"
  /// Texts of a workbook were read as numbers without the zeros before them.
  static let leadingZeros: Self = "data.leading-zeros"
  /// Cells of a workbook are merged.
  static let mergedCells: Self = "data.merged-cells"
  /// A workbook has further sheets.
  static let furtherSheets: Self = "data.further-sheets"
  /// A workbook has no such sheet.
  static let noSheet: Self = "data.no-sheet"
  /// A cell of a workbook holds a formula without its value.
  static let formulaWithoutValue: Self = "data.formula-without-value"
}
