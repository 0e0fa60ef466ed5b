import Messages

/// Lays a table out in lines of limited width.
///
/// Lines that are too wide are treated in this order: the gap between columns
/// shrinks, long row names move to separate lines, and last the columns are
/// continued below, with the row names repeated. A heading or text that is too
/// wide for a line even then takes several.
struct TextTable {
  private static let indent = 2
  /// The indent of a level of rows.
  private static let levelIndent = 2
  /// Row names longer than this may move to a separate line.
  private static let leastNameWidth = 12
  private static let mostNameWidthWhenContinued = 24

  private let table: ReportTable
  private let width: Int
  /// The text of each cell, rows × columns; nil for headings.
  private let texts: [[String]?]
  private let widths: [Int]
  private let titles: [String]
  private let spanners: [String]

  init(_ table: ReportTable, width: Int) {
    self.table = table
    self.width = width
    let count = table.columns.count
    texts = table.rows.map { row in
      if row.isHeading { return nil }
      let indent = String(
        repeating: " ", count: Self.levelIndent * row.level)
      return (0..<count).map { column in
        let text =
          column < row.cells.count ? row.cells[column].line : ""
        return column == 0 ? indent + text : text
      }
    }
    guard count > 0 else {
      (widths, titles, spanners) = ([], [], [])
      return
    }
    titles = table.columns.map(\.title.line)
    spanners = table.columns.map(\.spanner.line)
    var widths = titles.map { DisplayWidth.of($0) }
    for case .some(let row) in texts {
      for (column, text) in row.enumerated() {
        widths[column] = max(widths[column], DisplayWidth.of(text))
      }
    }
    let most = width - Self.indent - min(widths[0], Self.leastNameWidth) - 2
    self.widths = [widths[0]] + widths.dropFirst().map { min($0, most) }
  }

  var lines: [String] {
    guard !table.columns.isEmpty else { return [] }
    let others = Array(1..<table.columns.count)
    for gap in [2, 1] {
      let needed = total(others, gap: gap)
      if needed + widths[0] <= width {
        return draw(others, nameWidth: widths[0], gap: gap)
      }
    }
    let left = width - total(others, gap: 1)
    if left >= min(Self.leastNameWidth, widths[0]) {
      return draw(others, nameWidth: left, gap: 1)
    }
    var lines: [String] = []
    let widest = widths.dropFirst().max() ?? 0
    let nameWidth = min(
      widths[0], Self.mostNameWidthWhenContinued,
      width - Self.indent - 2 - widest)
    for part in parts(nameWidth: nameWidth) {
      if !lines.isEmpty { lines.append("") }
      lines += draw(part, nameWidth: nameWidth, gap: 2)
    }
    return lines
  }

  /// Everything but the names: indent, gaps and columns.
  private func total(_ columns: [Int], gap: Int) -> Int {
    columns.reduce(Self.indent) { $0 + gap + widths[$1] }
  }

  /// Columns under one spanner stay together while they fit at all.
  private func parts(nameWidth: Int) -> [[Int]] {
    var units: [[Int]] = []
    for column in 1..<max(1, table.columns.count) {
      let spanner = spanners[column]
      if !spanner.isEmpty, let last = units.last?.last,
        spanners[last] == spanner
      {
        units[units.count - 1].append(column)
      } else {
        units.append([column])
      }
    }
    var parts: [[Int]] = []
    for unit in units {
      if let last = parts.last,
        nameWidth + total(last + unit, gap: 2) <= width
      {
        parts[parts.count - 1] += unit
      } else {
        parts.append(unit)
      }
    }
    return parts
  }

  private func draw(_ columns: [Int], nameWidth: Int, gap: Int) -> [String] {
    let blank = String(repeating: " ", count: Self.indent)
    var lines: [String] = []
    if let spanners = spannerLine(columns, nameWidth: nameWidth, gap: gap) {
      lines.append(blank + spanners)
    }
    if columns.contains(where: { !titles[$0].isEmpty })
      || !titles[0].isEmpty
    {
      lines += joined(
        titles[0], cells(columns.map { titles[$0] }, columns, gap: gap),
        nameWidth: nameWidth)
    }
    for (index, row) in table.rows.enumerated() {
      guard let texts = texts[index] else {
        let heading = row.cells.first?.line ?? ""
        lines += DisplayWidth.wrapped(heading, to: width - Self.indent)
          .map { blank + $0 }
        continue
      }
      let values = cells(columns.map { texts[$0] }, columns, gap: gap)
      if DisplayWidth.of(texts[0]) <= nameWidth {
        lines += joined(texts[0], values, nameWidth: nameWidth)
      } else {
        lines += DisplayWidth.wrapped(texts[0], to: width - Self.indent)
          .map { blank + $0 }
        lines += joined("", values, nameWidth: nameWidth)
      }
    }
    return lines.map(Self.withoutTrailingBlanks)
  }

  /// The lines of a row's cells behind its name.
  private func joined(_ name: String, _ cells: [String], nameWidth: Int)
    -> [String]
  {
    let blank = String(repeating: " ", count: Self.indent)
    return cells.enumerated().map { index, line in
      blank + DisplayWidth.padded(index == 0 ? name : "", to: nameWidth) + line
    }
  }

  /// The lines that the cells of some columns take, nearly always one.
  private func cells(_ texts: [String], _ columns: [Int], gap: Int)
    -> [String]
  {
    let space = String(repeating: " ", count: gap)
    let parts = zip(texts, columns).map { text, column -> [String] in
      DisplayWidth.of(text) <= widths[column]
        ? [text] : DisplayWidth.wrapped(text, to: widths[column])
    }
    let count = parts.map(\.count).max() ?? 1
    var lines = [String](repeating: "", count: count)
    for (part, column) in zip(parts, columns) {
      for index in lines.indices {
        let text = index < part.count ? part[index] : ""
        lines[index] +=
          space
          + (table.columns[column].isText
            ? DisplayWidth.padded(text, to: widths[column])
            : DisplayWidth.rightAligned(text, to: widths[column]))
      }
    }
    return lines
  }

  private func spannerLine(
    _ columns: [Int], nameWidth: Int, gap: Int
  ) -> String? {
    guard columns.contains(where: { !spanners[$0].isEmpty })
    else { return nil }
    var line = String(repeating: " ", count: nameWidth)
    var start = 0
    while start < columns.count {
      let spanner = spanners[columns[start]]
      var end = start + 1
      while end < columns.count, spanners[columns[end]] == spanner {
        end += 1
      }
      let span =
        columns[start..<end].reduce(0) { $0 + gap + widths[$1] } - gap
      start = end
      if spanner.isEmpty {
        line += String(repeating: " ", count: gap + span)
        continue
      }
      let text = DisplayWidth.shortened(spanner, to: span)
      let rule = max(0, span - DisplayWidth.of(text) - 2)
      let left = String(repeating: "-", count: rule / 2)
      let right = String(repeating: "-", count: rule - rule / 2)
      let ruled = rule > 0 ? "\(left) \(text) \(right)" : text
      line +=
        String(repeating: " ", count: gap)
        + DisplayWidth.padded(ruled, to: span)
    }
    return line
  }

  private static func withoutTrailingBlanks(_ line: String) -> String {
    guard let end = line.lastIndex(where: { $0 != " " }) else { return "" }
    return String(line[...end])
  }
}
