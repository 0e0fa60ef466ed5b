public import EffectAnalysis
public import FitSettings

/// The settings of a bootstrap.
public struct BootstrapOptions: Sendable, Hashable {
  /// The method of drawing replicates.
  public var kind: BootstrapKind = .nonparametric
  /// The replicates, by their numbers from 1; shards take parts.
  public var replicates: ClosedRange<Int> = 1...5000
  /// The seed: replicate k draws from its own stream (seed, k).
  public var seed: UInt64 = 1
  /// The number of workers; `nil` for as many as there are cores.
  public var threads: Int?
  /// Whether every fit measure is computed for every replicate; slower.
  public var includesFitMeasures: Bool = false
  /// Whether every replicate gets standard errors, for studentized intervals;
  /// slower.
  public var includesStandardErrors: Bool = false
  /// Effects that are computed in every replicate, in every metric, beside
  /// the model's own parameters.
  public var effects: EffectSelection?

  /// Makes options: 5,000 nonparametric replicates of seed 1.
  public init() {}
}

/// A statistic that a bootstrap draws.
public enum BootstrapStatistic: Sendable, Hashable, Encodable {
  /// The value of a row: a free parameter or a defined one.
  case estimate(row: Int)
  /// A row standardized by latent variables (`std.lv`).
  case standardizedLatent(row: Int)
  /// A row standardized by all variables (`std.all`).
  case standardizedAll(row: Int)
  /// A row standardized by all but exogenous ones (`std.nox`).
  case standardizedNoExogenous(row: Int)
  /// R² of an endogenous variable of a group, from 1.
  case rSquared(group: Int, variable: String)
  /// A fit measure.
  case measure(String)
  /// The standard error of a row.
  case standardError(row: Int)
  /// An effect in a metric.
  case effect(EffectDefinition, EffectMetric)
  /// The standard error of an effect in a metric.
  case effectStandardError(EffectDefinition, EffectMetric)

  /// Whether the statistic is the same in all units of the variables.
  var isFreeOfUnits: Bool {
    switch self {
    case .standardizedAll, .rSquared, .measure, .effect(_, .standardized),
      .effectStandardError(_, .standardized):
      true
    case .estimate, .standardizedLatent, .standardizedNoExogenous,
      .standardError, .effect, .effectStandardError:
      false
    }
  }
}

/// A drawn column with a name that a table or file can show.
public struct BootstrapColumn: Sendable, Hashable {
  /// The statistic.
  public var statistic: BootstrapStatistic
  /// Its name, such as `std.all: visual=~x2` or `chisq`.
  public var name: String
  /// The value in the original sample.
  public var estimate: Double

  /// Makes a column.
  public init(statistic: BootstrapStatistic, name: String, estimate: Double) {
    self.statistic = statistic
    self.name = name
    self.estimate = estimate
  }

  /// The distance of the estimate from another value, as a share of its size
  /// where that is above 1; 0 where neither is finite.
  func difference(from value: Double) -> Double {
    guard value.isFinite || estimate.isFinite else { return 0 }
    return abs(value - estimate) / max(1, abs(estimate))
  }
}
