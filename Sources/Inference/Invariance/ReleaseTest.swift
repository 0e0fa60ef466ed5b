internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import Probability
internal import Specification

/// The score test of giving up constraints: what the model without them
/// would gain, judged where the constrained estimates stand.
///
/// With s the score of all free parameters and C their covariance matrix in
/// the model without the constraints, T = sᵀCs is asymptotically χ² with as
/// many degrees of freedom as constraints are given up, and C s the change to
/// expect in the parameters (Bentler & Chou, 1992; Sörbom, 1989).
struct ReleaseTest {
  /// The score statistic.
  let chiSquare: Double
  /// The constraints that were given up.
  let degreesOfFreedom: Int
  /// The values to expect of the released model's free parameters.
  let expected: [Double]

  /// The p value.
  var pValue: Double {
    ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom))
      .upperTail(chiSquare)
  }

  /// Tests the release of constraints.
  ///
  /// - Parameters:
  ///   - fit: The constrained fit.
  ///   - table: The same rows with fewer constraints; rows that were fixed
  ///     may be free.
  /// - Returns: `nil` if the table gives up no constraint, or if the model
  ///   without it is not identified.
  /// - Throws: `FitError` if no fitter can be made of the table.
  init?(of fit: Fit, releasing table: ParameterTable) throws(FitError) {
    let fitter = try FitAnalysis.makeFitter(
      FitAnalysis.compile(table), sample: fit.sample, options: fit.options)
    let start = Self.parameters(of: table, at: fit)
    fitter.objective.theta.copy(from: start)
    guard fitter.objective.evaluateAtTheta() != nil else { return nil }
    var estimates = fit.estimates
    estimates.theta = start
    degreesOfFreedom =
      fitter.model.parameterCount - fitter.equalityCount(estimates)
      - fit.parameterCount
    guard degreesOfFreedom > 0 else { return nil }
    let outcome = ParameterCovariance.invert(
      Information.matrix(
        fit.options.information == .observed ? .observed : .expected,
        of: fitter),
      fitter: fitter, estimates: estimates)
    guard case .covariance(let covariance) = outcome else { return nil }
    let count = ParameterCovariance.divisor(fitter)
    // The objective falls by 1/N of what the log-likelihood gains.
    let score = fitter.objective.fullGradient.elements.map { -count * $0 }
    let change = covariance * score
    chiSquare = zip(score, change).reduce(0) { $0 + $1.0 * $1.1 }
    expected = zip(start, change).map { $0 + $1 }
  }

  /// The free parameters of a table of the same rows where a fit stands.
  private static func parameters(of table: ParameterTable, at fit: Fit)
    -> [Double]
  {
    // Statements about parameters come last, and a label's are fewer.
    var result = [Double](repeating: 0, count: table.freeCount)
    for (row, old) in zip(table.rows, fit.table.rows) where row.free > 0 {
      precondition(row.lhs == old.lhs && row.op == old.op && row.rhs == old.rhs)
      result[row.free - 1] =
        old.free > 0
        ? fit.estimates.theta[old.free - 1] : old.fixedValue ?? 0
    }
    return result
  }
}
