internal import LinearAlgebra

/// The distance from 0 at which rounding lets a gradient be told from it.
///
/// Where a covariance matrix of condition κ is inverted, the error of the
/// gradient grows like εκ^1.5, and depends on the derivatives besides; so it is
/// measured: the gradient is computed again where every argument has moved by
/// its last digit, which moves the true gradient next to nothing.
enum GradientRounding {
  /// Measures the rounding error of a scaled gradient, the largest
  /// |gᵢ| / √Hᵢᵢ; the objective is left where it was moved last.
  ///
  /// - Parameters:
  ///   - objective: The function.
  ///   - point: The point.
  ///   - gradient: The gradient there.
  ///   - hessian: H, whose diagonal gives the scales.
  ///   - trial: A buffer for the point moved.
  ///   - trialGradient: A buffer for the gradient there.
  /// - Returns: The largest scaled difference between the gradients; 0 if the
  ///   function has no value at one of the points.
  static func measured(
    _ objective: some ScoringObjective, at point: borrowing MatrixBuffer,
    gradient: borrowing MatrixBuffer, hessian: borrowing MatrixBuffer,
    trial: borrowing MatrixBuffer, trialGradient: borrowing MatrixBuffer
  ) -> Double {
    var largest = 0.0
    for number in 0..<repetitions {
      for i in 0..<point.count {
        // Signs that differ from argument to argument and from time to time.
        let isUp = ((i &+ 1) &* (2 &* number &+ 3) >> 1) & 1 == 0
        trial[i] = isUp ? point[i].nextUp : point[i].nextDown
      }
      guard objective.evaluate(at: trial, gradient: trialGradient) != nil
      else { return 0 }
      for i in 0..<point.count where hessian[i, i] > 0 {
        let difference =
          abs(trialGradient[i] - gradient[i]) / hessian[i, i].squareRoot()
        // NaN is no measure.
        guard difference.isFinite else { return 0 }
        largest = max(largest, difference)
      }
    }
    return largest
  }

  /// The number of times that the gradient is computed again.
  private static let repetitions = 6
  /// The number of measured errors that a gradient may consist of at the end.
  static let allowed = 5.0
  /// The scaled gradient above which estimates would have too few digits,
  /// whatever the reason.
  static let largest = 1e-5
}
