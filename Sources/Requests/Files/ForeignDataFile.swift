public import TableReading

/// A data file of another program, such as SPSS or Excel, and how it is to be
/// read.
public struct ForeignDataFile: Sendable {
  /// The file's name, for errors.
  public var name: String
  /// Its bytes.
  public var bytes: [UInt8]
  /// Its format.
  public var format: DataFileFormat
  /// The encoding of its texts, by the names that `iconv` knows; `nil` for the
  /// one that the file names.
  public var encoding: String?
  /// The sheet of a workbook, by its name or number; `nil` for the first one.
  public var sheet: String?
  /// Settings for the cells of workbooks, which are read as text is.
  public var cells: CSVReader
}
