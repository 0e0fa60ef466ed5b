import LinearAlgebra
import Optimization
import TestSupport
import Testing

struct ConstrainedSolverTests {
  private func objective(
    _ count: Int, _ formula: @escaping ([Double]) -> Double?
  ) -> FormulaObjective {
    FormulaObjective(
      count: count, formula: formula,
      gradient: { x in
        richardsonGradient(
          of: { formula($0) ?? .nan }, at: x, step: 1e-3, levels: 4)
      })
  }

  @Test(arguments: ConstrainedProblem.all)
  func reachesTheKnownSolution(_ problem: ConstrainedProblem) {
    let solver = ConstrainedSolver(count: problem.start.count)
    solver.criteria.scaledGradient = 1e-7
    solver.criteria.iterations = 100
    solver.point.copy(from: problem.start)
    let constraints = FormulaConstraints(
      equalities: problem.equalities, inequalities: problem.inequalities)
    let result = solver.minimize(
      objective(problem.start.count, problem.objective),
      constraints: constraints)
    #expect(result.status == .converged, "\(result)")
    expectSolution(problem, result, solver)

  }

  private func expectSolution(
    _ problem: ConstrainedProblem, _ result: OptimizationResult,
    _ solver: ConstrainedSolver
  ) {
    let constraints = FormulaConstraints(
      equalities: problem.equalities, inequalities: problem.inequalities)
    let x = solver.point.elements
    // A quartic valley flattens before its floor.
    let tolerance = problem.isDegenerate ? 1e-4 : 1e-6
    expectClose(
      result.value, problem.value, relative: tolerance, absolute: tolerance)
    if let minimizer = problem.minimizer {
      expectClose(x, minimizer, relative: 1e-5, absolute: 1e-5)
    }
    for index in 0..<constraints.count {
      let value = constraints.evaluate(index, at: x).value
      if constraints.isEquality(index) {
        expectClose(value, 0, absolute: 1e-8, "constraint \(index)")
      } else {
        #expect(value > -1e-8, "constraint \(index)")
        #expect(solver.multipliers[index] >= -1e-9)
      }
    }
  }

  /// f is least at (1, 2); the constraints cut it off.
  private func fit(
    from start: [Double], equalities: [@Sendable ([Double]) -> Double] = [],
    inequalities: [@Sendable ([Double]) -> Double] = []
  ) -> (OptimizationResult, x: [Double], multipliers: [Double]) {
    let solver = ConstrainedSolver(count: 2)
    solver.point.copy(from: start)
    let result = solver.minimize(
      objective(2) { x in
        (x[0] - 1) * (x[0] - 1) + (x[1] - 2) * (x[1] - 2)
      },
      constraints: FormulaConstraints(
        equalities: equalities, inequalities: inequalities))
    return (result, solver.point.elements, solver.multipliers)
  }

  @Test(arguments: [[0.0, 0], [100, -100], [-5, 7]])
  func startsThatBreakConstraints(_ start: [Double]) {
    let (result, x, multipliers) = fit(
      from: start, inequalities: [{ x in -x[0] }, { x in 10 - x[1] }])
    #expect(result.status == .converged)
    expectClose(x, [0, 2], relative: 1e-8, absolute: 1e-9)
    // ∇f = (−2, 0) = u (−1, 0).
    expectClose(multipliers, [2, 0], relative: 1e-6, absolute: 1e-9)
  }

  @Test func contradictionsAreReported() {
    let linear = fit(
      from: [0, 0], equalities: [{ x in x[0] }, { x in x[0] - 1 }])
    #expect(linear.0.status == .infeasibleConstraints)
    let bounds = fit(
      from: [0, 0], inequalities: [{ x in x[0] - 1 }, { x in -x[0] }])
    #expect(bounds.0.status == .infeasibleConstraints)
    // No real x has x² + 1 = 0.
    let curved = fit(from: [3, 0], equalities: [{ x in x[0] * x[0] + 1 }])
    #expect(curved.0.status != .converged)
  }

  @Test func infeasibleStart() {
    let solver = ConstrainedSolver(count: 1)
    let nowhere = objective(1) { _ in nil }
    let result = solver.minimize(
      nowhere, constraints: FormulaConstraints(equalities: [], inequalities: [])
    )
    #expect(result.status == .infeasibleStart)
  }

  @Test func withoutConstraintsItIsAMinimizer() {
    let (result, x, _) = fit(from: [30, -4])
    #expect(result.status == .converged)
    expectClose(x, [1, 2], relative: 1e-8)
  }
}
