package import LinearAlgebra
package import MomentStructure
internal import Optimization

/// ∂σᵀ V ∂σ over moments in the order of a `MomentLayout`: V is a matrix, or
/// weighs every moment by itself.
package final class ResidualWeight: MomentWeight {
  /// V, moments × moments, or its diagonal as a column.
  package let elements: MatrixBuffer
  /// Whether V is a diagonal.
  package let isDiagonal: Bool

  /// Makes a weight of zeros.
  ///
  /// - Parameters:
  ///   - momentCount: The number of moments.
  ///   - isDiagonal: Whether V is a diagonal.
  package init(momentCount: Int, isDiagonal: Bool = false) {
    self.isDiagonal = isDiagonal
    elements = MatrixBuffer(
      rows: momentCount, columns: isDiagonal ? 1 : momentCount)
  }

  /// Makes the weight that a matrix gives.
  ///
  /// - Parameter weight: V, moments × moments, or its diagonal as a column.
  package convenience init(_ weight: Matrix) {
    self.init(
      momentCount: weight.rows,
      isDiagonal: weight.columns == 1 && weight.rows > 1)
    take(weight)
  }

  /// Replaces V.
  ///
  /// - Parameter weight: V in the shape of the one it replaces.
  package func take(_ weight: Matrix) {
    precondition(
      weight.rows == elements.rows && weight.columns == elements.columns)
    elements.copy(from: weight.elements)
  }

  package var isMatrix: Bool { !isDiagonal }

  package func matrix(_ layout: MomentLayout) -> Matrix? { formed }

  package func times(_ x: Matrix, _ layout: MomentLayout) -> Matrix? {
    times(x)
  }

  /// Vx for the columns of a matrix.
  package func times(_ x: Matrix) -> Matrix {
    guard isDiagonal else { return Matrix(elements) * x }
    var result = x
    for j in 0..<x.columns {
      for i in 0..<x.rows { result[i, j] *= elements[i] }
    }
    return result
  }

  package func cellInformation(_ block: BlockWorkspace)
    -> any CellInformation
  {
    if isDiagonal {
      let diagonal = elements.elements
      return FormedCellInformation(block) { x in
        zip(diagonal, x).map { $0 * $1 }
      }
    }
    let formed = formed
    return FormedCellInformation(block) { formed * $0 }
  }

  /// V as a matrix.
  package var formed: Matrix {
    isDiagonal ? Matrix(diagonal: elements.elements) : Matrix(elements)
  }

  package func quadraticForm(covariance: Matrix, mean: [Double]) -> Double {
    let x = mean + Vech.vector(covariance)
    // Ordered variables have thresholds and slopes besides.
    return x.count == elements.rows ? quadraticForm(x) : .nan
  }

  /// xᵀVx for a vector x of all moments.
  package func quadraticForm(_ x: [Double]) -> Double {
    precondition(x.count == elements.rows)
    guard isDiagonal else { return Matrix(elements).quadraticForm(x) }
    return x.indices.reduce(0) { $0 + elements[$1] * x[$1] * x[$1] }
  }

  package func curvature(_ projection: AdjointProjection, parameterCount: Int)
    -> any MomentCurvature
  {
    projection.block.structure.responses == nil
      ? ResidualCurvature(
        self, projection.block, parameterCount: parameterCount)
      : ResponseCurvature(self, projection, parameterCount: parameterCount)
  }

  /// Vx for the columns of x.
  func multiply(
    _ x: borrowing MatrixBuffer, into result: borrowing MatrixBuffer
  ) {
    if isDiagonal {
      for j in 0..<x.columns {
        for i in 0..<x.rows { result[i, j] = elements[i] * x[i, j] }
      }
    } else if x.columns == 1 {
      LinearAlgebra.multiply(elements, vector: x, into: result)
    } else {
      LinearAlgebra.multiply(elements, x, into: result)
    }
  }
}
