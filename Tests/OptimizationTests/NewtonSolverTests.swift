import LinearAlgebra
import Optimization
import RealModule
import TestSupport
import Testing

struct NewtonSolverTests {
  /// A function without constraints, its start and its minimum.
  struct Problem: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var start: [Double]
    var minimizer: [Double]?
    var value: Double
    var gradient: @Sendable ([Double]) -> [Double]
    var formula: @Sendable ([Double]) -> Double?
  }

  static let problems = [
    Problem(
      testDescription: "Rosenbrock", start: [-1.2, 1], minimizer: [1, 1],
      value: 0,
      gradient: { x in
        let d = x[1] - x[0] * x[0]
        return [-400 * x[0] * d - 2 * (1 - x[0]), 200 * d]
      },
      formula: { x in
        let d = x[1] - x[0] * x[0]
        return 100 * d * d + (1 - x[0]) * (1 - x[0])
      }),
    Problem(
      testDescription: "Wood", start: [-3, -1, -3, -1],
      minimizer: [1, 1, 1, 1], value: 0,
      gradient: { x in
        let a = x[1] - x[0] * x[0]
        let b = x[3] - x[2] * x[2]
        return [
          -400 * x[0] * a - 2 * (1 - x[0]),
          200 * a + 20.2 * (x[1] - 1) + 19.8 * (x[3] - 1),
          -360 * x[2] * b - 2 * (1 - x[2]),
          180 * b + 20.2 * (x[3] - 1) + 19.8 * (x[1] - 1),
        ]
      },
      formula: { x in
        let a = x[1] - x[0] * x[0]
        let b = x[3] - x[2] * x[2]
        let (u, v) = (x[1] - 1, x[3] - 1)
        return 100 * a * a + (1 - x[0]) * (1 - x[0]) + 90 * b * b
          + (1 - x[2]) * (1 - x[2]) + 10.1 * (u * u + v * v) + 19.8 * u * v
      }),
    // −log wants x > 0 and the first step leaves it.
    Problem(
      testDescription: "barrier", start: [0.001], minimizer: [2],
      value:
        1 - Double.log(2),
      gradient: { x in [0.5 - 1 / x[0]] },
      formula: { x in x[0] > 0 ? 0.5 * x[0] - Double.log(x[0]) : nil }),
    // The log-likelihood of a variance: nonconvex for large x.
    Problem(
      testDescription: "variance", start: [60], minimizer: [3],
      value: Double.log(3) + 1,
      gradient: { x in [1 / x[0] - 3 / (x[0] * x[0])] },
      formula: { x in x[0] > 0 ? Double.log(x[0]) + 3 / x[0] : nil }),
    // A valley: the Hessian is singular everywhere.
    Problem(
      testDescription: "valley", start: [3, 1], minimizer: nil, value: 0,
      gradient: { x in
        let d = x[0] + x[1] - 1
        return [2 * d, 2 * d]
      },
      formula: { x in (x[0] + x[1] - 1) * (x[0] + x[1] - 1) }),
  ]

  @Test(arguments: problems, [false, true])
  func reachesTheMinimum(_ problem: Problem, nearOptimum: Bool) {
    let solver = NewtonSolver(count: problem.start.count)
    solver.point.copy(from: problem.start)
    let objective = FormulaObjective(
      count: problem.start.count, formula: problem.formula,
      gradient: problem.gradient)
    let result = solver.minimize(objective, nearOptimum: nearOptimum)
    #expect(result.status == .converged)
    #expect(result.scaledGradient <= solver.criteria.scaledGradient)
    expectClose(result.value, problem.value, absolute: 1e-12)
    let x = solver.point.elements
    if let minimizer = problem.minimizer {
      expectClose(x, minimizer, relative: 1e-7)
    }
    #expect(problem.formula(x) == result.value)
    #expect(solver.gradient.elements == problem.gradient(x))
  }

  /// Newton's steps double the digits: from 1e-3 away three steps suffice.
  @Test func warmStartsConvergeQuadratically() {
    let problem = Self.problems[0]
    let solver = NewtonSolver(count: 2)
    solver.point.copy(from: [1.0005, 1.001])
    let result = solver.minimize(
      FormulaObjective(
        count: 2, formula: problem.formula, gradient: problem.gradient),
      nearOptimum: true)
    #expect(result.status == .converged)
    #expect(result.iterations <= 4)
  }

  @Test func reasonsForFailure() {
    let solver = NewtonSolver(count: 1)
    let nowhere = FormulaObjective(
      count: 1, formula: { _ in nil }, gradient: { $0 })
    #expect(solver.minimize(nowhere).status == .infeasibleStart)

    let infinite = FormulaObjective(
      count: 1, formula: { _ in .infinity }, gradient: { $0 })
    #expect(solver.minimize(infinite).status == .infeasibleStart)

    // Without a lower bound nothing converges.
    let falling = FormulaObjective(
      count: 1, formula: { -$0[0] }, gradient: { _ in [-1] })
    solver.point.copy(from: [0])
    solver.criteria.iterations = 20
    let endless = solver.minimize(falling)
    #expect(endless.status == .iterationLimit && endless.iterations == 20)

    // A gradient with the wrong sign promises a descent that is not there.
    let wrong = FormulaObjective(
      count: 1, formula: { $0[0] * $0[0] }, gradient: { [-2 * $0[0]] },
      expected: { _ in .identity(1) })
    solver.point.copy(from: [1])
    solver.criteria.iterations = 500
    #expect(solver.minimize(wrong).status == .noDescent)
    #expect(solver.point.elements == [1])

  }

  /// A search that counts stalled steps gives up.
  ///
  /// The curvature is a thousand times too small: every step is halved nine
  /// times and then goes to the other side of the minimum, nearly as far from it.
  @Test func stalledSearchesEnd() {
    let small = Matrix(rowArrays: [[1 / 1019.0]])
    let objective = FormulaObjective(
      count: 1, formula: { 0.5 * $0[0] * $0[0] }, gradient: { $0 },
      expected: { _ in small }, exact: { _ in small })
    let solver = NewtonSolver(count: 1)
    solver.criteria.iterations = 200
    solver.point.copy(from: [0.01])
    let patient = solver.minimize(objective)
    #expect(patient.status == .iterationLimit && patient.iterations == 200)

    solver.criteria.stalledSteps = 25
    solver.point.copy(from: [0.01])
    let ended = solver.minimize(objective)
    #expect(ended.status == .iterationLimit && ended.iterations == 25)
    #expect(ended.evaluations > 25 * 5)

    // Steps that gain their share are none: Rosenbrock's valley is followed.
    let valley = Self.problems[0]
    let other = NewtonSolver(count: 2)
    other.criteria.stalledSteps = 25
    other.point.copy(from: valley.start)
    let found = other.minimize(
      FormulaObjective(
        count: 2, formula: valley.formula, gradient: valley.gradient))
    #expect(found.status == .converged)
  }

  @Test func aGradientThatIsNotANumberIsNoConvergence() {
    let solver = NewtonSolver(count: 1)
    solver.criteria.iterations = 5
    let broken = FormulaObjective(
      count: 1, formula: { $0[0] * $0[0] }, gradient: { _ in [.nan] },
      expected: { _ in .identity(1) })
    solver.point.copy(from: [1])
    #expect(solver.minimize(broken).status != .converged)
  }
}
