internal import InvarianceTesting
internal import ModelFit
internal import Specification

/// Climbs a ladder of measurement invariance: the same model with more and
/// more held equal across groups, each step compared with the one before.
///
/// ```swift
/// let configural = try fit(model, data: data, group: "school")
/// let ladder = try invariance(of: model, from: configural)
/// print(ladder.sentence)
/// ```
///
/// - Parameters:
///   - model: The model.
///   - fit: Its fit to several groups with nothing held equal: the configural
///     model, whose sample and options all steps share.
///   - options: The steps, and what decides whether one holds.
/// - Returns: The models of the ladder, with what each costs.
/// - Throws: `FitError` if the fit is no ground for a ladder or a step cannot
///   be fitted, `ModelSyntaxError` for errors in the model's meaning.
public func invariance(
  of model: Model, from fit: Fit,
  options: InvarianceOptions = InvarianceOptions()
) throws -> Invariance {
  var ladder = try InvarianceLadder(from: fit, options: options) {
    try model.parameterTable(options: $0)
      .withAuxiliary(fit.options.auxiliary)
  }
  return try ladder.climb()
}
