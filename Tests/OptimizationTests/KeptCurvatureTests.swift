import LinearAlgebra
import Optimization
import RealModule
import TestSupport
import Testing

struct KeptCurvatureTests {
  /// The log-likelihood of a variance, in a sample whose variance is s.
  private func variance(_ s: Double) -> FormulaObjective {
    FormulaObjective(
      count: 1, formula: { $0[0] > 0 ? Double.log($0[0]) + s / $0[0] : nil },
      gradient: { [1 / $0[0] - s / ($0[0] * $0[0])] })
  }

  /// Rosenbrock's valley with its bottom at (a, a²).
  private func valley(_ a: Double) -> FormulaObjective {
    FormulaObjective(
      count: 2,
      formula: { x in
        let d = x[1] - x[0] * x[0]
        return 100 * d * d + (a - x[0]) * (a - x[0])
      },
      gradient: { x in
        let d = x[1] - x[0] * x[0]
        return [-400 * x[0] * d - 2 * (a - x[0]), 200 * d]
      })
  }

  /// Samples near and far from the one whose Hessian is kept: to the same
  /// optimum as without it.
  @Test(arguments: [0.4, 0.9, 1, 1.3, 2.5, 40])
  func refitsOfOtherSamples(_ s: Double) {
    let solver = NewtonSolver(count: 1)
    solver.point.copy(from: [1])
    solver.keepCurvature(at: solver.point, variance(1))
    let result = solver.minimizeNearKept(variance(s))
    #expect(result.status == .converged)
    #expect(result.scaledGradient <= solver.criteria.scaledGradient)
    expectClose(solver.point[0], s, relative: 1e-8)
  }

  @Test(arguments: [0.98, 1.05, 1.4, -1])
  func refitsInABentValley(_ a: Double) {
    let solver = NewtonSolver(count: 2)
    solver.point.copy(from: [1, 1])
    solver.keepCurvature(at: solver.point, valley(1))
    let result = solver.minimizeNearKept(valley(a))
    #expect(result.status == .converged)
    expectClose(solver.point.elements, [a, a * a], relative: 1e-7)
  }

  /// Two fits from the same start are the same bit for bit, whatever came
  /// between them.
  @Test func refitsHaveNoMemory() {
    let solver = NewtonSolver(count: 2)
    solver.point.copy(from: [1, 1])
    solver.keepCurvature(at: solver.point, valley(1))
    func refit(_ a: Double) -> [Double] {
      solver.point.copy(from: [1, 1])
      _ = solver.minimizeNearKept(valley(a))
      return solver.point.elements
    }
    let first = refit(1.1)
    _ = refit(0.7)
    #expect(refit(1.1) == first)
  }

  @Test func withoutAKeptCurvatureTheExactOneServes() {
    let solver = NewtonSolver(count: 1)
    solver.point.copy(from: [1.1])
    #expect(solver.minimizeNearKept(variance(1)).status == .converged)
    // At 3 the function of a variance of 1 bends downwards: nothing to keep.
    solver.point.copy(from: [3])
    solver.keepCurvature(at: solver.point, variance(1))
    #expect(solver.minimizeNearKept(variance(1)).status == .converged)
    expectClose(solver.point[0], 1, relative: 1e-8)
  }

  @Test func aGradientThatIsNotANumberIsNoConvergence() {
    let solver = NewtonSolver(count: 1)
    solver.criteria.iterations = 5
    solver.point.copy(from: [1])
    solver.keepCurvature(at: solver.point, variance(1))
    let broken = FormulaObjective(
      count: 1, formula: { $0[0] * $0[0] }, gradient: { _ in [.nan] },
      expected: { _ in .identity(1) })
    #expect(solver.minimizeNearKept(broken).status != .converged)
    let nowhere = FormulaObjective(
      count: 1, formula: { _ in nil }, gradient: { $0 })
    #expect(solver.minimizeNearKept(nowhere).status == .infeasibleStart)
  }
}
