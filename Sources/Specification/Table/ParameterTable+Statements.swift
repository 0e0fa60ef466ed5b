import ModelSyntax

extension ParameterTable {
  /// A constraint as messages name it: its text with its line, or what the
  /// default rules keep equal.
  package func name(of constraint: ParameterConstraint) -> String {
    let row = rows[constraint.row]
    if row.origin == .user {
      let text = "'\(row.lhs) \(row.op.rawValue) \(row.rhs)'"
      return lines[constraint.row].map { "\(text) (line \($0))" } ?? text
    }
    let sides = [row.lhs, row.rhs].compactMap { side in
      rows.first { $0.internalLabel == side }
    }
    guard sides.count == 2 else { return "the coding of effects" }
    let names = sides.map { side in
      let name = "'\(side.key)'"
      return groupLabels.count > 1
        ? "\(name) in group \(groupLabel(of: side))" : name
    }
    return "the equality of \(names[0]) and \(names[1])"
  }
}
