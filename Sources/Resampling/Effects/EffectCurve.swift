public import EffectAnalysis
internal import FitSettings
public import Messages
public import ModelFit
internal import Specification

/// A conditional effect at one value of its moderator.
public struct EffectCurvePoint: Sendable, Hashable, Encodable {
  /// The moderator's value.
  public var value: Double
  /// The effect.
  public var estimate: Double
  /// The lower end of its interval; `nil` where there is none.
  public var lower: Double?
  /// The upper end of its interval.
  public var upper: Double?

  /// Makes a point of a curve.
  ///
  /// - Parameters:
  ///   - value: The moderator's value.
  ///   - estimate: The effect.
  ///   - lower: The lower end of its interval.
  ///   - upper: The upper end of its interval.
  public init(value: Double, estimate: Double, lower: Double?, upper: Double?) {
    self.value = value
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
  }

  /// Whether the interval is known and leaves zero out.
  public var excludesZero: Bool {
    guard let lower, let upper else { return false }
    return lower > 0 || upper < 0
  }
}

/// A conditional effect as a function of one moderator, with its region of
/// significance (Johnson & Neyman, 1936; Preacher, Curran & Bauer, 2006):
/// where the interval leaves zero out.
public struct EffectCurve: Sendable, Hashable, Encodable {
  /// The effect; `moderators` are the other ones with their values.
  public var definition: EffectDefinition
  /// The moderator.
  public var moderator: String
  /// The curve, ascending by value.
  public var points: [EffectCurvePoint]
  /// The effect at the chosen values of the moderator.
  public var chosen: [EffectCurvePoint]
  /// Labels of the chosen values, such as `mean + SD`; empty or one each.
  public var labels: [String]
  /// Whether the moderator has only two values: then no values lie between
  /// them, and `points` are these two.
  public var isBinary: Bool
  /// The values within the curve at which the interval begins or ceases to
  /// leave zero out, ascending.
  public var boundaries: [Double]
  /// The level of the intervals.
  public var confidenceLevel: Double
  /// The bootstrap that the intervals come from; `nil` for the delta method.
  public var bootstrap: BootstrapOrigin?
  /// The labels of the groups.
  public var groupLabels: [String]

  package init(
    definition: EffectDefinition, moderator: String,
    points: [EffectCurvePoint], chosen: [EffectCurvePoint], labels: [String],
    isBinary: Bool, boundaries: [Double], confidenceLevel: Double,
    bootstrap: BootstrapOrigin?, groupLabels: [String]
  ) {
    self.definition = definition
    self.moderator = moderator
    self.points = points
    self.chosen = chosen
    self.labels = labels
    self.isBinary = isBinary
    self.boundaries = boundaries
    self.confidenceLevel = confidenceLevel
    self.bootstrap = bootstrap
    self.groupLabels = groupLabels
  }

  /// The parts of the curve in which the interval leaves zero out.
  public var significantRanges: [ClosedRange<Double>] {
    guard !isBinary, let first = points.first, let last = points.last else {
      return []
    }
    let ends = [first.value] + boundaries + [last.value]
    // Neighbouring parts differ.
    var isInside = first.excludesZero
    var ranges: [ClosedRange<Double>] = []
    for (lower, upper) in zip(ends, ends.dropFirst()) {
      if isInside { ranges.append(lower...upper) }
      isInside.toggle()
    }
    return ranges
  }
}

extension Fit {
  /// A conditional effect as a function of one of its moderators.
  ///
  /// The curve covers the moderator's values in the cases, or two standard
  /// deviations to both sides of its mean where the fit has no cases.
  ///
  /// - Parameters:
  ///   - definition: An effect along a path, a total or a total indirect
  ///     one, in one group; its `moderators` do not matter.
  ///   - moderator: The moderator, with the values to mark.
  ///   - others: Values of the other moderators of paths between the two.
  ///   - results: A bootstrap of this fit whose draws make the intervals;
  ///     without one they are the delta method's.
  ///   - options: The level of the delta method's intervals, and the most
  ///     paths.
  /// - Returns: The curve.
  /// - Throws: `LatentError` as `conditionalEffects(from:to:at:options:)` does;
  ///   if the moderator does not moderate the effect; for studentized
  ///   bootstraps.
  public func effectCurve(
    of definition: EffectDefinition, by moderator: ModeratorPoints,
    holding others: [ModeratorValue] = [],
    bootstrap results: BootstrapResults? = nil,
    options: EffectOptions = EffectOptions()
  ) throws(LatentError) -> EffectCurve {
    let evaluator = try CurveEvaluator(
      self, definition, moderator: moderator.variable, others: others,
      results: results, options: options)
    let (values, isBinary) = try curveValues(of: moderator)
    let points = try evaluator.points(values)
    var boundaries: [Double] = []
    if !isBinary {
      for (one, two) in zip(points, points.dropFirst())
      where one.excludesZero != two.excludesZero {
        boundaries.append(try evaluator.boundary(between: one, two))
      }
    }
    var own = definition
    own.moderators = others.filter {
      evaluator.moderators.contains($0.variable)
    }
    return EffectCurve(
      definition: own, moderator: moderator.variable, points: points,
      chosen: try evaluator.points(moderator.values),
      labels: moderator.labels, isBinary: isBinary, boundaries: boundaries,
      confidenceLevel: evaluator.level, bootstrap: results?.origin,
      groupLabels: table.groupLabels)
  }

  /// The values that a curve is drawn through.
  private func curveValues(of moderator: ModeratorPoints) throws(LatentError)
    -> (values: [Double], isBinary: Bool)
  {
    var range: ClosedRange<Double>
    if let cases = cases(of: moderator.variable), let first = cases.min(),
      let last = cases.max(), first < last
    {
      guard cases.contains(where: { $0 != first && $0 != last }) else {
        return ([first, last], true)
      }
      range = first...last
    } else {
      let usual = try moderatorPoints(
        of: moderator.variable, at: .meanAndDeviation
      ).values
      guard usual.count == 3, usual[0] < usual[2] else {
        throw LatentError(
          code: .curveConstantModerator,
          message: "The moderator \(moderator.variable) does not vary.",
          remedy: "Name another moderator.")
      }
      range = (2 * usual[0] - usual[1])...(2 * usual[2] - usual[1])
    }
    // Requested values are always shown.
    if let least = moderator.values.min(), let most = moderator.values.max() {
      range = min(range.lowerBound, least)...max(range.upperBound, most)
    }
    let steps = 80
    let step = (range.upperBound - range.lowerBound) / Double(steps)
    let inner = (1..<steps).map { range.lowerBound + Double($0) * step }
    return ([range.lowerBound] + inner + [range.upperBound], false)
  }
}
