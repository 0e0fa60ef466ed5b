package import LinearAlgebra

/// Constraints on the arguments of an objective, with derivatives.
package protocol ConstraintFunctions {
  /// The number of constraints.
  var count: Int { get }
  /// Whether a constraint is cᵢ(x) = 0; else it is cᵢ(x) ≥ 0.
  func isEquality(_ index: Int) -> Bool
  /// Whether a constraint is known to be linear.
  func isLinear(_ index: Int) -> Bool
  /// Whether an equality only chooses among points with the same value of the
  /// objective, which is flat along what it holds: its multiplier is 0.
  func isNormalization(_ index: Int) -> Bool
  /// The value cᵢ(x) and its gradient, of as many elements as x.
  func evaluate(_ index: Int, at x: [Double]) -> (
    value: Double, gradient: [Double]
  )
}

/// Minimization under nonlinear equalities, inequalities and bounds by
/// sequential quadratic programming with an ℓ₁ merit function (Nocedal &
/// Wright, 2006, chapter 18) and a second-order correction.
///
/// The programs' Hessian is the objective's, less the constraints' curvature
/// (from differences of their exact gradients) once multipliers are known.
package final class ConstrainedSolver {
  /// The result's multipliers, one for each constraint: ∇f = Σ uᵢ ∇cᵢ.
  package var multipliers: [Double] = []
  /// The point: the start before `minimize`, the result after it.
  package let point: MatrixBuffer
  /// The rules by which it stops.
  package var criteria: ConvergenceCriteria

  /// The unit of functions whose values are small by nature, else 1.
  private var unit = 1.0
  private let gradient: MatrixBuffer
  private let trial: MatrixBuffer
  private let hessian: MatrixBuffer
  private let factor: MatrixBuffer

  /// Makes a solver for `count` arguments.
  package init(
    count: Int, criteria: ConvergenceCriteria = ConvergenceCriteria()
  ) {
    self.criteria = criteria
    point = MatrixBuffer(rows: count)
    gradient = MatrixBuffer(rows: count)
    trial = MatrixBuffer(rows: count)
    hessian = MatrixBuffer(rows: count, columns: count)
    factor = MatrixBuffer(rows: count, columns: count)
  }

  /// Minimizes from `point`, where the result stands afterwards.
  package func minimize(
    _ objective: some ScoringObjective,
    constraints: some ConstraintFunctions
  ) -> OptimizationResult {
    multipliers = [Double](repeating: 0, count: constraints.count)
    var result = OptimizationResult(
      startingAt: point, of: objective, gradient: gradient)
    if result.status == .infeasibleStart { return result }
    unit = objective.unit > 0 ? min(objective.unit, 1) : 1
    let tolerance = criteria.scaledGradient * unit.squareRoot()
    var penalty = [Double](repeating: 0, count: constraints.count)
    var isClose = false
    while true {
      let x = point.elements
      let rows = Self.linearize(constraints, at: x)
      let violation = rows.reduce(0) { max($0, $1.violation) }
      factorHessian(
        objective, constraints: constraints, at: x, rows: rows,
        exact: isClose)
      guard
        let solution = QuadraticProgram.solve(
          factor: factor, gradient: gradient.elements,
          rows: rows.map(\.program))
      else {
        result.status = .infeasibleConstraints
        return result
      }
      multipliers = solution.multipliers
      result.scaledGradient = lagrangianNorm(rows)
      if result.scaledGradient <= tolerance, violation <= 1e-10,
        isComplementary(rows)
      {
        result.status = .converged
        return result
      }
      if result.iterations >= criteria.iterations { return result }
      result.iterations += 1
      for index in penalty.indices {
        let needed = 1.5 * abs(multipliers[index]) + 1e-3
        penalty[index] = max(needed, 0.5 * (penalty[index] + needed))
      }
      let stepSize = zip(solution.step, gradient.elements).reduce(0) {
        $0 - $1.0 * $1.1
      }
      isClose = abs(stepSize) < 1e-2 * unit
      guard
        search(
          objective, constraints: constraints, rows: rows,
          step: solution.step, penalty: penalty, result: &result)
      else {
        let isDone =
          violation <= 1e-8
          && (result.scaledGradient <= 1e2 * tolerance
            || isRoundedAway(objective, scaledGradient: result.scaledGradient))
        result.status = isDone ? .converged : .noDescent
        return result
      }
    }
  }

  private struct Linearization {
    var value: Double
    var program: QuadraticProgram.Row

    var violation: Double {
      program.isEquality ? abs(value) : max(0, -value)
    }
  }

  private static func linearize(
    _ constraints: some ConstraintFunctions, at x: [Double]
  ) -> [Linearization] {
    (0..<constraints.count).map { index in
      let (value, gradient) = constraints.evaluate(index, at: x)
      return Linearization(
        value: value,
        program: QuadraticProgram.Row(
          normal: gradient, bound: -value,
          isEquality: constraints.isEquality(index)))
    }
  }

  /// Factors the Hessian of the programs: the Lagrangian's where it is
  /// positive definite, if need be after equalities have stiffened it, else
  /// the expected information with a ridge.
  private func factorHessian(
    _ objective: some ScoringObjective,
    constraints: some ConstraintFunctions, at x: [Double],
    rows: [Linearization], exact: Bool
  ) {
    let kinds: [Curvature] = exact ? [.exact, .expected] : [.expected]
    let curvature = constraintCurvature(constraints, at: x)
    let normalizing = rows.indices.filter { constraints.isNormalization($0) }
    for kind in kinds {
      objective.writeCurvature(kind, into: hessian)
      if !normalizing.isEmpty {
        stiffen(normalizing.map { rows[$0].program.normal })
      }
      if let curvature {
        hessian.symmetrizeFromLower()
        for index in 0..<hessian.count {
          hessian[index] -= curvature.elements[index]
        }
        if factorStiffened(rows) { return }
        objective.writeCurvature(kind, into: hessian)
      }
      factor.copy(from: hessian)
      if Cholesky.factor(factor).isFactored { return }
    }
    var largest = 1e-8
    for i in 0..<hessian.rows { largest = max(largest, hessian[i, i]) }
    var ridge = 1e-8
    while ridge < 1e13 {
      factor.copy(from: hessian)
      for i in 0..<hessian.rows {
        factor[i, i] += ridge * max(hessian[i, i], 1e-4 * largest)
      }
      if Cholesky.factor(factor).isFactored { return }
      ridge *= 10
    }
  }

  /// Adds nnᵀ of equalities along which the objective is flat; on the
  /// directions that they leave, nothing changes.
  private func stiffen(_ normals: [[Double]]) {
    var size = 0.0
    for i in 0..<hessian.rows { size = max(size, abs(hessian[i, i])) }
    for normal in normals {
      let norm = normal.reduce(0) { $0 + $1 * $1 }
      if norm == 0 { continue }
      let scale = size / norm
      for j in 0..<hessian.rows where normal[j] != 0 {
        for i in 0..<hessian.rows {
          hessian[i, j] += scale * normal[i] * normal[j]
        }
      }
    }
  }

  /// Adds multiples of nnᵀ over the equalities until the Hessian is positive
  /// definite: on the directions that they leave, nothing changes.
  private func factorStiffened(_ rows: [Linearization]) -> Bool {
    let equalities = rows.map(\.program).filter(\.isEquality)
    var size = 0.0
    for i in 0..<hessian.rows { size = max(size, abs(hessian[i, i])) }
    for stiffness in [0, 1, 1e2, 1e4] where stiffness == 0 || size > 0 {
      factor.copy(from: hessian)
      for row in equalities where stiffness > 0 {
        let norm = row.normal.reduce(0) { $0 + $1 * $1 }
        if norm == 0 { continue }
        let scale = stiffness * size / norm
        for j in 0..<hessian.rows where row.normal[j] != 0 {
          for i in 0..<hessian.rows {
            factor[i, j] += scale * row.normal[i] * row.normal[j]
          }
        }
      }
      if Cholesky.factor(factor).isFactored { return true }
      if equalities.isEmpty { return false }
    }
    return false
  }

  /// Σ uᵢ ∇²cᵢ by central differences of gradients; `nil` if no curved
  /// constraint has a multiplier.
  private func constraintCurvature(
    _ constraints: some ConstraintFunctions, at x: [Double]
  ) -> Matrix? {
    let curved = (0..<constraints.count).filter {
      multipliers[$0] != 0 && !constraints.isLinear($0)
        && !constraints.isNormalization($0)
    }
    if curved.isEmpty { return nil }
    var result = Matrix(rows: x.count, columns: x.count)
    for index in curved {
      for j in x.indices {
        let step = 6e-6 * max(1, abs(x[j]))
        var moved = x
        moved[j] = x[j] + step
        let after = constraints.evaluate(index, at: moved).gradient
        moved[j] = x[j] - step
        let before = constraints.evaluate(index, at: moved).gradient
        for i in x.indices where after[i] != before[i] {
          let value =
            0.5 * multipliers[index] * (after[i] - before[i]) / (2 * step)
          result[i, j] += value
          result[j, i] += value
        }
      }
    }
    return result.elements.allSatisfy(\.isFinite) ? result : nil
  }

  private func lagrangianNorm(_ rows: [Linearization]) -> Double {
    var residual = gradient.elements
    for (row, multiplier) in zip(rows, multipliers) where multiplier != 0 {
      for i in residual.indices {
        residual[i] -= multiplier * row.program.normal[i]
      }
    }
    var norm = 0.0
    for i in residual.indices {
      let scale = max(hessian[i, i], .leastNormalMagnitude).squareRoot()
      let value = abs(residual[i]) / scale
      norm = value <= norm ? norm : value
    }
    return norm
  }

  /// Whether a gradient of the Lagrangian is not larger than the rounding error
  /// of the function's.
  private func isRoundedAway(
    _ objective: some ScoringObjective, scaledGradient: Double
  ) -> Bool {
    guard scaledGradient <= 0.1 * GradientRounding.largest * unit.squareRoot()
    else { return false }
    let moved = MatrixBuffer(rows: point.count)
    let rounding = GradientRounding.measured(
      objective, at: point, gradient: gradient, hessian: hessian,
      trial: trial, trialGradient: moved)
    _ = objective.evaluate(at: point, gradient: gradient)
    return scaledGradient <= GradientRounding.allowed * rounding
  }

  private func isComplementary(_ rows: [Linearization]) -> Bool {
    for (row, multiplier) in zip(rows, multipliers)
    where !row.program.isEquality && abs(multiplier) > 1e-9 {
      if row.value > 1e-9 { return false }
    }
    return true
  }

  private func merit(
    _ value: Double, _ violations: [Double], _ penalty: [Double]
  ) -> Double {
    zip(violations, penalty).reduce(value) { $0 + $1.0 * $1.1 }
  }

  /// Backtracks along the step, with one second-order correction of the full
  /// step, until the merit function falls enough.
  private func search(
    _ objective: some ScoringObjective,
    constraints: some ConstraintFunctions, rows: [Linearization],
    step: [Double], penalty: [Double], result: inout OptimizationResult
  ) -> Bool {
    let x = point.elements
    let violations = rows.map(\.violation)
    let now = merit(result.value, violations, penalty)
    let slope =
      zip(step, gradient.elements).reduce(0) { $0 + $1.0 * $1.1 }
      - zip(violations, penalty).reduce(0) { $0 + $1.0 * $1.1 }
    let slack = 1e-13 * max(unit, abs(now))
    let held = gradient.elements
    func attempt(_ candidate: [Double], _ length: Double) -> Bool {
      trial.copy(from: candidate)
      result.evaluations += 1
      guard let value = objective.evaluate(at: trial, gradient: gradient),
        value.isFinite
      else { return false }
      let after = Self.linearize(constraints, at: candidate)
      let merit = merit(value, after.map(\.violation), penalty)
      guard merit <= now + 1e-4 * length * min(slope, 0) + slack else {
        return false
      }
      point.copy(from: trial)
      result.value = value
      return true
    }
    var length = 1.0
    for round in 0..<50 {
      let candidate = zip(x, step).map { $0 + length * $1 }
      if attempt(candidate, length) { return true }
      if round == 0,
        let corrected = correction(
          constraints, rows: rows, candidate: candidate, step: step,
          gradient: held),
        attempt(zip(x, corrected).map { $0 + $1 }, 1)
      {
        return true
      }
      length *= 0.5
    }
    gradient.copy(from: held)
    _ = objective.evaluate(at: point, gradient: gradient)
    return false
  }

  /// The step whose linearized constraints use the curvature seen at the
  /// full step.
  private func correction(
    _ constraints: some ConstraintFunctions, rows: [Linearization],
    candidate: [Double], step: [Double], gradient: [Double]
  ) -> [Double]? {
    var program = rows.map(\.program)
    for index in program.indices {
      let (value, _) = constraints.evaluate(index, at: candidate)
      guard value.isFinite else { return nil }
      let linear = zip(program[index].normal, step).reduce(0) {
        $0 + $1.0 * $1.1
      }
      program[index].bound = linear - value
    }
    return QuadraticProgram.solve(
      factor: factor, gradient: gradient, rows: program)?.step
  }
}

extension ConstraintFunctions {
  /// Equalities restrict the objective, unless a type says otherwise.
  package func isNormalization(_ index: Int) -> Bool { false }

  /// Nothing is known to be linear unless a type says so.
  package func isLinear(_ index: Int) -> Bool { false }
}
