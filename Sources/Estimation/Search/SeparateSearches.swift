internal import LinearAlgebra
internal import MomentStructure
internal import Optimization

/// The searches of many groups that have no argument in common, each over its
/// own arguments: together they would factor matrices of all of these in every
/// step, for as many steps as the slowest group takes.
final class SeparateSearches {
  private let searches: [(part: GroupObjective, solver: NewtonSolver)]

  /// Makes the searches of an objective; `nil` if groups share an argument.
  ///
  /// - Parameters:
  ///   - objective: The objective.
  ///   - substitution: Its arguments.
  init?(_ objective: ModelObjective, _ substitution: Reparametrization) {
    guard let parts = GroupObjective.parts(of: objective, substitution) else {
      return nil
    }
    searches = parts.map { ($0, NewtonSolver(count: $0.parameterCount)) }
  }

  /// Keeps the curvature of every group at a point of all.
  func keepCurvature(at point: borrowing MatrixBuffer) {
    for (part, solver) in searches {
      let own = MatrixBuffer(rows: part.parameterCount)
      for (place, argument) in part.arguments.enumerated() {
        own[place] = point[argument]
      }
      solver.keepCurvature(at: own, part)
    }
  }

  /// The start of a search.
  enum Start {
    /// Any point.
    case anywhere
    /// A point near the optimum.
    case nearOptimum
    /// The point at which the curvature was kept.
    case kept
  }

  /// Minimizes from a point, where the result stands afterwards; the objective
  /// is to be evaluated there.
  ///
  /// - Parameters:
  ///   - point: The arguments of all groups.
  ///   - start: What is known of the point.
  ///   - criteria: The rules by which each search ends.
  ///   - maximumStep: The longest step.
  /// - Returns: The sum of the values, the greatest of the scaled gradients and
  ///   of the iterations, and the status of the first group that failed.
  func minimize(
    _ point: borrowing MatrixBuffer, from start: Start,
    criteria: ConvergenceCriteria, maximumStep: Double
  ) -> OptimizationResult {
    var result = OptimizationResult(
      status: .converged, iterations: 0, evaluations: 0, value: 0,
      scaledGradient: 0)
    for (part, solver) in searches {
      for (place, argument) in part.arguments.enumerated() {
        solver.point[place] = point[argument]
      }
      solver.criteria = criteria
      solver.maximumStep = maximumStep
      let own: OptimizationResult
      switch start {
      case .anywhere: own = solver.minimize(part)
      case .nearOptimum: own = solver.minimize(part, nearOptimum: true)
      case .kept: own = solver.minimizeNearKept(part)
      }
      for (place, argument) in part.arguments.enumerated() {
        point[argument] = solver.point[place]
      }
      result.iterations = max(result.iterations, own.iterations)
      result.evaluations += own.evaluations
      result.value += own.value
      result.scaledGradient = max(result.scaledGradient, own.scaledGradient)
      if result.status == .converged { result.status = own.status }
    }
    return result
  }
}
