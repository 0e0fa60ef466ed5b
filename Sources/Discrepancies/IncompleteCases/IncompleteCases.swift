package import LinearAlgebra
package import SampleStatistics

/// The incomplete cases of a group, which a bootstrap counts anew.
package protocol IncompleteCases: AnyObject {
  /// The cases as they count now.
  var currentSample: SampleCases { get }
  /// log L at the saturated moments last set.
  var saturatedLogLikelihood: Double { get }

  /// log L of some variables at unrestricted moments of their own.
  ///
  /// - Parameter variables: The variables, from 0.
  /// - Returns: `nil` if their moments cannot be found.
  func unrestrictedLogLikelihood(of variables: [Int]) -> Double?

  /// log L of some variables at given moments.
  ///
  /// - Parameters:
  ///   - variables: The variables, from 0.
  ///   - covariance: Their covariances.
  ///   - mean: Their means.
  /// - Returns: `nil` if the covariances are not positive definite.
  func logLikelihood(of variables: [Int], covariance: Matrix, mean: [Double])
    -> Double?

  /// The means of every variable's available cases and the covariances of
  /// every pair's, with the divisor n − 1 of the pair's own cases.
  func availableMoments() -> (covariance: Matrix, mean: [Double])

  /// Counts every case some number of times, as a bootstrap replicate does,
  /// and fits the saturated moments anew; does not allocate.
  ///
  /// - Parameters:
  ///   - frequencies: The frequency of every case, in the sample's order.
  ///   - covariance: Receives the saturated covariances, p × p.
  ///   - mean: Receives the saturated means.
  /// - Returns: False if the saturated model cannot be fitted.
  func count(
    _ frequencies: [Double], covariance: borrowing MatrixBuffer,
    mean: borrowing MatrixBuffer
  ) -> Bool

  /// Takes other values of the same patterns, which the next `count` uses.
  ///
  /// - Parameter values: Variables × cases, in the sample's order; those
  ///   without a value are not read.
  func take(values: borrowing MatrixBuffer)
}
