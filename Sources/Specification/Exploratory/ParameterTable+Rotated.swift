internal import ModelSyntax

extension ParameterTable {
  /// The table of rotated factors: all loadings of exploratory blocks are free,
  /// and the factors' covariances where these may be correlated.
  ///
  /// What the rotation holds is no row of it: as many equations as rows have
  /// become free, so that degrees of freedom are those of this table. Rows keep
  /// their places.
  ///
  /// - Parameter isOrthogonal: Whether the factors of blocks with a rotation of
  ///   their own stay uncorrelated.
  /// - Returns: The table.
  package func rotated(isOrthogonal: Bool) -> ParameterTable {
    var result = self
    let blocks = exploratoryBlocks
    for block in blocks {
      for row in block.loadings.joined() where !rows[row].isFree {
        result.rows[row].release()
        guard let leader = block.leader,
          let first = blocks[leader].loading(like: row, of: block)
        else { continue }
        result.holdEqual(first, row)
      }
      guard block.leader != nil || !isOrthogonal else { continue }
      for (index, one) in block.factors.enumerated() {
        for other in block.factors[(index + 1)...] {
          result.freeCovariance(one, other, like: block.loadings[0][0])
        }
      }
    }
    var count = 0
    for index in result.rows.indices where result.rows[index].isFree {
      count += 1
      result.rows[index].free = count
    }
    result.isRotated = true
    return result
  }

  private mutating func holdEqual(_ first: Int, _ second: Int) {
    let statement = ParameterRow(
      id: rows.count + 1, lhs: rows[first].internalLabel, op: .equal,
      rhs: rows[second].internalLabel, origin: .automatic, block: nil,
      group: nil, level: nil)
    constraints.append(
      ParameterConstraint(
        kind: .equality,
        expression: ParameterExpression(
          root: .binary(.subtract, .row(first), .row(second))),
        row: rows.count))
    rows.append(statement)
    for row in [first, second] where rows[row].label.isEmpty {
      rows[row].label = rows[first].internalLabel
    }
  }

  private mutating func freeCovariance(
    _ one: String, _ other: String, like row: Int
  ) {
    let block = rows[row].block
    let index = rows.firstIndex {
      $0.block == block && $0.op == .covariance
        && ($0.lhs == one && $0.rhs == other
          || $0.lhs == other && $0.rhs == one)
    }
    if let index {
      if !rows[index].isFree { rows[index].release() }
    } else {
      rows.append(
        ParameterRow(
          id: rows.count + 1, lhs: one, op: .covariance, rhs: other,
          origin: .automatic, block: block, group: rows[row].group,
          level: rows[row].level, free: 1))
    }
  }
}

extension ExploratoryBlock {
  /// The row of this block's loading that is that of a row of another one.
  fileprivate func loading(like row: Int, of other: ExploratoryBlock) -> Int? {
    for (own, others) in zip(loadings, other.loadings) {
      if let place = others.firstIndex(of: row) { return own[place] }
    }
    return nil
  }
}
