package import LinearAlgebra
internal import MomentStructure
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

  package var residual: ResidualWeight? { self }

  package func matrix(_ layout: MomentLayout) -> Matrix? { formed }

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

/// ΔᵀVΔ.
final class ResidualCurvature: MomentCurvature {
  /// Δ as last written, moments × free; of sparse ones after `writeJacobian`.
  private(set) lazy var jacobian = MatrixBox(
    rows: block.structure.momentCount, columns: parameterCount)
  private lazy var weighted = MatrixBox(
    rows: block.structure.momentCount, columns: parameterCount)
  private let weight: ResidualWeight
  private let block: BlockWorkspace
  private let parameterCount: Int
  /// The elements of Δ that are not zero; `nil` where they are not looked for.
  private let sparse: SparseRows?

  /// Makes room where it is first needed.
  ///
  /// - Parameters:
  ///   - weight: V.
  ///   - block: The block that the moments are of.
  ///   - parameterCount: The number of free parameters.
  init(
    _ weight: ResidualWeight, _ block: BlockWorkspace, parameterCount: Int
  ) {
    self.weight = weight
    self.block = block
    self.parameterCount = parameterCount
    // A parameter belongs to one or two variables as a rule.
    sparse =
      weight.isDiagonal && block.structure.responses != nil
      ? SparseRows() : nil
  }

  /// Writes Δ.
  func writeJacobian() { block.writeJacobian(into: jacobian.buffer) }

  func add(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    if let sparse {
      block.writeJacobian(into: sparse, parameterCount: parameterCount)
      if sparse.share < 0.25 {
        sparse.addGram(weights: weight.elements, factor: factor, to: matrix)
        return
      }
    }
    writeJacobian()
    weight.multiply(jacobian.buffer, into: weighted.buffer)
    LinearAlgebra.multiply(
      jacobian.buffer, weighted.buffer, into: matrix, transposeA: true,
      scale: factor, keep: 1)
  }
}
