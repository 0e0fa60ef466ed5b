public import Messages
public import TableReading

/// A table of cases in figures: its variables, its missing values, and what in
/// it is worth a second look.
public struct DataSummary: Sendable, Encodable {
  /// A pattern of missing values.
  public struct MissingPattern: Sendable, Hashable, Encodable {
    /// The variables that are missing.
    public var missing: [String]
    /// The number of cases with the pattern.
    public var count: Int
  }

  /// The number of cases.
  public let caseCount: Int
  /// The variables in the order of the table.
  public let variables: [VariableSummary]
  /// The patterns of missing values, the commonest first; that of complete
  /// cases has no missing variables.
  public let patterns: [MissingPattern]
  /// Findings that are worth a second look.
  public let warnings: [LatentWarning]

  /// Sums a table up.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - names: The variables; `nil` for all columns.
  /// - Throws: `LatentError` if a variable does not exist.
  public init(_ table: DataTable, variables names: [String]? = nil)
    throws(LatentError)
  {
    var columns: [DataColumn] = []
    for name in names ?? table.columnNames {
      columns.append(try table.column(named: name))
    }
    let descriptions = columns.map { column in
      table.variables.first { $0.name == column.name }
        ?? VariableDescription(name: column.name)
    }
    caseCount = table.rowCount
    variables = zip(columns, descriptions).map { VariableSummary($0, $1) }
    patterns = Self.patterns(of: columns)
    let screening = DataScreening(
      table: table, columns: columns, variables: variables)
    warnings = table.notes + screening.warnings
  }

  /// The number of cases without missing values.
  public var completeCount: Int {
    patterns.first { $0.missing.isEmpty }?.count ?? 0
  }

  private static func patterns(of columns: [DataColumn]) -> [MissingPattern] {
    let missing = columns.map { column -> [Bool] in
      if let numbers = column.numbers { return numbers.map(\.isNaN) }
      return column.distinctLabels().codes.map { $0 < 0 }
    }
    let incomplete = missing.indices.filter { missing[$0].contains(true) }
    let rows = columns.first?.count ?? 0
    var counts: [[Int]: Int] = [:]
    for row in 0..<rows {
      counts[incomplete.filter { missing[$0][row] }, default: 0] += 1
    }
    return counts.sorted {
      $0.value != $1.value
        ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key)
    }.map { pattern, count in
      MissingPattern(missing: pattern.map { columns[$0].name }, count: count)
    }
  }
}
