internal import Messages
internal import TableReading

extension DataTable {
  /// The table with other numbers in some columns, which remember those that
  /// were read.
  ///
  /// - Parameter changed: The numbers by the columns' names.
  /// - Returns: The table, other columns as they were.
  /// - Throws: `LatentError` for columns of text.
  func changing(_ changed: [String: [Double]]) throws(LatentError) -> DataTable
  {
    var columns = columns
    for (name, values) in changed {
      guard let place = position(of: name) else { continue }
      columns[place] = columns[place].changed(
        to: values, original: try numbers(named: name))
    }
    return try replacing(columns)
  }
}
