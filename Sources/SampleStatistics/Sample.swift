public import LinearAlgebra
package import OrderedMoments

/// The source of a sample's moments.
public enum MomentSource: String, Sendable, Hashable, Codable {
  /// From complete cases, or from a publication.
  case complete
  /// From the saturated model of incomplete cases, whose own likelihood is
  /// maximized.
  case likelihood
  /// From the saturated model of incomplete cases, as the first of two stages:
  /// the second takes the moments alone.
  case firstStage
  /// From the cases that have both variables, pair by pair.
  case pairwise
}

/// The number of rows lost by one variable's missing values.
public struct DeletionCount: Sendable, Hashable, Encodable {
  /// The variable.
  public let variable: String
  /// The rows in which it is missing; a row can count for several variables.
  public let rowCount: Int
}

/// One group's sample: its moments, and its cases where they are known.
///
/// A sample made of published covariances has moments only. With ordered
/// variables there are first-stage statistics besides, and the moments are
/// those of the responses behind these.
public struct Sample: Sendable {
  /// The group's label; empty for a single group.
  public package(set) var label: String
  /// The number of cases read, before any were left out.
  public package(set) var readCount: Int
  /// The moments, with the divisor that the estimator wants; `source` tells
  /// where they are from.
  public package(set) var moments: SampleMoments
  /// The source of the moments.
  public package(set) var source: MomentSource
  /// The cases, if the data were raw and something needs them.
  public package(set) var cases: SampleCases?
  /// The variables whose missing values deleted rows, in the variables' order.
  public package(set) var deletions: [DeletionCount] = []
  /// The rows without any value of the variables, which are not used.
  public package(set) var emptyCount = 0
  /// What the variables were standardized by, where they were; by name.
  package var scales: [String: ColumnScale] = [:]
  /// The first-stage statistics of ordered variables; `nil` without any.
  package var responses: ResponseStatistics?
  /// The pairs of ordered variables whose tables have empty cells, with the
  /// number of these.
  package var emptyCells: [EmptyTableCells] = []
  /// Γ: the covariances of the cases' moments (Browne, 1984), for weighted
  /// least squares; of the moments given exogenous variables where a model
  /// conditions on them, and of first-stage statistics where there are any:
  /// then it is made of the cases' influences every time.
  package var asymptoticCovariance: Matrix? {
    get { formedCovariance ?? influences?.meanProduct() }
    set { formedCovariance = newValue }
  }
  private var formedCovariance: Matrix?
  /// The influences of cases on first-stage statistics, whose products stand
  /// for Γ; `nil` without ordered variables.
  package var influences: FirstStageInfluences?
  /// The effective size: the number of cases, or the sum of their sampling
  /// weights, which the moments have taken in.
  package var size: Double

  /// Makes a sample.
  ///
  /// - Parameters:
  ///   - label: The group's label.
  ///   - readCount: The number of cases read; `nil` for those of the moments.
  ///   - moments: The moments.
  ///   - source: Their source.
  ///   - cases: The cases behind them.
  package init(
    label: String = "", readCount: Int? = nil, moments: SampleMoments,
    source: MomentSource = .complete, cases: SampleCases? = nil
  ) {
    self.label = label
    self.readCount = readCount ?? moments.observationCount
    self.moments = moments
    self.source = source
    self.cases = cases
    size = cases?.size ?? Double(moments.observationCount)
  }

  /// Makes a sample of moments that are known to be well formed.
  ///
  /// - Parameters:
  ///   - count: The number of cases.
  ///   - covariance: The covariances, p × p, with the estimator's divisor.
  ///   - mean: The means; `nil` if they are not known.
  ///   - variables: The variables; `nil` numbers them.
  ///   - divisor: The divisor of the covariances.
  ///   - source: The source of the moments.
  ///   - cases: The cases behind them.
  package init(
    count: Int, covariance: Matrix, mean: [Double]?,
    variables: [String]? = nil, divisor: MomentDivisor = .count,
    source: MomentSource = .complete, cases: SampleCases? = nil
  ) {
    self.init(
      moments: SampleMoments(
        checked: variables ?? (1...max(1, covariance.rows)).map { "V\($0)" },
        observationCount: count, covariance: covariance, mean: mean,
        divisor: divisor), source: source, cases: cases)
  }

  /// The number of cases used.
  public var observationCount: Int { moments.observationCount }
  /// The observed variables, in the order of the moments.
  public var variables: [String] { moments.variableNames }
  /// The covariances, p × p, with the estimator's divisor (N for normal
  /// maximum likelihood, else N − 1); with full information and in two stages
  /// those of the saturated model, pairwise those of every pair's cases.
  public package(set) var covariance: Matrix {
    get { moments.covariance }
    set { moments.covariance = newValue }
  }
  /// The means; `nil` if they are not known.
  public package(set) var mean: [Double]? {
    get { moments.mean }
    set { moments.mean = newValue }
  }
  /// The rows left out for a missing value.
  public var deletedCount: Int { readCount - observationCount - emptyCount }

  /// The incomplete cases that the moments come from; `nil` if they come from
  /// complete ones.
  public var incompleteCases: SampleCases? {
    source == .complete ? nil : cases
  }
  /// The complete cases that the moments come from.
  package var completeCases: SampleCases? {
    source == .complete ? cases : nil
  }

  /// Whether the covariances of the moments are known, or what they are made
  /// of.
  package var hasMomentCovariance: Bool {
    cases != nil || formedCovariance != nil || influences != nil
  }

  /// The means; zeros where they are not known.
  package var center: [Double] {
    mean ?? [Double](repeating: 0, count: variables.count)
  }
  /// The incomplete cases whose own likelihood is maximized.
  package var likelihoodCases: SampleCases? {
    source == .likelihood ? cases : nil
  }
  /// The incomplete cases of the first of two stages.
  package var firstStageCases: SampleCases? {
    source == .firstStage ? cases : nil
  }
}

extension [Sample] {
  /// The number of cases in all groups.
  package var totalCount: Int { reduce(0) { $0 + $1.observationCount } }
  /// The effective size of all groups.
  package var totalSize: Double { reduce(0) { $0 + $1.size } }
  /// Each group's share of the cases.
  package var shares: [Double] {
    let total = totalSize
    return map { $0.size / total }
  }
}
