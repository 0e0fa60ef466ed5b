internal import LinearAlgebra
internal import Probability
internal import RealModule

/// The polychoric correlation of two ordered variables by two-step maximum
/// likelihood (Olsson, 1979), and the influence of a case on it.
///
/// One of these serves pair after pair of one thread.
final class PolychoricPair {
  /// The correlation, and whether one was found.
  private(set) var correlation = 0.0
  private(set) var isFound = false
  /// The asymptotic variance of the correlation times the size.
  private(set) var variance = 0.0

  private let grid: CornerGrid
  private let normal = NormalTable.shared
  /// π, π′/π of cells, rows × columns.
  private let probability: MatrixBuffer
  private let score: MatrixBuffer
  /// The counts that the likelihood takes.
  private let counts: MatrixBuffer
  /// Sums over the cells beside a threshold, and the influence of thresholds.
  private let rowPart: MatrixBuffer
  private let columnPart: MatrixBuffer
  private let quotient: MatrixBuffer

  /// The largest |ρ| that is a correlation, and not a table whose empty cells
  /// let it grow to 1.
  static let limit = 0.9999
  /// The probability under which the corners of a cell cancel too much.
  private static let smallProbability = 1e-6

  /// Makes room for tables of at most so many categories.
  init(categories: Int) {
    grid = CornerGrid(categories: categories)
    let count = categories * categories
    probability = MatrixBuffer(rows: count)
    score = MatrixBuffer(rows: count)
    counts = MatrixBuffer(rows: count)
    quotient = MatrixBuffer(rows: count)
    rowPart = MatrixBuffer(rows: categories + 1)
    columnPart = MatrixBuffer(rows: categories + 1)
  }

  /// Maximizes the likelihood of a table.
  ///
  /// - Parameters:
  ///   - table: The table, its rows one longer than the categories.
  ///   - offset: The place of its first cell.
  ///   - margins: The thresholds.
  ///   - i: The variable of the rows.
  ///   - j: The variable of the columns.
  ///   - options: The treatment of empty cells.
  func estimate(
    _ table: borrowing MatrixBuffer, offset: Int, _ margins: OrderedMargins,
    _ i: Int, _ j: Int, _ options: borrowing FirstStageOptions
  ) {
    let rows = margins.categories[i]
    let columns = margins.categories[j]
    isFound = false
    let emptyCount = takeCounts(
      table, offset: offset, rows, columns, options)
    // Two categories each, and two empty cells: no correlation but ±1.
    if rows == 2, columns == 2, emptyCount > 1 { return }
    grid.take(margins, i, j)
    grid.set(start(margins, i, j))
    var lower = -1.0
    var upper = 1.0
    for _ in 0..<100 {
      grid.setDensities()
      let rho = grid.correlation
      let slopes = derivatives(rows, columns)
      let step = Self.step(slopes)
      if abs(step) <= Self.tolerance * (1 - rho * rho) {
        if grid.isExact {
          grid.shift(to: rho + step)
          isFound = abs(grid.correlation) <= Self.limit
          break
        }
        grid.set(rho)
        // The steps' derivatives may have erred on the side of the root.
        lower = min(lower, rho - 1e-3)
        upper = max(upper, rho + 1e-3)
        continue
      }
      if slopes.first > 0 { lower = rho } else { upper = rho }
      if max(lower, -upper) > Self.limit { break }
      var next = rho + step
      if !(next > lower && next < upper) { next = 0.5 * (lower + upper) }
      if abs(next - rho) <= 0.1 * (1 - rho * rho),
        max(abs(rho), abs(next)) < 0.9
      {
        grid.move(to: next)
      } else {
        grid.set(next)
      }
    }
    correlation = grid.correlation
  }

  /// The step, over 1 − ρ², behind which the next one is below 1e-11: Halley's
  /// error is a multiple of the third power.
  private static let tolerance = 1e-4

  /// Halley's step, or Newton's where that does not ascend; NaN where neither
  /// does.
  private static func step(
    _ slopes: (first: Double, second: Double, third: Double)
  ) -> Double {
    guard slopes.second < 0 else { return .nan }
    let newton = -slopes.first / slopes.second
    let factor = 1 + 0.5 * newton * slopes.third / slopes.second
    return factor > 0.5 && factor < 2 ? newton / factor : newton
  }

  /// Takes the counts, with something in empty cells where that is asked for.
  ///
  /// - Returns: The number of empty cells.
  private func takeCounts(
    _ table: borrowing MatrixBuffer, offset: Int, _ rows: Int, _ columns: Int,
    _ options: borrowing FirstStageOptions
  ) -> Int {
    let isTwoByTwo = rows == 2 && columns == 2
    let added =
      isTwoByTwo
      ? options.emptyCells.addedToTwoByTwo : options.emptyCells.addedToOthers
    for b in 0..<columns {
      for a in 0..<rows {
        counts[a + b * rows] = table[offset + a + b * (rows + 1)]
      }
    }
    var emptyCount = 0
    for b in 0..<columns {
      for a in 0..<rows where table[offset + a + b * (rows + 1)] == 0 {
        emptyCount += 1
        counts[a + b * rows] += added
        if isTwoByTwo, options.emptyCells.keepsMargins {
          counts[1 - a + b * 2] -= added
          counts[a + (1 - b) * 2] -= added
          counts[1 - a + (1 - b) * 2] += added
        }
      }
    }
    return emptyCount
  }

  /// The correlation at which the codes have the covariance of the table, by
  /// the tetrachoric series (Pearson, 1900), summed over all pairs of
  /// thresholds.
  private func start(_ margins: OrderedMargins, _ i: Int, _ j: Int) -> Double {
    let rows = margins.categories[i]
    var (total, first, second, both) = (0.0, 0.0, 0.0, 0.0)
    for b in 0..<margins.categories[j] {
      for a in 0..<rows {
        let count = counts[a + b * rows]
        total += count
        first += count * Double(a)
        second += count * Double(b)
        both += count * Double(a * b)
      }
    }
    let covariance = (both - first * second / total) / total
    var rho = covariance / (margins.series[0, i] * margins.series[0, j])
    guard rho.isFinite else { return 0 }
    rho = min(max(rho, -0.9), 0.9)
    for _ in 0..<8 {
      var value = 0.0
      var slope = 0.0
      for k in stride(from: OrderedMargins.termCount - 1, through: 0, by: -1) {
        let term = margins.series[k, i] * margins.series[k, j]
        slope = slope * rho + value
        value = value * rho + term
      }
      // Σ c ρ^(k + 1) = ρ · value.
      let change =
        (covariance - rho * value) / (value + rho * slope)
      guard change.isFinite else { break }
      let next = min(max(rho + change, -0.9), 0.9)
      let isNear = abs(next - rho) < 1e-3
      rho = next
      if isNear { break }
    }
    return rho
  }

  /// Computes the cells' probabilities and scores.
  ///
  /// - Returns: The derivatives of the log-likelihood by ρ.
  private func derivatives(_ rows: Int, _ columns: Int)
    -> (first: Double, second: Double, third: Double)
  {
    var (sum, curvature, third) = (0.0, 0.0, 0.0)
    for b in 0..<columns {
      for a in 0..<rows {
        var p = grid.probability(a, b)
        let count = counts[a + b * rows]
        if count != 0, p < Self.smallProbability {
          p = grid.smallProbability(a, b)
        }
        probability[a + b * rows] = p
        guard p > 0 else {
          score[a + b * rows] = 0
          if count > 0 {
            // Impossible here: ρ is too far from 0.
            sum = grid.correlation > 0 ? -.infinity : .infinity
          }
          continue
        }
        let ratio = grid.firstDerivative(a, b) / p
        score[a + b * rows] = ratio
        if count == 0 { continue }
        sum += count * ratio
        let bend = grid.secondDerivative(a, b) / p
        curvature += count * (bend - ratio * ratio)
        third +=
          count
          * (grid.thirdDerivative(a, b) / p
            - ratio * (3 * bend - 2 * ratio * ratio))
      }
    }
    return (sum, curvature, third)
  }

  /// Computes the influence of a case in each cell on the correlation, and the
  /// correlation's variance.
  ///
  /// The influence is [N S − Σ I₂₁ IF_τ]/I₂₂ with the score S = π′/π and
  /// outer products of scores for all information (Muthén, 1984; Muthén &
  /// Satorra, 1995). Row and column after the last category are those of cases
  /// without a value.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - influence: The influences, in the form of the table.
  ///   - offset: The place of the first cell of both.
  ///   - margins: The thresholds.
  ///   - i: The variable of the rows.
  ///   - j: The variable of the columns.
  ///   - size: The size of the sample.
  ///   - scales: By how much the influence of a case on thresholds counts for
  ///     more because other cases have no value of each variable.
  func setInfluence(
    _ table: borrowing MatrixBuffer, into influence: borrowing MatrixBuffer,
    offset: Int, _ margins: OrderedMargins, _ i: Int, _ j: Int,
    size: Double, scales: (row: Double, column: Double)
  ) {
    let rows = margins.categories[i]
    let columns = margins.categories[j]
    _ = derivatives(rows, columns)
    var information = 0.0
    for b in 0..<columns {
      for a in 0..<rows {
        let at = a + b * rows
        let count = table[offset + a + b * (rows + 1)]
        let p = probability[at]
        let s = score[at]
        information += count * s * s
        quotient[at] = count == 0 || p <= 0 ? 0 : count * s / p
      }
    }
    setParts(margins, i, j, scales)
    var total = 0.0
    for b in 0...columns {
      for a in 0...rows {
        let isObserved = a < rows && b < columns
        var value = isObserved ? size * score[a + b * rows] : 0
        value -= rowPart[a] + columnPart[b]
        value /= information
        let at = offset + a + b * (rows + 1)
        influence[at] = value
        total += table[at] * value * value
      }
    }
    variance = total / size
  }

  /// Computes Σ I₂₁ IF_τ of both variables, by category.
  private func setParts(
    _ margins: OrderedMargins, _ i: Int, _ j: Int,
    _ scales: (row: Double, column: Double)
  ) {
    let rows = margins.categories[i]
    let columns = margins.categories[j]
    let rho = grid.correlation
    let inverse = 1 / ((1 - rho) * (1 + rho)).squareRoot()
    let slopes = (rho: rho, inverse: inverse)
    setPart(
      rowPart, margins, i, slopes, strides: (1, rows), scale: scales.row,
      otherCount: columns
    ) { grid.columnLimit($0 + 1) }
    setPart(
      columnPart, margins, j, slopes, strides: (rows, 1), scale: scales.column,
      otherCount: rows
    ) { grid.rowLimit($0 + 1) }
  }

  /// Computes Σ I₂₁ IF_τ of one variable, by category; 0 where it is missing.
  ///
  /// `strides` tell how far the cells of the next category of this variable are,
  /// and of the other one, whose categories end at `limit`.
  @inline(__always)
  private func setPart(
    _ part: borrowing MatrixBuffer, _ margins: OrderedMargins, _ variable: Int,
    _ slopes: (rho: Double, inverse: Double), strides: (own: Int, other: Int),
    scale: Double, otherCount: Int, limit: (Int) -> Double
  ) {
    let count = margins.categories[variable]
    var above = 0.0
    var constant = 0.0
    part[count] = 0
    part[count - 1] = 0
    // From the highest threshold down: a case at or below one counts for it.
    for k in stride(from: count - 2, through: 0, by: -1) {
      let at = margins.starts[variable] + k
      let threshold = margins.thresholds[at]
      var sum = 0.0
      var before = 0.0
      for other in 0..<otherCount {
        let below =
          other == otherCount - 1
          ? 1
          : normal.cumulative(
            (limit(other) - slopes.rho * threshold) * slopes.inverse)
        let cell = k * strides.own + other * strides.other
        sum +=
          (below - before) * (quotient[cell] - quotient[cell + strides.own])
        before = below
      }
      // φ(τ) of I₂₁ and 1/φ(τ) of IF_τ cancel.
      above += sum
      constant += sum * margins.cumulative[at]
      part[k] = above
    }
    for k in 0..<count { part[k] = scale * (part[k] - constant) }
  }
}
