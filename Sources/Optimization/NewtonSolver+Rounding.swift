internal import LinearAlgebra

/// The end of a search at which rounding hides the gradient.
extension NewtonSolver {
  /// The status of a search whose last steps lowered nothing.
  ///
  /// A gradient that rounding keeps just above the criterion is as good as
  /// converged; so is one that is not larger than its measured rounding error,
  /// where the Hessian is regular and Newton's step is small.
  ///
  /// - Parameter objective: The function, evaluated at `point`.
  /// - Returns: Converged or no descent.
  func endWithoutDescent(_ objective: some ScoringObjective)
    -> OptimizationResult.Status
  {
    if scaledGradientNorm() <= 10 * tolerance { return .converged }
    return isRoundedAway(objective) ? .converged : .noDescent
  }

  /// Whether the gradient at `point` is not larger than its rounding error.
  ///
  /// - Parameter objective: The function, evaluated at `point`.
  /// - Returns: False where the Hessian is singular to working precision, or
  ///   Newton's step is not small.
  func isRoundedAway(_ objective: some ScoringObjective) -> Bool {
    objective.writeCurvature(.expected, into: hessian)
    let scaled = scaledGradientNorm()
    guard scaled <= GradientRounding.largest * unitRoot else { return false }
    let scales = MatrixBuffer(rows: point.count)
    for i in 0..<scales.count { scales[i] = hessian[i, i] }
    objective.writeCurvature(.exact, into: hessian)
    guard isSettled(scales: scales, root: unitRoot) else { return false }
    let rounding = GradientRounding.measured(
      objective, at: point, gradient: gradient, hessian: hessian,
      trial: trial, trialGradient: trialGradient)
    _ = objective.evaluate(at: point, gradient: gradient)
    return scaled <= GradientRounding.allowed * rounding
  }

  /// Whether Newton's step is small, by the parameters' own size or by their
  /// curvature: not so where the function falls towards infinity, however
  /// slowly.
  ///
  /// - Parameters:
  ///   - scales: The parameters' curvatures.
  ///   - root: The unit of scaled gradients.
  /// - Returns: Whether all are small.
  func isSettled(scales: borrowing MatrixBuffer, root: Double) -> Bool {
    guard isRegular() else { return false }
    step.copy(from: gradient)
    Cholesky.solve(factor: factor, inPlace: step)
    for i in 0..<step.count {
      let isSmall =
        abs(step[i]) <= 1e-3 * abs(point[i])
        || abs(step[i]) * scales[i].squareRoot() <= 1e-6 * root
      if !isSmall { return false }
    }
    return true
  }

  /// Factors the Hessian.
  ///
  /// - Returns: Whether no argument follows from the others to working
  ///   precision: else nothing but rounding says where the minimum is.
  func isRegular() -> Bool {
    factor.copy(from: hessian)
    guard Cholesky.factor(factor, team: team).isFactored else { return false }
    for i in 0..<point.count
    where !(factor[i, i] >= Self.leastPivot * hessian[i, i].squareRoot()) {
      return false
    }
    return true
  }

  /// The least pivot of a regular matrix with a unit diagonal.
  private static let leastPivot = 1e-6
}
