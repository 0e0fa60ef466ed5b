internal import LinearAlgebra
internal import Probability
internal import RealModule

/// What cases with a value of one of a pair's two variables add to the pairwise
/// likelihood: the log-likelihood of that value, once for every pair (available
/// cases; Katsikatsou, Moustaki & Jamil, 2022).
final class SingleValues {
  private let categories: [Int]
  private let starts: [Int]
  /// How often each category counts, variable after variable.
  private let counts: MatrixBuffer
  /// How often each category counts among all cases.
  private let frequencies: MatrixBuffer
  private let countStarts: [Int]
  /// The second derivatives: of each threshold with itself, and with the next
  /// one.
  private let exact: MatrixBuffer
  private let expected: MatrixBuffer

  init(_ categories: [Int]) {
    self.categories = categories
    var starts: [Int] = []
    var countStarts: [Int] = []
    var (thresholds, cells) = (0, 0)
    for count in categories {
      starts.append(thresholds)
      countStarts.append(cells)
      thresholds += count - 1
      cells += count
    }
    self.starts = starts
    self.countStarts = countStarts
    counts = MatrixBuffer(rows: cells)
    frequencies = MatrixBuffer(rows: cells)
    exact = MatrixBuffer(rows: thresholds, columns: 2)
    expected = MatrixBuffer(rows: thresholds, columns: 2)
  }

  /// Forgets all cases.
  func clear() { counts.fill(0) }

  /// Counts the cases of a table that have one of the two values.
  func add(
    _ table: borrowing MatrixBuffer, offset: Int, _ i: Int, _ j: Int
  ) {
    let (rows, columns) = (categories[i], categories[j])
    for a in 0..<rows {
      counts[countStarts[i] + a] += table[offset + a + columns * (rows + 1)]
      var total = 0.0
      for b in 0...columns { total += table[offset + a + b * (rows + 1)] }
      frequencies[countStarts[i] + a] = total
    }
    for b in 0..<columns {
      counts[countStarts[j] + b] += table[offset + rows + b * (rows + 1)]
      var total = 0.0
      for a in 0...rows { total += table[offset + a + b * (rows + 1)] }
      frequencies[countStarts[j] + b] = total
    }
  }

  /// Σ m log q of all variables, m the counts and q the proportions of the
  /// categories among all cases.
  var entropy: Double {
    var entropy = 0.0
    for (i, count) in categories.enumerated() {
      let total = sum(frequencies, i)
      for a in 0..<count {
        let at = countStarts[i] + a
        if counts[at] > 0 {
          entropy += counts[at] * Double.log(frequencies[at] / total)
        }
      }
    }
    return entropy
  }

  /// The sum over a variable's categories.
  private func sum(_ counts: borrowing MatrixBuffer, _ i: Int) -> Double {
    var total = 0.0
    for a in 0..<categories[i] { total += counts[countStarts[i] + a] }
    return total
  }

  /// The probability of a category.
  private func probability(_ margins: OrderedMargins, _ i: Int, _ a: Int)
    -> Double
  {
    let first = starts[i] + a
    let upper = a == categories[i] - 1 ? 1 : margins.cumulative[first]
    return upper - (a == 0 ? 0 : margins.cumulative[first - 1])
  }

  /// Computes −Σ m log π, and its derivatives.
  ///
  /// - Parameters:
  ///   - margins: The thresholds.
  ///   - gradient: The sum that the first derivatives are added to.
  /// - Returns: −Σ m log π.
  func evaluate(
    _ margins: OrderedMargins, into gradient: borrowing MatrixBuffer
  ) -> Double {
    exact.fill(0)
    expected.fill(0)
    var value = 0.0
    for (i, count) in categories.enumerated() {
      let total = sum(counts, i)
      if total == 0 { continue }
      for a in 0..<count {
        let m = counts[countStarts[i] + a]
        let p = probability(margins, i, a)
        if m > 0 { value -= m * Double.log(p) }
        let ratio = m / p
        let above = starts[i] + a
        if a < count - 1 {
          let density = margins.density[above]
          gradient[above] -= ratio * density
          exact[above, 0] +=
            density * (density * ratio / p + ratio * margins.thresholds[above])
          expected[above, 0] += density * density * total / p
        }
        if a > 0 {
          let below = above - 1
          let density = margins.density[below]
          gradient[below] += ratio * density
          exact[below, 0] +=
            density * (density * ratio / p - ratio * margins.thresholds[below])
          expected[below, 0] += density * density * total / p
          if a < count - 1 {
            let product = density * margins.density[above]
            exact[below, 1] -= product * ratio / p
            expected[below, 1] -= product * total / p
          }
        }
      }
    }
    return value
  }

  /// Adds the second derivatives times the columns of a matrix.
  func addProduct(
    isExact: Bool, _ x: borrowing MatrixBuffer, scale: Double,
    to product: borrowing MatrixBuffer
  ) {
    let thresholds = exact.rows
    for column in 0..<x.columns {
      for k in 0..<thresholds {
        let own = scale * (isExact ? exact[k, 0] : expected[k, 0])
        let next = scale * (isExact ? exact[k, 1] : expected[k, 1])
        product[k, column] += own * x[k, column]
        if next == 0 { continue }
        product[k, column] += next * x[k + 1, column]
        product[k + 1, column] += next * x[k, column]
      }
    }
  }

  /// The score of a value: ∂ log π by the threshold below, and above it.
  func score(_ margins: OrderedMargins, _ i: Int, _ a: Int)
    -> (below: Double, above: Double)
  {
    let p = probability(margins, i, a)
    let above = starts[i] + a
    return (
      a == 0 ? 0 : -margins.density[above - 1] / p,
      a == categories[i] - 1 ? 0 : margins.density[above] / p
    )
  }
}
