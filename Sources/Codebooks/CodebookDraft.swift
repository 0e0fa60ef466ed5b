public import Messages
public import TableReading

extension Codebook {
  /// The first draft of a codebook for a table, as text to be edited.
  ///
  /// Columns of whole numbers with few values whose names differ by a number at
  /// the end are taken for the items of a construct.
  ///
  /// - Parameter table: The table.
  /// - Returns: The text, in YAML.
  /// - Throws: `LatentError` if no column looks like an item.
  public static func draft(of table: DataTable) throws(LatentError) -> String {
    try CodebookDraft(table).text()
  }
}

/// Writes the first draft of a codebook.
private struct CodebookDraft {
  private let table: DataTable
  private var batteries: [Battery] = []

  /// Items with names of one beginning.
  private struct Battery {
    var name: String
    var columns: [DataColumn]
    var scale: ClosedRange<Double>
    var reversed: [String]
  }

  /// The most answers that an item offers.
  private static let mostAnswers = 11.0

  init(_ table: DataTable) {
    self.table = table
    var order: [String] = []
    var groups: [String: [DataColumn]] = [:]
    for column in table.columns where isItem(column) {
      let (prefix, digits) = ItemRange.split(column.name[...])
      let trimmed = String(
        prefix.reversed().drop { "_.- ".contains($0) }
          .reversed())
      let name = digits.isEmpty || trimmed.isEmpty ? column.name : trimmed
      if groups[name] == nil { order.append(name) }
      groups[name, default: []].append(column)
    }
    for name in order {
      guard let columns = groups[name], columns.count > 1 else { continue }
      batteries.append(battery(name, columns))
    }
  }

  private func description(_ name: String) -> VariableDescription? {
    table.variables.first { $0.name == name }
  }

  /// Whether a column holds answers: whole numbers, few apart, of no date.
  private func isItem(_ column: DataColumn) -> Bool {
    guard let numbers = column.numbers else { return false }
    let own = description(column.name)
    if own?.time != nil || own?.level == .nominal { return false }
    var low = Double.infinity
    var high = -Double.infinity
    for number in numbers where !number.isNaN {
      guard number.rounded() == number, number.isFinite else { return false }
      low = min(low, number)
      high = max(high, number)
    }
    return low < high && high - low < Self.mostAnswers
  }

  private func battery(_ prefix: String, _ columns: [DataColumn]) -> Battery {
    var low = Double.infinity
    var high = -Double.infinity
    for column in columns {
      for number in column.numbers ?? [] where !number.isNaN {
        low = min(low, number)
        high = max(high, number)
      }
      let own = description(column.name)
      for label in own?.valueLabels ?? [] {
        if case .number(let value) = label.value, own?.isMissing(value) != true
        {
          low = min(low, value)
          high = max(high, value)
        }
      }
    }
    // An item that nobody answered with 1 still begins there.
    if low > 1, high - 1 < Self.mostAnswers, high >= 3 { low = 1 }
    var name = prefix
    if table.position(of: name) != nil { name += "_scale" }
    return Battery(
      name: name, columns: columns, scale: low...high,
      reversed: Self.reversed(columns))
  }

  /// The items that go against the sum of the others.
  private static func reversed(_ columns: [DataColumn]) -> [String] {
    guard columns.count > 2 else { return [] }
    let values = columns.map { $0.numbers ?? [] }
    let rows = values[0].indices.filter { row in
      values.allSatisfy { !$0[row].isNaN }
    }
    guard rows.count > 10 else { return [] }
    // Deviations make constants of no account.
    let centred = values.map { own -> [Double] in
      let mean = rows.reduce(0) { $0 + own[$1] } / Double(rows.count)
      return rows.map { own[$0] - mean }
    }
    func product(_ left: [Double], _ right: [Double]) -> Double {
      zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let total = rows.indices.map { row in
      centred.reduce(0) { $0 + $1[row] }
    }
    let found = columns.indices.filter { place in
      let rest = zip(total, centred[place]).map { $0 - $1 }
      let size =
        (product(rest, rest) * product(centred[place], centred[place]))
        .squareRoot()
      return size > 0 && product(rest, centred[place]) / size < -0.2
    }
    // Where half of them do, their sum says nothing.
    return 2 * found.count < columns.count ? found.map { columns[$0].name } : []
  }

  // MARK: Text

  func text() throws(LatentError) -> String {
    guard !batteries.isEmpty else {
      throw .data(
        .codebookDraft, "No columns look like the items of one scale.",
        remedy: "Items are whole numbers, and their names differ by the number "
          + "at their end: tr1, tr2, tr3.", file: table.fileName)
    }
    var lines = [
      "# The draft of a codebook for \(CodebookText.line(table.fileName)). "
        + "Check it line by line.",
      "title: \"\"",
    ]
    lines += general
    lines.append("constructs:")
    for battery in batteries { lines += self.lines(of: battery) }
    lines.append("items:")
    for column in batteries.flatMap(\.columns) {
      let label = description(column.name)?.label ?? ""
      lines.append(
        "  \(CodebookText.quoted(column.name)): \(CodebookText.quoted(label))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The scale that most items have, and variables that may name groups.
  private var general: [String] {
    var lines: [String] = []
    if let scale = commonScale { lines.append("scale: \(Self.text(scale))") }
    let isOrdered = batteries.flatMap(\.columns).contains {
      description($0.name)?.level == .ordinal
    }
    lines.append(
      "ordered: false  # true: answers are ordered categories"
        + (isOrdered ? ", as the file says of some" : ""))
    lines.append("# missing: [99]")
    let items = Set(batteries.flatMap(\.columns).map(\.name))
    let groups = table.columns.filter { column in
      !items.contains(column.name) && isGroup(column)
    }
    for column in groups.prefix(8) {
      let label = description(column.name)?.label ?? ""
      lines.append(
        "# group: \(CodebookText.quoted(column.name))"
          + (label.isEmpty ? "" : "  # \(CodebookText.line(label))"))
    }
    return lines
  }

  /// Whether a column may name groups: few values, each of several cases.
  private func isGroup(_ column: DataColumn) -> Bool {
    let (codes, labels) = column.distinctLabels()
    let cases = codes.count { $0 >= 0 }
    return labels.count >= 2 && labels.count <= 30
      && cases >= 3 * labels.count && description(column.name)?.time == nil
  }

  private var commonScale: ClosedRange<Double>? {
    var counts: [ClosedRange<Double>: Int] = [:]
    for battery in batteries {
      counts[battery.scale, default: 0] += battery.columns.count
    }
    return counts.max {
      ($0.value, $1.key.upperBound) < ($1.value, $0.key.upperBound)
    }?.key
  }

  private func lines(of battery: Battery) -> [String] {
    let names = battery.columns.map { CodebookText.quoted($0.name) }
    var lines = [
      "  \(CodebookText.quoted(battery.name)):", "    label: \"\"",
      "    items: [\(names.joined(separator: ", "))]",
    ]
    if !battery.reversed.isEmpty {
      let reversed = battery.reversed.map(CodebookText.quoted)
      lines.append(
        "    reversed: [\(reversed.joined(separator: ", "))]  "
          + "# they go against the others: check the wording")
    }
    if battery.scale != commonScale {
      lines.append("    scale: \(Self.text(battery.scale))")
    }
    return lines
  }

  private static func text(_ scale: ClosedRange<Double>) -> String {
    "\(DataColumn.label(of: scale.lowerBound)).."
      + DataColumn.label(of: scale.upperBound)
  }
}
