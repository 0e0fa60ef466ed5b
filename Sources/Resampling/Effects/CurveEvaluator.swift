internal import EffectAnalysis
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentStructure
internal import Specification

/// A conditional effect with its interval at any values of a moderator.
struct CurveEvaluator {
  /// The level of the intervals.
  let level: Double
  /// The effect's moderators.
  let moderators: Set<String>
  private let fit: Fit
  private let definition: EffectDefinition
  private let moderator: String
  private let others: [ModeratorValue]
  private let results: BootstrapResults?
  private let options: EffectOptions

  init(
    _ fit: Fit, _ definition: EffectDefinition, moderator: String,
    others: [ModeratorValue], results: BootstrapResults?,
    options: EffectOptions
  ) throws(LatentError) {
    try fit.requireEstimates()
    self.fit = fit
    self.moderator = moderator
    self.results = results
    var options = options
    options.monteCarloDraws = 0
    options.includesGroupDifferences = false
    self.options = options
    if let results {
      level = results.origin.level
    } else {
      level = try options.level(of: fit)
    }
    guard results?.origin.interval != .studentized else {
      throw LatentError(
        code: .curveStudentized,
        message: "There are no studentized bands: draws do not have a "
          + "standard error at every value of the moderator.",
        remedy: "Use another kind of interval, such as bca.")
    }
    self.others = others.filter { $0.variable != moderator }
    var definition = definition
    definition.otherGroup = nil
    self.definition = definition
    // One value tells which of the path's moderators matter.
    let table = try Self.plan(
      fit, definition, moderator, values: [0], others: self.others, options)
    let own = table.definitions.first { Self.isSame($0, definition) }
    moderators = Set(own?.moderators.map(\.variable) ?? [])
    guard moderators.contains(moderator) else {
      let known = moderators.sorted().joined(separator: ", ")
      throw LatentError(
        code: .curveNotModerated,
        message: "\(moderator) does not moderate the effect "
          + "\(definition.name(groupLabels: fit.table.groupLabels)).",
        remedy: known.isEmpty
          ? "Name an effect along a path that a product moderates."
          : "Its moderators: \(known).")
    }
  }

  private static func plan(
    _ fit: Fit, _ definition: EffectDefinition, _ moderator: String,
    values: [Double], others: [ModeratorValue], _ options: EffectOptions
  ) throws(LatentError) -> EffectPlan {
    let points =
      [ModeratorPoints(moderator, values: values)]
      + others.map { ModeratorPoints($0.variable, values: [$0.value]) }
    return try ModerationPlan(
      fit.model, from: definition.from, to: definition.to, points: points,
      origins: try fit.productOrigins, options: options
    ).conditionalPlan
  }

  /// Whether two definitions differ in their moderators only.
  private static func isSame(
    _ one: EffectDefinition, _ other: EffectDefinition
  ) -> Bool {
    var one = one
    one.moderators = other.moderators
    return one == other
  }

  /// The effect at values of the moderator.
  func points(_ values: [Double]) throws(LatentError) -> [EffectCurvePoint] {
    let plan = try Self.plan(
      fit, definition, moderator, values: values, others: others, options)
    let places = plan.definitions.indices.filter {
      Self.isSame(plan.definitions[$0], definition)
    }
    precondition(places.count == values.count, "an effect a value")
    let table = try fit.effects(plan, options: options)
    var points = zip(values, places).map { value, place in
      let own = table.effects[place].unstandardized
      return EffectCurvePoint(
        value: value, estimate: own.estimate, lower: own.lower,
        upper: own.upper)
    }
    guard let results else { return points }
    let limits = try limits(
      results, plan, effects: places.map { plan.effects[$0] },
      estimates: points.map(\.estimate))
    for (index, limits) in limits.enumerated() {
      points[index].lower = limits?.lower
      points[index].upper = limits?.upper
    }
    return points
  }

  /// The value between two, of which one's interval leaves zero out, at which
  /// the interval ends at zero.
  func boundary(between one: EffectCurvePoint, _ two: EffectCurvePoint)
    throws(LatentError) -> Double
  {
    var (left, right) = (one, two)
    let parts = 8
    // 8⁵ parts of a step: finer than a picture or a table shows.
    for _ in 0..<5 {
      let step = (right.value - left.value) / Double(parts)
      guard step > 0 else { break }
      let inner = try points((1..<parts).map { left.value + Double($0) * step })
      let next = inner.first { $0.excludesZero != left.excludesZero }
      if let next {
        let index = inner.firstIndex(of: next) ?? 0
        if index > 0 { left = inner[index - 1] }
        right = next
      } else if let last = inner.last {
        left = last
      }
    }
    return (left.value + right.value) / 2
  }

  /// The bootstrap's limits of unstandardized effects, which depend on the
  /// drawn parameters alone.
  private func limits(
    _ results: BootstrapResults, _ plan: EffectPlan, effects: [Int],
    estimates: [Double]
  ) throws(LatentError) -> [(lower: Double, upper: Double)?] {
    try plan.evaluator.requireDrawnOrigins(fit, results.draws.kind)
    let reader = try DrawnParameters(fit, results.draws)
    let drawn = reader.values(of: plan.evaluator, effects: effects) {
      results.draws.isUsable($0)
    }
    var jackknife: [[Double]]?
    if let influence = results.influence {
      jackknife = try DrawnParameters(fit, influence.draws)
        .values(of: plan.evaluator, effects: effects) { _ in true }
    }
    return effects.indices.map { index in
      let summary = BootstrapSummary(
        estimate: estimates[index],
        draws: drawn[index].filter(\.isFinite))
      var acceleration = 0.0
      if let influence = results.influence, let jackknife {
        acceleration = influence.acceleration { jackknife[index][$0] }
      }
      return try? summary.interval(
        results.origin.interval, level: results.origin.level,
        acceleration: acceleration)
    }
  }
}

/// The free parameters of a bootstrap's replicates.
private struct DrawnParameters {
  private let fit: Fit
  private let draws: BootstrapDraws
  private let columns: [Int]

  init(_ fit: Fit, _ draws: BootstrapDraws) throws(LatentError) {
    columns = fit.model.rowOfParameter.compactMap {
      draws.column(.estimate(row: $0))
    }
    self.fit = fit
    self.draws = draws
    guard columns.count == fit.model.parameterCount else {
      throw LatentError(
        code: .curveOtherDraws,
        message: "The draws are not of this fit: they lack parameters.",
        remedy: "Give the bootstrap of this fit.")
    }
  }

  /// The values of effects in every replicate, a list an effect; NaN where a
  /// replicate has none.
  func values(
    of evaluator: EffectEvaluator, effects: [Int], where isUsed: (Int) -> Bool
  ) -> [[Double]] {
    var result = [[Double]](
      repeating: [Double](repeating: .nan, count: draws.count),
      count: effects.count)
    let blocks = fit.blocksAtEstimates()
    // Origins are those of latent variables, see `requireDrawnOrigins`.
    let centres =
      draws.kind.centresAnew ? ProductCentres(observed: []) : nil
    let theta = MatrixBuffer(rows: columns.count)
    let values = MatrixBuffer(rows: evaluator.valueCount)
    for index in draws.replicates.indices where isUsed(index) {
      var isDefined = true
      for (place, column) in columns.enumerated() {
        theta[place] = draws.value(index, column)
        isDefined = isDefined && theta[place].isFinite
      }
      for block in blocks where isDefined { isDefined = block.update(theta) }
      guard isDefined else { continue }
      evaluator.evaluate(blocks, into: values, centres: centres)
      for (place, effect) in effects.enumerated() {
        result[place][index] = values[EffectEvaluator.place(effect, 0)]
      }
    }
    return result
  }
}

extension EffectEvaluator {
  /// Refuses draws that do not tell where the effects' products count from:
  /// means of the sample, or means of latent variables that follow from
  /// them.
  fileprivate func requireDrawnOrigins(_ fit: Fit, _ kind: BootstrapKind)
    throws(LatentError)
  {
    guard kind.centresAnew else { return }
    for quantity in quantities {
      let hasSampleMeans = fit.model.blocks[quantity.block].sampleCells
        .contains { $0.second == nil }
      for case .path(let slopes) in quantity.terms {
        let origins = slopes.flatMap(\.origins).compactMap { $0 }
        let isDrawn = origins.allSatisfy {
          if case .observed = $0.variable { return false }
          return !hasSampleMeans
        }
        guard isDrawn else {
          throw LatentError(
            code: .curveProductOrigins,
            message: "Every replicate centres observed variables anew before "
              + "it multiplies them, and the draws do not tell at which "
              + "means: there are no bands of this effect from them.",
            remedy: "Use bands of the delta method, or draw the effects at "
              + "values of the moderator.")
        }
      }
    }
  }
}
