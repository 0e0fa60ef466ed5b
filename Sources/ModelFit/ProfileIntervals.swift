/// A value of a fit that has a profile likelihood.
public enum ProfiledValue: Sendable, Hashable, Encodable {
  /// A free or a defined parameter, by its row.
  case estimate(row: Int)
  /// A row's value standardized by the latent variables' standard deviations.
  case standardizedLatent(row: Int)
  /// A row's value standardized by all variables' standard deviations.
  case standardizedAll(row: Int)
  /// A row's value standardized by all but exogenous observed variables'
  /// standard deviations.
  case standardizedNoExogenous(row: Int)
  /// R² of a variable of a group, from 1.
  case rSquared(group: Int, variable: String)

  /// The row; `nil` of R².
  package var row: Int? {
    switch self {
    case .estimate(let row), .standardizedLatent(let row),
      .standardizedAll(let row), .standardizedNoExogenous(let row):
      row
    case .rSquared: nil
    }
  }
}

/// One end of a profile-likelihood interval.
public struct ProfileLimit: Sendable, Hashable, Encodable {
  /// The kind of end of an interval.
  public enum End: String, Sendable, Hashable, Codable, CaseIterable {
    /// The value at which the deviance reaches its critical value.
    case crossing
    /// A bound, behind which the deviance would go on below its critical
    /// value.
    case bound
    /// The least or greatest value that the quantity can have: the deviance
    /// does not reach its critical value before.
    case extreme
    /// Nothing: the deviance stays below its critical value however far the
    /// quantity goes.
    case unbounded
    /// Nothing that the search could find.
    case notFound = "not.found"
  }

  /// The limit; `nil` if there is none.
  public var value: Double?
  /// The kind of end.
  public var end: End
  /// The deviance there, χ² with the value held less χ² of the fit, not
  /// scaled; without a limit the largest one that was met.
  public var deviance: Double
  /// The deviance that it is compared with, scaled for robust intervals and
  /// adjusted beside a bound.
  public var critical: Double

  /// Makes a limit.
  package init(
    value: Double?, end: End, deviance: Double, critical: Double
  ) {
    self.value = value
    self.end = end
    self.deviance = deviance
    self.critical = critical
  }
}

/// The ends of a profile-likelihood interval.
package struct ProfileEnds: Sendable, Hashable, Encodable {
  /// The lower end.
  package var lower: ProfileLimit
  /// The upper end.
  package var upper: ProfileLimit
  /// The factor of robust intervals by which the critical deviance is
  /// multiplied; `nil` for the likelihood's own.
  package var scalingFactor: Double?

  /// Makes ends.
  package init(
    lower: ProfileLimit, upper: ProfileLimit, scalingFactor: Double?
  ) {
    self.lower = lower
    self.upper = upper
    self.scalingFactor = scalingFactor
  }
}

/// The profile-likelihood interval of a value.
public struct ProfileInterval: Sendable, Hashable, Encodable {
  /// The value that the interval is of.
  public var quantity: ProfiledValue
  /// The estimate.
  public var estimate: Double
  /// The lower end.
  public var lower: ProfileLimit
  /// The upper end.
  public var upper: ProfileLimit
  /// The factor of robust intervals by which the critical deviance is
  /// multiplied; `nil` for the likelihood's own.
  public var scalingFactor: Double?
  /// The standard error by the curvature of the objective.
  package var curvatureError: Double

  /// Makes an interval.
  package init(
    quantity: ProfiledValue, estimate: Double, lower: ProfileLimit,
    upper: ProfileLimit, scalingFactor: Double?, curvatureError: Double
  ) {
    self.quantity = quantity
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.scalingFactor = scalingFactor
    self.curvatureError = curvatureError
  }

  /// Its ends.
  package var ends: ProfileEnds {
    ProfileEnds(lower: lower, upper: upper, scalingFactor: scalingFactor)
  }
}

/// The profile-likelihood intervals of a fit.
public struct ProfileIntervals: Sendable, Hashable, Encodable {
  /// Their level.
  public var level: Double
  /// The intervals.
  public var intervals: [ProfileInterval]

  /// Makes a set of intervals.
  package init(level: Double, intervals: [ProfileInterval]) {
    self.level = level
    self.intervals = intervals
  }

  /// The interval of a value; `nil` if there is none.
  public subscript(quantity: ProfiledValue) -> ProfileInterval? {
    intervals.first { $0.quantity == quantity }
  }
}
