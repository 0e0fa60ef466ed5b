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
    let first = [
      startingValues, StartingValues.plain(model, moments: moments),
      StartingValues.fromSample(model, moments: moments, reference: .best),
    ].map(space.substitution.reduce)
    let others = Self.shares.map { share in
      space.substitution.reduce(
        StartingValues.scaled(model, moments: moments, share: share))
    }
    let end = space.substitution.reduce(failed.theta)
    var x = end
    var result = OptimizationResult(
      status: .converged, iterations: 0,
      evaluations: failed.optimization.evaluations, value: 0,
      scaledGradient: 0)
    var failedGroups: [Int] = []
    for (group, part) in parts.enumerated() {
      let search = GroupSearch(part, criteria: newton.criteria)
      let found = search.run(first, end: end, others: others)
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

  init(_ part: GroupObjective, criteria: ConvergenceCriteria) {
    self.part = part
    solver = NewtonSolver(count: part.parameterCount, criteria: criteria)
  }

  /// Searches by plain steps, then by damped ones.
  ///
  /// - Parameters:
  ///   - first: Arguments of all groups from which plain steps start.
  ///   - end: The arguments where a search over all groups ended.
  ///   - others: Arguments from which damped steps start beside these.
  /// - Returns: The point that the first search converges at, else the lowest
  ///   that plain ones do, else the lowest of damped ones.
  func run(_ first: [[Double]], end: [Double], others: [[Double]]) -> (
    point: [Double], result: OptimizationResult
  ) {
    var best: (point: [Double], result: OptimizationResult)?
    func take(_ result: OptimizationResult) {
      let isBetter =
        best.map { best in
          let wasFound = best.result.status == .converged
          let isFound = result.status == .converged
          return isFound == wasFound
            ? !(result.value >= best.result.value) : isFound
        } ?? true
      if isBetter { best = (solver.point.elements, result) }
    }
    for (number, start) in first.enumerated() {
      set(start)
      take(solver.minimize(part))
      if number == 0, let best, best.result.status == .converged { return best }
    }
    let reached = best?.point
    for start in [end] + others {
      set(start)
      take(solver.minimizeWithDamping(part))
    }
    if let reached, let found = best, found.result.status != .converged {
      solver.point.copy(from: reached)
      take(solver.minimizeWithDamping(part))
    }
    return best ?? (solver.point.elements, solver.minimize(part))
  }

  private func set(_ all: [Double]) {
    for (place, argument) in part.arguments.enumerated() {
      solver.point[place] = all[argument]
    }
  }
}
