internal import LinearAlgebra

/// Directions in which restrictions could be released, with scores and with
/// the information that is left when the model's own parameters adapt.
struct ReleaseProblem {
  /// The test of released restrictions, and the changes that it expects.
  struct Solution {
    var test: HypothesisTest
    /// The change along each direction.
    var changes: [Double]
  }

  /// The score along each direction.
  let scores: [Double]
  /// The information left between directions.
  let information: Matrix
  /// The information along each direction before the model adapts.
  let own: [Double]
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
    if let eigen = SymmetricEigen(scaled) {
      for (k, value) in eigen.values.enumerated()
      where value > Self.smallestShare * Double(max(scores.count, 1)) {
        let vector = eigen.vectors.column(k)
        var score = 0.0
        for i in scores.indices { score += vector[i] * scale[i] * scores[i] }
        statistic += count * score * score / value
        rank += 1
        for i in scores.indices {
          changes[i] += vector[i] * scale[i] * score / value
        }
      }
    }
    return Solution(
      test: HypothesisTest(statistic: statistic, degreesOfFreedom: rank),
      changes: changes)
  }
}
