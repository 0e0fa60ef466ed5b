internal import Probability

/// What samples of one number of cases did.
struct SampleTally: Sendable, Hashable {
  /// The samples whose test rejected.
  var rejected = 0
  /// The samples whose test could be made.
  var count = 0
  /// The samples drawn.
  var drawn = 0

  static func += (left: inout SampleTally, right: SampleTally) {
    left.rejected += right.rejected
    left.count += right.count
    left.drawn += right.drawn
  }

  /// The share that rejected.
  var share: Double { count > 0 ? Double(rejected) / Double(count) : .nan }

  /// The 95% interval of the share (Wilson, 1927).
  var interval: ClosedRange<Double> {
    guard count > 0 else { return 0...1 }
    let z = NormalDistribution.quantile(0.975)
    let n = Double(count)
    let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    let half =
      z / (1 + z * z / n)
      * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, middle - half)...min(1, middle + half)
  }

  /// The probit of the share, that of no extreme one.
  var probit: Double {
    NormalDistribution.quantile(
      (Double(rejected) + 0.5) / (Double(count) + 1))
  }

  /// The figure of a number of cases.
  func figure(cases: Int) -> PowerFigure {
    PowerFigure(
      cases: cases, power: share, interval: interval, replicates: count)
  }
}
