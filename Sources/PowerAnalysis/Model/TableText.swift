internal import ModelSyntax
internal import Specification
internal import VariableNames

/// The rows of a table that the text names, and its statements about
/// parameters, as a text again: with other values, and with labels.
struct TableText {
  /// A parameter of the text that is made.
  enum Value {
    case free
    case fixed(Double)
  }

  private let table: ParameterTable

  init(_ table: ParameterTable) { self.table = table }

  /// The text.
  ///
  /// - Parameters:
  ///   - labels: The labels that rows get, by their indices; rows of default
  ///     rules among them are written too.
  ///   - appended: Statements behind all others.
  ///   - value: What becomes of a row, by its index.
  /// - Returns: The text, a statement a line.
  func text(
    labels: [Int: String] = [:], appending appended: [String] = [],
    value: (Int, ParameterRow) -> Value
  ) -> String {
    var lines: [String] = []
    let groups = table.groupLabels.count
    for group in 1...max(groups, 1) {
      if groups > 1 { lines.append("group: \(group)") }
      for (index, row) in table.rows.enumerated()
      where row.block != nil && (row.group ?? 1) == group {
        guard row.origin == .user || labels[index] != nil else { continue }
        if row.op == .groupWeight { continue }
        lines.append(line(row, labels[index], value(index, row)))
      }
    }
    for row in table.rows where row.op.isConstraint && row.origin == .user {
      lines.append("\(row.lhs) \(row.op.rawValue) \(row.rhs)")
    }
    return (lines + appended).map { $0 + "\n" }.joined()
  }

  private func line(_ row: ParameterRow, _ label: String?, _ value: Value)
    -> String
  {
    var modifiers = ""
    switch value {
    case .free: modifiers += row.op == .threshold ? "" : "NA*"
    case .fixed(let number): modifiers += "\(number)*"
    }
    let own = row.label.isEmpty ? label ?? "" : row.label
    if !own.isEmpty { modifiers += "\(Printed.name(own))*" }
    if case .free = value {
      if let lower = row.lower { modifiers += "lower(\(lower))*" }
      if let upper = row.upper { modifiers += "upper(\(upper))*" }
    }
    let left = Self.written(row.lhs)
    return switch row.op {
    case .intercept: "\(left) ~ \(modifiers)1"
    default:
      "\(left) \(row.op.rawValue) \(modifiers)\(Self.written(row.rhs))"
    }
  }

  private static func written(_ variable: String) -> String {
    VariableProduct.factors(of: variable).map(Printed.name)
      .joined(separator: ":")
  }
}
