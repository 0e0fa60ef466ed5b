internal import FitSettings
package import Messages
package import ModelFit

/// The options of effects.
public struct EffectOptions: Sendable, Hashable {
  /// The level of the confidence intervals; `nil` is the fit's.
  public var confidenceLevel: Double?
  /// The number of draws of the Monte Carlo intervals; 0 leaves them out.
  public var monteCarloDraws = 20_000
  /// The seed of the draws.
  public var seed: UInt64 = 1
  /// Whether specific indirect effects are compared, pair by pair.
  public var includesContrasts = true
  /// Whether the same effects are compared between groups, pair by pair.
  public var includesGroupDifferences = true
  /// Whether confidence intervals are by the profile of the likelihood.
  public var includesProfileLimits = false
  /// The most specific indirect effects of one variable on another.
  public var maximumPathCount = 100

  /// Makes options: 20,000 draws, every contrast, every difference.
  public init() {}

  /// The level, checked.
  package func level(of fit: Fit) throws(LatentError) -> Double {
    let level = confidenceLevel ?? fit.options.confidenceLevel
    guard level > 0, level < 1 else {
      throw LatentError(
        code: .effectsLevel,
        message: "\(level) is not a confidence level.",
        remedy: "Give a number between 0 and 1, such as 0.95.")
    }
    guard
      monteCarloDraws == 0
        || Double(monteCarloDraws) * (1 - level) / 2 >= 1
    else {
      throw LatentError(
        code: .effectsTooFewDraws,
        message: "\(monteCarloDraws) draws are too few for Monte Carlo "
          + "intervals of level \(level).",
        remedy: "Take 20000, or 0 to leave the intervals out.")
    }
    return level
  }
}
