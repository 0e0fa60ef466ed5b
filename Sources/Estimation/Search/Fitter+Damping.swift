internal import LinearAlgebra
internal import MomentStructure
internal import Optimization

/// Searches by damped steps, where plain ones have failed from all starting
/// values.
extension Fitter {
  /// Searches from where a search has failed, then from other starting values
  /// and along samples whose variables share less; takes the lowest of the
  /// points where these end.
  ///
  /// - Parameters:
  ///   - failed: The result of the search that failed.
  ///   - attempts: Receives what is tried.
  /// - Returns: The result, converged or not.
  func fitWithDamping(from failed: Estimates, attempts: inout [String])
    -> Estimates
  {
    guard constrained == nil, newton.point.count <= Self.dampedOrder else {
      return failed
    }
    attempts.append(
      "Starting values led to no convergence; damped steps were tried.")
    var best = failed
    func take(_ next: Estimates) {
      if next.isConverged == best.isConverged
        ? next.optimization.value < best.optimization.value : next.isConverged
      {
        best = next
      }
    }
    take(fitWithDamping(from: failed.theta))
    if best.isConverged { return best }
    let moments = startingMoments
    for share in Self.shares where maySearch {
      take(
        fitWithDamping(
          from: StartingValues.scaled(model, moments: moments, share: share)))
    }
    if maySearch, let last = fitAlongRidges() { take(last) }
    return best
  }

  /// Searches from where a search failed at a lower value than one that
  /// converged.
  ///
  /// - Parameters:
  ///   - found: The result that converged.
  ///   - failed: The one that failed.
  ///   - attempts: Receives what is tried.
  /// - Returns: The better one of what was found before and is found now.
  func fitWithDamping(
    beyond found: Estimates, from failed: Estimates, attempts: inout [String]
  ) -> Estimates {
    guard constrained == nil, newton.point.count <= Self.dampedOrder else {
      return found
    }
    attempts.append(
      "A search that did not converge had come lower; damped steps were tried "
        + "from there.")
    let next = fitWithDamping(from: failed.theta)
    return next.isConverged && isPreferred(next, to: found) ? next : found
  }

  /// Searches from given starting values.
  func fitWithDamping(from start: [Double]) -> Estimates {
    newton.point.copy(from: space.substitution.reduce(start))
    let iterations = limitIterations()
    defer { restoreIterations(iterations) }
    let result = newton.minimizeWithDamping(objective)
    budget?.spend(result.iterations)
    return estimates(result, multipliers: [])
  }

  /// Fits to the sample's covariances with larger variances, then ever smaller
  /// ones, each from the estimates before.
  ///
  /// - Returns: The fit to the sample itself; `nil` for likelihoods of
  ///   incomplete cases.
  private func fitAlongRidges() -> Estimates? {
    let terms = objective.terms.filter { !$0.structures.isEmpty }
    let samples = terms.compactMap { term in
      term.cases == nil ? term.startingMoments.first : nil
    }
    guard samples.count == terms.count else { return nil }
    func setVariances(_ factor: Double) -> Bool {
      for (term, sample) in zip(terms, samples) {
        let covariance = MatrixBuffer(sample.covariance)
        let mean = MatrixBuffer(rows: sample.mean.count)
        mean.copy(from: sample.mean)
        for i in 0..<covariance.rows { covariance[i, i] *= factor }
        guard term.setMoments(covariance: covariance, mean: mean) else {
          return false
        }
      }
      return true
    }
    defer { _ = setVariances(1) }
    let iterations = newton.criteria.iterations
    defer { newton.criteria.iterations = iterations }
    newton.criteria.iterations = min(iterations, Self.ridgeIterations)
    newton.point.copy(
      from: space.substitution.reduce(
        StartingValues.scaled(model, moments: samples, share: 0.5)))
    for ridge in Self.ridges {
      guard setVariances(1 + ridge) else { return nil }
      budget?.spend(newton.minimizeWithDamping(objective).iterations)
    }
    guard setVariances(1) else { return nil }
    newton.criteria.iterations = iterations
    return estimates(
      newton.minimizeWithDamping(objective), multipliers: [])
  }

  /// The parts of latent variances that are tried; `nil` is all, with
  /// covariances and regressions.
  static let shares: [Double?] = [nil, 0.1, 1, 0.03, 0.01, 0.003]
  /// The parts by which variances are larger than the sample's, in turn.
  private static let ridges = [3, 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001]
  /// The most iterations for each.
  private static let ridgeIterations = 40
  /// The most parameters of which the damped search factors a matrix for each
  /// step.
  static let dampedOrder = 400
}
