public import LinearAlgebra
package import SampleStatistics

/// One group's sample as a fit used it.
public struct FitSampleGroup: Sendable {
  /// The group's label; empty for a single group.
  public var label: String
  /// The number of cases used.
  public var observationCount: Int
  /// The number of cases read, before listwise deletion.
  public var readCount: Int
  /// The observed variables, in the order of the moments.
  public var variables: [String]
  /// The covariances, p × p, with the estimator's divisor (N for normal
  /// maximum likelihood, else N − 1); with full information and in two stages
  /// those of the saturated model, pairwise those of every pair's cases.
  public var covariance: Matrix
  /// The means; `nil` if they are not known.
  public var mean: [Double]?
  /// The complete cases, if the data were raw and something needs them.
  package var rows: CompleteRows?
  /// The incomplete cases that `covariance` and `mean` come from.
  package var patterns: MissingPatterns?
  /// Covariances of the cases' moments (Browne, 1984), for WLS; of those given
  /// exogenous variables where the model is.
  package var asymptoticCovariance: Matrix?
  /// The sampling weights of `rows` or `patterns`, normalized; the moments
  /// are weighted.
  package var caseWeights: [Double]?
  /// The cluster of each of `rows` or `patterns`, from 0.
  package var clusters: [Int]?
  /// The products of centred columns among incomplete variables.
  package var centeredProducts: [CenteredProduct] = []

  /// Makes a group's sample.
  package init(
    label: String, observationCount: Int, readCount: Int,
    variables: [String], covariance: Matrix, mean: [Double]?,
    rows: CompleteRows? = nil, patterns: MissingPatterns? = nil,
    asymptoticCovariance: Matrix? = nil, caseWeights: [Double]? = nil,
    clusters: [Int]? = nil
  ) {
    self.label = label
    self.observationCount = observationCount
    self.readCount = readCount
    self.variables = variables
    self.covariance = covariance
    self.mean = mean
    self.rows = rows
    self.patterns = patterns
    self.asymptoticCovariance = asymptoticCovariance
    self.caseWeights = caseWeights
    self.clusters = clusters
  }
}
