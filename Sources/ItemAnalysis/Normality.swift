internal import LinearAlgebra
internal import Probability

/// Tests of items' joint normal distribution by Mardia (1970), with cases far
/// from the others.
public struct MultivariateNormality: Sendable, Hashable, Encodable {
  /// A case far from the others.
  public struct Outlier: Sendable, Hashable, Encodable {
    /// The row of the table, from 1.
    public let row: Int
    /// The squared distance from the means in units of the covariances
    /// (Mahalanobis, 1936).
    public let distance: Double
    /// The probability of a larger one where items are normal, by χ² with as
    /// many degrees of freedom as there are items.
    public let pValue: Double
  }

  /// The number of complete cases.
  public let count: Int
  /// The number of items.
  public let itemCount: Int
  /// Mardia's b1,p.
  public let skewness: Double
  /// n b1,p / 6.
  public let skewnessStatistic: Double
  /// Its degrees of freedom.
  public let skewnessDegreesOfFreedom: Int
  /// Its p value by χ².
  public let skewnessPValue: Double
  /// Mardia's b2,p, p (p + 2) for normal items.
  public let kurtosis: Double
  /// The standardized b2,p, AMOS's critical ratio.
  public let kurtosisZ: Double
  /// Its two-sided p value.
  public let kurtosisPValue: Double
  /// The cases with p < .001, the farthest first.
  public let outliers: [Outlier]

  /// The largest p of a case that is named.
  public static let outlierLevel = 0.001

  /// Computes the tests; `nil` where items depend on each other exactly.
  init?(_ cases: CompleteCases) {
    let p = cases.names.count
    let n = cases.count
    // Mardia's moments have the divisor n.
    let share = Double(n - 1) / Double(n)
    let root = MatrixBuffer(share * cases.covariance)
    guard n > p, Cholesky.factor(root).isFactored, Self.isRegular(root, cases)
    else { return nil }
    let deviations = MatrixBuffer(
      Matrix(
        rows: p, columns: n,
        elements: (0..<n).flatMap { row in
          (0..<p).map { cases.values[$0][row] - cases.means[$0] }
        }))
    // z = L⁻¹ (x - mean), case by case.
    Cholesky.solveLower(factor: root, inPlace: deviations)
    let scores = deviations.elements
    let distances = (0..<n).map { row in
      (0..<p).reduce(0) { $0 + scores[row * p + $1] * scores[row * p + $1] }
    }
    let size = Double(n)
    let order = Double(p)
    count = n
    itemCount = p
    skewness = Self.skewness(scores, cases: n, items: p)
    skewnessStatistic = size * skewness / 6
    skewnessDegreesOfFreedom = p * (p + 1) * (p + 2) / 6
    skewnessPValue = ChiSquareDistribution(
      degreesOfFreedom: Double(skewnessDegreesOfFreedom)
    ).upperTail(skewnessStatistic)
    kurtosis = distances.reduce(0) { $0 + $1 * $1 } / size
    kurtosisZ =
      (kurtosis - order * (order + 2))
      / (8 * order * (order + 2) / size).squareRoot()
    kurtosisPValue = 2 * NormalDistribution.upperTail(abs(kurtosisZ))
    let chiSquare = ChiSquareDistribution(degreesOfFreedom: order)
    outliers = distances.indices.compactMap { place in
      let distance = share * distances[place]
      let tail = chiSquare.upperTail(distance)
      guard tail < Self.outlierLevel else { return nil }
      return Outlier(
        row: cases.rows[place] + 1, distance: distance, pValue: tail)
    }.sorted { $0.distance > $1.distance }
  }

  /// The mean of (zᵢ·zⱼ)³ over pairs of cases: by the third moments where they
  /// are fewer than the pairs.
  private static func skewness(
    _ scores: [Double], cases n: Int, items p: Int
  ) -> Double {
    if p * (p + 1) * (p + 2) / 6 < n {
      var sum = 0.0
      for a in 0..<p {
        for b in a..<p {
          for c in b..<p {
            var moment = 0.0
            for row in stride(from: 0, to: n * p, by: p) {
              moment += scores[row + a] * scores[row + b] * scores[row + c]
            }
            moment /= Double(n)
            let times = a == b && b == c ? 1.0 : a == b || b == c ? 3 : 6
            sum += times * moment * moment
          }
        }
      }
      return sum
    }
    var sum = 0.0
    for first in 0..<n {
      for second in 0...first {
        var product = 0.0
        for i in 0..<p {
          product += scores[first * p + i] * scores[second * p + i]
        }
        sum += (first == second ? 1 : 2) * product * product * product
      }
    }
    return sum / (Double(n) * Double(n))
  }

  /// Whether no pivot of a factor is rounding alone.
  private static func isRegular(
    _ root: borrowing MatrixBuffer, _ cases: CompleteCases
  ) -> Bool {
    let diagonal = Matrix(root).diagonal
    return diagonal.indices.allSatisfy { place in
      let pivot = diagonal[place] * diagonal[place]
      return pivot > 1e-12 * cases.covariance[place, place]
    }
  }
}
