package import LinearAlgebra
internal import RealModule

/// The model of a group's moments without restrictions.
package protocol SaturatedModel: AnyObject {
  /// log L at the saturated moments; `nil` if they have none.
  var logLikelihood: Double? { get }

  /// log L of some variables at the saturated moments of all.
  ///
  /// - Parameter variables: The variables, from 0.
  /// - Returns: `nil` if they have none.
  func logLikelihood(of variables: [Int]) -> Double?

  /// The term's value at the saturated moments, from which χ² counts; `nil` if
  /// it is not found.
  var value: Double? { get }
}

extension SaturatedModel {
  /// Discrepancies count from the saturated moments.
  package var value: Double? { 0 }
}

/// Unrestricted moments of complete normal cases.
package final class UnrestrictedMoments: SaturatedModel {
  private let covariance: Matrix
  private let size: Double

  /// Makes the model of a group.
  ///
  /// - Parameters:
  ///   - covariance: S, p × p.
  ///   - size: The number of cases, or the sum of their weights.
  package init(covariance: Matrix, size: Double) {
    self.covariance = covariance
    self.size = size
  }

  package var logLikelihood: Double? { Self.logLikelihood(covariance, size) }

  package func logLikelihood(of variables: [Int]) -> Double? {
    Self.logLikelihood(
      covariance.submatrix(rows: variables, columns: variables), size)
  }

  /// −½ n (p log 2π + log|S| + p) (Bollen, 1989, appendix 4A).
  private static func logLikelihood(_ covariance: Matrix, _ n: Double)
    -> Double?
  {
    guard let logDeterminant = covariance.choleskyLogDeterminant() else {
      return nil
    }
    let p = Double(covariance.rows)
    return -0.5 * n * (p * Double.log(2 * .pi) + logDeterminant + p)
  }
}

/// Unrestricted moments of incomplete normal cases.
package final class UnrestrictedIncompleteMoments: SaturatedModel {
  private let cases: any IncompleteCases
  private let covariance: Matrix
  private let mean: [Double]

  /// Makes the model of a group.
  ///
  /// - Parameters:
  ///   - cases: The cases.
  ///   - covariance: The saturated covariances, p × p.
  ///   - mean: The saturated means.
  init(_ cases: any IncompleteCases, covariance: Matrix, mean: [Double]) {
    self.cases = cases
    self.covariance = covariance
    self.mean = mean
  }

  package var logLikelihood: Double? { cases.saturatedLogLikelihood }

  package func logLikelihood(of variables: [Int]) -> Double? {
    cases.logLikelihood(
      of: variables,
      covariance: covariance.submatrix(rows: variables, columns: variables),
      mean: variables.map { mean[$0] })
  }
}
