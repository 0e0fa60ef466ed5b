internal import Optimization

extension OptimizationResult {
  /// The outcome of the optimization, in one sentence.
  var message: String {
    switch status {
    case .converged:
      return "The estimates converged after \(iterations) iterations."
    case .iterationLimit:
      return "The estimates did not converge within "
        + "\(iterations) iteration\(iterations == 1 ? "" : "s")"
        + "; give starting values with start(), or simplify the "
        + "model."
    case .noDescent:
      return "The estimates did not converge: after \(iterations) "
        + "iterations no step improved them. The model may not be identified "
        + "or may fit very badly."
    case .infeasibleStart:
      return "The estimation could not begin: the starting values imply no "
        + "positive definite covariance matrix. Give starting values with "
        + "start()."
    case .infeasibleConstraints:
      return "No parameter values were found that satisfy the constraints; "
        + "they may contradict each other. Remove one, or give starting "
        + "values with start() that satisfy them."
    }
  }
}
