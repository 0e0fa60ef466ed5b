public import Messages
internal import ModelSyntax
public import TableReading

/// A codebook's items in a table.
public struct DescribedData: Sendable {
  /// The table: declared codes are missing, reversed items are turned over, and
  /// variables have the codebook's labels.
  public let table: DataTable
  /// Answers that do not agree with the codebook.
  public let warnings: [LatentWarning]
}

extension Codebook {
  /// Describes a table's variables by the codebook.
  ///
  /// Answers of a reversed item are taken from the sum of the ends of its scale.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - language: The language of labels, such as `zh`; empty for those without
  ///     one.
  ///   - skipsAbsent: Whether items that are not columns of the table are passed
  ///     over.
  /// - Returns: The table and what does not agree.
  /// - Throws: `LatentError` with carets for items and variables that the table
  ///   does not have, or that hold text.
  public func describing(
    _ table: DataTable, in language: String = "", skipsAbsent: Bool = false
  ) throws(LatentError) -> DescribedData {
    try requireColumns(of: table, skipsAbsent: skipsAbsent)
    var columns = table.columns
    var variables = table.variables
    var described = Dictionary(
      variables.indices.map { (variables[$0].name, $0) },
      uniquingKeysWith: { first, _ in first })
    var stray: [String] = []
    for item in items {
      guard let place = table.position(of: item.name) else { continue }
      let column = columns[place]
      guard let numbers = column.numbers else { continue }
      var own = item.described(
        described[column.name].map { variables[$0] }
          ?? VariableDescription(name: column.name), in: language)
      let values = numbers.map { own.isMissing($0) ? .nan : $0 }
      if let text = item.outside(values) { stray.append(text) }
      if item.isReversed, let scale = item.scale {
        columns[place] = DataColumn(
          name: column.name,
          numbers: values.map { scale.lowerBound + scale.upperBound - $0 })
        own.turnOver(scale)
      } else if !item.missing.isEmpty {
        columns[place] = DataColumn(name: column.name, numbers: values)
      }
      if let known = described[column.name] {
        variables[known] = own
      } else {
        described[column.name] = variables.count
        variables.append(own)
      }
    }
    var warnings: [LatentWarning] = []
    if !stray.isEmpty {
      warnings.append(
        LatentWarning(
          code: .codebookScale,
          message: "Answers lie outside of the scales that the codebook gives: "
            + "\(listing(stray, limit: 8))."))
    }
    return DescribedData(
      table: try table.replacing(columns, variables: variables),
      warnings: warnings)
  }

  /// Requires the columns that the codebook speaks of.
  private func requireColumns(
    of table: DataTable, skipsAbsent: Bool
  ) throws(LatentError) {
    var faults: [Diagnostic] = []
    func fault(_ message: String, _ remedy: String, _ range: SourceRange?) {
      faults.append(
        Diagnostic(
          code: .codebookData, message: message, remedy: remedy, range: range))
    }
    func absent(_ what: String, _ name: String, _ range: SourceRange?) {
      fault(
        "\(what) `\(name)` is not a column of \(table.fileName).",
        NearestName.find(name, in: table.columnNames)
          .map { "Did you mean `\($0)`?" }
          ?? "The columns are \(listing(table.columnNames, limit: 12)).", range)
    }
    for item in items {
      guard let place = table.position(of: item.name) else {
        if !skipsAbsent { absent("The item", item.name, item.range) }
        continue
      }
      if table.columns[place].numbers == nil {
        fault(
          "The item `\(item.name)` holds text in \(table.fileName).",
          "Give its answers as numbers, or declare its texts as codes of "
            + "missing values.", item.range)
      }
    }
    let roles = [
      ("The grouping variable", group), ("The variable of weights", weights),
      ("The cluster variable", cluster),
    ]
    for (what, role) in roles {
      guard let role, !skipsAbsent, table.position(of: role.variable) == nil
      else { continue }
      absent(what, role.variable, role.range)
    }
    guard let first = faults.first else { return }
    guard let source else {
      throw .data(
        first.code, first.message, remedy: first.remedy, file: table.fileName)
    }
    throw LatentError(
      ModelSyntaxError(
        diagnostics: ModelSyntaxError.limited(faults), source: source))
  }
}

extension Codebook.Item {
  /// The description of the item's column by a file and the codebook.
  fileprivate func described(
    _ own: VariableDescription, in language: String
  ) -> VariableDescription {
    var own = own
    let label = labels.text(in: language)
    if !label.isEmpty { own.label = label }
    if !valueLabels.isEmpty { own.valueLabels = valueLabels }
    own.level = level ?? own.level
    own.missing += missing
    return own
  }

  /// The answers that lie outside of the scale, in words.
  fileprivate func outside(_ values: [Double]) -> String? {
    guard let scale else { return nil }
    var counts: [Double: Int] = [:]
    for value in values where !value.isNaN && !scale.contains(value) {
      counts[value, default: 0] += 1
    }
    guard !counts.isEmpty else { return nil }
    let parts = counts.sorted { $0.key < $1.key }.map {
      "\(DataColumn.label(of: $0.key)): \(counted($0.value, "case"))"
    }
    return "\(name) (\(listing(parts, limit: 4)))"
  }
}

extension VariableDescription {
  /// Takes the labels of answers to the turned ones.
  fileprivate mutating func turnOver(_ scale: ClosedRange<Double>) {
    for place in valueLabels.indices {
      guard case .number(let value) = valueLabels[place].value,
        !isMissing(value)
      else { continue }
      valueLabels[place].value = .number(
        scale.lowerBound + scale.upperBound - value)
    }
    missing = []
    valueLabels.sort { left, right in
      guard case .number(let a) = left.value, case .number(let b) = right.value
      else { return false }
      return a < b
    }
  }
}
