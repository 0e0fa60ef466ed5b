public import FitSettings
public import Messages
internal import Probability

/// One column's draws, summarized.
public struct BootstrapSummary: Sendable, Hashable {
  /// The value in the original sample.
  public let estimate: Double
  /// The number of usable draws.
  public let count: Int
  /// The mean of the draws.
  public let mean: Double
  /// The draws' standard deviation, with divisor `count` − 1.
  public let standardError: Double
  private let sorted: [Double]

  /// The mean of the draws less the estimate.
  public var bias: Double { mean - estimate }

  /// Summarizes draws of a statistic.
  ///
  /// - Parameters:
  ///   - estimate: The value in the original sample.
  ///   - draws: The usable draws, in any order.
  public init(estimate: Double, draws: [Double]) {
    self.estimate = estimate
    count = draws.count
    let n = Double(draws.count)
    let mean = draws.reduce(0, +) / n
    self.mean = mean
    let squares = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardError = draws.count > 1 ? (squares / (n - 1)).squareRoot() : .nan
    sorted = draws.ascending()
  }

  /// A confidence interval from the draws.
  ///
  /// The formulas are those of Davison & Hinkley (1997, chapter 5), with
  /// quantiles interpolated on the normal scale (eq. 5.8).
  ///
  /// - Parameters:
  ///   - kind: The kind of interval; the studentized one needs
  ///     `studentizedInterval`.
  ///   - level: Its confidence level.
  ///   - acceleration: BCa's acceleration; see `acceleration(jackknife:)`.
  /// - Returns: The lower and the upper limit.
  /// - Throws: `LatentError` if there are fewer draws than the level needs, or
  ///   the draws lie all on one side of the estimate where bias is corrected.
  public func interval(
    _ kind: BootstrapIntervalKind, level: Double, acceleration: Double = 0
  ) throws(LatentError) -> (lower: Double, upper: Double) {
    let tail = (1 - level) / 2
    switch kind {
    case .normal:
      guard count > 1 else { throw tooFew(level) }
      let reach = NormalDistribution.upperQuantile(tail) * standardError
      return (estimate - bias - reach, estimate - bias + reach)
    case .percentile:
      return (try quantile(tail, level), try quantile(1 - tail, level))
    case .basic, .studentized:
      return (
        2 * estimate - (try quantile(1 - tail, level)),
        2 * estimate - (try quantile(tail, level))
      )
    case .biasCorrected, .biasCorrectedAccelerated:
      let below = sorted.reduce(0) { $0 + ($1 < estimate ? 1 : 0) }
      guard below > 0, below < count else {
        throw LatentError(
          code: .bootstrapOneSided,
          message: "All draws lie on one side of the estimate; a "
            + "bias-corrected interval does not exist.",
          remedy: "Use percentile intervals, or draw more replicates.")
      }
      let w = NormalDistribution.quantile(Double(below) / Double(count))
      let a = kind == .biasCorrected ? 0 : acceleration
      func level(_ alpha: Double) -> Double {
        let z = w + NormalDistribution.quantile(alpha)
        return NormalDistribution.cumulative(w + z / (1 - a * z))
      }
      let limits = (level(tail), level(1 - tail))
      let nominal = 1 - 2 * tail
      // Draws that would do without the correction are not too few.
      let ends = 1 / Double(count + 1)...Double(count) / Double(count + 1)
      if ends.contains(tail), ends.contains(1 - tail),
        !ends.contains(limits.0) || !ends.contains(limits.1)
      {
        throw LatentError(
          code: .bootstrapCorrectionBeyondDraws,
          message: "The bias correction is so large that the interval ends "
            + "beyond the \(count) draws.",
          remedy: "Use percentile intervals, or draw many more replicates.")
      }
      return (
        try quantile(limits.0, nominal), try quantile(limits.1, nominal)
      )
    }
  }

  /// The studentized interval: estimate − z* SE with quantiles z* of
  /// (draw − estimate) / (draw's own standard error).
  ///
  /// - Parameters:
  ///   - draws: The usable draws.
  ///   - errors: Each draw's standard error.
  ///   - standardError: The original sample's.
  ///   - level: The confidence level.
  /// - Returns: The lower and the upper limit.
  /// - Throws: `LatentError` if there are fewer draws than the level needs.
  public func studentizedInterval(
    draws: [Double], errors: [Double], standardError: Double, level: Double
  ) throws(LatentError) -> (lower: Double, upper: Double) {
    let ratios = zip(draws, errors).map { ($0 - estimate) / $1 }
    let summary = BootstrapSummary(
      estimate: 0, draws: ratios.filter(\.isFinite))
    let tail = (1 - level) / 2
    return (
      estimate - (try summary.quantile(1 - tail, level)) * standardError,
      estimate - (try summary.quantile(tail, level)) * standardError
    )
  }

  /// BCa's acceleration from values with each case left out once,
  /// Σ d³ / (6 (Σ d²)^1.5) with d the mean less the value (Efron, 1987).
  ///
  /// - Parameter values: One value for each case.
  /// - Returns: The acceleration; 0 if the values do not vary.
  public static func acceleration(jackknife values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    var squares = 0.0
    var cubes = 0.0
    for value in values {
      let d = mean - value
      squares += d * d
      cubes += d * d * d
    }
    return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
  }

  /// The quantile at (R + 1)α, between order statistics on the normal scale.
  private func quantile(_ alpha: Double, _ level: Double) throws(LatentError)
    -> Double
  {
    let position = Double(count + 1) * alpha
    let below = Int(position.rounded(.down))
    guard count > 0, below >= 1, below <= count else { throw tooFew(level) }
    if Double(below) == position || below == count {
      guard below < count || Double(below) == position else {
        throw tooFew(level)
      }
      return sorted[below - 1]
    }
    let total = Double(count + 1)
    let from = NormalDistribution.quantile(Double(below) / total)
    let to = NormalDistribution.quantile(Double(below + 1) / total)
    let share = (NormalDistribution.quantile(alpha) - from) / (to - from)
    return sorted[below - 1] + share * (sorted[below] - sorted[below - 1])
  }

  private func tooFew(_ level: Double) -> LatentError {
    LatentError(
      code: .bootstrapTooFewDraws,
      message: "\(count) usable draws are too few for an interval of level "
        + "\(level).",
      remedy: "Draw more replicates (5,000 are usual), or lower the level.")
  }
}

extension BootstrapDraws {
  /// A column's usable draws, summarized.
  public func summary(_ column: Int) -> BootstrapSummary {
    BootstrapSummary(
      estimate: columns[column].estimate, draws: usable(column))
  }

  /// The share of replicates whose χ² is at least the original one: the p
  /// value of Bollen & Stine (1992), for draws of that kind.
  ///
  /// Inadmissible solutions count: their χ² is the statistic's as any other's.
  ///
  /// - Returns: The p value; `nil` for other kinds, or without any χ².
  public var bollenStinePValue: Double? {
    guard kind == .bollenStine, let column = column(.measure("chisq")) else {
      return nil
    }
    let values = finite(column)
    guard !values.isEmpty else { return nil }
    let original = columns[column].estimate
    return Double(values.reduce(0) { $0 + ($1 >= original ? 1 : 0) })
      / Double(values.count)
  }
}
