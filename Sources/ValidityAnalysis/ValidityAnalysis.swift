internal import Estimation
public import FitComparison
public import FitSettings
internal import ItemAnalysis
internal import Latent
public import LinearAlgebra
public import Messages
public import ModelFit
internal import ModelSyntax
internal import Specification
public import TableReading

/// The choices of an analysis of validity.
public struct ValidityOptions: Sendable, Hashable {
  /// The options of the measurement models' fits.
  public var fit = FitOptions()
  /// The bootstrap draws of HTMT's intervals; 0 for none.
  public var draws = 1000
  /// Their seed.
  public var seed: UInt64 = 1
  /// The constructs of the second order, by the names of their dimensions;
  /// empty for one of all constructs.
  public var secondOrder: [MeasuredConstruct] = []
  /// A variable that has nothing to do with the constructs; `nil` for none.
  public var marker: MeasuredConstruct?
  /// The method's share of correlations, where it is known; `nil` for that of
  /// the marker.
  public var markerCorrelation: Double?

  /// Maximum likelihood, 1000 draws.
  public init() {}
}

/// The convergent and discriminant validity of constructs, and what a single
/// source of the answers could do to them.
public struct ValidityAnalysis: Sendable {
  /// Two constructs whose correlation is held at 1.
  public struct DiscriminantTest: Sendable, Hashable, Encodable {
    /// The place of the later construct.
    public let first: Int
    /// The place of the earlier construct.
    public let second: Int
    /// Their correlation where it is free.
    public let correlation: Double
    /// The test of the restriction; `nil` where its model is of no use.
    public let difference: ChiSquareDifference?
  }

  /// One of several measurement models of the same items.
  public struct CompetingModel: Sendable {
    /// The kinds of models.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// All items measure one construct.
      case oneFactor = "one factor"
      /// Fewer constructs: those that correlate most are one, step by step.
      case merged = "merged constructs"
      /// The constructs, correlated.
      case correlated = "all constructs"
      /// The constructs are dimensions of one of the second order.
      case secondOrder = "second order"
      /// A general factor beside the constructs, all uncorrelated.
      case bifactor = "bifactor"
      /// The constructs, and a factor of all items uncorrelated with them: the
      /// method (Podsakoff, MacKenzie, Lee & Podsakoff, 2003).
      case methodFactor = "method factor"
    }

    /// The kind.
    public let kind: Kind
    /// The names of constructs that are one, a list for each; empty but for
    /// merged constructs.
    public let merged: [[String]]
    /// Its fit.
    public let fit: Fit
    /// The test against the model of all constructs, of whichever is the
    /// restricted one; `nil` where neither is nested in the other.
    public let difference: ChiSquareDifference?
  }

  /// The constructs.
  public let constructs: [ConvergentValidity]
  /// The correlations of the constructs.
  public let correlations: Matrix
  /// The pairs of constructs by their ratios.
  public let ratios: [HeterotraitRatio]
  /// The pairs by tests.
  public let tests: [DiscriminantTest]
  /// The constructs of the second order with their standardized loadings; empty
  /// where their model is of no use.
  public let secondOrder: [ConvergentValidity]
  /// Whether the constructs of the second order were given.
  package let givesSecondOrder: Bool
  /// The measurement models, that of all constructs among them.
  public let models: [CompetingModel]
  /// The share of the items' variance that their first principal component has:
  /// Harman's single-factor test, as SPSS prints it.
  public let harmanShare: Double
  /// The share of the items' variance that the method factor has: the mean of
  /// its squared standardized loadings; `nil` where its model is of no use.
  public let methodShare: Double?
  /// What a marker variable says of a common method; `nil` without one.
  public let marker: MarkerAnalysis?
  /// The number of cases that answer every item.
  public let completeCount: Int
  /// Warnings about constructs and models.
  public let warnings: [LatentWarning]

  /// Analyses constructs.
  ///
  /// - Parameters:
  ///   - constructs: Constructs of the first order with their items, two or more
  ///     each.
  ///   - table: The answers.
  ///   - options: The choices.
  /// - Throws: `LatentError` for constructs without items, a marker that cannot
  ///   be one, unusable data, or where the model of all constructs has no usable
  ///   solution.
  public init(
    _ constructs: [MeasuredConstruct], in table: DataTable,
    options: ValidityOptions = ValidityOptions()
  ) throws(LatentError) {
    let models = try MeasurementModels(constructs, table, options)
    try MarkerAnalysis.check(constructs, options)
    let base = try models.base()
    let correlations = models.correlations(of: base)
    self.correlations = correlations
    var warnings = base.warnings
    self.constructs = constructs.indices.map { place in
      ConvergentValidity(
        constructs[place], models.loadings(of: place, base),
        correlations: constructs.indices.filter { $0 != place }.map {
          correlations[place, $0]
        })
    }
    let answers = try ItemAnswers(constructs, table)
    completeCount = answers.count
    ratios = HeterotraitRatio.all(
      answers.byConstruct, draws: options.draws, seed: options.seed,
      level: options.fit.confidenceLevel)
    harmanShare = Self.firstShare(answers.byConstruct.flatMap(\.self))
    var tests: [DiscriminantTest] = []
    for first in constructs.indices {
      for second in 0..<first {
        tests.append(
          DiscriminantTest(
            first: first, second: second,
            correlation: correlations[first, second],
            difference: models.difference(
              base, lines: models.united(first, second), &warnings,
              what: "The model with \(constructs[second].name) and "
                + "\(constructs[first].name) as one")))
      }
    }
    self.tests = tests
    var competing = CompetingModels(models, base, correlations)
    competing.run(&warnings)
    self.models = competing.found
    methodShare = competing.methodShare
    secondOrder = competing.secondOrder
    givesSecondOrder = !options.secondOrder.isEmpty
    marker = try MarkerAnalysis(constructs, table, options, &warnings)
    models.check(self.constructs, correlations, ratios, &warnings)
    self.warnings = warnings
  }

  /// The share of the first principal component of items.
  private static func firstShare(_ values: [[Double]]) -> Double {
    guard
      let cases = CompleteCases(values.indices.map { "\($0)" }, values),
      let eigen = SymmetricEigen(cases.covariance.correlation),
      let largest = eigen.values.max()
    else { return .nan }
    return largest / Double(values.count)
  }
}
