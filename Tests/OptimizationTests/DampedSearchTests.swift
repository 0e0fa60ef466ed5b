import Foundation
import LinearAlgebra
import Optimization
import TestSupport
import Testing

/// The search by damped steps.
struct DampedSearchTests {
  /// Rosenbrock's valley, narrow and curved.
  @Test(arguments: [100.0, 1e4]) func curvedValleys(_ depth: Double) {
    let objective = FormulaObjective(
      count: 2,
      formula: { x in
        let d = x[1] - x[0] * x[0]
        return depth * d * d + (1 - x[0]) * (1 - x[0])
      },
      gradient: { x in
        let d = x[1] - x[0] * x[0]
        return [-4 * depth * x[0] * d - 2 * (1 - x[0]), 2 * depth * d]
      })
    let solver = NewtonSolver(count: 2)
    solver.point.copy(from: [-1.2, 1])
    let result = solver.minimizeWithDamping(objective)
    #expect(result.status == .converged)
    expectClose(solver.point.elements, [1, 1], absolute: 1e-5)
  }

  /// 1/log(3 + x²) + y² falls towards infinity: there is no minimum to
  /// report.
  @Test func noMinimum() {
    let objective = FormulaObjective(
      count: 2, formula: { 1 / log(3 + $0[0] * $0[0]) + $0[1] * $0[1] },
      gradient: { x in
        let q = 3 + x[0] * x[0]
        return [-2 * x[0] / (q * log(q) * log(q)), 2 * x[1]]
      },
      expected: { x in
        // Falls with the slope, as the curvature of a likelihood does.
        let q = 3 + x[0] * x[0]
        let root = log(q)
        let own =
          4 * x[0] * x[0] / (q * q * root * root) * (1 + 2 / root)
          - 2 / (q * root * root)
        return Matrix(rowArrays: [[abs(own), 0], [0, 2]])
      })
    let solver = NewtonSolver(count: 2)
    solver.point.copy(from: [5, 1])
    #expect(solver.minimizeWithDamping(objective).status != .converged)
  }
}
