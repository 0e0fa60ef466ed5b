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
  /// The measurement models, that of all constructs among them.
  public let models: [CompetingModel]
  /// The share of the items' variance that their first principal component has:
  /// Harman's single-factor test, as SPSS prints it.
  public let harmanShare: Double
  /// The share of the items' variance that the method factor has: the mean of
  /// its squared standardized loadings; `nil` where its model is of no use.
  public let methodShare: Double?
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
  /// - Throws: `LatentError` for constructs without items, unusable data, or
  ///   where the model of all constructs has no usable solution.
  public init(
    _ constructs: [MeasuredConstruct], in table: DataTable,
    options: ValidityOptions = ValidityOptions()
  ) throws(LatentError) {
    let models = try MeasurementModels(constructs, table, options.fit)
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
    var columns: [[[Double]]] = []
    for construct in constructs {
      var own: [[Double]] = []
      for item in construct.items { own.append(try table.numbers(named: item)) }
      columns.append(own)
    }
    let all = columns.flatMap(\.self)
    let rows = (0..<table.rowCount).filter { row in
      all.allSatisfy { !$0[row].isNaN }
    }
    completeCount = rows.count
    let complete = columns.map { own in
      own.map { column in rows.map { column[$0] } }
    }
    ratios = HeterotraitRatio.all(
      complete, draws: options.draws, seed: options.seed,
      level: options.fit.confidenceLevel)
    harmanShare = Self.firstShare(complete.flatMap(\.self))
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
    var competing: [CompetingModel] = []
    var methodShare: Double?
    for kind in CompetingModel.Kind.allCases {
      if kind == .correlated {
        competing.append(
          CompetingModel(kind: kind, fit: base, difference: nil))
        continue
      }
      guard let lines = models.lines(of: kind),
        let fit = models.usable(
          lines, orthogonal: kind == .bifactor, &warnings,
          what: "The model `\(kind.rawValue)`")
      else { continue }
      competing.append(
        CompetingModel(
          kind: kind, fit: fit,
          difference: MeasurementModels.test(base, fit)))
      if kind == .methodFactor {
        let loadings = fit.parameters.filter {
          $0.op == .measurement && $0.lhs == MeasurementModels.general
        }.compactMap(\.standardizedAll?.estimate)
        methodShare =
          loadings.reduce(0) { $0 + $1 * $1 } / Double(loadings.count)
      }
    }
    models.check(self.constructs, correlations, ratios, &warnings)
    self.models = competing
    self.methodShare = methodShare
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
