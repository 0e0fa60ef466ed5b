import ModelSyntax

extension ParameterTableBuilder {
  /// Takes the constraints of the groups' sizes out of all others; reports those
  /// that are inequalities, or bind other parameters too.
  ///
  /// - Parameter constraints: All constraints; those that stay.
  /// - Returns: The constraints of sizes alone.
  mutating func takeWeightConstraints(
    _ constraints: inout [ParameterConstraint]
  ) -> [ParameterConstraint] {
    let weights = Set(rows.indices.filter { rows[$0].op == .groupWeight })
    guard !weights.isEmpty else { return [] }
    var taken: [ParameterConstraint] = []
    for constraint in constraints {
      let used = constraint.expression.rows
      guard used.contains(where: weights.contains) else { continue }
      taken.append(constraint)
      if constraint.kind == .equality, weights.isSuperset(of: used) { continue }
      let place =
        rows[constraint.row].range
        ?? used.first(where: weights.contains).flatMap { rows[$0].range }
      fail(
        .modelGroupWeight,
        constraint.kind == .equality
          ? "a constraint ties the size of a group to another parameter"
          : "an inequality binds the size of a group",
        remedy: "Sizes (`group % w`) can be equal to each other or to numbers, "
          + "by labels or `==`.", at: place)
    }
    constraints.removeAll { constraint in
      taken.contains { $0.row == constraint.row }
    }
    return taken
  }
}
