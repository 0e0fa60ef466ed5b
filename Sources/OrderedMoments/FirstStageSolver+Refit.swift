package import LinearAlgebra

/// First stages of the same cases counted otherwise, as a bootstrap has them.
///
/// Where tables tell everything, that is of ordered variables without exogenous
/// ones, nothing is allocated.
extension FirstStageSolver {
  /// The largest |τ| of a threshold beyond which no case lies.
  private static let farthest = 8.0

  /// Estimates the statistics anew, and the variances that DWLS weighs by.
  ///
  /// A threshold without cases on one side of it is not estimated: its place
  /// keeps what it has.
  ///
  /// - Parameters:
  ///   - frequencies: How often each case counts.
  ///   - start: Correlations nearby, a column in the order of vech without the
  ///     diagonal.
  ///   - statistics: Takes the statistics in the layout's order.
  ///   - variances: Takes their variances times the size, as of independent
  ///     cases.
  ///   - isHeld: Takes which thresholds are not estimated.
  /// - Returns: False where a correlation or slope cannot be found.
  package func refit(
    _ frequencies: [Double], start: borrowing MatrixBuffer,
    statistics: borrowing MatrixBuffer, variances: borrowing MatrixBuffer,
    isHeld: inout [Bool]
  ) -> Bool {
    guard pairs.isCasewise else {
      return refitTables(
        frequencies, start: start, statistics: statistics,
        variances: variances, isHeld: &isHeld)
    }
    for k in isHeld.indices { isHeld[k] = false }
    setRowCounts(frequencies)
    guard let stage = try? solve(weights: frequencies, areFrequencies: true)
    else { return false }
    statistics.copy(from: stage.vector)
    variances.copy(from: stage.influences.independentVariances)
    return true
  }

  private func setRowCounts(_ frequencies: [Double]) {
    for r in rowCounts.indices { rowCounts[r] = 0 }
    for (number, row) in rows.rowOfCase.enumerated() {
      rowCounts[row] += frequencies[number]
    }
  }

  private func refitTables(
    _ frequencies: [Double], start: borrowing MatrixBuffer,
    statistics: borrowing MatrixBuffer, variances: borrowing MatrixBuffer,
    isHeld: inout [Bool]
  ) -> Bool {
    setRowCounts(frequencies)
    size = 0
    for count in rowCounts { size += count }
    for i in rows.categories.indices {
      refitMargin(
        i, statistics: statistics, variances: variances, isHeld: &isHeld)
      if sizes[i] <= 0 { return false }
    }
    for number in pairs.all.indices {
      let pair = pairs.all[number]
      solve(number, rowCounts, places[0], start: start[number])
      if isFound[number] == 0 { return false }
      statistics[pair.statistic] = correlations[number]
      variances[pair.statistic] = self.variances[number]
    }
    return true
  }

  private func refitMargin(
    _ i: Int, statistics: borrowing MatrixBuffer,
    variances: borrowing MatrixBuffer, isHeld: inout [Bool]
  ) {
    rows.addCategoryCounts(of: i, rowCounts, to: tally)
    var total = 0.0
    for k in 0..<rows.categories[i] { total += tally[k] }
    sizes[i] = total
    margins.set(i, counts: tally, total: total, farthest: Self.farthest)
    for (k, at) in layout.thresholds(of: i).enumerated() {
      let place = margins.starts[i] + k
      let p = margins.cumulative[place]
      let density = margins.density[place]
      isHeld[at] = abs(margins.thresholds[place]) >= Self.farthest
      if isHeld[at] { continue }
      statistics[at] = margins.thresholds[place]
      variances[at] = size / total * p * (1 - p) / (density * density)
    }
  }
}
