import ModelSyntax

/// The indicators of latent variables whose loadings or intercepts are equal
/// across groups: what identifies latent means and variances in the groups
/// after the first.
struct EqualIndicators {
  private let twinsByKey: [ParameterKey: [Int]]
  /// The rows of loadings, by the block and the latent variable.
  private let loadings: [ParameterKey: [Int]]
  private let latent: [Set<String>]

  /// Sorts the rows.
  ///
  /// - Parameters:
  ///   - rows: The rows of all groups, with the labels of what is equal.
  ///   - roles: The roles of variables, by block.
  ///   - twinsByKey: The rows by their sides and level.
  init(
    _ rows: [ParameterRow], _ roles: [VariableRoles],
    _ twinsByKey: [ParameterKey: [Int]]
  ) {
    self.twinsByKey = twinsByKey
    latent = roles.map { Set($0.latent) }
    loadings = Dictionary(
      grouping: rows.indices.filter { rows[$0].op == .measurement }
    ) { ParameterKey(rows[$0].lhs, .measurement, block: rows[$0].block) }
  }

  /// Whether an indicator has the intercept of the first group, so that the
  /// latent mean of a row can be free; true without indicators.
  func identifyMean(_ index: Int, _ rows: [ParameterRow]) -> Bool {
    isIdentifiedMean(index, rows, depth: 0)
  }

  /// Whether an indicator has the loading of the first group, so that the
  /// latent variance of a row can be free; true without indicators.
  func identifyVariance(_ index: Int, _ rows: [ParameterRow]) -> Bool {
    let own = indicators(of: index, rows)
    return own.isEmpty
      || own.contains { isEqual(rows[$0].twinKey, rows[index].group, rows) }
  }

  private func isIdentifiedMean(
    _ index: Int, _ rows: [ParameterRow], depth: Int
  ) -> Bool {
    let own = indicators(of: index, rows)
    guard !own.isEmpty, depth < 10, let block = rows[index].blockIndex else {
      return true
    }
    let (group, level) = (rows[index].group, rows[index].level)
    return own.contains { loading in
      let key = ParameterKey(rows[loading].rhs, .intercept, block: level)
      guard isEqual(key, group, rows) else { return false }
      guard latent[block].contains(key.lhs),
        let mean = twin(of: key, in: group, rows),
        rows[mean].origin == .automatic
      else { return true }
      // A latent indicator's mean is about to be freed if it can be.
      return !isIdentifiedMean(mean, rows, depth: depth + 1)
    }
  }

  private func indicators(of index: Int, _ rows: [ParameterRow]) -> [Int] {
    loadings[
      ParameterKey(rows[index].lhs, .measurement, block: rows[index].block)]
      ?? []
  }

  private func twin(
    of key: ParameterKey, in group: Int?, _ rows: [ParameterRow]
  )
    -> Int?
  {
    twinsByKey[key]?.first { rows[$0].group == group }
  }

  /// Whether a parameter is the same in a group as in the first.
  private func isEqual(
    _ key: ParameterKey, _ group: Int?, _ rows: [ParameterRow]
  ) -> Bool {
    guard let first = twin(of: key, in: 1, rows),
      let own = twin(of: key, in: group, rows)
    else { return false }
    return !rows[own].isFree && !rows[first].isFree
      ? rows[own].fixedValue == rows[first].fixedValue
      : !rows[own].label.isEmpty && rows[own].label == rows[first].label
  }
}
