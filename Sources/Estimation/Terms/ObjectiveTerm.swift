package import Discrepancies
package import LinearAlgebra
package import MomentStructure
package import Optimization
package import SampleStatistics

/// One summand of an objective: a group's half discrepancy or negative
/// log-likelihood, or a penalty.
///
/// A term owns its data, the structures whose moments it looks at, and every
/// buffer that an evaluation needs; the objective adds terms up and knows
/// nothing else of them. Not `Sendable`: each worker owns its own.
package protocol ObjectiveTerm: AnyObject {
  /// The structures that the term updates, in the order of the model's blocks;
  /// none for a penalty.
  var structures: [BlockWorkspace] { get }
  /// The factor of the term's value in the objective.
  var weight: Double { get }
  /// The factor of its second derivatives in the information of one case.
  var share: Double { get }
  /// Whether the expected and the exact second derivatives cost many
  /// evaluations.
  var hasCostlyCurvature: Bool { get }
  /// The size of values that count as neither small nor large; `nil` for terms
  /// without a unit.
  var unit: Double? { get }
  /// The error that rounding may cause in the value last evaluated, in parts of
  /// the unit.
  var roundingError: Double { get }
  /// The moments behind starting values and bounds, one entry for each
  /// structure.
  var startingMoments: [StartingMoments] { get }

  /// The value at θ; adds `weight` times its gradient.
  ///
  /// - Parameters:
  ///   - theta: All free parameters.
  ///   - gradient: The sum that the gradient is added to, one element for each
  ///     parameter.
  /// - Returns: The value without `weight`; `nil` outside the feasible set,
  ///   where the gradient may be incomplete.
  func evaluate(
    _ theta: borrowing MatrixBuffer,
    addingTo gradient: borrowing MatrixBuffer
  ) -> Double?

  /// Adds second derivatives at the point last evaluated to a lower triangle.
  ///
  /// - Parameters:
  ///   - kind: Which.
  ///   - factor: Their factor, in place of `weight`.
  ///   - includesStructure: Whether second derivatives of the moments count in
  ///     the exact curvature.
  ///   - matrix: The sum that they are added to, free × free.
  func addCurvature(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  )

  /// Takes other sample moments of the first structure; does not allocate.
  ///
  /// - Returns: False if they are of no use to the term.
  func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool
  /// Counts incomplete cases some number of times and takes their saturated
  /// moments; does not allocate.
  ///
  /// - Parameter frequencies: The frequency of every case.
  /// - Returns: False if the saturated moments cannot be found, and for terms
  ///   without incomplete cases.
  func setFrequencies(_ frequencies: [Double]) -> Bool
  /// Replaces the values of incomplete cases, which the next `setFrequencies`
  /// counts.
  ///
  /// - Parameter values: Variables × cases.
  func setValues(_ values: borrowing MatrixBuffer)
  /// Replaces the weight of weighted least squares.
  func setWeight(_ weight: Matrix)

  /// Replaces first-stage statistics and their variances, as
  /// `Discrepancy.setStatistics` says.
  func setStatistics(
    _ statistics: borrowing MatrixBuffer, variances: borrowing MatrixBuffer)
  /// Replaces the tables of pairs of ordered variables; does not allocate.
  ///
  /// - Parameters:
  ///   - tables: The tables, in the form of a first stage of the same cases.
  ///   - counts: How often each of its rows counts.
  ///   - size: The number of cases with a value, by their counts.
  func setTables(
    _ tables: borrowing MatrixBuffer, counts: [Double], size: Double)
  /// Writes the data last set into a group's moments.
  func writeSample(into group: inout Sample)

  /// The block whose implied moments are those of the data; `nil` for terms
  /// whose data have moments of several blocks, or of none.
  var momentBlock: BlockWorkspace? { get }
  /// The derivatives of the value by the moments of that block, as last
  /// evaluated; `nil` without one.
  var momentAdjoint: MomentAdjoint? { get }
  /// The addition of second derivatives of moments given exogenous variables to
  /// the exact curvature without those of the moments, times 1 and not
  /// `weight`; `nil` for terms of other moments.
  var curvatureOfGivenMoments: Matrix? { get }
  /// The composite likelihood; `nil` for terms that are none.
  var composite: (any CompositeLikelihood)? { get }
  /// The incomplete cases; `nil` for terms without any.
  var cases: (any IncompleteCases)? { get }
  /// The model without restrictions that χ² compares with; `nil` for terms
  /// without χ².
  var saturated: (any SaturatedModel)? { get }

  /// log L of the data where the term's value is 0, so that a value v has
  /// log L less by v for every case.
  ///
  /// - Parameter exogenous: Whether the likelihood is that of all variables or
  ///   the fixed exogenous ones' part is left out.
  /// - Returns: `nil` for terms other than a likelihood.
  func logLikelihoodOfZero(leavingOutExogenous exogenous: Bool) -> Double?

  /// Takes another size of the sample.
  ///
  /// - Parameters:
  ///   - size: The number of cases, or the sum of their weights.
  ///   - weight: `weight` for it.
  ///   - share: `share` for it.
  func setSize(_ size: Double, weight: Double, share: Double)
  /// Whether the scores are sums over clusters where there are any, with the
  /// factor that these have, and not those of cases.
  var sumsScoresOverClusters: Bool { get }
  /// The derivatives of each case's log-likelihood at the point last
  /// evaluated.
  ///
  /// - Parameters:
  ///   - parameterCount: The number of the model's free parameters.
  ///   - team: The threads that work on them.
  /// - Returns: Free × cases; `nil` for terms that keep no cases.
  func caseScores(parameterCount: Int, team: WorkTeam) -> MatrixBuffer?
}

/// Defaults for penalties: neither data nor a likelihood.
extension ObjectiveTerm {
  package var share: Double { weight }
  package var hasCostlyCurvature: Bool { false }
  package var unit: Double? { nil }
  package var roundingError: Double { 1e-14 }
  package var startingMoments: [StartingMoments] { [] }
  package func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool { false }
  package func setFrequencies(_ frequencies: [Double]) -> Bool { false }
  package func setValues(_ values: borrowing MatrixBuffer) {}
  package func setSize(_ size: Double, weight: Double, share: Double) {}
  package func setWeight(_ weight: Matrix) {}
  package func setStatistics(
    _ statistics: borrowing MatrixBuffer, variances: borrowing MatrixBuffer
  ) {}
  package func setTables(
    _ tables: borrowing MatrixBuffer, counts: [Double], size: Double
  ) {}
  package var sumsScoresOverClusters: Bool { false }
  package func writeSample(into group: inout Sample) {}
  package var momentBlock: BlockWorkspace? { nil }
  package var momentAdjoint: MomentAdjoint? { nil }
  package var curvatureOfGivenMoments: Matrix? { nil }
  package var composite: (any CompositeLikelihood)? { nil }
  package var cases: (any IncompleteCases)? { nil }
  package var saturated: (any SaturatedModel)? { nil }
  package func logLikelihoodOfZero(leavingOutExogenous exogenous: Bool)
    -> Double?
  { nil }
  package func caseScores(parameterCount: Int, team: WorkTeam)
    -> MatrixBuffer?
  { nil }
}

/// Sample moments of a block's observed variables, for starting values and
/// bounds.
package struct StartingMoments: Sendable, Hashable {
  /// The covariances, p × p.
  package var covariance: Matrix
  /// The means; zeros where they are not modelled.
  package var mean: [Double]
  /// The thresholds of ordered variables; empty without any.
  package var thresholds: [Double]

  package init(
    covariance: Matrix, mean: [Double], thresholds: [Double] = []
  ) {
    self.covariance = covariance
    self.mean = mean
    self.thresholds = thresholds
  }

  /// The moments of the variables in units of their standard deviations.
  var standardized: StartingMoments {
    let scale = covariance.diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 1 }
    var result = self
    for (j, own) in scale.enumerated() {
      result.mean[j] *= own
      for (i, other) in scale.enumerated() {
        result.covariance[i, j] *= own * other
      }
    }
    return result
  }

  /// The moment of fixed exogenous variables that a cell takes.
  func value(of cell: SampleCell) -> Double {
    cell.second.map { covariance[cell.first, $0] } ?? mean[cell.first]
  }
}
