internal import Estimation
internal import LinearAlgebra
internal import MomentStructure

extension Fit {
  /// The variables that moderate a path from one variable to another by a
  /// product `x:w` of observed variables.
  ///
  /// - Parameters:
  ///   - source: The acting variable.
  ///   - outcome: The outcome.
  ///   - options: The most paths.
  /// - Returns: The moderators; none if no path is moderated.
  /// - Throws: `FitError` if the structural part has no such variables or no
  ///   path between them, too many, or products that hold a variable twice.
  public func moderators(
    from source: String, to outcome: String,
    options: EffectOptions = EffectOptions()
  ) throws(FitError) -> [String] {
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
  ///   - options: What is included, and how intervals are made.
  /// - Returns: The effects that depend on moderators, at each combination
  ///   of values, and the indices.
  /// - Throws: `FitError` if the fit did not converge, no path is moderated,
  ///   values are missing or superfluous, or products hold a variable twice.
  public func conditionalEffects(
    from source: String, to outcome: String, at points: [ModeratorPoints],
    options: EffectOptions = EffectOptions()
  ) throws(FitError) -> ModerationTable {
    try requireEstimates()
    let plan = try ModerationPlan(
      model, from: source, to: outcome, points: points, options: options)
    return ModerationTable(
      points: points,
      conditional: try effects(
        EffectPlan(model, plan.conditional, isRecursive: plan.isRecursive),
        options: options),
      indices: try effects(
        EffectPlan(model, plan.indices, isRecursive: plan.isRecursive),
        options: options),
      undefinedIndices: plan.undefined)
  }

  /// A variable's mean less a standard deviation, mean, and mean plus one,
  /// over all groups, from the moments of the fit's sample.
  ///
  /// - Parameter variable: An observed variable of the model.
  /// - Returns: The three values.
  /// - Throws: `FitError` if the model does not have the variable, or the
  ///   sample no means.
  public func meanAndDeviationPoints(of variable: String) throws(FitError)
    -> ModeratorPoints
  {
    let isUnbiased = options.estimation.usesUnbiasedMoments
    var groups: [(count: Double, mean: Double, squares: Double)] = []
    for group in sample {
      guard let place = group.variables.firstIndex(of: variable),
        let mean = group.mean?[place]
      else {
        throw FitError(
          code: "moderation.no-moments",
          message: "The mean of the moderator \(variable) is not known from "
            + "the fit's sample.",
          remedy: "Give the values at which it is held.")
      }
      let count = Double(group.observationCount)
      let divisor = isUnbiased ? count - 1 : count
      groups.append((count, mean, divisor * group.covariance[place, place]))
    }
    let count = groups.reduce(0) { $0 + $1.count }
    let mean = groups.reduce(0) { $0 + $1.count * $1.mean } / count
    let squares = groups.reduce(0) {
      $0 + $1.squares + $1.count * ($1.mean - mean) * ($1.mean - mean)
    }
    let variance = squares / (count - 1)
    let deviation = max(variance, 0).squareRoot()
    return ModeratorPoints(
      variable, values: [mean - deviation, mean, mean + deviation],
      labels: ["mean - SD", "mean", "mean + SD"])
  }
}
