package import LinearAlgebra

/// The influence of cases on first-stage statistics: rows × statistics, most of
/// them by lookups.
///
/// A row stands for the cases that `counts` says. What is looked up is never
/// stored: blocks of rows are filled where a product needs them.
package struct FirstStageInfluences: Sendable {
  /// The places of the statistics.
  package let layout: MomentLayout
  let rows: FirstStageRows
  let pairs: FirstStagePairs
  /// The number of cases, or the sum of their weights, that each row stands
  /// for.
  package let counts: [Double]
  /// What the products of each row's influences are multiplied by where cases
  /// have sampling weights: the sums of their squares.
  let spreads: [Double]?
  /// The effective size: the sum of the counts.
  package let size: Double
  private let sizes: [Double]
  private let cumulative: [Double]
  private let density: [Double]
  let tables: [Double]
  private let influence: [Double]
  private let stored: Matrix
  private let pairVariances: [Double]

  init(
    layout: MomentLayout, rows: FirstStageRows, pairs: FirstStagePairs,
    counts: [Double], spreads: [Double]?, size: Double, sizes: [Double],
    cumulative: [Double],
    density: [Double], tables: [Double], influence: [Double], stored: Matrix,
    pairVariances: [Double]
  ) {
    self.layout = layout
    self.rows = rows
    self.pairs = pairs
    self.counts = counts
    self.spreads = spreads
    self.size = size
    self.sizes = sizes
    self.cumulative = cumulative
    self.density = density
    self.tables = tables
    self.influence = influence
    self.stored = stored
    self.pairVariances = pairVariances
  }

  /// The number of rows.
  package var rowCount: Int { rows.count }
  /// The row of each case.
  package var rowOfCase: [Int] { rows.rowOfCase }

  /// The number of cases with a value of each variable, by their counts.
  package var sizeOfVariable: [Double] { sizes }

  /// The counts of a pair's table, categories of the earlier variable ×
  /// categories of the later one; `nil` unless both are ordered and there are
  /// no exogenous variables.
  package func table(_ first: Int, _ second: Int) -> Matrix? {
    let (i, j) = (min(first, second), max(first, second))
    guard
      let pair = pairs.all.first(where: { $0.first == i && $0.second == j }),
      let offset = pair.table
    else { return nil }
    var result = Matrix(
      rows: rows.categories[i], columns: rows.categories[j])
    for b in 0..<result.columns {
      for a in 0..<result.rows {
        result[a, b] = tables[offset + a + b * (result.rows + 1)]
      }
    }
    return result
  }

  /// The pairs of variables, in the order of vech.
  var places: [Place] {
    pairs.all.enumerated().map {
      Place(number: $0, first: $1.first, second: $1.second)
    }
  }

  /// The number of cases in each category of an ordered variable.
  package func categoryCounts(_ variable: Int) -> [Double] {
    rows.categoryCounts(of: variable, counts)
  }

  /// The number of cases with values of two variables, by their counts.
  package func pairSize(_ i: Int, _ j: Int) -> Double {
    rows.pairSize(i, j, counts)
  }

  /// The stored influence of a row on a statistic.
  func storedInfluence(_ row: Int, _ statistic: Int) -> Double {
    stored[row, pairs.columns[statistic]]
  }

  /// The cluster of each row; `nil` for independent cases.
  var clusters: [Int]? { rows.clusters }

  /// Whether cases are independent and count once.
  var isSimple: Bool { spreads == nil && clusters == nil }

  /// The variance of each statistic times the size.
  package var variances: [Double] {
    clusters == nil ? independentVariances : sumsOfSquares()
  }

  /// The variance of each statistic times the size as if cases were
  /// independent, by which DWLS weighs.
  package var independentVariances: [Double] {
    guard spreads == nil else { return sumsOfSquares(byClusters: false) }
    var result = [Double](repeating: 0, count: layout.count)
    for (at, column) in pairs.columns.enumerated() where column >= 0 {
      var sum = 0.0
      for r in 0..<rows.count {
        sum += counts[r] * stored[r, column] * stored[r, column]
      }
      result[at] = sum / size
    }
    for (i, own) in sizes.enumerated() {
      for at in layout.thresholds(of: i) where pairs.columns[at] < 0 {
        let p = cumulative[at]
        result[at] = size / own * p * (1 - p) / (density[at] * density[at])
      }
    }
    for (number, pair) in pairs.all.enumerated() where pair.table != nil {
      result[pair.statistic] = pairVariances[number]
    }
    return result
  }

  /// Fills the matrix for some rows and statistics.
  ///
  /// - Parameters:
  ///   - range: The rows.
  ///   - statistics: The statistics.
  ///   - block: Takes the influences, at least as many rows × statistics.
  func fill(
    _ range: Range<Int>, _ statistics: Range<Int>,
    into block: borrowing MatrixBuffer
  ) {
    for (column, at) in statistics.enumerated() {
      switch pairs.sources[at] {
      case .stored(let own):
        for (line, r) in range.enumerated() {
          block[line, column] = stored[r, own]
        }
      case .threshold(let i, let k):
        fillThreshold(i, k, at, range, into: block, column)
      case .pair(let number):
        fillPair(pairs.all[number], range, into: block, column)
      }
    }
  }

  private func fillThreshold(
    _ i: Int, _ k: Int, _ at: Int, _ range: Range<Int>,
    into block: borrowing MatrixBuffer, _ column: Int
  ) {
    let factor = size / sizes[i]
    let first = rows.columns[i] * rows.count
    let high = factor * (1 - cumulative[at]) / density[at]
    let low = -factor * cumulative[at] / density[at]
    for (line, r) in range.enumerated() {
      let code = rows.codes[first + r]
      block[line, column] =
        code == FirstStageColumn.missingCode
        ? 0 : Int(code) <= k ? high : low
    }
  }

  private func fillPair(
    _ pair: FirstStagePairs.Pair, _ range: Range<Int>,
    into block: borrowing MatrixBuffer, _ column: Int
  ) {
    guard let offset = pair.table else { return }
    let (height, width) = (
      rows.categories[pair.first], rows.categories[pair.second]
    )
    let first = rows.columns[pair.first] * rows.count
    let second = rows.columns[pair.second] * rows.count
    for (line, r) in range.enumerated() {
      let a = min(Int(rows.codes[first + r]), height)
      let b = min(Int(rows.codes[second + r]), width)
      block[line, column] = influence[offset + a + b * (height + 1)]
    }
  }
}
