import LinearAlgebra
import Optimization
import TestSupport
import Testing

/// Functions of so many arguments that the curvature is kept for many steps.
struct FewFactorsTests {
  /// A sum of Rosenbrock functions: a hard way, known from each.
  @Test func chainsOfValleysReachTheMinimum() {
    let n = 900
    let objective = Valleys(count: n)
    let solver = NewtonSolver(count: n)
    solver.point.copy(from: (0..<n).map { $0.isMultiple(of: 2) ? -1.2 : 1 })
    let result = solver.minimize(objective)
    #expect(result.status == .converged)
    #expect(result.scaledGradient <= solver.criteria.scaledGradient)
    expectClose(
      solver.point.elements, [Double](repeating: 1, count: n), absolute: 1e-7)
  }

  /// Near the optimum one curvature suffices.
  @Test func oneCurvatureServesNearTheMinimum() {
    let n = 850
    let objective = Valleys(count: n)
    let solver = NewtonSolver(count: n)
    solver.point.copy(from: (0..<n).map { 1 + 1e-4 * Double($0 % 7) })
    let result = solver.minimize(objective, nearOptimum: true)
    #expect(result.status == .converged)
    #expect(objective.curvatures == 1)
    expectClose(
      solver.point.elements, [Double](repeating: 1, count: n), absolute: 1e-9)
  }

  /// Σ w (100 (y − x²)² + (1 − x)²) over pairs, with weights from 1 to 2.
  private final class Valleys: ScoringObjective {
    let parameterCount: Int
    private(set) var curvatures = 0
    private var point: [Double] = []

    init(count: Int) { parameterCount = count }

    private func weight(_ pair: Int) -> Double { 1 + Double(pair % 11) / 10 }

    func evaluate(
      at x: borrowing MatrixBuffer, gradient: borrowing MatrixBuffer
    ) -> Double? {
      point = x.elements
      var value = 0.0
      for k in 0..<(parameterCount / 2) {
        let (a, b) = (point[2 * k], point[2 * k + 1])
        let (d, w) = (b - a * a, weight(k))
        value += w * (100 * d * d + (1 - a) * (1 - a))
        gradient[2 * k] = w * (-400 * a * d - 2 * (1 - a))
        gradient[2 * k + 1] = w * 200 * d
      }
      return value
    }

    func writeCurvature(
      _ kind: Curvature, into matrix: borrowing MatrixBuffer
    ) {
      curvatures += 1
      matrix.fill(0)
      for k in 0..<(parameterCount / 2) {
        let (a, b) = (point[2 * k], point[2 * k + 1])
        let w = weight(k)
        // The expected one leaves out what can be negative.
        let rest = kind == .exact ? -400 * (b - a * a) : 0
        matrix[2 * k, 2 * k] = w * (800 * a * a + 2 + rest)
        matrix[2 * k + 1, 2 * k] = w * -400 * a
        matrix[2 * k + 1, 2 * k + 1] = w * 200
      }
    }
  }
}
