public import Messages
public import TableReading
internal import YAMLReading

extension Codebook {
  /// Reads a codebook that is a table with a row for each item.
  ///
  /// Columns are `item` (or `variable`, `name`), `label` and `label_zh` or
  /// other languages, `construct`, `dimension_of` (the construct of the second
  /// order), `construct_label`, `reversed`, `scale` (or `min` and `max`),
  /// `ordered`, `missing`, `values` (`1=never; 5=always`) and `role` (`group`,
  /// `weights`, `cluster`, or `marker` for an item of a marker variable).
  ///
  /// - Parameter table: The table.
  /// - Throws: `LatentError` with the row for what has no meaning.
  public init(table: DataTable) throws(LatentError) {
    var reader = try CodebookTableReader(table)
    try reader.read()
    self = reader.codebook
  }
}

/// Makes a codebook of a table's rows.
private struct CodebookTableReader {
  var codebook = Codebook()
  private let table: DataTable
  private var columns: [String: DataColumn] = [:]

  private static let known = [
    "item", "label", "construct", "dimension_of", "construct_label",
    "reversed", "scale", "min", "max", "ordered", "missing", "values", "role",
  ]

  init(_ table: DataTable) throws(LatentError) {
    self.table = table
    for column in table.columns {
      let name = column.name.lowercased().split { $0 == " " }
        .joined(separator: "_")
      let meant =
        switch name {
        case "variable", "name", "column": "item"
        case "reverse", "reverse_keyed", "keyed": "reversed"
        default: name
        }
      guard
        Self.known.contains(meant) || CodebookLabel.language(of: meant) != nil
          || meant.hasPrefix("construct_label_")
      else {
        // Notes of people are no fault; a slip in a name is.
        if let near = NearestName.find(meant, in: Self.known) {
          throw fault(
            "The column `\(column.name)` is not one of a codebook.",
            "Did you mean `\(near)`?", row: nil)
        }
        continue
      }
      columns[meant] = column
    }
    guard columns["item"] != nil else {
      throw fault(
        "The codebook has no column `item`.",
        "Give a row for each item, with its name under `item`.", row: nil)
    }
  }

  mutating func read() throws(LatentError) {
    guard table.rowCount <= CodebookReader.mostItems else {
      throw fault(
        "The codebook has \(table.rowCount) rows, more than "
          + "\(CodebookReader.mostItems).", "Is it the right file?", row: nil)
    }
    var seen: Set<String> = []
    for row in 0..<table.rowCount {
      guard let name = cell("item", row) else { continue }
      for own in [name, cell("construct", row), cell("dimension_of", row)] {
        guard let own, !CodebookName.isUsable(own) else { continue }
        throw fault(
          "A name of this row cannot stand in a model.", CodebookName.remedy,
          row: row)
      }
      guard seen.insert(name).inserted else {
        throw fault(
          "The item `\(name)` stands twice.", "Give a row for each item.",
          row: row)
      }
      if let role = cell("role", row) {
        try take(role, of: name, row)
        continue
      }
      try readItem(name, row)
    }
    guard codebook.constructs.count <= CodebookReader.mostConstructs else {
      throw fault(
        "The codebook has \(codebook.constructs.count) constructs, more than "
          + "\(CodebookReader.mostConstructs).", "Is it the right file?",
        row: nil)
    }
    guard !codebook.items.isEmpty else {
      throw fault(
        "The codebook has no items.", "Give a row for each item.", row: nil)
    }
  }

  private mutating func take(
    _ role: String, of name: String, _ row: Int
  ) throws(LatentError) {
    switch role.lowercased() {
    case "group": codebook.group = .init(variable: name)
    case "weights", "weight": codebook.weights = .init(variable: name)
    case "cluster": codebook.cluster = .init(variable: name)
    case "item": try readItem(name, row)
    case "marker":
      try readItem(name, row)
      codebook.marker = (codebook.marker ?? []) + [name]
    case "id", "other", "none": break
    default:
      throw fault(
        "The role `\(role)` is unknown.",
        "Expected group, weights, cluster, marker, item or other.", row: row)
    }
  }

  private mutating func readItem(
    _ name: String, _ row: Int
  ) throws(LatentError) {
    var item = Codebook.Item(name: name)
    item.labels = labels("label", row)
    item.scale = try scale(row)
    if let text = cell("ordered", row) {
      item.level = try truth(text, row) ? .ordinal : .scale
    }
    if let text = cell("reversed", row) {
      item.isReversed = text.lowercased() == "r" ? true : try truth(text, row)
      if item.isReversed, item.scale == nil {
        throw fault(
          "The item `\(name)` is reversed, and its scale is not known.",
          "Give the lowest and the highest answer under `scale`: 1..7.",
          row: row)
      }
    }
    if let text = cell("missing", row) {
      for code in text.split(whereSeparator: { ";, ".contains($0) }) {
        guard let value = CodebookValues.missing(String(code)) else {
          throw fault(
            "`\(code)` is not a code of missing values.",
            "Write a number, such as -99, or a range: 97..99.", row: row)
        }
        item.missing.append(value)
      }
    }
    if let text = cell("values", row) {
      item.valueLabels = try valueLabels(text, row)
    }
    codebook.items.append(item)
    if let construct = cell("construct", row) {
      add(name, to: construct, row)
    }
  }

  private mutating func add(_ item: String, to name: String, _ row: Int) {
    if let place = codebook.constructs.firstIndex(where: { $0.name == name }) {
      codebook.constructs[place].items.append(item)
      return
    }
    var construct = Codebook.Construct(name: name, items: [item])
    construct.labels = labels("construct_label", row)
    codebook.constructs.append(construct)
    guard let higher = cell("dimension_of", row) else { return }
    if let place = codebook.constructs.firstIndex(where: { $0.name == higher })
    {
      codebook.constructs[place].dimensions.append(name)
    } else {
      codebook.constructs.append(
        Codebook.Construct(name: higher, dimensions: [name]))
    }
  }

  // MARK: Cells

  private func cell(_ name: String, _ row: Int) -> String? {
    guard let text = columns[name]?.label(ofRow: row) else { return nil }
    let trimmed = Array(text.unicodeScalars).trimmed
    guard !trimmed.isEmpty else { return nil }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: trimmed)
    return String(view)
  }

  private func labels(_ name: String, _ row: Int) -> Codebook.Labels {
    var labels: Codebook.Labels = [:]
    for column in columns.keys where column.hasPrefix(name) {
      let rest = column.dropFirst(name.count)
      guard rest.isEmpty || rest.first == "_" else { continue }
      if let text = cell(column, row) {
        labels[String(rest.drop { $0 == "_" })] = text
      }
    }
    return labels
  }

  private func scale(_ row: Int) throws(LatentError) -> ClosedRange<Double>? {
    let ends =
      cell("scale", row).map { [$0] }
      ?? [cell("min", row), cell("max", row)].compactMap(\.self)
    guard !ends.isEmpty else { return nil }
    guard let scale = CodebookValues.scale(ends) else {
      throw fault(
        "`\(ends.joined(separator: ", "))` is not a scale.",
        "Write the lowest and the highest answer: 1..7.", row: row)
    }
    return scale
  }

  private func truth(_ text: String, _ row: Int) throws(LatentError) -> Bool {
    guard let flag = YAMLTruth.value(of: text) else {
      throw fault(
        "`\(text)` is neither yes nor no.", "Write yes or no.", row: row)
    }
    return flag
  }

  private func valueLabels(
    _ text: String, _ row: Int
  ) throws(LatentError) -> [VariableDescription.ValueLabel] {
    var result: [VariableDescription.ValueLabel] = []
    for part in text.split(separator: ";") {
      let sides = part.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else {
        throw fault(
          "`\(part)` does not label an answer.",
          "Write 1=never; 5=always.", row: row)
      }
      let answer = sides[0].split { $0 == " " }.joined(separator: " ")
      result.append(
        .init(
          value: Double(answer).map { .number($0) } ?? .text(answer),
          text: sides[1].split { $0 == " " }.joined(separator: " ")))
    }
    return result
  }

  private func fault(
    _ message: String, _ remedy: String, row: Int?
  ) -> LatentError {
    .data(
      .codebookInvalid, message, remedy: remedy, file: table.fileName,
      line: row.flatMap { table.rowLines[$0] })
  }
}
