internal import ModelSyntax

extension ParameterTable {
  /// A table whose parameters are moments of the observed variables: some of
  /// the covariances, the others zero, and all means where the model has them.
  ///
  /// Regressions can join them. Moments of exogenous variables that the model
  /// fixes stay fixed.
  ///
  /// - Parameters:
  ///   - model: The model whose groups and variables the table takes.
  ///   - regressions: The free regressions of a block, dependent variables
  ///     first.
  ///   - pairs: The covariances of a block, variances among them.
  package init(
    momentsOf model: ParameterTable,
    regressions: (VariableRoles) -> [(String, String)] = { _ in [] },
    pairs: (VariableRoles) -> [(String, String)]
  ) {
    var rows: [ParameterRow] = []
    var free = 0
    var firstOfBlock: [Int: ParameterRow] = [:]
    var fixedKeys: Set<MomentKey> = []
    for row in model.rows {
      guard let block = row.block else { continue }
      if firstOfBlock[block] == nil { firstOfBlock[block] = row }
      if row.isExogenous {
        fixedKeys.insert(MomentKey(row.lhs, row.op, row.rhs, block))
        fixedKeys.insert(MomentKey(row.rhs, row.op, row.lhs, block))
      }
    }
    func add(_ lhs: String, _ op: ModelOperator, _ rhs: String, _ block: Int) {
      let own = firstOfBlock[block]
      let isFixed = fixedKeys.contains(MomentKey(lhs, op, rhs, block))
      if !isFixed { free += 1 }
      rows.append(
        ParameterRow(
          id: rows.count + 1, lhs: lhs, op: op, rhs: rhs, origin: .automatic,
          block: block, group: own?.group ?? block, level: own?.level ?? 1,
          free: isFixed ? nil : free, isExogenous: isFixed))
    }
    var allRoles: [VariableRoles] = []
    for (index, roles) in model.roles.enumerated() {
      let block = index + 1
      for (one, two) in regressions(roles) { add(one, .regression, two, block) }
      for (one, two) in pairs(roles) { add(one, .covariance, two, block) }
      if model.hasMeanStructure {
        for name in roles.observed { add(name, .intercept, "", block) }
      }
      allRoles.append(VariableRoles(observed: roles.observed))
    }
    self.init(
      rows: rows, groupLabels: model.groupLabels, roles: allRoles,
      hasMeanStructure: model.hasMeanStructure, constraints: [],
      definitions: [])
    conditionsOnExogenous = model.conditionsOnExogenous
  }

  /// The same table with the thresholds of a model's ordered variables free,
  /// and with nothing else of them.
  package func withResponses(of model: ParameterTable) -> ParameterTable {
    guard model.hasOrdered else { return self }
    var result = self
    var free = 0
    for index in result.rows.indices {
      let row = result.rows[index]
      if !row.isFree { continue }
      let isOrdered =
        row.blockIndex.map {
          model.thresholdCounts(block: $0)[row.lhs] != nil
        } ?? false
      if isOrdered, row.key.isVariance || row.op == .intercept {
        result.rows[index].free = nil
        result.rows[index].fixedValue = row.op == .intercept ? 0 : 1
      } else {
        free += 1
        result.rows[index].free = free
      }
    }
    for row in model.rows where row.op == .threshold {
      free += 1
      result.rows.append(
        ParameterRow(
          row.key, id: result.rows.count + 1, origin: .automatic,
          group: row.group, level: row.level, free: free))
    }
    return result
  }
}

/// The moment that a parameter of a block belongs to.
private struct MomentKey: Hashable {
  var lhs: String
  var op: ModelOperator
  var rhs: String
  var block: Int

  init(_ lhs: String, _ op: ModelOperator, _ rhs: String, _ block: Int) {
    self.lhs = lhs
    self.op = op
    self.rhs = rhs
    self.block = block
  }
}
