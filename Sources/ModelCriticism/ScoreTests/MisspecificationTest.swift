internal import Probability
internal import RealModule

/// The judgment of one restriction by the power of its test (Saris, Satorra &
/// van der Veld, 2009), and by the interval of the expected change.
public struct MisspecificationTest: Sendable, Hashable, Codable {
  /// The judgment of a restriction; raw values are those of lavaan without its
  /// marks.
  public enum Decision: String, Sendable, Hashable, Codable {
    /// Misspecified: the index is significant though its power is low.
    case misspecified = "m"
    /// Not misspecified: the index is not significant though its power is high.
    case notMisspecified = "nm"
    /// Inconclusive: the index is not significant, and its power is low; of
    /// intervals, one that holds the target.
    case inconclusive = "i"
    /// Misspecified: the index is significant, its power high, and the expected
    /// change reaches the target.
    case misspecifiedByChange = "epc:m"
    /// Not misspecified: the same with a change below the target.
    case notMisspecifiedByChange = "epc:nm"
  }

  /// The change δ that should be found, in the parameter's unit (`delta`).
  public var target: Double
  /// The noncentrality of the index if the parameter is off by δ (`ncp`).
  public var noncentrality: Double
  /// The probability of a significant index then.
  public var power: Double
  /// The judgment by significance and power.
  public var decision: Decision
  /// The lower limit of the expected change.
  public var lower: Double
  /// The upper limit of the expected change.
  public var upper: Double
  /// The judgment by the interval: misspecified if it lies beyond the target,
  /// not misspecified if it lies between the negative and the positive target.
  public var intervalDecision: Decision
}

/// The choices of such judgments; the defaults are those of lavaan.
public struct MisspecificationOptions: Sendable, Hashable {
  /// The size of the change that should be found.
  public enum Target: Sendable, Hashable {
    /// In each parameter's own unit.
    case raw(Double)
    /// Standardized: loadings, regressions, covariances as correlations, and
    /// intercepts.
    case standardized(
      loading: Double = 0.4, regression: Double = 0.1,
      correlation: Double = 0.1, intercept: Double = 0.2)
  }

  /// The size of the change that should be found (`delta`).
  public var target: Target = .raw(0.1)
  /// The level of significance of an index (`alpha`).
  public var level: Double = 0.05
  /// The power from which on it is high (`high.power`).
  public var highPower: Double = 0.75
  /// The level of the interval of the expected change.
  public var intervalLevel: Double = 0.9

  /// Makes options: a change of 0.1 in each parameter's unit.
  public init() {}
}

extension MisspecificationTest {
  /// Judges a restriction.
  ///
  /// - Parameters:
  ///   - change: The expected change.
  ///   - statistic: The modification index.
  ///   - information: The reciprocal of the change's variance.
  ///   - target: δ, in the parameter's unit.
  ///   - options: The levels.
  init(
    change: Double, statistic: Double, information: Double, target: Double,
    _ options: MisspecificationOptions
  ) {
    let size = abs(target)
    let critical = ChiSquareDistribution(degreesOfFreedom: 1)
      .upperQuantile(options.level)
    self.target = target
    noncentrality = information * size * size
    power = NoncentralChiSquareDistribution(
      degreesOfFreedom: 1, noncentrality: noncentrality
    ).upperTail(critical)
    decision =
      switch (statistic > critical, power > options.highPower) {
      case (true, false): .misspecified
      case (false, true): .notMisspecified
      case (false, false): .inconclusive
      case (true, true):
        abs(change) >= size ? .misspecifiedByChange : .notMisspecifiedByChange
      }
    let width =
      NormalDistribution.upperQuantile((1 - options.intervalLevel) / 2)
      / information.squareRoot()
    lower = change - width
    upper = change + width
    intervalDecision =
      if lower > size || upper < -size {
        .misspecified
      } else if lower > -size, upper < size {
        .notMisspecified
      } else {
        .inconclusive
      }
  }
}
