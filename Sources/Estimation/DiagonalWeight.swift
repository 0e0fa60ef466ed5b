package import LinearAlgebra
internal import MomentStructure
internal import Optimization

/// A weight of moments whose product with residuals is all that least squares
/// need.
protocol ResidualWeight: MomentWeight {
  /// Replaces V.
  ///
  /// - Parameter weight: V, moments × moments, or its diagonal as a column.
  func take(_ weight: Matrix)

  /// Vr.
  func multiply(
    _ residual: borrowing MatrixBuffer, into result: borrowing MatrixBuffer)
}

extension DenseWeight: ResidualWeight {
  func take(_ weight: Matrix) { matrix.copy(from: weight.elements) }

  func multiply(
    _ residual: borrowing MatrixBuffer, into result: borrowing MatrixBuffer
  ) {
    LinearAlgebra.multiply(matrix, vector: residual, into: result)
  }
}

/// Σ vₖ (∂σₖ)²: a weight of every moment by itself, in the order of
/// `MomentLayout`.
package final class DiagonalWeight: ResidualWeight {
  /// The diagonal of V, moments.
  package let diagonal: MatrixBuffer

  init(momentCount: Int) {
    diagonal = MatrixBuffer(rows: momentCount)
  }

  func take(_ weight: Matrix) { diagonal.copy(from: weight.elements) }

  func multiply(
    _ residual: borrowing MatrixBuffer, into result: borrowing MatrixBuffer
  ) {
    for k in 0..<diagonal.count { result[k] = diagonal[k] * residual[k] }
  }

  package func matrix(_ layout: MomentLayout) -> Matrix? {
    Matrix(diagonal: diagonal.elements)
  }

  package func quadraticForm(covariance: Matrix, mean: [Double]) -> Double {
    var sum = 0.0
    for (k, x) in (mean + Vech.vector(covariance)).enumerated() {
      sum += diagonal[k] * x * x
    }
    return sum
  }

  package func curvature(_ projection: AdjointProjection, parameterCount: Int)
    -> any MomentCurvature
  {
    DiagonalCurvature(self, projection.block, parameterCount: parameterCount)
  }
}

/// ΔᵀVΔ for a diagonal V.
final class DiagonalCurvature: MomentCurvature {
  private let weight: DiagonalWeight
  private let block: BlockWorkspace
  private let jacobian: MatrixBuffer
  private let weighted: MatrixBuffer

  init(
    _ weight: DiagonalWeight, _ block: BlockWorkspace, parameterCount: Int
  ) {
    self.weight = weight
    self.block = block
    let rows = block.structure.momentCount
    jacobian = MatrixBuffer(rows: rows, columns: parameterCount)
    weighted = MatrixBuffer(rows: rows, columns: parameterCount)
  }

  func add(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    block.writeJacobian(into: jacobian)
    for j in 0..<jacobian.columns {
      for k in 0..<jacobian.rows {
        weighted[k, j] = weight.diagonal[k] * jacobian[k, j]
      }
    }
    multiply(
      jacobian, weighted, into: matrix, transposeA: true, scale: factor,
      keep: 1)
  }
}
