internal import LinearAlgebra
internal import Optimization

/// Parameters that a search leaves a rounding beside their bounds.
extension Fitter {
  /// θ with every parameter exactly on the bound that holds it.
  ///
  /// - Parameter theta: The parameters where a search has converged, at
  ///   which the objective stands.
  /// - Returns: `nil` if nothing moves.
  func onBounds(_ theta: [Double]) -> [Double]? {
    guard let constrained, !space.limits.isEmpty else { return nil }
    var result = theta
    objective.writeFullCurvature(
      objective.hasCostlyCurvature ? .metric : .expected, scale: .oneCase)
    for limit in space.limits {
      let k = limit.parameter
      let distance = abs(theta[k] - limit.value)
      var reach = max(1, abs(limit.value))
      if constrained.multipliers[limit.constraint] != 0 {
        reach *= 1e-8
      } else {
        // Nothing pushes: within the precision of the search, in the
        // parameter's own units.
        let information = objective.fullCurvature[k, k]
        if information > 0 { reach = min(reach, 1 / information.squareRoot()) }
        reach *= 1e-9
      }
      guard distance <= reach else { continue }
      for parameter in space.equals(of: k) {
        result[parameter] = limit.value
      }
    }
    return result == theta ? nil : result
  }

  /// Moves the objective's point onto the bounds that hold it.
  ///
  /// - Returns: False if nothing moves.
  @discardableResult
  func settleOnBounds() -> Bool {
    let reached = objective.theta.elements
    guard let settled = onBounds(reached) else { return false }
    objective.theta.copy(from: settled)
    if objective.evaluateAtTheta() != nil { return true }
    objective.theta.copy(from: reached)
    _ = objective.evaluateAtTheta()
    return false
  }
}
