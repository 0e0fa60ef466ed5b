internal import FitSettings
internal import Latent
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import ModelSyntax
internal import OrderedMoments
internal import Probability
internal import SampleStatistics
internal import Specification
internal import TableReading

/// The reliability of a scale's sum by a model with one factor, fitted by
/// maximum likelihood to its complete cases.
public struct FactorReliability: Sendable, Hashable, Encodable {
  /// McDonald's ω (1999): the share of the sum's variance, as the model implies
  /// it, that is the factor's, with the interval of the delta method.
  public let omega: Bounded
  /// The composite reliability of Fornell and Larcker (1981): the same of
  /// standardized items.
  public let compositeReliability: Double
  /// The mean squared standardized loading (Fornell & Larcker, 1981).
  public let averageVarianceExtracted: Double
  /// The standardized loadings, in the order of the items.
  public let loadings: [Double]
  /// Whether loadings were held equal, as those of two items must be.
  public let isTauEquivalent: Bool

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - items: The names of two or more items.
  ///   - table: The answers.
  ///   - level: The level of the interval.
  /// - Throws: `LatentError` if the model has no usable solution.
  init(
    _ items: [String], in table: DataTable, level: Double
  ) throws(LatentError) {
    let places = items.indices
    let isPair = items.count == 2
    isTauEquivalent = isPair
    let loadings = places.map { isPair ? "l" : "l\($0)" }
    let sum = loadings.joined(separator: "+")
    let errors = places.map { "e\($0)" }.joined(separator: "+")
    var lines = [
      "F =~ "
        + places.map { "\(loadings[$0])*x\($0)" }.joined(separator: " + "),
      "omega := (\(sum))^2 / ((\(sum))^2 + \(errors))",
    ]
    lines += places.map { "x\($0) ~~ e\($0)*x\($0)" }
    var options = FitOptions()
    options.model.standardizeLatent = true
    options.confidenceLevel = level
    let fit = try ScaleModel.fit(
      lines, items, in: table, options: options)
    let standardized = places.map { place in
      fit.parameters.first { $0.op == .measurement && $0.rhs == "x\(place)" }?
        .standardizedAll?.estimate ?? .nan
    }
    self.loadings = standardized
    let defined = fit.parameters.first { $0.lhs == "omega" }
    guard let defined, defined.estimate.isFinite,
      standardized.allSatisfy(\.isFinite)
    else { throw ScaleModel.unusable("it has no estimates") }
    omega = Bounded(
      estimate: defined.estimate,
      limits: ScaleModel.limits(defined.lower, defined.upper))
    let summary = StandardizedLoadings(standardized)
    compositeReliability = summary.compositeReliability
    averageVarianceExtracted = summary.averageVarianceExtracted
  }
}

/// The reliability of a scale of dimensions by a bifactor model: a general
/// factor, and one for each dimension, all uncorrelated.
public struct HierarchicalReliability: Sendable, Hashable, Encodable {
  /// ω hierarchical: the share of the sum's variance that is the general
  /// factor's (Zinbarg, Revelle, Yovel & Li, 2005).
  public let hierarchical: Bounded
  /// ω total: the share that all factors explain.
  public let total: Bounded
  /// The share of the common variance that is the general factor's (explained
  /// common variance; Reise, 2012).
  public let explainedCommonVariance: Double

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - scale: The scale; its dimensions have two or more items each, three
  ///     are needed for three dimensions or fewer.
  ///   - table: The answers.
  ///   - level: The level of intervals.
  /// - Throws: `LatentError` if the model has no usable solution.
  init(
    _ scale: ScaleDefinition, in table: DataTable, level: Double
  ) throws(LatentError) {
    var place = 0
    var general: [String] = []
    var parts: [String] = []
    var lines: [String] = []
    var factors = ["G"]
    for (number, dimension) in scale.dimensions.enumerated() {
      var own: [String] = []
      var labels: [String] = []
      // Two loadings of a factor of its own are not identified apart.
      let isPair = dimension.items.count == 2
      for _ in dimension.items {
        general.append("g\(place)*x\(place)")
        let label = isPair ? "s\(number)" : "s\(place)"
        own.append("\(label)*x\(place)")
        labels.append(label)
        lines.append("x\(place) ~~ e\(place)*x\(place)")
        place += 1
      }
      lines.append("S\(number) =~ " + own.joined(separator: " + "))
      parts.append("(\(labels.joined(separator: "+")))^2")
      factors.append("S\(number)")
    }
    lines.insert("G =~ " + general.joined(separator: " + "), at: 0)
    let sum = (0..<place).map { "g\($0)" }.joined(separator: "+")
    let errors = (0..<place).map { "e\($0)" }.joined(separator: "+")
    let specific = parts.joined(separator: "+")
    lines.append(
      "oh := (\(sum))^2 / ((\(sum))^2 + \(specific) + \(errors))")
    lines.append(
      "ot := ((\(sum))^2 + \(specific)) / ((\(sum))^2 + \(specific) + \(errors))"
    )
    var options = FitOptions()
    options.model.standardizeLatent = true
    options.model.orthogonalExogenous = true
    options.confidenceLevel = level
    let fit = try ScaleModel.fit(
      lines, scale.items, in: table, options: options)
    func defined(_ name: String) throws(LatentError) -> Bounded {
      guard let own = fit.parameters.first(where: { $0.lhs == name }),
        own.estimate.isFinite
      else { throw ScaleModel.unusable("it has no estimates") }
      return Bounded(
        estimate: own.estimate, limits: ScaleModel.limits(own.lower, own.upper))
    }
    hierarchical = try defined("oh")
    total = try defined("ot")
    var ofGeneral = 0.0
    var ofAll = 0.0
    for own in fit.parameters where own.op == .measurement {
      let square = own.estimate * own.estimate
      ofAll += square
      if own.lhs == "G" { ofGeneral += square }
    }
    explainedCommonVariance = ofGeneral / ofAll
  }
}

/// The reliability of the sum of ordered items by a model with one factor of
/// the responses behind them, fitted by diagonally weighted least squares.
public struct OrderedReliability: Sendable, Hashable, Encodable {
  /// The reliability of the sum of the answers themselves (Green & Yang, 2009,
  /// equation 21).
  public let omega: Double
  /// α of the polychoric correlations: of the responses behind the answers, not
  /// of the answers (Zumbo, Gadermann & Zeisser, 2007).
  public let alpha: Double
  /// The loadings of the responses.
  public let loadings: [Double]

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - items: The names of three or more items.
  ///   - table: The answers.
  /// - Throws: `LatentError` if an item cannot be taken as ordered, or the model
  ///   has no usable solution.
  init(_ items: [String], in table: DataTable) throws(LatentError) {
    let places = items.indices
    let own = try ScaleModel.table(of: items, in: table)
    let names = places.map { "x\($0)" }
    var selection = CorrelationSelection(variables: names)
    selection.ordered = names
    selection.isPairwise = false
    let stage = try CorrelationSamples(own, selection).groups[0].stage
    var options = FitOptions(.wlsmv)
    options.model.standardizeLatent = true
    options.model.ordered = names
    let fit = try ScaleModel.fit(
      [
        "F =~ "
          + (items.count == 2 ? "l*x0 + l*x1" : names.joined(separator: " + "))
      ], items, in: table, options: options)
    let loadings = places.map { place in
      fit.parameters.first {
        $0.op == .measurement && $0.rhs == "x\(place)"
      }?.estimate ?? .nan
    }
    guard loadings.allSatisfy(\.isFinite) else {
      throw ScaleModel.unusable("it has no estimates")
    }
    self.loadings = loadings
    alpha = Reliability.alpha(stage.correlation)
    var common = 0.0
    var all = 0.0
    for i in places {
      for j in places {
        common += Self.covariance(
          stage.thresholds[i], stage.thresholds[j], loadings[i] * loadings[j])
        all += Self.covariance(
          stage.thresholds[i], stage.thresholds[j],
          i == j ? 1 : stage.correlation[i, j])
      }
    }
    omega = common / all
  }

  /// The covariance of two ordered variables, scored 0, 1, ..., by thresholds
  /// and the correlation of the responses.
  private static func covariance(
    _ first: [Double], _ second: [Double], _ correlation: Double
  ) -> Double {
    let normal = BivariateNormalDistribution(correlation: correlation)
    var sum = 0.0
    for a in first {
      for b in second {
        // A response with itself lies below both or not.
        sum +=
          correlation >= 1
          ? NormalDistribution.cumulative(min(a, b)) : normal.cumulative(a, b)
        sum -=
          NormalDistribution.cumulative(a) * NormalDistribution.cumulative(b)
      }
    }
    return sum
  }
}

/// The fits behind reliabilities: items are renamed, so that any name will do.
enum ScaleModel {
  /// Fits a model of items that are named x0, x1, ...
  static func fit(
    _ lines: [String], _ items: [String], in table: DataTable,
    options: FitOptions
  ) throws(LatentError) -> Fit {
    let fit = try Model(text: lines.joined(separator: "\n")).fit(
      to: try self.table(of: items, in: table), options: options)
    guard fit.isConverged else { throw unusable("it does not converge") }
    let negative = fit.parameters.contains {
      $0.op == .covariance && $0.lhs == $0.rhs && $0.estimate < 0
    }
    guard !negative else { throw unusable("a variance is negative") }
    return fit
  }

  /// The table of items under the names that models use.
  static func table(
    of items: [String], in table: DataTable
  ) throws(LatentError) -> DataTable {
    var columns: [DataColumn] = []
    for (place, item) in items.enumerated() {
      columns.append(
        DataColumn(name: "x\(place)", numbers: try table.numbers(named: item)))
    }
    return try DataTable(columns: columns)
  }

  static func unusable(_ reason: String) -> LatentError {
    LatentError(
      code: .itemsModel,
      message: "The model of the items is of no use: \(reason).",
      remedy: "Look at the items' correlations; leave out what does not belong."
    )
  }

  static func limits(_ lower: Double?, _ upper: Double?)
    -> ClosedRange<Double>?
  {
    guard let lower, let upper, lower <= upper else { return nil }
    return lower...upper
  }
}
