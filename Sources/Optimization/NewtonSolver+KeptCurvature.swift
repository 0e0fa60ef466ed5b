package import LinearAlgebra

/// Refits near a point whose curvature is known: of many samples that are
/// alike, as a bootstrap's are, the Hessian is worked out once.
///
/// Quasi-Newton steps in the kept metric (BFGS; Nocedal & Wright, 2006,
/// algorithm 7.4) come close to the optimum; where they are slow, the exact
/// Hessian at the point reached becomes the metric.
extension NewtonSolver {
  /// Keeps the exact Hessian at a point for `minimizeNearKept`.
  ///
  /// - Parameters:
  ///   - point: The point, an optimum of a sample like those to come.
  ///   - objective: The function.
  package func keepCurvature(
    at point: borrowing MatrixBuffer, _ objective: some ScoringObjective
  ) {
    kept = nil
    guard objective.evaluate(at: point, gradient: gradient) != nil else {
      return
    }
    objective.writeCurvature(.exact, into: hessian)
    kept = KeptCurvature(hessian)
  }

  /// Minimizes from `point`, which lies near where the curvature was kept;
  /// without a kept curvature, as `minimize` does.
  ///
  /// - Parameter objective: The function.
  /// - Returns: The outcome.
  package func minimizeNearKept(_ objective: some ScoringObjective)
    -> OptimizationResult
  {
    guard let kept else { return minimize(objective, nearOptimum: true) }
    var result = OptimizationResult(
      startingAt: point, of: objective, gradient: gradient)
    if result.status == .infeasibleStart { return result }
    adopt(unitOf: objective)
    hessian.copy(from: kept.hessian)
    factor.copy(from: kept.factor)
    secants.forget()
    result.scaledGradient = scaledGradientNorm()
    // Written so that NaN goes on, and fails.
    while !(result.scaledGradient <= tolerance) {
      guard result.iterations < min(criteria.iterations, Self.keptPatience)
      else { return resume(objective, after: result) }
      result.iterations += 1
      let decrement = secantStep()
      let before = result.scaledGradient
      guard search(objective, decrement: decrement, result: &result) else {
        return resume(objective, after: result)
      }
      result.scaledGradient = scaledGradientNorm()
      let rate = result.scaledGradient / before
      if rate > Self.slowRate, result.scaledGradient > Self.nearEnd * unitRoot,
        !objective.hasCostlyCurvature
      {
        objective.writeCurvature(.exact, into: hessian)
        factor.copy(from: hessian)
        guard Cholesky.factor(factor).isFactored else {
          return resume(objective, after: result)
        }
        secants.forget()
      }
    }
    result.status = .converged
    return result
  }

  /// Continues as `minimize` does where the kept curvature is not good enough.
  private func resume(
    _ objective: some ScoringObjective, after before: OptimizationResult
  ) -> OptimizationResult {
    var result = minimize(objective, nearOptimum: true)
    result.iterations += before.iterations
    result.evaluations += before.evaluations
    return result
  }

  /// Writes −H⁻¹g into `step`, H the metric corrected by the secants.
  ///
  /// - Returns: gᵀH⁻¹g.
  func secantStep() -> Double {
    step.copy(from: gradient)
    secants.apply(to: step, factor: factor)
    return turnStep()
  }

  /// After how many steps the kept curvature has failed.
  private static let keptPatience = 40

  /// A scaled gradient that shrinks to more than this part of itself in a
  /// step is slow enough for a new Hessian.
  private static let slowRate = 0.1

  /// The scaled gradient below which no new Hessian pays.
  private static let nearEnd = 1e-4
}

/// A positive definite Hessian and its factor.
final class KeptCurvature {
  let hessian: MatrixBuffer
  let factor: MatrixBuffer

  /// Factors a Hessian; `nil` if it is not positive definite.
  init?(_ matrix: borrowing MatrixBuffer) {
    let n = matrix.rows
    hessian = MatrixBuffer(rows: n, columns: n)
    factor = MatrixBuffer(rows: n, columns: n)
    hessian.copy(from: matrix)
    factor.copy(from: matrix)
    guard Cholesky.factor(factor).isFactored else { return nil }
  }
}
