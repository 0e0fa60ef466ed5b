internal import ModelSyntax

extension ParameterTable {
  /// The table with auxiliary variables as saturated correlates (Graham,
  /// 2003): each has a mean and a variance, and covaries with every other one
  /// and with every observed variable, or with its residual.
  ///
  /// As many parameters as moments are added, so that they tell about missing
  /// values and leave the model's degrees of freedom as they are. The new rows
  /// stand last: those that expressions refer to keep their places.
  ///
  /// - Parameter names: Variables that the model does not have, each once.
  /// - Returns: The table.
  package func addingAuxiliary(_ names: [String]) -> ParameterTable {
    var result = self
    var free = freeCount
    for (index, roles) in roles.enumerated() {
      let group =
        rows.first { $0.blockIndex == index && $0.group != nil }?.group
        ?? index + 1
      func add(_ lhs: String, _ op: ModelOperator, _ rhs: String) {
        free += 1
        result.rows.append(
          ParameterRow(
            id: result.rows.count + 1, lhs: lhs, op: op, rhs: rhs,
            origin: .automatic, block: index + 1, group: group, free: free))
      }
      for (place, name) in names.enumerated() {
        add(name, .covariance, name)
        for other in names[(place + 1)...] { add(name, .covariance, other) }
        for other in roles.observed { add(name, .covariance, other) }
        if hasMeanStructure { add(name, .intercept, "") }
      }
      result.roles[index].observed += names
    }
    result.auxiliary = names
    return result
  }
}
