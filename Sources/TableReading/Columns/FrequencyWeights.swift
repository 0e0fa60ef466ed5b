package import Messages

/// The rows of a table whose every row stands for some cases.
package struct RepeatedRows: Sendable {
  /// A row for every case.
  package let table: DataTable
  /// The row of the table that was read, from 1, for each of its rows.
  package let rowNumbers: [Int]
}

extension DataTable {
  /// The table with every row as many times as a column says.
  ///
  /// - Parameter name: The column of frequencies, whole numbers from 0.
  /// - Returns: The rows, those of one row next to each other.
  /// - Throws: `LatentError` for an unknown column, other numbers, and more
  ///   cases than can be kept.
  package func repeatingRows(by name: String) throws(LatentError)
    -> RepeatedRows
  {
    let frequencies = try numbers(named: name)
    let place = encoding == nil ? nil : fileName
    var total = 0
    for (row, frequency) in frequencies.enumerated() {
      guard let count = Int(exactly: frequency), count >= 0,
        count <= Self.largestCount
      else {
        throw LatentError.data(
          .invalidWeight,
          "The frequency \(name) of row \(row + 1) is "
            + (frequency.isNaN ? "missing." : "not a number of cases."),
          remedy: "Frequencies are whole numbers from 0 on; other weights are "
            + "sampling weights of the type `design`.", file: place)
      }
      total += count
    }
    guard total > 0, total <= Self.largestCount else {
      throw LatentError.data(
        .invalidWeight,
        total == 0
          ? "All frequencies \(name) are zero."
          : "The frequencies \(name) stand for \(total) cases, and "
            + "\(Self.largestCount) are the most.",
        remedy: total == 0
          ? "A frequency says how many cases have the values of its row."
          : "Fit the moments of the cases instead of the cases.", file: place)
    }
    var rows: [Int] = []
    rows.reserveCapacity(total)
    for (row, frequency) in frequencies.enumerated() {
      for _ in 0..<Int(frequency) { rows.append(row) }
    }
    var table = try DataTable(
      columns: columns.map { $0.selecting(rows) }, fileName: fileName,
      encoding: encoding)
    table.notes = notes
    table.missingCodes = missingCodes
    return RepeatedRows(table: table, rowNumbers: rows.map { $0 + 1 })
  }

  /// The most cases that frequencies may stand for.
  private static let largestCount = 10_000_000
}

extension DataColumn {
  /// The column with other rows.
  package func selecting(_ rows: [Int]) -> DataColumn {
    let selected: Values =
      switch values {
      case .numbers(let numbers): .numbers(rows.map { numbers[$0] })
      case .text(let codes, let levels):
        .text(codes: rows.map { codes[$0] }, levels: levels)
      }
    var column = DataColumn(name: name, values: selected)
    column.written = written.map { own in rows.map { own[$0] } }
    column.unread = unread
    column.firstInfinite = firstInfinite
    column.spellings = spellings
    column.foundCodes = foundCodes
    column.strippedName = strippedName
    column.original = original.map { own in rows.map { own[$0] } }
    return column
  }
}
