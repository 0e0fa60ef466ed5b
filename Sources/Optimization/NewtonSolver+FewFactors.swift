internal import LinearAlgebra

/// Minimization of functions of many arguments, where factoring the curvature
/// costs as much as many evaluations: it is factored once at the start, and
/// again only where quasi-Newton steps in that metric (limited-memory BFGS;
/// Nocedal & Wright, 2006, algorithm 7.4) are slow.
extension NewtonSolver {
  /// The number of arguments from which a curvature is kept for many steps.
  static let largeOrder = 800

  /// Minimizes from `point`.
  func minimizeByFewFactors(
    _ objective: some ScoringObjective, nearOptimum: Bool
  ) -> OptimizationResult {
    var result = OptimizationResult(
      startingAt: point, of: objective, gradient: gradient)
    if result.status == .infeasibleStart { return result }
    secants.forget()
    var kind = nearOptimum ? Curvature.exact : .expected
    factorCurvature(objective, kind: &kind)
    result.scaledGradient = scaledGradientNorm()
    // The step at which the present metric was formed, and the steps taken with
    // it.
    var first = result.scaledGradient
    var steps = 0
    // Written so that NaN goes on, and fails.
    while !(result.scaledGradient <= Self.goal * tolerance) {
      guard result.iterations < min(criteria.iterations, Self.fewPatience)
      else { return handOver(objective, after: result) }
      result.iterations += 1
      let decrement = secantStep()
      let before = result.scaledGradient
      let isFound = search(objective, decrement: decrement, result: &result)
      result.scaledGradient = scaledGradientNorm()
      steps += 1
      if result.scaledGradient <= tolerance,
        !isFound || result.scaledGradient > 0.5 * before
      {
        // Rounding allows no more.
        break
      }
      if !isFound, steps == 1 { return handOver(objective, after: result) }
      let isSlow =
        steps >= Self.leastSteps
        && !(result.scaledGradient < first * Self.slowRate(steps))
      if !isFound
        || (isSlow && result.scaledGradient > Self.lastRenewal * unitRoot)
      {
        kind =
          result.scaledGradient < Self.exactBelow * unitRoot
          ? .exact : .expected
        factorCurvature(objective, kind: &kind)
        secants.forget()
        result.scaledGradient = scaledGradientNorm()
        first = result.scaledGradient
        steps = 0
      }
    }
    result.status = .converged
    return result
  }

  /// Goes on with a curvature for every step.
  private func handOver(
    _ objective: some ScoringObjective, after before: OptimizationResult
  ) -> OptimizationResult {
    var result = minimizeByNewton(
      objective, nearOptimum: before.scaledGradient < Self.exactBelow * unitRoot
    )
    result.iterations += before.iterations
    result.evaluations += before.evaluations
    return result
  }

  /// The part of the criterion that is aimed at: steps by secants end less
  /// sharply than Newton's.
  private static let goal = 0.01

  /// After how many steps such methods have failed.
  private static let fewPatience = 80

  /// The number of steps with a metric before it can count as slow.
  private static let leastSteps = 4

  /// The part of the gradient that may be left after some steps of a metric.
  private static func slowRate(_ steps: Int) -> Double {
    var rate = 1.0
    for _ in 0..<steps { rate *= 0.6 }
    return rate
  }

  /// The scaled gradient below which no new metric pays.
  private static let lastRenewal = 1e-5
}
