internal import Estimation
internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import MomentStructure
internal import Probability
internal import ProfileLikelihood
internal import Specification

extension Fit {
  /// The effects of one variable on another: direct, along every path, in
  /// total, with standard errors and intervals.
  ///
  /// - Parameters:
  ///   - source: The acting variable, latent or in regressions.
  ///   - outcome: The outcome.
  ///   - options: The effects to include, and the method of their intervals.
  /// - Returns: The effects.
  /// - Throws: `LatentError` if the fit did not converge, the structural part
  ///   has no such variables or no path between them, or too many.
  public func effects(
    from source: String, to outcome: String,
    options: EffectOptions = EffectOptions()
  ) throws(LatentError) -> EffectTable {
    try effects(from: [source], to: [outcome], options: options)
  }

  /// The effects of each of some variables on each of others.
  ///
  /// - Parameters:
  ///   - sources: The acting variables, latent or in regressions.
  ///   - outcomes: The outcomes.
  ///   - options: The effects to include, and the method of their intervals.
  /// - Returns: The effects, pair by pair.
  /// - Throws: `LatentError` if the fit did not converge, the structural part
  ///   has no such variables or no path between them, or too many.
  public func effects(
    from sources: [String], to outcomes: [String],
    options: EffectOptions = EffectOptions()
  ) throws(LatentError) -> EffectTable {
    try requireEstimates()
    let plan = try EffectPlan(
      model, from: sources, to: outcomes, options: options)
    return try effects(plan, options: options)
  }

  /// Refuses fits whose effects would mean nothing.
  package func requireEstimates() throws(LatentError) {
    guard isConverged else {
      throw LatentError(
        code: .effectsNotConverged,
        message: "The fit did not converge: it has no effects.",
        remedy: convergenceMessage)
    }
  }

  /// The effects of a plan.
  package func effects(_ plan: EffectPlan, options: EffectOptions)
    throws(LatentError)
    -> EffectTable
  {
    let level = try options.level(of: self)
    var inference = try EffectInference(
      self, plan.evaluator, level: level, options: options)
    if options.includesProfileLimits {
      try inference.profile(self, plan.evaluator, level: level)
    }
    var warnings = plan.warnings + inference.warnings
    let radius = blocksAtEstimates().map {
      Matrix($0.matrices.beta).spectralRadius
    }.max()
    let stability = plan.isRecursive ? 0 : radius ?? 0
    if stability >= 1 {
      warnings.append(
        LatentWarning(
          code: .effectsUnstable,
          message: "The loops of the model do not die out: the largest "
            + "modulus of the eigenvalues of B is "
            + "\((stability * 1000).rounded() / 1000), not below 1. Total "
            + "effects have no meaning."))
    }
    let estimates = zip(plan.definitions, plan.effects).map {
      definition, effect in
      EffectEstimate(
        definition: definition,
        unstandardized: inference.value(effect, 0),
        standardizedOutcome: inference.value(effect, 1),
        standardized: inference.value(effect, 2))
    }
    return EffectTable(
      effects: estimates, groupLabels: table.groupLabels,
      confidenceLevel: level,
      monteCarloDraws: inference.drawCount, seed: options.seed,
      isRecursive: plan.isRecursive, stabilityIndex: stability,
      warnings: warnings)
  }
}

/// Estimates, standard errors and intervals of an evaluator's effects.
private struct EffectInference {
  private(set) var warnings: [LatentWarning] = []
  private(set) var drawCount = 0
  private let estimates: [Double]
  private let errors: [Double?]
  private var intervals: [MonteCarloInterval?]
  private var profiles: [Int: ProfileEnds] = [:]
  private let quantile: Double

  init(
    _ fit: Fit, _ evaluator: EffectEvaluator, level: Double,
    options: EffectOptions
  ) throws(LatentError) {
    quantile = NormalDistribution.upperQuantile((1 - level) / 2)
    let blocks = fit.blocksAtEstimates()
    let values = MatrixBuffer(rows: evaluator.valueCount)
    evaluator.evaluate(blocks, into: values)
    estimates = values.elements
    intervals = Array(repeating: nil, count: evaluator.valueCount)
    guard let covariance = fit.parameterCovariance else {
      errors = Array(repeating: nil, count: evaluator.valueCount)
      return
    }
    errors = evaluator.standardErrors(blocks, covariance)
    guard options.monteCarloDraws > 0 else { return }
    drawCount = options.monteCarloDraws
    try DrawLimit.check(
      drawCount, values: evaluator.valueCount, option: "monte-carlo")
    let draws = MonteCarloDraws(
      fit, covariance: covariance, valueCount: evaluator.valueCount,
      count: drawCount, seed: options.seed
    ) { blocks, _, values in evaluator.evaluate(blocks, into: values) }
    var fewest = drawCount
    for index in intervals.indices where errors[index] != nil {
      intervals[index] = draws.interval(index, level: level)
      fewest = min(fewest, intervals[index]?.usableDraws ?? 0)
    }
    guard fewest < drawCount else { return }
    warnings.append(
      LatentWarning(
        code: .effectsUndefinedDraws,
        message: "Some effects are not defined in \(drawCount - fewest) of "
          + "\(drawCount) Monte Carlo draws, where a variance is negative; "
          + "their intervals leave these draws out."))
  }

  /// Takes the limits of the likelihood's profile in the place of those by
  /// standard errors.
  mutating func profile(
    _ fit: Fit, _ evaluator: EffectEvaluator, level: Double
  ) throws(LatentError) {
    var places: [Int] = []
    var effects: [ProfiledEffect] = []
    for effect in 0..<evaluator.effectCount {
      for metric in 0..<EffectEvaluator.metricCount {
        let place = EffectEvaluator.place(effect, metric)
        guard errors[place] != nil, estimates[place].isFinite else { continue }
        places.append(place)
        effects.append(ProfiledEffect(effect, metric: metric, of: evaluator))
      }
    }
    let ends = try fit.profileEnds(of: effects, level: level)
    for (place, ends) in zip(places, ends) { profiles[place] = ends }
  }

  func value(_ effect: Int, _ metric: Int) -> EffectValue {
    let place = EffectEvaluator.place(effect, metric)
    var value = EffectValue(estimate: estimates[place])
    guard let error = errors[place] else { return value }
    value.standardError = error
    if let ends = profiles[place] {
      value.profile = ends
      (value.lower, value.upper) = (ends.lower.value, ends.upper.value)
    } else {
      value.lower = value.estimate - quantile * error
      value.upper = value.estimate + quantile * error
    }
    if error > 0 {
      let z = value.estimate / error
      value.z = z
      value.pValue = 2 * NormalDistribution.upperTail(abs(z))
    }
    value.monteCarlo = intervals[place]
    return value
  }
}
