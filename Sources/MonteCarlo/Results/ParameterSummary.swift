internal import Probability

/// A figure with its Monte Carlo error.
package struct SimulatedFigure: Sendable, Hashable {
  /// The value.
  package var value: Double
  /// The standard error that the number of replicates leaves it.
  package var error: Double?
}

/// What the replicates of a condition say about a parameter.
package struct ParameterSummary: Sendable, Hashable {
  /// The parameter.
  package let name: String
  /// The true value.
  package let truth: Double?
  private var estimates = RunningMoments()
  private var errors = RunningMoments()
  private var squares = RunningMoments()
  /// The widths of bootstrap intervals; others follow from standard errors.
  private var widths = RunningMoments()
  private var covered = 0
  private var rejected = 0
  private let halfWidth: Double
  private let critical: Double

  /// Makes a summary of nothing.
  ///
  /// - Parameters:
  ///   - name: The parameter.
  ///   - truth: The true value.
  ///   - level: The level of intervals.
  ///   - alpha: The level of tests.
  init(_ name: String, truth: Double?, level: Double, alpha: Double) {
    self.name = name
    self.truth = truth
    halfWidth = NormalDistribution.quantile(0.5 + level / 2)
    critical = NormalDistribution.quantile(1 - alpha / 2)
  }

  /// Takes an estimate with its standard error; NaN where there is none.
  mutating func add(_ estimate: Double, _ error: Double) {
    guard estimate.isFinite else { return }
    estimates.add(estimate)
    if let truth { squares.add((estimate - truth) * (estimate - truth)) }
    guard error.isFinite, error > 0 else { return }
    errors.add(error)
    if let truth, abs(estimate - truth) <= halfWidth * error { covered += 1 }
    if abs(estimate) > critical * error { rejected += 1 }
  }

  /// Takes an estimate with its standard error and the interval of a bootstrap,
  /// by which coverage, rejection and width count; NaN where there is none.
  mutating func add(
    _ estimate: Double, _ error: Double, _ lower: Double, _ upper: Double
  ) {
    guard estimate.isFinite else { return }
    estimates.add(estimate)
    if let truth { squares.add((estimate - truth) * (estimate - truth)) }
    guard error.isFinite, lower.isFinite, upper.isFinite else { return }
    errors.add(error)
    widths.add(upper - lower)
    if let truth, lower <= truth, truth <= upper { covered += 1 }
    if lower > 0 || upper < 0 { rejected += 1 }
  }

  // MARK: Figures

  /// How many replicates have an estimate.
  package var count: Int { estimates.count }
  /// The mean of the estimates.
  package var mean: SimulatedFigure? {
    count > 0
      ? SimulatedFigure(value: estimates.mean, error: estimates.errorOfMean)
      : nil
  }
  /// The mean less the true value.
  package var bias: SimulatedFigure? {
    guard let mean, let truth else { return nil }
    return SimulatedFigure(value: mean.value - truth, error: mean.error)
  }
  /// The bias over the true value.
  package var relativeBias: SimulatedFigure? {
    guard let bias, let truth, truth != 0 else { return nil }
    return SimulatedFigure(
      value: bias.value / truth, error: bias.error.map { $0 / abs(truth) })
  }
  /// The standard deviation of the estimates; its error is that of normal ones.
  package var deviation: SimulatedFigure? {
    estimates.deviation.map {
      SimulatedFigure(
        value: $0, error: $0 / Double(2 * (count - 1)).squareRoot())
    }
  }
  /// The mean of the standard errors.
  package var standardError: SimulatedFigure? {
    errors.count > 0
      ? SimulatedFigure(value: errors.mean, error: errors.errorOfMean) : nil
  }
  /// The root of the mean squared distance from the true value.
  package var rootMeanSquare: SimulatedFigure? {
    guard squares.count > 0 else { return nil }
    let root = squares.mean.squareRoot()
    return SimulatedFigure(
      value: root,
      error: root > 0 ? squares.errorOfMean.map { $0 / (2 * root) } : nil)
  }
  /// The share of intervals that hold the true value.
  package var coverage: SimulatedFigure? {
    truth == nil ? nil : Self.share(covered, of: errors.count)
  }
  /// The share of tests against 0 that reject.
  package var power: SimulatedFigure? { Self.share(rejected, of: errors.count) }
  /// The mean width of the intervals.
  package var width: SimulatedFigure? {
    if widths.count > 0 {
      return SimulatedFigure(value: widths.mean, error: widths.errorOfMean)
    }
    return standardError.map {
      SimulatedFigure(
        value: 2 * halfWidth * $0.value,
        error: $0.error.map { 2 * halfWidth * $0 })
    }
  }

  /// A share with the error of a binomial one.
  static func share(_ part: Int, of count: Int) -> SimulatedFigure? {
    guard count > 0 else { return nil }
    let share = Double(part) / Double(count)
    return SimulatedFigure(
      value: share,
      error: (share * (1 - share) / Double(count)).squareRoot())
  }
}
