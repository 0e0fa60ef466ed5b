internal import Estimation
internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
public import ModelSyntax
internal import MomentStructure
internal import Probability
internal import Specification

/// The expected effect of estimating one more parameter.
public struct ModificationIndex: Sendable, Hashable, Codable {
  /// The left side.
  public var lhs: String
  /// The operator.
  public var op: ModelOperator
  /// The right side; empty for intercepts.
  public var rhs: String
  /// The block, from 1.
  public var block: Int
  /// The group, from 1.
  public var group: Int
  /// The level, from 1.
  public var level: Int
  /// Whether the model estimates the parameter under equality constraints:
  /// the index is then of releasing it from them.
  public var isFree: Bool
  /// The expected decrease of χ², with one degree of freedom (`mi`).
  public var statistic: Double
  /// Its p value.
  public var pValue: Double
  /// The expected change of the parameter (`epc`).
  public var expectedChange: Double
  /// The change standardized by latent standard deviations (`sepc.lv`).
  ///
  /// For a variance it is the standardized variance with the sign of the
  /// change, as in lavaan; `nil` where a residual variance is 0.
  public var standardizedLatent: Double?
  /// The change standardized by all standard deviations (`sepc.all`).
  public var standardizedAll: Double?
  /// The change standardized by all but those of exogenous observed variables
  /// (`sepc.nox`).
  public var standardizedNoExogenous: Double?
  /// The judgment by power, if it was asked for; `nil` for standardized targets
  /// of variances.
  public var misspecification: MisspecificationTest?
}

/// The selection of modification indices, and their order.
public struct ModificationOptions: Sendable, Hashable {
  /// Only indices above this value (`minimum.value`).
  public var minimum: Double = 0
  /// At most so many; `nil` for all (`maximum.number`).
  public var limit: Int?
  /// Only parameters with these operators; `nil` for all (`op`).
  public var operators: Set<ModelOperator>?
  /// Whether the largest stand first (`sort.`); else the order is the table's,
  /// then that of the candidates.
  public var isSorted: Bool = false
  /// Whether parameters that the model estimates are listed too
  /// (`free.remove`).
  public var includesFree: Bool = false
  /// The judgment of each parameter by the power of its index; `nil` for none
  /// (`power`).
  public var misspecification: MisspecificationOptions?

  /// Makes options: all indices of parameters that are not estimated.
  public init() {}
}

extension Fit {
  /// The modification indices of parameters that the model fixes or does not
  /// have (Sörbom, 1989; Saris, Satorra & Sörbom, 1987).
  ///
  /// With s the score of a parameter and I the expected information of one
  /// case, the index is N s² / (I_aa − I_aθ J I_θa), J the inverse information
  /// of the model's parameters under its constraints; the expected change is
  /// s over the same. The candidates are those of lavaan's `modindices`.
  /// Candidates collinear with free parameters are left out: their index is
  /// not defined.
  ///
  /// - Parameter options: The selection and the order.
  /// - Returns: The indices.
  /// - Throws: `LatentError` if the fit did not converge or its information is
  ///   singular.
  public func modificationIndices(
    _ options: ModificationOptions = ModificationOptions()
  ) throws(LatentError) -> [ModificationIndex] {
    try requireConverged("modification indices", takesOrdered: true)
    let extended = try ExtendedModel(
      self, adding: ModificationCandidates.rows(of: table))
    let found = try CandidateScores(extended, of: self)
    let scaling = ChangeScaling(extended)
    var result: [ModificationIndex] = []
    for (index, row) in extended.table.rows.enumerated()
    where !row.op.isConstraint && !row.isExogenous {
      guard let parameter = row.parameter else { continue }
      let isFree = parameter < extended.knownCount
      if isFree, !options.includesFree { continue }
      if let operators = options.operators, !operators.contains(row.op) {
        continue
      }
      guard let score = found.scores[parameter] else { continue }
      if options.minimum > 0, !(score.statistic > options.minimum) { continue }
      func standardized(_ kind: Standardization) -> Double? {
        scaling.value(score.change, row: index, kind)
      }
      result.append(
        ModificationIndex(
          lhs: row.lhs, op: row.op, rhs: row.rhs, block: row.block ?? 1,
          group: row.group ?? 1, level: row.level ?? 1, isFree: isFree,
          statistic: score.statistic,
          pValue: ChiSquareDistribution(degreesOfFreedom: 1)
            .upperTail(score.statistic),
          expectedChange: score.change,
          standardizedLatent: standardized(.latent),
          standardizedAll: standardized(.all),
          standardizedNoExogenous: standardized(.noExogenous),
          misspecification: options.misspecification.flatMap { wanted in
            scaling.target(wanted.target, row: index).map {
              MisspecificationTest(
                change: score.change, statistic: score.statistic,
                information: score.information, target: $0, wanted)
            }
          }))
    }
    if options.isSorted {
      // A stable order among equals: that of the table.
      result = result.enumerated().sorted {
        ($1.element.statistic, $0.offset) < ($0.element.statistic, $1.offset)
      }.map(\.element)
    }
    return options.limit.map { Array(result.prefix($0)) } ?? result
  }
}

/// Score statistics of every parameter of an extended model, one at a time.
private struct CandidateScores {
  struct Score {
    var statistic: Double
    var change: Double
    /// The reciprocal of the change's variance.
    var information: Double
  }
  /// The scores by parameter; `nil` where the statistic is not defined.
  let scores: [Score?]

  /// The remaining share of an information below which it counts as rounding:
  /// the model's parameters do what this one would.
  private static let smallestShare = 1e-9
  private static let batchSize = 512

  init(_ extended: ExtendedModel, of fit: Fit) throws(LatentError) {
    let inverse = try extended.knownInverse(fit.estimates)
    let n = extended.totalCount
    var scores: [Score?] = (0..<extended.knownCount).map { parameter in
      // A constrained parameter's own information, as lavaan has it.
      let own = extended.information(parameter, parameter)
      let score = extended.scores[parameter]
      guard own > 0 else { return nil }
      return Score(
        statistic: n * score * score / own, change: score / own,
        information: n * own)
    }
    var start = extended.knownCount
    while start < extended.parameterCount {
      let batch = start..<min(start + Self.batchSize, extended.parameterCount)
      let cross = extended.crossInformation(batch)
      let moved = inverse * cross
      for (column, parameter) in batch.enumerated() {
        let own = extended.information(parameter, parameter)
        var left = own
        for i in 0..<extended.knownCount {
          left -= cross[i, column] * moved[i, column]
        }
        let score = extended.scores[parameter]
        let isDefined = left > Self.smallestShare * own && left.isFinite
        scores.append(
          isDefined
            ? Score(
              statistic: n * score * score / left, change: score / left,
              information: n * left)
            : nil)
      }
      start = batch.upperBound
    }
    self.scores = scores
  }
}

/// Standardizes expected changes by the recipes of estimates.
struct ChangeScaling {
  private let extended: ExtendedModel
  private let plan: StandardizationPlan

  init(_ extended: ExtendedModel) {
    self.extended = extended
    plan = StandardizationPlan(extended.model)
  }

  /// The change that should be found, in the parameter's unit; `nil` for
  /// standardized targets of variances, and where a residual variance is 0.
  func target(_ target: MisspecificationOptions.Target, row index: Int)
    -> Double?
  {
    switch target {
    case .raw(let value): return value
    case .standardized(
      let loading, let regression, let correlation, let intercept):
      let row = extended.table.rows[index]
      let size: Double
      switch row.op {
      case .measurement: size = loading
      case .regression: size = regression
      case .covariance where row.lhs != row.rhs: size = correlation
      case .intercept: size = intercept
      default: return nil
      }
      guard let unit = value(1, row: index, .all), unit > 0 else { return nil }
      return size / unit
    }
  }

  /// The standardized change; `nil` where a residual variance is 0.
  func value(_ change: Double, row index: Int, _ kind: Standardization)
    -> Double?
  {
    guard let recipe = plan.recipes[kind.rawValue][index],
      let location = extended.model.locations[index]
    else { return nil }
    let block = extended.blocks[recipe.block].workspace
    let row = extended.table.rows[index]
    var result = change
    if row.op == .covariance, row.lhs == row.rhs {
      let own = abs(block.matrices[location.cell])
      result = change < 0 ? -own : own
    }
    for factor in [recipe.first, recipe.second] {
      guard let factor else { continue }
      if factor.divides || factor.variance.isResidual,
        factor.variance.sign(in: block) == 0
      {
        return nil
      }
      var variance = factor.variance.value(in: block)
      if factor.variance.isResidual { variance = abs(variance) }
      let root = variance.squareRoot()
      result = factor.divides ? result / root : result * root
    }
    return result.isFinite ? result : nil
  }
}

extension VarianceSource {
  /// Whether it is what predictors leave of a variance.
  fileprivate var isResidual: Bool {
    switch self {
    case .observedTotal, .latentTotal, .product: false
    case .observedResidual, .latentResidual: true
    }
  }
}
