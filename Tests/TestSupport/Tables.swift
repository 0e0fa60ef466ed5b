public import Messages
public import TableReading

/// Reads a table from the `Fixtures` folder beside the calling test file.
///
/// - Parameters:
///   - name: The file's path below `Fixtures`.
///   - file: The calling file; leave it out.
/// - Returns: The table.
/// - Throws: `LatentError` if the file cannot be read.
public func fixtureTable(
  _ name: String, file: StaticString = #filePath
) throws -> DataTable {
  try CSVReader().read(contentsOf: fixturePath(name, file: file))
}

/// The error of data that `body` throws; `nil` without one.
public func dataError(_ body: () throws -> Void) -> LatentError? {
  do {
    try body()
    return nil
  } catch {
    return error as? LatentError
  }
}
