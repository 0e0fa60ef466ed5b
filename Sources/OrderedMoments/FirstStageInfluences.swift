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
  let influence: [Double]
  private let stored: Matrix
  private let pairVariances: [Double]
  private let thresholdInfluence: [Double]
  private let thresholdStarts: [Int]

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
    (thresholdInfluence, thresholdStarts) = Self.thresholdInfluences(
      layout, pairs, size: size, sizes, cumulative, density)
  }

  /// The number of rows.
  package var rowCount: Int { rows.count }
  /// The row of each case.
  package var rowOfCase: [Int] { rows.rowOfCase }

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
  ///   - factors: A factor of each statistic; `nil` for 1.
  ///   - roots: A factor of each row; `nil` for 1.
  ///   - block: Takes the influences, at least as many rows × statistics.
  ///   - first: The column there of the first statistic.
  func fill(
    _ range: Range<Int>, _ statistics: Range<Int>, factors: [Double]? = nil,
    roots: [Double]? = nil, into block: borrowing MatrixBuffer,
    from first: Int = 0
  ) {
    for at in statistics {
      let column = first + at - statistics.lowerBound
      let factor = factors?[at] ?? 1
      switch pairs.sources[at] {
      case .stored(let own):
        for (line, r) in range.enumerated() {
          block[line, column] = factor * (roots?[r] ?? 1) * stored[r, own]
        }
      case .threshold(let i, _):
        rows.places.lookUp(
          rows.columns[i], nil, height: rows.categories[i] + 1, rows: range,
          in: thresholdInfluence, at: thresholdStarts[at], factor: factor,
          factors: roots, into: block, column: column)
      case .pair(let number):
        let pair = pairs.all[number]
        guard let offset = pair.table else { continue }
        rows.places.lookUp(
          rows.columns[pair.first], rows.columns[pair.second],
          height: rows.categories[pair.first] + 1, rows: range, in: influence,
          at: offset, factor: factor, factors: roots, into: block,
          column: column)
      }
    }
  }

  /// The influence of each category, and of a missing value, on the thresholds
  /// that are looked up, one after the other, and the place of each one's first.
  private static func thresholdInfluences(
    _ layout: MomentLayout, _ pairs: FirstStagePairs, size: Double,
    _ sizes: [Double], _ cumulative: [Double], _ density: [Double]
  ) -> (values: [Double], starts: [Int]) {
    var values: [Double] = []
    var starts = [Int](repeating: -1, count: layout.thresholdCount)
    for (i, own) in sizes.enumerated() {
      let thresholds = layout.thresholds(of: i)
      for (k, at) in thresholds.enumerated() where pairs.columns[at] < 0 {
        starts[at] = values.count
        let factor = size / own
        let high = factor * (1 - cumulative[at]) / density[at]
        let low = -factor * cumulative[at] / density[at]
        for category in 0...thresholds.count {
          values.append(category <= k ? high : low)
        }
        values.append(0)
      }
    }
    return (values, starts)
  }
}
