extension ParameterTable {
  /// Whether the groups have nothing in common but the text: no constraint, and
  /// no label that says that parameters are equal.
  package var hasSeparateGroups: Bool {
    groupLabels.count > 1 && constraints.isEmpty
      && blockCount == groupLabels.count
  }

  /// One table for each group, of a model of that group alone; definitions are
  /// left out.
  ///
  /// - Returns: `nil` if the groups have constraints.
  package var separateGroups: [ParameterTable]? {
    guard hasSeparateGroups else { return nil }
    var rowsOfGroup = [[ParameterRow]](repeating: [], count: blockCount)
    var free = [Int](repeating: 0, count: blockCount)
    for row in rows {
      guard let block = row.blockIndex else { continue }
      var own = row
      own.block = 1
      own.group = 1
      own.id = rowsOfGroup[block].count + 1
      if own.isFree {
        free[block] += 1
        own.free = free[block]
      }
      rowsOfGroup[block].append(own)
    }
    return rowsOfGroup.enumerated().map { block, rows in
      var result = self
      result.rows = rows
      result.groupLabels = [""]
      result.roles = [roles[block]]
      result.definitions = []
      result.warnings = []
      result.lines = [:]
      return result
    }
  }
}
