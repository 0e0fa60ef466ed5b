internal import LinearAlgebra

/// Directions in which restrictions could be released, with scores and with
/// the information that is left when the model's own parameters adapt.
struct ReleaseProblem {
  /// The test of released restrictions, and the changes that it expects.
  struct Solution {
    var test: HypothesisTest
    /// The versions that hold for cases of any distribution.
    var robust: RobustHypothesisTests?
    /// The change along each direction.
    var changes: [Double]
  }

  /// The score along each direction.
  let scores: [Double]
  /// The information left between directions.
  let information: Matrix
  /// The information along each direction before the model adapts.
  let own: [Double]
  /// The covariances of the scores that are left between directions, of
  /// cases of any distribution; `nil` if they are not asked for.
  let spread: Matrix?
  /// The number of cases.
  let count: Double

  /// The remaining share of an information below which it counts as rounding.
  private static let smallestShare = 1e-9

  /// The test of one direction; `nil` if it frees nothing.
  func single(_ index: Int) -> Solution? {
    let left = information[index, index]
    guard left > Self.smallestShare * own[index], left.isFinite else {
      return nil
    }
    let score = scores[index]
    return Solution(
      test: HypothesisTest(
        statistic: count * score * score / left, degreesOfFreedom: 1),
      robust: spread.flatMap {
        RobustHypothesisTests(
          [count.squareRoot() * score],
          usual: Matrix(rows: 1, columns: 1, elements: [left]),
          robust: Matrix(
            rows: 1, columns: 1, elements: [$0[index, index]]))
      },
      changes: [score / left])
  }

  /// The test of all directions at once; those that free nothing, or no more
  /// than others do, have no degree of freedom.
  func joint() -> Solution {
    let scale = own.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
    var scaled = information
    for j in scale.indices {
      for i in scale.indices { scaled[i, j] *= scale[i] * scale[j] }
    }
    var changes = [Double](repeating: 0, count: scores.count)
    var statistic = 0.0
    var rank = 0
    var kept: [Double] = []
    var own: [Double] = []
    var directions: [[Double]] = []
    if let eigen = SymmetricEigen(scaled) {
      for (k, value) in eigen.values.enumerated()
      where value > Self.smallestShare * Double(max(scores.count, 1)) {
        let vector = eigen.vectors.column(k)
        var score = 0.0
        for i in scores.indices { score += vector[i] * scale[i] * scores[i] }
        statistic += count * score * score / value
        rank += 1
        kept.append(value)
        own.append(count.squareRoot() * score)
        directions.append(zip(vector, scale).map { $0 * $1 })
        for i in scores.indices {
          changes[i] += vector[i] * scale[i] * score / value
        }
      }
    }
    return Solution(
      test: HypothesisTest(statistic: statistic, degreesOfFreedom: rank),
      robust: spread.flatMap {
        guard rank > 0 else { return nil }
        let basis = Matrix(rowArrays: directions)
        var usual = Matrix(rows: rank, columns: rank)
        for (k, value) in kept.enumerated() { usual[k, k] = value }
        return RobustHypothesisTests(
          own, usual: usual, robust: basis * ($0 * basis.transposed))
      },
      changes: changes)
  }
}
