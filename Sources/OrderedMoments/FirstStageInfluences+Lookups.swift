internal import LinearAlgebra

extension FirstStageInfluences {
  /// The fewest variables, and the fewest rows, from which products of rows are
  /// summed up by tables of three variables.
  private static let fewestVariables = 12
  private static let fewestRows = 256

  /// The tables of the influences on correlations of ordered variables of few
  /// categories, and the statistics that are left.
  ///
  /// - Parameters:
  ///   - statistics: The statistics.
  ///   - factors: A factor of each statistic.
  /// - Returns: The tables; `nil` where they are too few to pay, and without all
  ///   pairs of their variables.
  func lookups(_ statistics: [Range<Int>], factors: [Double])
    -> (tables: PairTables, left: [Range<Int>])?
  {
    guard clusters == nil, rowCount >= Self.fewestRows else { return nil }
    var variables: [Int] = []
    for i in 0..<layout.variableCount where layout.isOrdered(i) {
      if rows.places.hasFewCodes(rows.columns[i]) { variables.append(i) }
    }
    guard variables.count >= Self.fewestVariables else { return nil }
    let kept = Set(variables)
    var isLeft = [Bool](repeating: false, count: layout.count)
    for at in statistics.joined() { isLeft[at] = true }
    var cells = influence
    var starts = [Int](
      repeating: -1, count: layout.variableCount * layout.variableCount)
    for pair in pairs.all
    where kept.contains(pair.first) && kept.contains(pair.second) {
      guard let offset = pair.table, isLeft[pair.statistic] else { return nil }
      isLeft[pair.statistic] = false
      starts[pair.first + pair.second * layout.variableCount] = offset
      let size =
        (rows.categories[pair.first] + 1) * (rows.categories[pair.second] + 1)
      for at in offset..<offset + size {
        cells[at] *= factors[pair.statistic]
      }
    }
    let categories = rows.categories
    let count = layout.variableCount
    return (
      PairTables(columns: variables.map { rows.columns[$0] }, cells: cells) {
        first, second in
        (
          start: starts[variables[first] + variables[second] * count],
          stride: categories[variables[first]] + 1
        )
      },
      statistics.flatMap { $0.split { !isLeft[$0] } }
    )
  }
}
