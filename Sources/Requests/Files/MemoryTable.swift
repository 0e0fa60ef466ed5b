package import Codebooks
package import Reporting
internal import RequestSettings
package import TableReading

/// A table of cases in memory that stands for a file, with what is computed of
/// its columns.
package struct MemoryTable: Sendable {
  /// The table; a codebook does not describe it yet.
  package var table: DataTable
  /// The file that reports name, with the hash of its bytes.
  package var file: ReportContext.InputFile

  /// Makes a table.
  package init(_ table: DataTable, file: ReportContext.InputFile) {
    self.table = table
    self.file = file
  }
}

extension FileAccess {
  /// Reads a table of cases as analyses do.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How it is read, such as `sheet` or `missing-codes`.
  /// - Returns: The table, before a codebook describes it.
  /// - Throws: What is wrong with the file or the options.
  package func readTable(
    _ path: String, options: [AnalysisRequest.Option] = []
  ) throws -> MemoryTable {
    var settings = AnalysisSettings(.fit)
    for option in options {
      guard
        let setting = Setting.readingOptions.first(where: {
          $0.name == option.name
        })
      else {
        throw InputError.unknown(
          "option of data", option.name,
          among: Setting.readingOptions.map(\.name))
      }
      try InputError.naming(option.name) {
        try setting.apply(option.value, in: SettingScope(), to: &settings)
      }
    }
    var context = ReportContext()
    let table = try settings.data.readTable(path, self, &context)
    return MemoryTable(table, file: context.dataFiles[0])
  }

  /// Reads a codebook as analyses do.
  ///
  /// - Parameter path: The file.
  /// - Returns: The codebook.
  /// - Throws: What is wrong with the file or in it.
  package func readCodebook(_ path: String) throws -> Codebook {
    var settings = AnalysisSettings(.fit)
    settings.data.codebook = path
    return try settings.data.readCodebook(self) ?? Codebook()
  }
}
