package import LinearAlgebra

/// The influence of cases on first-stage statistics: rows × statistics, by
/// lookups.
///
/// A row stands for the cases that `counts` says. The matrix is never stored:
/// blocks of it are filled where a product needs them.
package struct FirstStageInfluences: Sendable {
  /// The places of the statistics.
  package let layout: MomentLayout
  private let rows: FirstStageRows
  private let pairs: FirstStagePairs
  /// The number of cases, or the sum of their weights, that each row stands
  /// for.
  package let counts: [Double]
  /// The effective size: the sum of the counts.
  package let size: Double
  private let sizes: [Double]
  private let cumulative: [Double]
  private let density: [Double]
  private let continuous: [ContinuousMargin]
  private let standardized: Matrix
  private let tables: [Double]
  private let influence: [Double]
  private let mixed: Matrix
  private let coefficients: [Double]
  private let pairVariances: [Double]

  init(
    layout: MomentLayout, rows: FirstStageRows, pairs: FirstStagePairs,
    counts: [Double], size: Double, sizes: [Double], cumulative: [Double],
    density: [Double], continuous: [ContinuousMargin], standardized: Matrix,
    tables: [Double], influence: [Double], mixed: Matrix,
    coefficients: [Double], pairVariances: [Double]
  ) {
    self.layout = layout
    self.rows = rows
    self.pairs = pairs
    self.counts = counts
    self.size = size
    self.sizes = sizes
    self.cumulative = cumulative
    self.density = density
    self.continuous = continuous
    self.standardized = standardized
    self.tables = tables
    self.influence = influence
    self.mixed = mixed
    self.coefficients = coefficients
    self.pairVariances = pairVariances
  }

  /// The number of rows.
  package var rowCount: Int { rows.count }
  /// The row of each case.
  package var rowOfCase: [Int] { rows.rowOfCase }

  /// The counts of a pair's table, categories of the earlier variable ×
  /// categories of the later one; `nil` unless both are ordered.
  package func table(_ first: Int, _ second: Int) -> Matrix? {
    let (i, j) = (min(first, second), max(first, second))
    guard
      let pair = pairs.all.first(where: { $0.first == i && $0.second == j }),
      case .polychoric(let offset) = pair.kind
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

  /// The variance of each statistic times the size.
  package var variances: [Double] {
    var result = [Double](repeating: 0, count: layout.count)
    for (i, categories) in rows.categories.enumerated() {
      let factor = size / sizes[i]
      if categories > 0 {
        for at in layout.thresholds(of: i) {
          let p = cumulative[at]
          result[at] = factor * p * (1 - p) / (density[at] * density[at])
        }
        continue
      }
      let margin = continuous[rows.columns[i]]
      var (mean, variance) = (0.0, 0.0)
      for r in 0..<rows.count {
        let z = standardized[r, rows.columns[i]]
        if z.isNaN { continue }
        let onMean = factor * margin.influenceOnMean(z)
        let onVariance = factor * margin.influenceOnVariance(z)
        mean += counts[r] * onMean * onMean
        variance += counts[r] * onVariance * onVariance
      }
      result[layout.index(of: .mean(i))] = mean / size
      result[layout.index(of: .covariance(i, i))] = variance / size
    }
    for (number, pair) in pairs.all.enumerated() {
      result[layout.index(of: .covariance(pair.first, pair.second))] =
        pairVariances[number]
    }
    return result
  }

  /// Fills columns of the matrix for some rows.
  ///
  /// - Parameters:
  ///   - range: The rows.
  ///   - isRooted: Whether rows are multiplied by the roots of their counts.
  ///   - block: Takes the influences, at least as many rows × statistics.
  func fill(
    _ range: Range<Int>, isRooted: Bool, into block: borrowing MatrixBuffer
  ) {
    for (i, categories) in rows.categories.enumerated() {
      let factor = size / sizes[i]
      let column = rows.columns[i]
      if categories > 0 {
        for (k, at) in layout.thresholds(of: i).enumerated() {
          let high = factor * (1 - cumulative[at]) / density[at]
          let low = -factor * cumulative[at] / density[at]
          for (line, r) in range.enumerated() {
            let code = rows.codes[column * rows.count + r]
            block[line, at] =
              code == FirstStageColumn.missingCode
              ? 0 : Int(code) <= k ? high : low
          }
        }
        continue
      }
      let margin = continuous[column]
      let mean = layout.index(of: .mean(i))
      let variance = layout.index(of: .covariance(i, i))
      for (line, r) in range.enumerated() {
        let z = standardized[r, column]
        block[line, mean] = z.isNaN ? 0 : factor * margin.influenceOnMean(z)
        block[line, variance] =
          z.isNaN ? 0 : factor * margin.influenceOnVariance(z)
      }
    }
    for pair in pairs.all { fill(pair, range, into: block) }
    if !isRooted { return }
    for (line, r) in range.enumerated() where counts[r] != 1 {
      let root = counts[r].squareRoot()
      for column in 0..<layout.count { block[line, column] *= root }
    }
  }

  private func fill(
    _ pair: FirstStagePairs.Pair, _ range: Range<Int>,
    into block: borrowing MatrixBuffer
  ) {
    let (i, j) = (pair.first, pair.second)
    let at = layout.index(of: .covariance(i, j))
    switch pair.kind {
    case .polychoric(let offset):
      let (height, width) = (rows.categories[i], rows.categories[j])
      let first = rows.columns[i] * rows.count
      let second = rows.columns[j] * rows.count
      for (line, r) in range.enumerated() {
        let a = min(Int(rows.codes[first + r]), height)
        let b = min(Int(rows.codes[second + r]), width)
        block[line, at] = influence[offset + a + b * (height + 1)]
      }
    case .polyserial(let column):
      for (line, r) in range.enumerated() {
        block[line, at] = mixed[r, column]
      }
    case .pearson(let offset):
      for (line, r) in range.enumerated() {
        block[line, at] = PearsonPair.influence(
          standardized[r, rows.columns[i]], standardized[r, rows.columns[j]]
        ) { coefficients[offset + $0] }
      }
    }
  }
}
