internal import Messages
internal import Specification

/// Defined parameters that have no value at the estimates.
enum UndefinedDefinitions {
  /// One warning for each, with the cause.
  ///
  /// - Parameters:
  ///   - table: The parameter table.
  ///   - rows: The values of its rows.
  /// - Returns: None if all have a value.
  static func warnings(_ table: ParameterTable, _ rows: [Double])
    -> [LatentWarning]
  {
    table.definitions.compactMap { definition in
      guard let fault = definition.expression.fault(rows) else { return nil }
      let row = table.rows[definition.row]
      let line = table.lines[definition.row].map { " (line \($0))" } ?? ""
      return LatentWarning(
        code: .definitionUndefined,
        message: "The defined parameter \(definition.name) has no value at the "
          + "estimates: '\(row.lhs) := \(row.rhs)'\(line) \(fault). It has no "
          + "standard error either.")
    }
  }
}
