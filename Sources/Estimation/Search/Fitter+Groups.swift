internal import LinearAlgebra
internal import MomentStructure
internal import Optimization

/// Searches group by group, where groups have no parameter in common.
extension Fitter {
  /// Searches each group by itself: one that fails keeps no other back.
  ///
  /// - Parameters:
  ///   - failed: The result of a search over all groups.
  ///   - attempts: Receives what is tried.
  /// - Returns: The result, with the groups that failed; `nil` if groups share
  ///   parameters, or there is but one.
  func fitGroups(after failed: Estimates, attempts: inout [String])
    -> Estimates?
  {
    guard constrained == nil,
      let parts = GroupObjective.parts(of: objective, space.substitution)
    else { return nil }
    attempts.append(
      "Starting values led to no convergence; each group was fitted by itself.")
    let moments = startingMoments
    let plain = StartingValues.plain(model, moments: moments)
    let first: [(start: [Double], step: Double)] = [
      (startingValues, .infinity), (plain, .infinity),
      (plain, Self.shortStep), (startingValues, Self.shortStep),
      (
        StartingValues.fromSample(model, moments: moments, reference: .best),
        .infinity
      ),
    ].map { (space.substitution.reduce($0.0), $0.1) }
    let others = Self.shares.map { share in
      space.substitution.reduce(
        StartingValues.scaled(model, moments: moments, share: share))
    }
    let end = space.substitution.reduce(failed.theta)
    let scattered = scatteredStarts.map(space.substitution.reduce)
    let isVariance = space.substitution.reduce(isVariance.map { $0 ? 1 : 0 })
      .map { $0 != 0 }
    var x = end
    var result = OptimizationResult(
      status: .converged, iterations: 0,
      evaluations: failed.optimization.evaluations, value: 0,
      scaledGradient: 0)
    var failedGroups: [Int] = []
    for (group, part) in parts.enumerated() {
      let search = GroupSearch(
        part, isVariance: part.arguments.map { isVariance[$0] },
        criteria: newton.criteria)
      let found = search.run(
        first, end: end, others: others, scattered: scattered)
      for (place, argument) in part.arguments.enumerated() {
        x[argument] = found.point[place]
      }
      result.iterations = max(result.iterations, found.result.iterations)
      result.evaluations += found.result.evaluations
      result.value += found.result.value
      result.scaledGradient = max(
        result.scaledGradient, found.result.scaledGradient)
      if found.result.status != .converged {
        if failedGroups.isEmpty { result.status = found.result.status }
        failedGroups.append(group)
      }
    }
    newton.point.copy(from: x)
    // The terms stand where their own searches ended.
    objective.theta.copy(from: space.substitution.expand(x))
    _ = objective.evaluateAtTheta()
    var found = estimates(result, multipliers: [])
    found.failedGroups = failedGroups
    return found
  }
}

/// The search over one group's arguments, from one start after the other.
private struct GroupSearch {
  private let part: GroupObjective
  private let solver: NewtonSolver
  /// Whether each argument is a variance.
  private let isVariance: [Bool]

  private typealias Found = (point: [Double], result: OptimizationResult)

  init(
    _ part: GroupObjective, isVariance: [Bool], criteria: ConvergenceCriteria
  ) {
    self.part = part
    self.isVariance = isVariance
    solver = NewtonSolver(count: part.parameterCount, criteria: criteria)
  }

  /// Searches by plain steps, then by damped ones.
  ///
  /// - Parameters:
  ///   - first: Arguments of all groups from which plain steps start, and the
  ///     longest step.
  ///   - end: The arguments where a search over all groups ended.
  ///   - others: Arguments from which damped steps start beside these.
  ///   - scattered: Arguments from which they start where nothing converged.
  /// - Returns: The point that the first search converges at, else the best
  ///   that plain ones do, and damped ones from where a plain one ended lower.
  func run(
    _ first: [(start: [Double], step: Double)], end: [Double],
    others: [[Double]], scattered: [[Double]]
  ) -> (point: [Double], result: OptimizationResult) {
    var best: Found?
    var lowestFailed: Found?
    func take(_ result: OptimizationResult) {
      let next = (solver.point.elements, result)
      budget.spend(result.iterations)
      if result.status != .converged,
        lowestFailed.map({ result.value < $0.result.value }) ?? true
      {
        lowestFailed = next
      }
      if best.map({ isPreferred(next, to: $0) }) ?? true { best = next }
    }
    var budget = SearchBudget(parameterCount: part.parameterCount)
    var isFound: Bool { best?.result.status == .converged }
    /// Whether a search that did not converge came lower than what is found.
    var isTooHigh: Bool {
      guard let lowestFailed, let best else { return false }
      return !isFound || lowestFailed.result.value < best.result.value
    }
    for (number, other) in first.enumerated() {
      set(other.start)
      solver.maximumStep = other.step
      take(solver.minimize(part))
      if number == 0, isFound { break }
    }
    solver.maximumStep = .infinity
    if isTooHigh, let lowestFailed {
      solver.point.copy(from: lowestFailed.point)
      take(solver.minimizeWithDamping(part))
    }
    if !isFound {
      for start in [end] + others where !budget.isSpent {
        set(start)
        take(solver.minimizeWithDamping(part))
      }
    }
    if isTooHigh {
      for start in scattered where !budget.isSpent {
        set(start)
        take(solver.minimizeWithDamping(part))
      }
    }
    return best ?? (solver.point.elements, solver.minimize(part))
  }

  /// Whether a point is preferred to another: one where the search converged
  /// comes first, then one without negative variances, then the lower one.
  private func isPreferred(_ next: Found, to other: Found) -> Bool {
    let isFound = next.result.status == .converged
    guard isFound == (other.result.status == .converged) else {
      return isFound
    }
    let isProper = isProper(next.point)
    if isFound, isProper != self.isProper(other.point) { return isProper }
    return !(next.result.value >= other.result.value)
  }

  private func isProper(_ point: [Double]) -> Bool {
    !zip(point, isVariance).contains { $0 < 0 && $1 }
  }

  private func set(_ all: [Double]) {
    for (place, argument) in part.arguments.enumerated() {
      solver.point[place] = all[argument]
    }
  }
}
