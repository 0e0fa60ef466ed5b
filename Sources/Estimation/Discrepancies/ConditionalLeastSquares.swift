package import LinearAlgebra
package import MomentStructure
internal import Optimization

/// The weight of least squares over the moments given exogenous variables.
package final class ConditionalWeight: MomentWeight {
  /// The map from the moments of all variables to those given x.
  package let map: ConditionalMap
  /// V over a, B and vech R; no rows where every moment counts 1.
  package let matrix: MatrixBuffer
  /// Whether every moment counts 1.
  package var isUnit: Bool { matrix.rows == 0 }

  init(_ map: ConditionalMap, _ weight: Matrix?) {
    self.map = map
    let count = weight == nil ? 0 : map.count
    matrix = MatrixBuffer(rows: count, columns: count)
    if let weight { matrix.copy(from: weight.elements) }
  }

  /// V as a matrix.
  package var formed: Matrix {
    isUnit ? Matrix.identity(map.count) : Matrix(matrix)
  }

  package var conditional: ConditionalWeight? { self }

  /// TᵀVT over the moments of all variables, T the derivatives of those given
  /// x at the moments last evaluated.
  package var ofAllMoments: any MomentWeight { dense }

  package func matrix(_ layout: MomentLayout) -> Matrix? {
    dense.matrix(layout)
  }

  package func quadraticForm(covariance: Matrix, mean: [Double]) -> Double {
    dense.quadraticForm(covariance: covariance, mean: mean)
  }

  package func curvature(_ projection: AdjointProjection, parameterCount: Int)
    -> any MomentCurvature
  {
    ConditionalCurvature(self, projection.block, parameterCount: parameterCount)
  }

  private var dense: ResidualWeight {
    let full = map.fullCount
    let transform = MatrixBuffer(rows: map.count, columns: full)
    map.transform(MatrixBuffer(Matrix.identity(full)), into: transform)
    let result = ResidualWeight(momentCount: full)
    if isUnit {
      multiply(transform, transform, into: result.elements, transposeA: true)
    } else {
      let weighted = MatrixBuffer(rows: map.count, columns: full)
      multiply(matrix, transform, into: weighted)
      multiply(transform, weighted, into: result.elements, transposeA: true)
    }
    return result
  }
}

/// F = (s−σ)ᵀV(s−σ) over the moments given exogenous variables x: intercepts
/// a, slopes B and vech of the residual covariances R of y = a + Bx + e
/// (lavaan's `conditional.x`; Muthén, 1984); D = ½F.
///
/// Weighted least squares has V the inverse of the moments' covariances,
/// unweighted least squares 1 for every moment.
package final class ConditionalLeastSquares: Discrepancy {
  package let adjoint: MomentAdjoint
  package var weight: any MomentWeight { conditionalWeight }

  private let conditionalWeight: ConditionalWeight
  private let sample: MatrixBuffer
  private let residual: MatrixBuffer
  private let weighted: MatrixBuffer

  /// Makes the discrepancy of a group with means.
  ///
  /// - Parameters:
  ///   - p: The number of observed variables.
  ///   - exogenous: The places of x.
  ///   - weight: V, moments × moments; `nil` for unweighted least squares.
  package init(observedCount p: Int, exogenous: [Int], weight: Matrix?) {
    let map = ConditionalMap(observedCount: p, exogenous: exogenous)
    if let weight {
      precondition(weight.rows == map.count && weight.columns == map.count)
    }
    adjoint = MomentAdjoint(observedCount: p)
    conditionalWeight = ConditionalWeight(map, weight)
    sample = MatrixBuffer(rows: map.count)
    residual = MatrixBuffer(rows: map.count)
    weighted = MatrixBuffer(rows: map.count)
  }

  package func setWeight(_ weight: Matrix) {
    conditionalWeight.matrix.copy(from: weight.elements)
  }

  package func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool {
    guard conditionalWeight.map.setExogenous(covariance: covariance, mean: mean)
    else {
      return false
    }
    conditionalWeight.map.write(
      covariance: covariance, mean: mean, into: sample)
    return true
  }

  package var unit: Double? {
    guard conditionalWeight.isUnit else { return nil }
    let q = conditionalWeight.map.places.count
    var sum = 0.0
    for i in (sample.count - q * (q + 1) / 2)..<sample.count {
      sum += sample[i] * sample[i]
    }
    return 0.5 * sum
  }

  package func evaluate(_ implied: MomentBuffers) -> Double? {
    conditionalWeight.map.write(
      covariance: implied.sigma, mean: implied.mu, into: residual)
    // The model less the sample, so that V times it is ∂D/∂σ.
    addScaled(sample, by: -1, to: residual)
    if conditionalWeight.isUnit {
      weighted.copy(from: residual)
    } else {
      multiply(conditionalWeight.matrix, vector: residual, into: weighted)
    }
    conditionalWeight.map.pullBack(weighted, into: adjoint)
    let value = 0.5 * dot(residual, weighted)
    return value.isFinite ? value : nil
  }
}

/// The second derivatives of `ConditionalLeastSquares`, and the buffers that
/// they need.
final class ConditionalCurvature: MomentCurvature {
  private let weight: ConditionalWeight
  private let block: BlockWorkspace
  private let jacobian: MatrixBuffer
  private let moved: MatrixBuffer
  private let weighted: MatrixBuffer
  private let plain: MatrixBuffer
  private let crossed: MatrixBuffer

  init(
    _ weight: ConditionalWeight, _ block: BlockWorkspace, parameterCount t: Int
  ) {
    self.weight = weight
    self.block = block
    let map = weight.map
    jacobian = MatrixBuffer(rows: map.fullCount, columns: t)
    moved = MatrixBuffer(rows: map.count, columns: t)
    weighted = MatrixBuffer(rows: weight.isUnit ? 0 : map.count, columns: t)
    let cells = map.places.count * map.exogenous.count
    plain = MatrixBuffer(rows: cells, columns: t)
    crossed = MatrixBuffer(rows: cells, columns: t)
  }

  /// Adds ΔᵀVΔ over the moments given x; where the second derivatives of
  /// these moments count, also −2 tr(G ∂ᵢΣ_yx S_xx⁻¹ ∂ⱼΣ_xy), which R has
  /// beside those of the moments of all variables.
  func add(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to curvature: borrowing MatrixBuffer
  ) {
    block.writeJacobian(into: jacobian)
    weight.map.transform(jacobian, into: moved)
    if weight.isUnit {
      multiply(
        moved, moved, into: curvature, transposeA: true, scale: factor,
        keep: 1)
    } else {
      multiply(weight.matrix, moved, into: weighted)
      multiply(
        moved, weighted, into: curvature, transposeA: true, scale: factor,
        keep: 1)
    }
    guard kind == .exact, includesStructure else { return }
    weight.map.writeCrossFactors(jacobian, plain: plain, weighted: crossed)
    multiply(
      plain, crossed, into: curvature, transposeA: true, scale: -2 * factor,
      keep: 1)
  }
}
