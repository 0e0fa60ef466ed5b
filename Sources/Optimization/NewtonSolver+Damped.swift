internal import LinearAlgebra

/// Minimization where plain steps have failed: along curved valleys and close
/// to singular points, and where rounding hides what a step gains.
///
/// Steps of Levenberg (1944) and Marquardt (1963) in the parameters' own
/// scales: the curvature is damped as far as the last steps were foretold badly
/// (Nocedal & Wright, 2006, chapter 4).
extension NewtonSolver {
  /// Minimizes from `point`, where the result stands afterwards.
  ///
  /// Ends where the scaled gradient meets the criterion or is as small as
  /// rounding lets it be.
  ///
  /// - Parameter objective: The function.
  /// - Returns: The outcome.
  package func minimizeWithDamping(_ objective: some ScoringObjective)
    -> OptimizationResult
  {
    var result = OptimizationResult(
      startingAt: point, of: objective, gradient: gradient)
    if result.status == .infeasibleStart { return result }
    adopt(unitOf: objective)
    let root = objective.unit.squareRoot()
    let scales = MatrixBuffer(rows: point.count)
    var damping = Self.firstDamping
    var before = Double.infinity
    var steepness = Double.infinity
    while true {
      objective.writeCurvature(.expected, into: hessian)
      for i in 0..<scales.count { scales[i] = hessian[i, i] }
      result.scaledGradient = scaledGradientNorm()
      let rounding = objective.roundingError
      if result.scaledGradient <= tolerance {
        result.status = isRegular() ? .converged : .noDescent
        return result
      }
      if result.iterations >= min(criteria.iterations, Self.patience) {
        if isRoundedAway(objective) { result.status = .converged }
        return result
      }
      if result.iterations % Self.checkpoint == 0 {
        let least = Self.leastGain * max(abs(result.value), root * root)
        if before - result.value < least,
          result.scaledGradient > 0.5 * steepness
        {
          // Towards infinity, or along a valley without an end.
          return result
        }
        before = result.value
        steepness = result.scaledGradient
      }
      result.iterations += 1
      if result.scaledGradient < Self.exactBelowDamped * root {
        objective.writeCurvature(.exact, into: hessian)
      }
      let floor = Self.roundings * rounding / root
      if result.scaledGradient <= floor, isSettled(scales: scales, root: root) {
        result.status = .converged
        return result
      }
      guard
        let agreement = dampedStep(
          objective, scales: scales, damping: &damping,
          slack: Self.valueRoundings * rounding,
          result: &result)
      else {
        _ = objective.evaluate(at: point, gradient: gradient)
        let isDone =
          result.scaledGradient <= 10 * tolerance && isRegular()
          || result.scaledGradient <= 10 * floor
            && isSettled(scales: scales, root: root)
          || isRoundedAway(objective)
        result.status = isDone ? .converged : .noDescent
        return result
      }
      if agreement > 0.75 {
        damping = max(0.2 * damping, Self.leastDamping)
      } else if agreement < 0.25 {
        damping *= 2
      }
    }
  }

  /// Moves by the least damped step that lowers the function as foretold.
  ///
  /// - Parameters:
  ///   - objective: The function.
  ///   - scales: The parameters' curvatures, by which they are damped.
  ///   - damping: The damping; raised until a step is found.
  ///   - slack: What rounding may do to the function.
  ///   - result: Receives the value and the count of evaluations.
  /// - Returns: The ratio of what the step gained to what was foretold; `nil`
  ///   if no step gains anything.
  private func dampedStep(
    _ objective: some ScoringObjective, scales: borrowing MatrixBuffer,
    damping: inout Double, slack: Double, result: inout OptimizationResult
  ) -> Double? {
    for _ in 0..<Self.tries {
      factor.copy(from: hessian)
      for i in 0..<scales.count {
        factor[i, i] += damping * max(scales[i], .leastNormalMagnitude)
      }
      guard Cholesky.factor(factor, team: team).isFactored else {
        damping = max(4 * damping, 1e-10)
        continue
      }
      step.copy(from: gradient)
      Cholesky.solve(factor: factor, inPlace: step)
      let decrement = turnStep()
      var size = 0.0
      for i in 0..<step.count { size += scales[i] * step[i] * step[i] }
      let foretold = 0.5 * (decrement + damping * size)
      if let agreement = agreement(
        objective, foretold: foretold, slack: slack, result: &result)
      {
        return agreement
      }
      damping = max(4 * damping, 1e-10)
    }
    return nil
  }

  /// The number of roundings that the scaled gradient may consist of at the
  /// end.
  private static let roundings = 5.0
  /// The number of roundings that may hide the gain of a step.
  private static let valueRoundings = 20.0
  /// The scaled gradient below which the exact Hessian is taken.
  private static let exactBelowDamped = 0.3
  private static let firstDamping = 1e-2
  private static let leastDamping = 1e-14
  /// The number of dampings that are tried for one step.
  private static let tries = 25
  /// The number of steps after which such a search is given up.
  private static let patience = 300
  /// The number of steps after which it is asked what was gained.
  private static let checkpoint = 50
  /// The part of the function that so many steps must gain.
  private static let leastGain = 1e-4
}
