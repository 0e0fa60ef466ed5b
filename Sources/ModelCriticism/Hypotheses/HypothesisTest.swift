internal import Probability

/// A χ² test of one or several restrictions.
public struct HypothesisTest: Sendable, Hashable, Encodable {
  /// The statistic.
  public var statistic: Double
  /// Its degrees of freedom.
  public var degreesOfFreedom: Int
  /// The probability of a larger statistic; `nil` without degrees of freedom.
  public var pValue: Double?

  /// Makes a test with its p value.
  init(statistic: Double, degreesOfFreedom: Int) {
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
    pValue =
      degreesOfFreedom > 0
      ? ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom))
        .upperTail(statistic) : nil
  }
}
