internal import LinearAlgebra
package import Optimization

/// Fits anew of other moments, and group by group.
extension Fitter {
  /// Keeps a point from which every later `refitWarm` sets out, so that a
  /// replicate's result does not depend on the one before, and starting values
  /// for `refitCold`.
  ///
  /// - Parameter theta: The estimates of the moments last set.
  package func keepWarmStart(_ theta: [Double]) {
    warmStart.copy(from: space.substitution.reduce(theta))
    if constrained != nil { return }
    coldStart.copy(from: space.substitution.reduce(startingValues))
    if let separateSearches {
      separateSearches.keepCurvature(at: warmStart)
    } else {
      newton.keepCurvature(at: warmStart, objective)
    }
  }

  /// Ends searches early that make no headway.
  ///
  /// A sample whose discrepancy falls towards a limit at infinity has no
  /// estimates. A search there shortens every step; hundreds of iterations, and
  /// as many from each of the other starting values, find nothing. A bootstrap
  /// of a model that is barely identified draws hundreds of such samples.
  package func endStalledSearches() { newton.criteria.stalledSteps = 25 }

  /// Fits anew after `setMoments`, from the point that `keepWarmStart` kept;
  /// does not allocate without nonlinear constraints and bounds.
  ///
  /// - Returns: The outcome of the optimization.
  package func refitWarm() -> OptimizationResult {
    if let constrained {
      takeExogenous()
      constrained.point.copy(from: warmStart)
      let result = constrained.minimize(objective, constraints: space)
      if result.status == .converged { settleOnBounds() }
      return result
    }
    newton.point.copy(from: warmStart)
    return searchedSeparately(from: .kept)
      ?? newton.minimizeNearKept(objective)
  }

  /// Fits anew after `setMoments`, from the starting values of the moments that
  /// were there when `keepWarmStart` was called; does not allocate where
  /// `refitWarm` does not, unless the search fails.
  ///
  /// - Returns: The outcome of the optimization.
  package func refitCold() -> OptimizationResult {
    guard constrained == nil, rotations.isEmpty else { return refitFresh() }
    newton.point.copy(from: coldStart)
    let result =
      searchedSeparately(from: .anywhere) ?? newton.minimize(objective)
    return result.status == .converged ? result : refitFresh()
  }

  /// Searches group by group from the solver's point, where the result and the
  /// objective stand afterwards.
  ///
  /// - Parameter start: What is known of the point.
  /// - Returns: The outcome; `nil` if groups are few, or linked.
  func searchedSeparately(from start: SeparateSearches.Start)
    -> OptimizationResult?
  {
    guard let separateSearches else { return nil }
    let result = separateSearches.minimize(
      newton.point, from: start, criteria: newton.criteria,
      maximumStep: newton.maximumStep)
    objective.theta.copy(
      from: space.substitution.expand(newton.point.elements))
    _ = objective.evaluateAtTheta()
    return result
  }

  /// Fits anew after `setMoments`, from fresh starting values.
  package func refitFresh() -> OptimizationResult {
    adoptMoments()
    // Rotated factors are those nearest to where they were.
    if !rotations.isEmpty { return refitWarm() }
    return fit().optimization
  }
}
