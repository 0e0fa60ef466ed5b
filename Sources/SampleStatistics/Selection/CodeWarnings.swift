package import Messages
package import TableReading
internal import VariableNames

/// Warnings about codes of missing values: declared ones that occur nowhere,
/// and values that look like codes and are not declared.
package struct CodeWarnings {
  private let table: DataTable
  /// The columns that are looked at, each once.
  let columns: [DataColumn]

  /// Looks at columns of a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - names: Names of variables; the factors of products count.
  package init(_ table: DataTable, names: some Sequence<String>) {
    self.table = table
    var positions: [Int] = []
    var seen: Set<Int> = []
    func note(_ name: String) {
      guard let position = table.position(of: name),
        seen.insert(position).inserted
      else { return }
      positions.append(position)
    }
    for name in names {
      note(name)
      guard let product = VariableProduct(name) else { continue }
      for factor in product.factors { note(factor) }
    }
    columns = positions.map { table.columns[$0] }
  }

  /// Declared codes that occur in none of the columns.
  ///
  /// - Parameter others: Columns whose codes count too, such as a grouping
  ///   variable.
  /// - Returns: A warning for each code.
  func idle(others: [String]) -> [LatentWarning] {
    var found: Set<Int> = []
    for column in columns { found.formUnion(column.foundCodes) }
    for name in others {
      guard let position = table.position(of: name) else { continue }
      found.formUnion(table.columns[position].foundCodes)
    }
    return table.missingCodes.indices.filter { !found.contains($0) }.map {
      code in
      let text = table.missingCodes[code]
      return LatentWarning(
        code: .dataIdleMissingCode,
        message: "The missing code `\(LatentError.shortened(text))` occurs "
          + "nowhere in the model's variables of \(table.fileName)"
          + (near(text).map { "; \($0)." } ?? "."))
    }
  }

  /// The likely meaning of a code that occurs nowhere.
  private func near(_ code: String) -> String? {
    let pieces = code.split { ";, \t|/".contains($0) }.map(String.init)
    if pieces.count > 1, pieces.contains(where: { holder(of: $0) != nil }) {
      return "several codes have commas between: `missing-codes: "
        + "\(pieces.joined(separator: ","))`"
    }
    if let sign = code.lastIndex(where: { $0 == "=" || $0 == ":" }) {
      let value = code[code.index(after: sign)...]
        .trimmingPrefix { $0 == " " }
      if holder(of: String(value)) != nil {
        return "a code counts in every column: `missing-codes: \(value)`"
      }
    }
    var candidates: [String] = []
    if let number = Double(code) {
      candidates.append(DataColumn.label(of: -number))
      candidates += suspected().flatMap { $0.codes.found }
        .map { DataColumn.label(of: $0.value) }
    } else {
      candidates += columns.flatMap { column -> [String] in
        if case .text(_, let levels) = column.values { levels } else { [] }
      }.prefix(10_000).filter { $0.lowercased() == code.lowercased() }
    }
    for candidate in candidates {
      guard let holder = holder(of: candidate) else { continue }
      return "\(holder) holds `\(candidate)`"
    }
    return nil
  }

  /// The first column that holds a value.
  private func holder(of text: String) -> String? {
    let number = Double(text)
    return columns.first { column in
      if let number, let values = column.original ?? column.numbers {
        return values.contains(number)
      }
      if case .text(_, let levels) = column.values {
        return levels.contains(text)
      }
      return false
    }?.name
  }

  /// The codes of the columns that hold some.
  func suspected(rows: [Int]? = nil) -> [(
    name: String, codes: SuspectedCodes
  )] {
    var names: [String] = []
    var values: [[Double]] = []
    for column in columns {
      guard let numbers = column.original ?? column.numbers else { continue }
      names.append(column.name)
      values.append(
        rows.map { $0.count == numbers.count } ?? true
          ? numbers : (rows ?? []).map { numbers[$0] })
    }
    return zip(names, SuspectedCodes.all(in: values))
      .filter { !$1.found.isEmpty }.map { ($0, $1) }
  }

  /// The warning of values that look like codes of missing values and are not
  /// declared.
  package var undeclared: LatentWarning? { undeclared(suspected()) }

  /// The same, of codes that are known already.
  func undeclared(_ suspected: [(name: String, codes: SuspectedCodes)])
    -> LatentWarning?
  {
    var values: [Double] = []
    var places: [Double: [(name: String, count: Int)]] = [:]
    for (name, codes) in suspected {
      for (value, count) in codes.found {
        if places[value] == nil { values.append(value) }
        places[value, default: []].append((name, count))
      }
    }
    guard !values.isEmpty else { return nil }
    let said = values.map { value in
      "\(DataColumn.label(of: value)) in "
        + listing(
          (places[value] ?? []).map {
            "\($0.name) (\(counted($0.count, "case")))"
          }, limit: 8)
    }
    let codes = values.map(DataColumn.label(of:)).joined(separator: ",")
    return LatentWarning(
      code: .dataUndeclaredMissingCode,
      message: listing(said, limit: 8)
        + (values.count == 1
          ? " lies far from all other values there: if it is a code of "
            + "missing values, declare it, "
          : " lie far from all other values there: if they are codes of "
            + "missing values, declare them, ")
        + "`missing-codes: \(codes)`.")
  }
}
