internal import Messages

/// A table of correlations as articles print it: a variable in each row, with
/// its mean and standard deviation, and the lower triangle under numbers, where
/// stars say what is significant.
struct PrintedCorrelations {
  private let rows: [TextRecord]
  private let names: [String]
  private let deviations: Int
  private let means: Int?
  /// The columns of the correlations, as many as variables or one fewer.
  private let columns: [Int]

  /// Whether a header is that of such a table: standard deviations, and
  /// columns that are numbered.
  ///
  /// - Parameter header: The names of the columns.
  /// - Returns: Whether it is.
  static func isHeader(_ header: [String]) -> Bool {
    layout(header) != nil
  }

  private static func layout(_ header: [String]) -> (
    deviations: Int, means: Int?, columns: [Int]
  )? {
    let kinds = header.map { SummaryKind(label: $0) }
    guard let deviations = kinds.firstIndex(of: .deviation) else { return nil }
    let means = kinds.firstIndex(of: .mean)
    let first = max(deviations, means ?? 0) + 1
    var columns: [Int] = []
    for index in header.indices.dropFirst(first) {
      if header[index].isEmpty { continue }
      var number = header[index]
      if number.last == "." { number.removeLast() }
      guard number == "\(columns.count + 1)" else { return nil }
      columns.append(index)
    }
    return columns.isEmpty ? nil : (deviations, means, columns)
  }

  /// Recognizes the layout; `nil` for other files.
  ///
  /// - Parameter records: The file's records.
  init?(_ records: [TextRecord]) {
    guard let header = records.first?.cells, let layout = Self.layout(header)
    else { return nil }
    (deviations, means, columns) = layout
    // A note below the table has one cell.
    let rows = records.dropFirst().filter { row in
      row.cells.count { !$0.isEmpty } > 1
    }
    let names = rows.map { Self.name($0.cells.first ?? "") }
    guard rows.count == columns.count || rows.count == columns.count + 1,
      rows.count > 1, Set(names).count == names.count,
      names.allSatisfy({ $0.contains(where: \.isLetter) })
    else { return nil }
    self.rows = rows
    self.names = names
  }

  /// The same moments as a lower triangle under its names, with rows `sd` and
  /// `mean`.
  var matrix: [TextRecord] {
    var made = [TextRecord(line: 1, cells: names)]
    for (index, row) in rows.enumerated() {
      var cells = [names[index]]
      for column in columns.prefix(index) {
        cells.append(Self.plain(row.cell(column)))
      }
      let own = columns.count > index ? row.cell(columns[index]) : ""
      let diagonal = Self.plain(own)
      cells.append(diagonal.contains(where: \.isNumber) ? diagonal : "1")
      made.append(TextRecord(line: row.line, cells: cells))
    }
    let line = rows.last?.line ?? 1
    for (label, column) in [("sd", deviations), ("mean", means ?? -1)]
    where column >= 0 {
      made.append(
        TextRecord(line: line, cells: [label] + rows.map { $0.cell(column) }))
    }
    return made
  }

  /// A name without the number before it: `1. Anxiety`.
  private static func name(_ label: String) -> String {
    let rest = label.drop { $0.isNumber }
    guard rest.startIndex > label.startIndex,
      let mark = rest.first, mark == "." || mark == ")" || mark == " "
    else { return label }
    let name = rest.drop { ".) ".contains($0) }
    return name.isEmpty ? label : String(name)
  }

  /// A correlation without marks of significance and parentheses.
  private static func plain(_ cell: String) -> String {
    cell.filter { !"*†‡()[] ".contains($0) }
  }
}

extension TextRecord {
  /// A cell; empty past the end.
  fileprivate func cell(_ index: Int) -> String {
    index < cells.count ? cells[index] : ""
  }
}
