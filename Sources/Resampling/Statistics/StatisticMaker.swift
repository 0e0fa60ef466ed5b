internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import Synchronization

/// Makes the figures of a bootstrap's columns, and collects warnings about
/// them.
struct StatisticMaker: Sendable {
  let draws: BootstrapDraws
  let origin: BootstrapOrigin
  let influence: JackknifeInfluence?
  private var withoutInterval: [LatentError.Code: [BootstrapColumn]] = [:]

  init(
    draws: BootstrapDraws, origin: BootstrapOrigin,
    influence: JackknifeInfluence?
  ) {
    self.draws = draws
    self.origin = origin
    self.influence = influence
  }

  /// The figures of all columns, worked out on all cores: most of the time
  /// goes into sorting each column's draws.
  ///
  /// - Throws: `LatentError` if the draws lack the columns that the intervals are
  ///   made from.
  mutating func statistics() throws(LatentError) -> [DrawnStatistic] {
    let maker = self
    let outcomes = Mutex(
      [(DrawnStatistic, LatentError?)?](
        repeating: nil, count: draws.columns.count))
    WorkTeam(threads: WorkTeam.coreCount).perform(draws.columns.count) {
      column, _ in
      let outcome = maker.statistic(column)
      outcomes.withLock { $0[column] = outcome }
    }
    var statistics: [DrawnStatistic] = []
    for case (let drawn, let error)? in outcomes.withLock({ $0 }) {
      if let error {
        if error.code == "bootstrap.needs-jackknife" { throw error }
        withoutInterval[error.code, default: []].append(drawn.column)
      }
      statistics.append(drawn)
    }
    return statistics
  }

  /// The figure of a column, and why it has no interval if it has none.
  private func statistic(_ column: Int) -> (DrawnStatistic, LatentError?) {
    let summary = draws.summary(column)
    var drawn = DrawnStatistic(
      column: draws.columns[column],
      standardError: summary.count > 1 ? summary.standardError : nil,
      bias: summary.count > 0 && summary.estimate.isFinite
        ? summary.bias : nil,
      count: summary.count)
    guard summary.estimate.isFinite else { return (drawn, nil) }
    if drawn.isConstant {
      drawn.lower = summary.estimate
      drawn.upper = summary.estimate
      return (drawn, nil)
    }
    if drawn.column.statistic.isStandardError { return (drawn, nil) }
    do {
      if let limits = try interval(column, summary) {
        drawn.lower = limits.lower
        drawn.upper = limits.upper
      }
    } catch {
      return (drawn, error)
    }
    return (drawn, nil)
  }

  private func interval(_ column: Int, _ summary: BootstrapSummary)
    throws(LatentError) -> (lower: Double, upper: Double)?
  {
    switch origin.interval {
    case .studentized: return try studentized(column, summary)
    case .biasCorrectedAccelerated:
      guard let influence else {
        throw LatentError(
          code: "bootstrap.needs-jackknife",
          message: "BCa intervals need the values with each case left out.",
          remedy: "Pass the draws of Fit.jackknife.")
      }
      return try summary.interval(
        .biasCorrectedAccelerated, level: origin.level,
        acceleration: influence.acceleration(draws.columns[column].statistic))
    default: return try summary.interval(origin.interval, level: origin.level)
    }
  }

  /// Only rows and effects have standard errors in every draw.
  private func studentized(_ column: Int, _ summary: BootstrapSummary)
    throws(LatentError) -> (lower: Double, upper: Double)?
  {
    guard let errorStatistic = draws.columns[column].statistic.standardError
    else { return nil }
    guard let errors = draws.column(errorStatistic),
      draws.columns[errors].estimate.isFinite
    else {
      throw LatentError(
        code: "bootstrap.needs-standard-errors",
        message: "There are no standard errors to studentize by.",
        remedy: "Draw with includesStandardErrors.")
    }
    var values: [Double] = []
    var own: [Double] = []
    for index in draws.replicates.indices where draws.isUsable(index) {
      let value = draws.value(index, column)
      let error = draws.value(index, errors)
      if value.isFinite, error.isFinite, error > 0 {
        values.append(value)
        own.append(error)
      }
    }
    return try summary.studentizedInterval(
      draws: values, errors: own,
      standardError: draws.columns[errors].estimate, level: origin.level)
  }

  /// Warnings about the draws and the figures.
  ///
  /// - Parameter isShown: Whether the reader sees a statistic.
  /// - Returns: The warnings.
  func warnings(_ isShown: (BootstrapStatistic) -> Bool = { _ in true })
    -> [LatentWarning]
  {
    var result: [LatentWarning] = []
    if let numbers = origin.numbers, origin.count < numbers.count {
      result.append(
        LatentWarning(
          code: "bootstrap.missing-replicates",
          message: "\(numbers.count - origin.count) replicates between "
            + "\(numbers.lowerBound) and \(numbers.upperBound) are missing."))
    }
    let unusable = origin.count - origin.usableCount
    if unusable * 10 > origin.count {
      result.append(
        LatentWarning(
          code: "bootstrap.many-unusable",
          message: "\(unusable) of \(origin.count) replicates are unusable; "
            + "figures from the rest may be off."))
    }
    for (code, columns) in withoutInterval.sorted(by: {
      $0.key.rawValue < $1.key.rawValue
    }) {
      let names = columns.filter { isShown($0.statistic) }.map(\.name)
      if names.isEmpty { continue }
      let reason =
        switch code {
        case "bootstrap.one-sided": "all draws lie on one side of the estimate"
        case "bootstrap.correction-beyond-draws":
          "the bias correction is so large that they would end beyond the draws"
        case "bootstrap.needs-standard-errors": "draws lack standard errors"
        default: "there are too few usable draws"
        }
      result.append(
        LatentWarning(
          code: code,
          message: "No interval where \(reason): "
            + names.joined(separator: ", ") + "."))
    }
    if let influence, influence.failedCount > 0 {
      result.append(
        LatentWarning(
          code: "bootstrap.jackknife",
          message: "\(influence.failedCount) fits with a case left out did "
            + "not converge; the acceleration does without them."))
    }
    return result
  }
}

extension BootstrapStatistic {
  /// The statistic's own standard error, where draws can have one.
  fileprivate var standardError: BootstrapStatistic? {
    switch self {
    case .estimate(let row): .standardError(row: row)
    case .effect(let definition, let metric):
      .effectStandardError(definition, metric)
    default: nil
    }
  }

  fileprivate var isStandardError: Bool {
    switch self {
    case .standardError, .effectStandardError: true
    default: false
    }
  }
}

/// The influence of every case on statistics, from the jackknife.
struct JackknifeInfluence: Sendable {
  /// The draws of kind `.jackknife`.
  let draws: BootstrapDraws
  private let groupSizes: [Int]

  init(_ draws: BootstrapDraws, groupSizes: [Int]) {
    self.draws = draws
    self.groupSizes = groupSizes
  }

  var failedCount: Int {
    draws.statuses.reduce(0) {
      $0 + ($1 == .notConverged || $1 == .singularSample ? 1 : 0)
    }
  }

  /// BCa's acceleration of a statistic.
  func acceleration(_ statistic: BootstrapStatistic) -> Double {
    guard let column = draws.column(statistic) else { return 0 }
    return acceleration { draws.value($0, column) }
  }

  /// BCa's acceleration.
  ///
  /// With several groups its sums run over the influence within each group,
  /// divided by the group's size (Davison & Hinkley, 1997, section 5.3).
  ///
  /// - Parameter value: The value of the replicate at an index of the draws.
  /// - Returns: The acceleration.
  func acceleration(_ value: (Int) -> Double) -> Double {
    var values: [Double] = []
    var start = 1
    for size in groupSizes.isEmpty ? [draws.count] : groupSizes {
      let range = start..<(start + size)
      start += size
      let own = draws.replicates.indices.compactMap { index -> Double? in
        let value = value(index)
        return range.contains(draws.replicates[index]) && value.isFinite
          ? value : nil
      }
      let mean = own.reduce(0, +) / Double(own.count)
      let factor = Double(size - 1) / Double(size)
      values += own.map { ($0 - mean) * factor }
    }
    return BootstrapSummary.acceleration(jackknife: values)
  }
}
