internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import MomentStructure

extension Fit {
  /// The variables that moderate a path from one variable to another by a
  /// product `x:w`.
  ///
  /// - Parameters:
  ///   - source: The acting variable.
  ///   - outcome: The outcome.
  ///   - options: The most paths.
  /// - Returns: The moderators; none if no path is moderated.
  /// - Throws: `LatentError` if the structural part has no such variables or no
  ///   path between them, too many, or products that hold a variable twice.
  public func moderators(
    from source: String, to outcome: String,
    options: EffectOptions = EffectOptions()
  ) throws(LatentError) -> [String] {
    try ModerationPlan.moderators(
      model, from: source, to: outcome, options: options)
  }

  /// The effects of one variable on another with moderators held at values,
  /// and the indices of moderated mediation.
  ///
  /// - Parameters:
  ///   - source: The acting variable.
  ///   - outcome: The outcome.
  ///   - points: Values of every moderator of a path between the two.
  ///   - options: The effects to include, and the method of their intervals.
  /// - Returns: The effects that depend on moderators, at each combination
  ///   of values, and the indices.
  /// - Throws: `LatentError` if the fit did not converge, no path is moderated,
  ///   values are missing or superfluous, or products hold a variable twice.
  public func conditionalEffects(
    from source: String, to outcome: String, at points: [ModeratorPoints],
    options: EffectOptions = EffectOptions()
  ) throws(LatentError) -> ModerationTable {
    try requireEstimates()
    let plan = try ModerationPlan(
      model, from: source, to: outcome, points: points,
      origins: try productOrigins, options: options)
    return ModerationTable(
      points: points,
      conditional: try effects(plan.conditionalPlan, options: options),
      indices: try effects(plan.indexPlan, options: options),
      undefinedIndices: plan.undefined)
  }
}
