internal import Messages
internal import TableReading

/// A table that is a symmetric matrix under the names of its variables.
struct MatrixTable {
  /// The error about it.
  let error: LatentError

  /// Looks at a table; `nil` for tables of cases.
  ///
  /// - Parameter table: The table.
  init?(_ table: DataTable) {
    guard table.rowCount <= table.columns.count + 3 else { return nil }
    let columns = table.columns.compactMap { column -> [Double]? in
      if case .text = column.values, column.numbers == nil { return nil }
      return column.numbers
    }
    let p = columns.count
    // Three variables have four rows of moments with standard deviations.
    guard p > 2, table.columns.count - p < 2, p...p + 3 ~= table.rowCount
    else { return nil }
    let isCorrelation = (0..<p).allSatisfy { columns[$0][$0] == 1 }
    var isTriangle = true
    for column in 0..<p {
      guard columns[column][column] > 0 else { return nil }
      for row in 0..<column {
        let (upper, lower) = (columns[column][row], columns[row][column])
        if upper.isNaN || lower.isNaN {
          guard upper.isNaN != lower.isNaN else { return nil }
          continue
        }
        isTriangle = false
        guard upper == lower else { return nil }
      }
    }
    let hasNames = table.columns.contains { column in
      guard case .text(_, let levels) = column.values else { return false }
      return table.columnNames.filter { levels.contains($0) }.count >= p
    }
    guard isCorrelation || hasNames || p > 3 || isTriangle else { return nil }
    error = LatentError.data(
      .malformedMatrix,
      "\(table.fileName) holds a symmetric matrix of "
        + "\(counted(p, "variable")), and no cases.",
      remedy: "Give it as `cov: \(table.fileName)`, with the number of cases "
        + "as `nobs`.",
      file: table.encoding == nil ? nil : table.fileName)
  }
}
