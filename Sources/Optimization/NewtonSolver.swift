package import LinearAlgebra

/// Unconstrained minimization by Fisher scoring far from the optimum and
/// Newton's method near it, with step halving and, where the second
/// derivatives are singular, a ridge.
///
/// Where second derivatives are costly, it takes quasi-Newton steps in the
/// objective's metric instead, and the exact Hessian only where those take
/// long.
///
/// Owns its buffers: solving does not allocate.
package final class NewtonSolver {
  /// The point: the start before `minimize`, the result after it.
  package let point: MatrixBuffer
  /// The gradient at `point` after `minimize`.
  package let gradient: MatrixBuffer
  /// The rules by which it stops.
  package var criteria: ConvergenceCriteria
  /// The longest step, √(gᵀH⁻¹g); longer ones are shortened.
  package var maximumStep: Double = .infinity

  let step: MatrixBuffer
  let hessian: MatrixBuffer
  let factor: MatrixBuffer
  let secants: SecantMemory
  /// The threads that factor large matrices.
  let team: WorkTeam
  /// The curvature that `keepCurvature` last found.
  var kept: KeptCurvature?
  /// The unit of functions whose values are small by nature, else 1.
  private(set) var unit = 1.0
  /// Its root, the unit of scaled gradients.
  private(set) var unitRoot = 1.0

  let trial: MatrixBuffer
  let trialGradient: MatrixBuffer

  /// Makes a solver for `count` arguments.
  package init(
    count: Int, criteria: ConvergenceCriteria = ConvergenceCriteria(),
    team: WorkTeam = WorkTeam(threads: 1)
  ) {
    self.criteria = criteria
    self.team = team
    point = MatrixBuffer(rows: count)
    gradient = MatrixBuffer(rows: count)
    trial = MatrixBuffer(rows: count)
    trialGradient = MatrixBuffer(rows: count)
    step = MatrixBuffer(rows: count)
    hessian = MatrixBuffer(rows: count, columns: count)
    factor = MatrixBuffer(rows: count, columns: count)
    secants = SecantMemory(parameterCount: count)
  }

  /// Minimizes from `point`, where the result stands afterwards.
  ///
  /// - Parameters:
  ///   - objective: The function.
  ///   - nearOptimum: True for warm starts: the exact Hessian is used from the
  ///     first step.
  /// - Returns: The outcome.
  package func minimize(
    _ objective: some ScoringObjective, nearOptimum: Bool = false
  ) -> OptimizationResult {
    adopt(unitOf: objective)
    if point.count >= Self.largeOrder, !objective.hasCostlyCurvature {
      return minimizeByFewFactors(objective, nearOptimum: nearOptimum)
    }
    return minimizeByNewton(objective, nearOptimum: nearOptimum)
  }

  /// `minimize` with a new curvature for every step.
  func minimizeByNewton(
    _ objective: some ScoringObjective, nearOptimum: Bool
  ) -> OptimizationResult {
    var result = OptimizationResult(
      startingAt: point, of: objective, gradient: gradient)
    if result.status == .infeasibleStart { return result }
    let isCostly = objective.hasCostlyCurvature
    var kind: Curvature =
      isCostly ? .metric : nearOptimum ? .exact : .expected
    secants.forget()
    // The iteration from which the exact Hessian may be used again.
    var exactFrom = 0
    var stalls = 0
    var stalledSteps = 0
    while true {
      let decrement = prepareStep(objective, kind: &kind)
      result.scaledGradient = scaledGradientNorm()
      if result.scaledGradient <= tolerance {
        result.status = .converged
        break
      }
      if result.iterations >= criteria.iterations { break }
      result.iterations += 1
      let (before, tries) = (result.value, result.evaluations)
      guard search(objective, decrement: decrement, result: &result) else {
        switch kind {
        case .exact:
          kind = .expected
          exactFrom = result.iterations + Self.patience
          continue
        case .metric where secants.count > 0:
          secants.forget()
          continue
        case .metric where scaledGradientNorm() > 10 * tolerance:
          kind = .exact
          continue
        case .metric, .expected: break
        }
        result.status = endWithoutDescent(objective)
        break
      }
      let wasScaled = result.scaledGradient
      // The last curvature's scale is enough to see convergence without
      // computing another, and to choose the next.
      result.scaledGradient = scaledGradientNorm()
      if result.scaledGradient <= tolerance {
        result.status = .converged
        break
      }
      let isStalled =
        result.evaluations - tries > Self.stalledHalvings
        && before - result.value < Self.stalledGain * decrement
      stalledSteps = isStalled ? stalledSteps + 1 : 0
      if let most = criteria.stalledSteps, stalledSteps >= most { break }
      let hasImproved =
        result.value < before || result.scaledGradient < 0.5 * wasScaled
      stalls = hasImproved ? 0 : stalls + 1
      if stalls > Self.allowedStalls {
        result.status = endWithoutDescent(objective)
        break
      }
      if kind == .metric, result.iterations < Self.metricPatience { continue }
      let isNear = result.scaledGradient < Self.exactBelow * unitRoot
      let isSlow = result.iterations >= Self.patience
      kind =
        (isNear || isSlow) && result.iterations >= exactFrom
        ? .exact : .expected
    }
    return result
  }

  /// After how many iterations Fisher scoring counts as slow, and how many it
  /// is given when the exact Hessian has failed: where a model fits badly the
  /// expected information can be far from the Hessian.
  private static let patience = 12

  /// After how many iterations quasi-Newton steps count as slow.
  private static let metricPatience = 60

  /// How often a stalled step is halved, and the part of gᵀH⁻¹g that it gains
  /// at most: a whole step of a quadratic function gains a half.
  private static let stalledHalvings = 4
  private static let stalledGain = 0.05

  /// The number of steps in a row that may leave the function as it is.
  private static let allowedStalls = 5

  /// The scaled gradient below which the exact Hessian takes over: close
  /// enough for Newton's quadratic convergence.
  static let exactBelow = 0.05

  /// Computes −H⁻¹g into `step`.
  ///
  /// - Parameters:
  ///   - objective: The function, evaluated at `point`.
  ///   - kind: The kind of H; falls back to the expected one where the exact
  ///     one is not positive definite.
  /// - Returns: gᵀH⁻¹g.
  private func prepareStep(
    _ objective: some ScoringObjective, kind: inout Curvature
  ) -> Double {
    factorCurvature(objective, kind: &kind)
    step.copy(from: gradient)
    if kind == .metric {
      secants.apply(to: step, factor: factor)
    } else {
      Cholesky.solve(factor: factor, inPlace: step)
    }
    return turnStep()
  }

  /// Factors H at `point`, with a ridge where it is not positive definite.
  ///
  /// - Parameters:
  ///   - objective: The function, evaluated at `point`.
  ///   - kind: The kind of H; falls back to the expected one where the exact
  ///     one is not positive definite.
  func factorCurvature(
    _ objective: some ScoringObjective, kind: inout Curvature
  ) {
    objective.writeCurvature(kind, into: hessian)
    factor.copy(from: hessian)
    if Cholesky.factor(factor, team: team).isFactored { return }
    if kind == .exact {
      kind = .expected
      objective.writeCurvature(kind, into: hessian)
      factor.copy(from: hessian)
      if Cholesky.factor(factor, team: team).isFactored { return }
    }
    factorWithRidge()
  }

  /// Turns H⁻¹g in `step` downhill.
  ///
  /// - Returns: gᵀH⁻¹g.
  func turnStep() -> Double {
    var decrement = 0.0
    for i in 0..<step.count {
      step[i] = -step[i]
      decrement -= step[i] * gradient[i]
    }
    return decrement
  }

  private func factorWithRidge() {
    let n = hessian.rows
    var largest = 0.0
    for i in 0..<n { largest = max(largest, hessian[i, i]) }
    if !(largest > 0 && largest.isFinite) { largest = 1 }
    var ridge = 1e-8
    while true {
      factor.copy(from: hessian)
      for i in 0..<n {
        // A ridge in each parameter's own scale.
        let scale = max(hessian[i, i], 1e-8 * largest)
        factor[i, i] =
          (hessian[i, i].isFinite ? hessian[i, i] : scale)
          + ridge * scale
      }
      if Cholesky.factor(factor, team: team).isFactored { return }
      ridge *= 10
      if ridge > 1e12 {
        // Not a number somewhere: fall back to the gradient's direction.
        factor.fill(0)
        for i in 0..<n { factor[i, i] = largest.squareRoot() }
        return
      }
    }
  }

  /// The scaled gradient of a converged point, in the function's unit.
  var tolerance: Double { criteria.scaledGradient * unitRoot }

  /// Takes a function's unit; units above 1 do not loosen the criteria.
  func adopt(unitOf objective: some ScoringObjective) {
    let given = objective.unit
    unit = given > 0 ? min(given, 1) : 1
    unitRoot = unit.squareRoot()
  }

  func scaledGradientNorm() -> Double {
    var norm = 0.0
    for i in 0..<gradient.count {
      let scale = hessian[i, i]
      let value =
        scale > 0 ? abs(gradient[i]) / scale.squareRoot() : abs(gradient[i])
      // NaN must not pass for small.
      norm = value <= norm ? norm : value
    }
    return norm
  }

  /// Tries the whole `step`, and moves there if the function falls.
  ///
  /// - Parameters:
  ///   - objective: The function.
  ///   - foretold: The fall that the curvature foretells.
  ///   - slack: What rounding may do to the function.
  ///   - result: Receives the value and the count of evaluations.
  /// - Returns: The ratio of the fall to what was foretold; `nil` if the
  ///   function does not fall.
  func agreement(
    _ objective: some ScoringObjective, foretold: Double, slack: Double,
    result: inout OptimizationResult
  ) -> Double? {
    for i in 0..<point.count { trial[i] = point[i] + step[i] }
    result.evaluations += 1
    guard foretold > 0,
      let value = objective.evaluate(at: trial, gradient: trialGradient)
    else { return nil }
    let agreement = (result.value - value + slack) / (foretold + slack)
    guard agreement > 1e-3 else { return nil }
    point.copy(from: trial)
    gradient.copy(from: trialGradient)
    result.value = value
    return agreement
  }

  /// Halves the step until the function falls enough; moves there.
  func search(
    _ objective: some ScoringObjective, decrement: Double,
    result: inout OptimizationResult
  ) -> Bool {
    // Near the optimum the expected decrease is smaller than rounding: any value
    // as good as the present one up to that will do.
    let slack = 1e-13 * max(unit, abs(result.value))
    let size = max(decrement, 0).squareRoot()
    var length = size > maximumStep ? maximumStep / size : 1
    for _ in 0..<50 {
      for i in 0..<point.count { trial[i] = point[i] + length * step[i] }
      result.evaluations += 1
      if let value = objective.evaluate(at: trial, gradient: trialGradient),
        isAcceptable(
          value, length: length, decrement: decrement, now: result.value,
          slack: slack)
      {
        secants.keep(
          from: point, gradient: gradient, to: trial,
          newGradient: trialGradient)
        point.copy(from: trial)
        gradient.copy(from: trialGradient)
        result.value = value
        return true
      }
      length *= 0.5
    }
    // Leave the objective at the point that stands.
    _ = objective.evaluate(at: point, gradient: gradient)
    return false
  }

  /// Whether a step may be taken: the function falls enough.
  ///
  /// Near the optimum, where rounding hides the decrease, the slope along the
  /// step is tested instead (the approximate condition of Hager & Zhang, 2005,
  /// eq. 4.1).
  private func isAcceptable(
    _ value: Double, length: Double, decrement: Double, now: Double,
    slack: Double
  ) -> Bool {
    if value <= now - 1e-4 * length * decrement { return true }
    guard decrement < 1e-4 * unit, value <= now + max(slack, 1e-2 * decrement)
    else {
      return false
    }
    return abs(dot(trialGradient, step)) <= 0.5 * decrement
  }
}
