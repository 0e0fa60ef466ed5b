internal import Specification

/// The effects that are wanted of a fit: what `Fit.effects(_:bootstrap:)`
/// computes, and what a bootstrap with `BootstrapOptions.effects` draws.
public struct EffectSelection: Sendable, Hashable {
  /// The acting variables, latent or in regressions.
  public var sources: [String]
  /// The outcomes.
  public var outcomes: [String]
  /// The moderated pairs whose conditional effects are wanted.
  public var conditions: [EffectConditions]
  /// The effects to include, and the method of their intervals.
  public var options: EffectOptions

  /// Selects the effects of each of some variables on each of others.
  ///
  /// - Parameters:
  ///   - sources: The acting variables.
  ///   - outcomes: The outcomes.
  ///   - conditions: The moderated pairs whose conditional effects are
  ///     wanted.
  ///   - options: The effects to include, and the method of their intervals.
  public init(
    from sources: [String], to outcomes: [String],
    conditions: [EffectConditions] = [],
    options: EffectOptions = EffectOptions()
  ) {
    self.sources = sources
    self.outcomes = outcomes
    self.conditions = conditions
    self.options = options
  }
}

/// A pair of variables whose effects are wanted with moderators held at
/// values.
///
/// In a bootstrap the values are the same in every replicate, as are means
/// that were subtracted from the data before.
public struct EffectConditions: Sendable, Hashable {
  /// The acting variable.
  public var source: String
  /// The outcome.
  public var outcome: String
  /// Values of every moderator of a path between the two.
  public var points: [ModeratorPoints]

  /// Makes conditions.
  ///
  /// - Parameters:
  ///   - source: The acting variable.
  ///   - outcome: The outcome.
  ///   - points: Values of every moderator of a path between the two.
  public init(
    from source: String, to outcome: String, at points: [ModeratorPoints]
  ) {
    self.source = source
    self.outcome = outcome
    self.points = points
  }
}

/// The effects of a selection.
public struct SelectedEffects: Sendable, Hashable, Encodable {
  /// The effects of every pair of variables.
  public var effects: EffectTable
  /// The conditional effects, in the order of the selection's conditions.
  public var moderation: [ModerationTable]

  /// Makes the effects of a selection.
  package init(effects: EffectTable, moderation: [ModerationTable]) {
    self.effects = effects
    self.moderation = moderation
  }
}
