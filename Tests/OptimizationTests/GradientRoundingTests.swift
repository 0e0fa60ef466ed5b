import Foundation
import LinearAlgebra
import Optimization
import TestSupport
import Testing

/// The end of a search where rounding hides the gradient, and where it does not.
struct GradientRoundingTests {
  /// ½(x − 1)² whose derivative carries an error that changes from one number
  /// to the next, as that of a product with a badly conditioned inverse does.
  @Test func noiseOfTheLastDigits() {
    let objective = FormulaObjective(
      count: 1, formula: { 0.5 * ($0[0] - 1) * ($0[0] - 1) },
      gradient: { x in
        let bits = x[0].bitPattern &* 0x9E37_79B9_7F4A_7C15
        let noise = Double(bits >> 11) * 0x1p-53 - 0.5
        return [x[0] - 1 + 4e-7 * noise]
      }, expected: { _ in Matrix(rowArrays: [[1]]) },
      exact: { _ in Matrix(rowArrays: [[1]]) })
    for start in [0.0, 3, 10] {
      let solver = NewtonSolver(count: 1)
      solver.point.copy(from: [start])
      let result = solver.minimize(objective)
      #expect(result.status == .converged)
      #expect(abs(solver.point[0] - 1) < 1e-6)
    }
  }

  /// ½x² + c|x| has no derivative at its minimum, and next to it one of c,
  /// which does not change with the last digit.
  @Test(arguments: [1e-7, 1e-6, 1e-5, 1e-3]) func kinksAreNoRounding(
    _ height: Double
  ) {
    let objective = FormulaObjective(
      count: 1, formula: { 0.5 * $0[0] * $0[0] + height * abs($0[0]) },
      gradient: { x in [x[0] + (x[0] < 0 ? -height : height)] },
      expected: { _ in Matrix(rowArrays: [[1]]) },
      exact: { _ in Matrix(rowArrays: [[1]]) })
    let solver = NewtonSolver(count: 1)
    solver.point.copy(from: [3])
    #expect(solver.minimize(objective).status != .converged)
    solver.point.copy(from: [3])
    #expect(solver.minimizeWithDamping(objective).status != .converged)
  }

  /// Noise above 1e-5 leaves estimates too few digits.
  @Test func tooMuchNoise() {
    let objective = FormulaObjective(
      count: 1, formula: { 0.5 * ($0[0] - 1) * ($0[0] - 1) },
      gradient: { x in
        let bits = x[0].bitPattern &* 0x9E37_79B9_7F4A_7C15
        return [x[0] - 1 + 0.1 * (Double(bits >> 11) * 0x1p-53 + 1)]
      }, expected: { _ in Matrix(rowArrays: [[1]]) },
      exact: { _ in Matrix(rowArrays: [[1]]) })
    let solver = NewtonSolver(count: 1)
    solver.point.copy(from: [3])
    #expect(solver.minimize(objective).status != .converged)
  }
}
