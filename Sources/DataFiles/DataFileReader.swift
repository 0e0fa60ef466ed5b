public import Messages
public import TableReading

/// Reads the data files of SPSS, Stata and SAS, and workbooks, with what they
/// say of their variables.
///
/// ```swift
/// let table = try DataFileReader().read(bytes: bytes, name: "survey.sav")
/// table.variables.first?.label
/// ```
///
/// Values that a file declares missing become NaN in the table, and are counted
/// in its `variables`. Files are read in this process: a program that reads
/// files of strangers should leave that to `latent-read`, which can do nothing
/// else.
public struct DataFileReader: Sendable {
  /// The encoding of the file's texts, such as `GB18030`, by the names that the
  /// system's `iconv` knows; `nil` takes the one that the file names.
  public var encoding: String?
  /// The sheet of a workbook, by its name or its number from 1; `nil` takes the
  /// first one that is shown.
  public var sheet: String?
  /// Settings for the cells of workbooks, which are read as those of text files
  /// are.
  public var cells = CSVReader()

  /// Makes a reader.
  public init() {}

  /// Reads a file that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: Its name, for errors.
  /// - Returns: The table.
  /// - Throws: `LatentError` saying what is wrong with the file.
  public func read(
    bytes: [UInt8], name: String
  ) throws(LatentError) -> DataTable {
    guard let format = DataFileFormat(bytes.span) else {
      throw .unknownFormat(name)
    }
    var reader = TransferReader(file: name)
    var failure: LatentError?
    transfer(bytes: bytes.span, as: format) { part in
      do throws(LatentError) {
        try reader.append(part)
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return try reader.table(cells)
  }

  /// Writes the table of a file as a stream, which ends with its error if it
  /// cannot be read.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - format: Its format.
  ///   - send: Takes a part of the stream; returns whether to go on.
  package func transfer(
    bytes: Span<UInt8>, as format: DataFileFormat,
    _ send: (Span<UInt8>) -> Bool
  ) {
    withoutActuallyEscaping(send) { send in
      let sender = TransferSender(send)
      transfer(bytes, as: format, to: sender)
      sender.flush()
    }
  }

  private func transfer(
    _ bytes: Span<UInt8>, as format: DataFileFormat, to sender: TransferSender
  ) {
    do throws(LatentError) {
      switch format {
      case .xlsx:
        try Workbook.transfer(bytes, sheet: sheet, to: sender)
      case .sav, .por, .dta, .sas7bdat, .xpt:
        if let sheet {
          throw .noSheets(format, asked: sheet)
        }
        try StatisticsFile.transfer(
          bytes, format: format, encoding: encoding, to: sender)
      }
    } catch {
      sender.writer.failure(error)
    }
  }
}
