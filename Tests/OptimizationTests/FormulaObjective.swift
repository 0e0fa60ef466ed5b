import LinearAlgebra
import Optimization
import TestSupport

/// A function given by a formula and its gradient.
///
/// The exact curvature is the gradient's Jacobian by differences; the expected
/// one, unless given, is that with its eigenvalues made positive.
final class FormulaObjective: ScoringObjective {
  let parameterCount: Int
  private let formula: ([Double]) -> Double?
  private let derivative: ([Double]) -> [Double]
  private let expected: (([Double]) -> Matrix)?
  private let exact: (([Double]) -> Matrix)?
  private var last: [Double] = []

  init(
    count: Int, formula: @escaping ([Double]) -> Double?,
    gradient: @escaping ([Double]) -> [Double],
    expected: (([Double]) -> Matrix)? = nil,
    exact: (([Double]) -> Matrix)? = nil
  ) {
    parameterCount = count
    self.formula = formula
    derivative = gradient
    self.expected = expected
    self.exact = exact
  }

  func evaluate(
    at x: borrowing MatrixBuffer, gradient: borrowing MatrixBuffer
  ) -> Double? {
    last = x.elements
    guard let value = formula(last) else {
      gradient.fill(.nan)
      return nil
    }
    gradient.copy(from: derivative(last))
    return value
  }

  func writeCurvature(_ kind: Curvature, into matrix: borrowing MatrixBuffer) {
    let exact =
      exact?(last)
      ?? Matrix(
        rowArrays: richardsonJacobian(
          of: derivative, at: last, step: 1e-3, levels: 3))
    // Only the lower triangle is promised to be read.
    matrix.fill(.nan)
    let source =
      switch kind {
      case .exact: exact
      case .expected, .metric:
        expected.map { $0(last) } ?? Self.positivePart(exact)
      }
    for j in 0..<source.columns {
      for i in j..<source.rows { matrix[i, j] = source[i, j] }
    }
  }

  /// The matrix with its eigenvalues replaced by their sizes.
  private static func positivePart(_ matrix: Matrix) -> Matrix {
    guard let eigen = SymmetricEigen(matrix) else { return matrix }
    var scaled = eigen.vectors
    for j in 0..<scaled.columns {
      for i in 0..<scaled.rows {
        scaled[i, j] *= max(abs(eigen.values[j]), 1e-3)
      }
    }
    return scaled * eigen.vectors.transposed
  }
}
