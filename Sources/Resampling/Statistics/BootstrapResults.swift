public import FitSettings
public import Messages
public import ModelFit

/// The bootstrap figures of one statistic.
public struct DrawnStatistic: Sendable, Hashable, Encodable {
  /// The statistic, its name, and its value in the original sample.
  public var column: BootstrapColumn
  /// The draws' standard deviation; `nil` where no draws are.
  public var standardError: Double?
  /// The draws' mean less the estimate.
  public var bias: Double?
  /// The lower end of the interval; `nil` where it does not exist.
  public var lower: Double?
  /// The upper end of the interval.
  public var upper: Double?
  /// The number of usable draws of this statistic.
  public var count: Int

  /// Whether the statistic is the same in every draw, such as the
  /// standardized variance of an exogenous variable.
  public var isConstant: Bool {
    guard let standardError else { return false }
    // Draws of a constant differ by rounding, which is of the unit's size.
    let unit: Double = column.statistic.isFreeOfUnits ? 1 : 0
    return standardError <= 1e-12 * max(unit, abs(column.estimate))
  }
}

/// The p value of Bollen & Stine (1992).
public struct BollenStineTest: Sendable, Hashable, Encodable {
  /// The model's χ² in the original sample.
  public var chiSquare: Double
  /// The share of replicates whose χ² is at least that.
  public var pValue: Double
  /// The Monte Carlo error of the p value, √(p(1 − p)/R).
  public var monteCarloError: Double
  /// The number R of replicates with a χ², inadmissible ones among them.
  public var count: Int
}

/// Standard errors, biases and intervals of every statistic of a bootstrap.
public struct BootstrapResults: Sendable {
  /// The draws that the figures come from.
  public let origin: BootstrapOrigin
  /// One figure for each column of the draws, in their order.
  public let statistics: [DrawnStatistic]
  /// The Bollen–Stine test, for draws of that kind.
  public let bollenStine: BollenStineTest?
  /// Warnings for the reader.
  public let warnings: [LatentWarning]
  /// Warnings that concern the drawn effects only.
  let effectWarnings: [LatentWarning]
  let draws: BootstrapDraws
  let influence: JackknifeInfluence?

  /// The usable draws of a statistic, in the order of the replicates.
  public func drawn(_ statistic: BootstrapStatistic) -> [Double] {
    draws.column(statistic).map { draws.usable($0) } ?? []
  }

  /// The figure of a statistic.
  public func statistic(_ statistic: BootstrapStatistic) -> DrawnStatistic? {
    statistics.first { $0.column.statistic == statistic }
  }

  /// Summarizes draws.
  ///
  /// - Parameters:
  ///   - draws: The draws.
  ///   - interval: The kind of intervals. Studentized ones need draws with
  ///     standard errors.
  ///   - level: Their level.
  ///   - jackknife: `Fit.jackknife`'s draws, which BCa intervals need.
  ///   - groupSizes: The number of cases, or clusters, of each group, for the
  ///     same.
  /// - Throws: `LatentError` if there are fewer usable draws than the intervals
  ///   need.
  public init(
    _ draws: BootstrapDraws, interval: BootstrapIntervalKind = .percentile,
    level: Double = 0.95, jackknife: BootstrapDraws? = nil,
    groupSizes: [Int] = []
  ) throws(LatentError) {
    let origin = BootstrapOrigin(draws, interval: interval, level: level)
    try Self.requireDraws(origin)
    influence = jackknife.map {
      JackknifeInfluence($0, groupSizes: groupSizes)
    }
    var maker = StatisticMaker(
      draws: draws, origin: origin, influence: influence)
    statistics = try maker.statistics()
    self.draws = draws
    self.origin = origin
    bollenStine = draws.bollenStineTest
    warnings = maker.warnings()
    effectWarnings = maker.warnings { statistic in
      if case .effect = statistic { true } else { false }
    }
  }

  private static func requireDraws(_ origin: BootstrapOrigin)
    throws(LatentError)
  {
    // (R + 1)(1 − level)/2 must reach the first order statistic; rounding of
    // the level must not ask for one draw more.
    let needed =
      origin.interval == .normal
      ? 2 : Int((2 / (1 - origin.level) - 1 - 1e-9).rounded(.up))
    guard origin.usableCount < needed else { return }
    let failures = ReplicateStatus.allCases.filter {
      $0 != .converged && $0 != .retried
    }.compactMap { status -> String? in
      let count = origin.statusCounts[status] ?? 0
      return count > 0 ? "\(count) \(status.rawValue)" : nil
    }
    let reasons =
      failures.isEmpty ? "" : " (\(failures.joined(separator: ", ")))"
    let percent = PrintedNumber.general(100 * origin.level)
    throw LatentError(
      code: .bootstrapTooFewDraws,
      message: "\(origin.usableCount) of \(origin.count) replicates are "
        + "usable\(reasons); \(percent)% intervals "
        + "(\(origin.interval.rawValue)) need at least \(needed).",
      remedy: 2 * origin.usableCount > origin.count
        ? "Draw more replicates (5,000 are usual), or lower the level."
        : "A model that so many samples do not support is hardly one to "
          + "interpret: simplify it. Or draw more replicates.")
  }
}

extension BootstrapDraws {
  /// The Bollen–Stine test, for draws of that kind.
  public var bollenStineTest: BollenStineTest? {
    guard let p = bollenStinePValue, let column = column(.measure("chisq"))
    else { return nil }
    let count = finite(column).count
    return BollenStineTest(
      chiSquare: columns[column].estimate, pValue: p,
      monteCarloError: (p * (1 - p) / Double(count)).squareRoot(),
      count: count)
  }
}

extension BootstrapOrigin {
  /// Describes draws and the intervals that are made of them.
  init(
    _ draws: BootstrapDraws, interval: BootstrapIntervalKind, level: Double
  ) {
    var numbers: ClosedRange<Int>?
    if let first = draws.replicates.first, let last = draws.replicates.last {
      numbers = first...last
    }
    self.init(
      kind: draws.kind, seed: draws.seed, numbers: numbers, count: draws.count,
      usableCount: draws.usableCount,
      statusCounts: Dictionary(
        uniqueKeysWithValues: draws.statusCounts.map { ($0.status, $0.count) }),
      interval: interval, level: level)
  }
}
