public import Messages
public import ModelFit

/// The kind of effect; raw values are stable.
public enum EffectKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// Along the arrow between the two variables.
  case direct
  /// Along one path through other variables.
  case specificIndirect = "indirect"
  /// Along all paths through other variables.
  case totalIndirect = "total_indirect"
  /// Along all paths.
  case total
  /// One specific indirect effect less another.
  case contrast
  /// The change of a specific indirect effect with a unit of a moderator.
  case moderationIndex = "index"
}

/// The definition of an effect: cause, outcome, path and group.
public struct EffectDefinition: Sendable, Hashable {
  /// The kind of effect.
  public var kind: EffectKind
  /// The acting variable.
  public var from: String
  /// The outcome.
  public var to: String
  /// The path from end to end; empty for sums of paths.
  public var path: [String] = []
  /// The path that is subtracted, in a contrast.
  public var otherPath: [String] = []
  /// The values at which moderators are held, or in an index the moderator
  /// and the unit 1; empty for none.
  public var moderators: [ModeratorValue] = []
  /// The group, from 1.
  public var group = 1
  /// The group whose effect is subtracted, in a difference of groups.
  public var otherGroup: Int?

  /// Defines an effect without moderators.
  ///
  /// - Parameters:
  ///   - kind: The kind of effect.
  ///   - from: The acting variable.
  ///   - to: The outcome.
  ///   - path: The path from end to end; empty for sums of paths.
  ///   - group: The group, from 1.
  public init(
    kind: EffectKind, from: String, to: String, path: [String] = [],
    group: Int = 1
  ) {
    self.kind = kind
    self.from = from
    self.to = to
    self.path = path
    self.group = group
  }
}

/// A moderator held at a value.
public struct ModeratorValue: Sendable, Hashable {
  /// The moderator.
  public var variable: String
  /// The value.
  public var value: Double

  /// Makes a moderator's value.
  public init(_ variable: String, _ value: Double) {
    self.variable = variable
    self.value = value
  }
}

/// An effect in one metric.
public struct EffectValue: Sendable, Hashable {
  /// The estimate.
  public var estimate: Double
  /// The standard error by the delta method; `nil` if nothing is estimated
  /// or no standard errors were computed.
  public var standardError: Double?
  /// Estimate over standard error.
  public var z: Double?
  /// The two-sided p value of z.
  public var pValue: Double?
  /// The lower end of the normal confidence interval, or of the one by the
  /// profile of the likelihood; `nil` where there is none.
  public var lower: Double?
  /// The upper end of that interval.
  public var upper: Double?
  /// The ends of the profile-likelihood interval, whose limits `lower` and
  /// `upper` are; `nil` without one.
  package var profile: ProfileEnds?
  /// The spread of the effect over draws of the parameters.
  public var monteCarlo: MonteCarloInterval?
  /// The spread of the effect over a bootstrap's draws.
  public var bootstrap: BootstrapInterval?
}

/// The bootstrap figures of an effect.
public struct BootstrapInterval: Sendable, Hashable {
  /// The standard deviation of the draws; `nil` without draws.
  public var standardError: Double?
  /// The draws' mean less the estimate.
  public var bias: Double?
  /// The lower end of the interval; `nil` where it does not exist.
  public var lower: Double?
  /// The upper end of the interval.
  public var upper: Double?
  /// The usable draws in which the effect was defined.
  public var usableDraws: Int

  /// Makes an interval.
  package init(
    standardError: Double?, bias: Double?, lower: Double?, upper: Double?,
    usableDraws: Int
  ) {
    self.standardError = standardError
    self.bias = bias
    self.lower = lower
    self.upper = upper
    self.usableDraws = usableDraws
  }
}

/// The percentile interval of an effect over draws of the parameters from
/// their estimated normal distribution (MacKinnon, Lockwood & Williams, 2004;
/// Preacher & Selig, 2012).
public struct MonteCarloInterval: Sendable, Hashable {
  /// The standard deviation over the draws.
  public var standardError: Double
  /// The lower percentile.
  public var lower: Double
  /// The upper percentile.
  public var upper: Double
  /// The draws in which the effect was defined.
  public var usableDraws: Int
}

/// An effect with its values in every metric.
public struct EffectEstimate: Sendable, Hashable {
  /// The kind, the variables, the path and the group of the effect.
  public var definition: EffectDefinition
  /// In the variables' own units.
  public var unstandardized: EffectValue
  /// In standard deviations of the outcome.
  public var standardizedOutcome: EffectValue
  /// In standard deviations of outcome and predictor.
  public var standardized: EffectValue

  /// The value in a metric.
  public subscript(metric: EffectMetric) -> EffectValue {
    get {
      switch metric {
      case .unstandardized: unstandardized
      case .standardizedOutcome: standardizedOutcome
      case .standardized: standardized
      }
    }
    set {
      switch metric {
      case .unstandardized: unstandardized = newValue
      case .standardizedOutcome: standardizedOutcome = newValue
      case .standardized: standardized = newValue
      }
    }
  }
}

/// Effects of variables on others, with standard errors and intervals.
public struct EffectTable: Sendable, Hashable {
  /// The effects: by pair of variables and group; differences of groups last.
  public var effects: [EffectEstimate]
  /// The labels of the groups; one empty label for a single group.
  public var groupLabels: [String]
  /// The level of the intervals.
  public var confidenceLevel: Double
  /// The number of Monte Carlo draws; 0 for none.
  public var monteCarloDraws: Int
  /// The seed of the draws.
  public var seed: UInt64
  /// The origin of the bootstrap intervals; `nil` without any.
  public var bootstrap: BootstrapOrigin?
  /// Whether no variable acts on itself through others, in any group.
  public var isRecursive: Bool
  /// The largest modulus of the eigenvalues of B over the groups.
  public var stabilityIndex: Double
  /// Warnings for the reader.
  public var warnings: [LatentWarning]

  /// The effects of one variable on another.
  ///
  /// - Parameters:
  ///   - kind: The kind of effects.
  ///   - from: The acting variable; `nil` for any.
  ///   - to: The outcome; `nil` for any.
  ///   - group: The group, from 1.
  /// - Returns: The effects in order, differences of groups left out.
  public func effects(
    _ kind: EffectKind, from: String? = nil, to: String? = nil, group: Int = 1
  ) -> [EffectEstimate] {
    effects.filter {
      let definition = $0.definition
      return definition.kind == kind && definition.group == group
        && definition.otherGroup == nil
        && (from == nil || definition.from == from)
        && (to == nil || definition.to == to)
    }
  }

  /// The effect along one path.
  ///
  /// - Parameters:
  ///   - path: The variables from end to end.
  ///   - group: The group, from 1.
  /// - Returns: The direct or specific indirect effect, if there is one.
  public func effect(along path: [String], group: Int = 1) -> EffectEstimate? {
    effects.first {
      $0.definition.path == path && $0.definition.otherPath.isEmpty
        && $0.definition.group == group && $0.definition.otherGroup == nil
    }
  }
}
