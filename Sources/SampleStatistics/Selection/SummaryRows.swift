internal import Messages
internal import TableReading

/// Rows at the end of a table that sum up the cases above them: means, sums,
/// numbers of cases.
///
/// A row is one if its values are the means or the sums of all rows above it in
/// every column that is looked at, or if it has a label, such as `Mean`, and
/// half of its values are what the label says.
struct SummaryRows {
  private let table: DataTable
  private let columns: [[Double]]
  private static let deepest = 7

  /// Looks at columns of a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - names: Names of variables.
  init(_ table: DataTable, names: [String]) {
    self.table = table
    columns = names.compactMap { name in
      guard let position = table.position(of: name) else { return nil }
      let column = table.columns[position]
      return column.original ?? column.numbers
    }
  }

  /// The error about rows that are no cases; `nil` if there are none.
  func error() -> LatentError? {
    let count = table.rowCount
    guard !columns.isEmpty, count > 5 else { return nil }
    for row in max(5, count - Self.deepest)..<count {
      let label = label(of: row)
      if let (text, kind) = label, confirms(kind, row: row) {
        return error(row, "its label is '\(LatentError.shortened(text))'")
      }
      if label == nil, columns.count > 1 {
        if confirmsAll(.sum, row: row) {
          return error(row, "its values are the sums of those above")
        }
        if columns.count > 2, confirmsAll(.mean, row: row) {
          return error(row, "its values are the means of those above")
        }
      }
    }
    return nil
  }

  /// What is said of a row whose label speaks of a summary and whose values do
  /// not tell.
  func warning() -> LatentWarning? {
    let count = table.rowCount
    guard !columns.isEmpty, count > 5 else { return nil }
    for row in max(5, count - Self.deepest)..<count {
      guard let (text, kind) = label(of: row), kind == .mean || kind == .sum,
        text.count > 2
      else { continue }
      return LatentWarning(
        code: .summaryRow,
        message: "\(place(of: row)) has the label "
          + "'\(LatentError.shortened(text))' and is counted as a case: delete "
          + "it if it sums up those above.")
    }
    return nil
  }

  private func error(_ row: Int, _ reason: String) -> LatentError {
    LatentError.data(
      .summaryRow,
      "\(place(of: row)) is no case, it sums up the cases above: \(reason).",
      remedy: "Delete the row"
        + (row + 1 < table.rowCount ? ", and what stands below it." : "."),
      file: table.encoding == nil ? nil : table.fileName,
      line: table.rowLines[row])
  }

  private func place(of row: Int) -> String {
    table.rowLines[row].map { "Line \($0) of \(table.fileName)" }
      ?? "Row \(row + 1) of \(table.fileName)"
  }

  /// The label of a row that stands in no row before the last ones.
  private func label(of row: Int) -> (text: String, kind: SummaryKind)? {
    for column in table.columns {
      guard case .text(let codes, let levels) = column.values, codes[row] >= 0
      else { continue }
      let text = levels[Int(codes[row])]
      guard let kind = SummaryKind(label: text) else { continue }
      let isNew = !codes.dropLast(min(Self.deepest, codes.count))
        .contains(codes[row])
      if isNew { return (text, kind) }
    }
    return nil
  }

  private func confirms(_ kind: SummaryKind, row: Int) -> Bool {
    let known = columns.filter { !$0[row].isNaN }
    guard !known.isEmpty else { return false }
    let right = known.count { isSummary(kind, $0, row: row) }
    return right * 2 >= known.count
  }

  private func confirmsAll(_ kind: SummaryKind, row: Int) -> Bool {
    columns.allSatisfy { isSummary(kind, $0, row: row) }
  }

  /// Whether a value is a statistic of those above that are cases.
  private func isSummary(_ kind: SummaryKind, _ column: [Double], row: Int)
    -> Bool
  {
    let value = column[row]
    guard !value.isNaN else { return false }
    var end = row
    while end > 0, let (_, _) = label(of: end - 1), row - end < Self.deepest {
      end -= 1
    }
    var count = 0.0
    var mean = 0.0
    var squares = 0.0
    var low = Double.infinity
    var high = -Double.infinity
    for other in column[..<end] where !other.isNaN {
      count += 1
      let deviation = other - mean
      mean += deviation / count
      squares += deviation * (other - mean)
      low = min(low, other)
      high = max(high, other)
    }
    guard count > 2, squares > 0, squares.isFinite else { return false }
    let deviation = (squares / (count - 1)).squareRoot()
    func isNear(_ statistic: Double, _ error: Double) -> Bool {
      abs(value - statistic) <= error
    }
    switch kind {
    case .mean:
      return isNear(mean, 0.006 * deviation)
    case .deviation: return isNear(deviation, 0.006 * deviation)
    case .variance:
      return isNear(deviation * deviation, 0.01 * deviation * deviation)
    case .count: return value == count
    case .sum:
      return low != high
        && isNear(mean * count, 1e-6 * max(abs(mean * count), deviation))
    case .minimum: return value == low
    case .maximum: return value == high
    case .median, .other: return false
    }
  }
}
