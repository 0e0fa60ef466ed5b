package import LinearAlgebra
internal import Probability

/// An estimate between two limits.
public struct Bounded: Sendable, Hashable, Encodable {
  /// The estimate.
  public var estimate: Double
  /// The limits; `nil` if there are none.
  public var limits: ClosedRange<Double>?
}

/// The reliability of the sum of a scale's items by their covariances.
public struct Reliability: Sendable, Hashable, Encodable {
  /// Cronbach's α (1951) with the interval of Feldt (1965), which is exact for
  /// normal items with equal covariances.
  public let alpha: Bounded
  /// α of the standardized items.
  public let standardizedAlpha: Double
  /// Guttman's λ2 (1945).
  public let lambda2: Double
  /// Guttman's λ6 (1945), by squared multiple correlations; `nil` where items
  /// depend on each other exactly.
  public let lambda6: Double?
  /// The mean correlation of two items.
  public let meanCorrelation: Double
  /// The smallest and the largest correlation of two items.
  public let correlations: ClosedRange<Double>

  /// Computes reliabilities.
  ///
  /// - Parameters:
  ///   - covariance: The covariances of two or more items that all vary.
  ///   - count: The number of cases.
  ///   - level: The level of the interval.
  init(_ covariance: Matrix, count: Int, level: Double) {
    let k = covariance.rows
    let alpha = Self.alpha(covariance)
    let correlation = covariance.correlation
    standardizedAlpha = Self.alpha(correlation)
    self.alpha = Bounded(
      estimate: alpha,
      limits: Self.limits(alpha, items: k, count: count, level: level))
    let total = covariance.elements.reduce(0, +)
    var squares = 0.0
    var sum = 0.0
    var low = Double.infinity
    var high = -Double.infinity
    for j in 0..<k {
      for i in 0..<k where i != j {
        squares += covariance[i, j] * covariance[i, j]
        sum += correlation[i, j]
        low = min(low, correlation[i, j])
        high = max(high, correlation[i, j])
      }
    }
    let variances = covariance.diagonal.reduce(0, +)
    lambda2 =
      (total - variances
        + (Double(k) / Double(k - 1) * squares).squareRoot()) / total
    lambda6 = correlation.choleskyInverse().map { inverse, _ in
      let errors = (0..<k).reduce(0) {
        $0 + covariance[$1, $1] / inverse[$1, $1]
      }
      return 1 - errors / total
    }
    meanCorrelation = sum / Double(k * (k - 1))
    correlations = low...high
  }

  /// Cronbach's α (1951): k / (k - 1) · (1 - Σ variances / variance of the sum).
  static func alpha(_ covariance: Matrix) -> Double {
    let k = Double(covariance.rows)
    let variances = covariance.diagonal.reduce(0, +)
    return k / (k - 1) * (1 - variances / covariance.elements.reduce(0, +))
  }

  /// The interval of α by the distribution of (1 - α) / (1 - α̂), F with n - 1
  /// and (n - 1)(k - 1) degrees of freedom (Feldt, 1965).
  private static func limits(
    _ alpha: Double, items k: Int, count: Int, level: Double
  ) -> ClosedRange<Double>? {
    guard count > 1, alpha.isFinite, alpha < 1 else { return nil }
    let n = Double(count - 1)
    let f = FDistribution(numerator: n, denominator: n * Double(k - 1))
    let tail = (1 - level) / 2
    let lower = 1 - (1 - alpha) * f.upperQuantile(tail)
    let upper = 1 - (1 - alpha) * f.quantile(tail)
    return lower <= upper ? lower...upper : nil
  }
}

/// The reliability of a scale by its two halves: the first items, the larger
/// half if their number is odd, and the others, as SPSS divides them.
public struct SplitHalf: Sendable, Hashable, Encodable {
  /// The number of items in the first half.
  public let firstCount: Int
  /// The correlation of the halves' sums.
  public let correlation: Double
  /// The reliability of the whole by Spearman and Brown (1910), halves taken
  /// as equally long.
  public let spearmanBrown: Double
  /// The same for halves of their own lengths (Horst, 1951).
  public let unequalSpearmanBrown: Double
  /// Guttman's coefficient (1945), his λ4 of these halves.
  public let guttman: Double

  init?(_ covariance: Matrix) {
    let k = covariance.rows
    let half = (k + 1) / 2
    guard k > 1 else { return nil }
    func block(_ rows: Range<Int>, _ columns: Range<Int>) -> Double {
      rows.reduce(0) { sum, i in
        sum + columns.reduce(0) { $0 + covariance[i, $1] }
      }
    }
    let first = block(0..<half, 0..<half)
    let second = block(half..<k, half..<k)
    let both = block(0..<half, half..<k)
    guard first > 0, second > 0 else { return nil }
    firstCount = half
    let r = both / (first * second).squareRoot()
    correlation = r
    spearmanBrown = 2 * r / (1 + r)
    let share = Double(half) * Double(k - half) / Double(k * k)
    let square = r * r
    unequalSpearmanBrown =
      (-square
        + (square * square + 4 * square * (1 - square) * share)
        .squareRoot()) / (2 * (1 - square) * share)
    guttman = 4 * both / (first + second + 2 * both)
  }
}

/// An item beside the sum of the others.
public struct ItemTotal: Sendable, Hashable, Encodable {
  /// The item's name.
  public let name: String
  /// The mean of the sum without the item.
  public let meanIfDeleted: Double
  /// The variance of the sum without the item.
  public let varianceIfDeleted: Double
  /// The item's correlation with the sum of the others.
  public let correctedCorrelation: Double
  /// The share of the item's variance that the others explain; `nil` where
  /// items depend on each other exactly.
  public let squaredMultipleCorrelation: Double?
  /// α of the others; `nil` for two items.
  public let alphaIfDeleted: Double?

  /// The items of a scale.
  ///
  /// - Parameters:
  ///   - names: Their names.
  ///   - means: Their means.
  ///   - covariance: Their covariances.
  /// - Returns: An element for each item.
  static func all(
    _ names: [String], means: [Double], covariance: Matrix
  ) -> [ItemTotal] {
    let k = names.count
    let inverse = covariance.choleskyInverse()?.inverse
    let total = means.reduce(0, +)
    return names.indices.map { item in
      let others = (0..<k).filter { $0 != item }
      let rest = covariance.submatrix(rows: others, columns: others)
      let variance = rest.elements.reduce(0, +)
      let common = others.reduce(0) { $0 + covariance[$1, item] }
      return ItemTotal(
        name: names[item], meanIfDeleted: total - means[item],
        varianceIfDeleted: variance,
        correctedCorrelation: common
          / (variance * covariance[item, item]).squareRoot(),
        squaredMultipleCorrelation: inverse.map {
          1 - 1 / ($0[item, item] * covariance[item, item])
        },
        alphaIfDeleted: k > 2 ? Reliability.alpha(rest) : nil)
    }
  }
}

extension Matrix {
  /// The correlations of covariances.
  package var correlation: Matrix {
    let scale = diagonal.map { 1 / $0.squareRoot() }
    var elements = elements
    for j in 0..<columns {
      for i in 0..<rows {
        elements[i + j * rows] = i == j ? 1 : self[i, j] * scale[i] * scale[j]
      }
    }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }
}
