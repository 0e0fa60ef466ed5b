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
  /// The labels of the last rows, from `firstLabelled` on.
  private let labels: [Label?]
  private let firstLabelled: Int
  private static let deepest = 7

  /// A label that speaks of a summary.
  private typealias Label = (text: String, kind: SummaryKind)

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
    firstLabelled = max(0, table.rowCount - 2 * Self.deepest)
    labels = Self.labels(table, from: firstLabelled)
  }

  /// The error about rows that are not cases; `nil` if all rows are.
  func error() -> LatentError? {
    let count = table.rowCount
    guard !columns.isEmpty, count > 5 else { return nil }
    let firstColumn = CasesAbove.all(columns[0], from: firstLabelled)
    for row in max(5, count - Self.deepest)..<count {
      let label = labels[row - firstLabelled]
      if let (text, kind) = label, confirms(kind, row: row) {
        return error(row, "its label is '\(LatentError.shortened(text))'")
      }
      if label == nil, columns.count > 1 {
        let above = firstColumn[end(above: row) - firstLabelled]
        let value = columns[0][row]
        // Of balanced values, such as −1 and 1, the case at the centre is 0 in
        // all columns as their sums and means are.
        if columns.allSatisfy({ $0[row] == 0 }) { continue }
        if above.give(.sum, value), confirmsOthers(.sum, row: row) {
          return error(row, "its values are the sums of those above")
        }
        if columns.count > 2, above.give(.mean, value),
          confirmsOthers(.mean, row: row)
        {
          return error(row, "its values are the means of those above")
        }
      }
    }
    return nil
  }

  /// The warning about a row whose label speaks of a summary and whose values
  /// do not tell, or that has 0 everywhere as the sums of all rows above have.
  func warning() -> LatentWarning? {
    let count = table.rowCount
    guard !columns.isEmpty, count > 5 else { return nil }
    for row in max(5, count - Self.deepest)..<count
    where columns.count > 1 && labels[row - firstLabelled] == nil
      && columns.allSatisfy({ $0[row] == 0 })
      && columns.allSatisfy({ isSummary(.sum, $0, row: row) })
    {
      return LatentWarning(
        code: .summaryRow,
        message: "\(place(of: row)) has 0 in every variable, as the sums of "
          + "those above are, and is counted as a case: delete it if it sums "
          + "up those above.")
    }
    for row in max(5, count - Self.deepest)..<count {
      guard let (text, kind) = labels[row - firstLabelled],
        kind == .mean || kind == .sum,
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
      "\(place(of: row)) is not a case but a sum of the cases above: \(reason).",
      remedy: "Delete the row"
        + (row + 1 < table.rowCount ? ", and what stands below it." : "."),
      file: table.encoding == nil ? nil : table.fileName,
      line: table.rowLines[row])
  }

  private func place(of row: Int) -> String {
    table.rowLines[row].map { "Line \($0) of \(table.fileName)" }
      ?? "Row \(row + 1) of \(table.fileName)"
  }

  /// The labels of the last rows that stand in no row before the last ones.
  private static func labels(_ table: DataTable, from first: Int) -> [Label?] {
    var labels = [Label?](repeating: nil, count: table.rowCount - first)
    for column in table.columns {
      guard case .text(let codes, let levels) = column.values else { continue }
      var known: [Int32: Label?] = [:]
      for (place, code) in codes[first...].enumerated()
      where code >= 0 && labels[place] == nil {
        if let label = known[code] {
          labels[place] = label
          continue
        }
        let text = levels[Int(code)]
        let label = SummaryKind(label: text).flatMap { kind in
          codes.dropLast(min(deepest, codes.count)).contains(code)
            ? nil : (text, kind)
        }
        known[code] = .some(label)
        labels[place] = label
      }
    }
    return labels
  }

  /// The end of the rows above a row that are cases.
  private func end(above row: Int) -> Int {
    var end = row
    while end > 0, row - end < Self.deepest,
      labels[end - 1 - firstLabelled] != nil
    {
      end -= 1
    }
    return end
  }

  private func confirms(_ kind: SummaryKind, row: Int) -> Bool {
    let known = columns.filter { !$0[row].isNaN }
    guard !known.isEmpty else { return false }
    let right = known.count { isSummary(kind, $0, row: row) }
    return right * 2 >= known.count
  }

  /// Whether the values of all columns but the first are statistics.
  private func confirmsOthers(_ kind: SummaryKind, row: Int) -> Bool {
    columns.dropFirst().allSatisfy { isSummary(kind, $0, row: row) }
  }

  /// Whether a value is a statistic of those above that are cases.
  private func isSummary(_ kind: SummaryKind, _ column: [Double], row: Int)
    -> Bool
  {
    var above = CasesAbove()
    for value in column[..<end(above: row)] { above.add(value) }
    return above.give(kind, column[row])
  }
}

/// Statistics of the cases above a row, taken in one by one.
private struct CasesAbove {
  private var count = 0.0
  private var mean = 0.0
  private var squares = 0.0
  private var low = Double.infinity
  private var high = -Double.infinity

  /// The statistics of the values before each place of a column.
  ///
  /// - Parameters:
  ///   - column: The column.
  ///   - first: The first place that is asked for.
  /// - Returns: The statistics, from that place on to the column's end.
  static func all(_ column: [Double], from first: Int) -> [CasesAbove] {
    var above = CasesAbove()
    for value in column[..<first] { above.add(value) }
    return column[first...].map { value in
      defer { above.add(value) }
      return above
    }
  }

  /// Takes a value in; NaN is passed over.
  mutating func add(_ value: Double) {
    if value.isNaN { return }
    count += 1
    let deviation = value - mean
    mean += deviation / count
    squares += deviation * (value - mean)
    low = min(low, value)
    high = max(high, value)
  }

  /// Whether a value is one of the statistics.
  func give(_ kind: SummaryKind, _ value: Double) -> Bool {
    guard !value.isNaN, count > 2, squares > 0, squares.isFinite else {
      return false
    }
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
