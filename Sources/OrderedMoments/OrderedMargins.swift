internal import LinearAlgebra
internal import Probability

/// The thresholds of all ordered variables, by the proportions of categories,
/// and what is looked up at them.
final class OrderedMargins {
  /// The number of thresholds before those of each variable.
  let starts: [Int]
  /// The number of categories of each variable, 0 for a continuous one.
  let categories: [Int]
  /// τ.
  let thresholds: MatrixBuffer
  /// Φ(τ).
  let cumulative: MatrixBuffer
  /// φ(τ).
  let density: MatrixBuffer
  /// Σφ(τ)He_k(τ)/√(k + 1)! of each variable, k from 0: the covariance of two
  /// variables' codes is the sum over k of both times ρ^(k + 1).
  let series: MatrixBuffer
  /// The number of these terms.
  static let termCount = 10

  init(categories: [Int]) {
    self.categories = categories
    var starts: [Int] = []
    var total = 0
    for count in categories {
      starts.append(total)
      total += max(count - 1, 0)
    }
    self.starts = starts
    thresholds = MatrixBuffer(rows: total)
    cumulative = MatrixBuffer(rows: total)
    density = MatrixBuffer(rows: total)
    series = MatrixBuffer(rows: Self.termCount, columns: categories.count)
  }

  /// Takes the thresholds of a variable from the counts of its categories.
  ///
  /// - Parameters:
  ///   - variable: The variable.
  ///   - counts: The number of cases in a category.
  ///   - total: Their sum.
  func set(_ variable: Int, counts: (Int) -> Double, total: Double) {
    var below = 0.0
    let start = starts[variable]
    for k in 0..<max(categories[variable] - 1, 0) {
      below += counts(k)
      let threshold = NormalDistribution.quantile(below / total)
      thresholds[start + k] = threshold
      cumulative[start + k] = NormalDistribution.cumulative(threshold)
      density[start + k] = NormalDistribution.density(threshold)
    }
    setSeries(variable)
  }

  /// The same, with thresholds beyond which no case lies at a finite place.
  ///
  /// - Parameters:
  ///   - variable: The variable.
  ///   - counts: The number of cases in each category.
  ///   - total: Their sum.
  ///   - farthest: The largest |τ|.
  func set(
    _ variable: Int, counts: borrowing MatrixBuffer, total: Double,
    farthest: Double
  ) {
    var below = 0.0
    let start = starts[variable]
    for k in 0..<max(categories[variable] - 1, 0) {
      below += counts[k]
      let threshold = min(
        max(NormalDistribution.quantile(below / total), -farthest), farthest)
      thresholds[start + k] = threshold
      cumulative[start + k] = NormalDistribution.cumulative(threshold)
      density[start + k] = NormalDistribution.density(threshold)
    }
    setSeries(variable)
  }

  private func setSeries(_ variable: Int) {
    for k in 0..<Self.termCount { series[k, variable] = 0 }
    let start = starts[variable]
    for k in 0..<max(categories[variable] - 1, 0) {
      let x = thresholds[start + k]
      guard x.isFinite else { continue }
      // He_k/√(k + 1)!, by the recurrence of Hermite's polynomials.
      var (before, value) = (0.0, density[start + k])
      for term in 0..<Self.termCount {
        series[term, variable] += value
        let n = Double(term)
        let next =
          (x * value - (n / (n + 1).squareRoot()) * before)
          / (n + 2).squareRoot()
        (before, value) = (value, next)
      }
    }
  }

  /// Takes the thresholds of all variables.
  ///
  /// - Parameter values: The thresholds, variable after variable, and anything
  ///   behind them.
  /// - Returns: False if those of a variable do not increase.
  func set(_ values: borrowing MatrixBuffer) -> Bool {
    for (i, count) in categories.enumerated() {
      var before = -Double.infinity
      for at in starts[i]..<starts[i] + max(count - 1, 0) {
        let threshold = values[at]
        guard threshold > before, threshold < .infinity else { return false }
        before = threshold
        thresholds[at] = threshold
        cumulative[at] = NormalDistribution.cumulative(threshold)
        density[at] = NormalDistribution.density(threshold)
      }
    }
    return true
  }

  /// The thresholds of a variable.
  func thresholds(of variable: Int) -> [Double] {
    (0..<max(categories[variable] - 1, 0)).map {
      thresholds[starts[variable] + $0]
    }
  }
}
