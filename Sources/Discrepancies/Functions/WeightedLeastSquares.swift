package import LinearAlgebra
package import MomentStructure

/// F = (s−σ)ᵀV(s−σ) over means, where modelled, and vech covariances
/// (Browne, 1984); D = ½F.
///
/// V is a matrix, or weighs every moment by itself.
package final class WeightedLeastSquares: Discrepancy {
  package let adjoint: MomentAdjoint
  package var weight: any MomentWeight { residualWeight }

  private let residualWeight: ResidualWeight
  private let layout: MomentLayout
  private let covariance: MatrixBuffer
  private let mean: MatrixBuffer
  private let residual: MatrixBuffer
  private let weighted: MatrixBuffer

  /// Makes the discrepancy of a group.
  ///
  /// - Parameters:
  ///   - p: The number of observed variables.
  ///   - hasMeans: Whether means are modelled.
  ///   - weight: V, moments × moments, or its diagonal as a column.
  package init(observedCount p: Int, hasMeans: Bool, weight: Matrix) {
    layout = MomentLayout(variableCount: p, hasMeans: hasMeans)
    let count = layout.count
    precondition(weight.rows == count)
    adjoint = MomentAdjoint(observedCount: p)
    residualWeight = ResidualWeight(weight)
    covariance = MatrixBuffer(rows: p, columns: p)
    mean = MatrixBuffer(rows: p)
    residual = MatrixBuffer(rows: count)
    weighted = MatrixBuffer(rows: count)
  }

  package func setWeight(_ weight: Matrix) {
    residualWeight.take(weight)
  }

  package func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool {
    self.covariance.copy(from: covariance)
    self.mean.copy(from: mean)
    return true
  }

  package func evaluate(_ implied: MomentBuffers) -> Double? {
    let p = covariance.rows
    for i in layout.means { residual[i] = mean[i] - implied.mu[i] }
    var index = layout.covariances.lowerBound
    for j in 0..<p {
      for i in j..<p {
        residual[index] = covariance[i, j] - implied.sigma[i, j]
        index += 1
      }
    }
    residualWeight.multiply(residual, into: weighted)
    for i in layout.means { adjoint.mean[i] = -weighted[i] }
    index = layout.covariances.lowerBound
    for j in 0..<p {
      for i in j..<p {
        // Both triangles share an off-diagonal moment's derivative.
        let value = i == j ? -weighted[index] : -0.5 * weighted[index]
        adjoint.covariance[i, j] = value
        adjoint.covariance[j, i] = value
        index += 1
      }
    }
    let value = 0.5 * dot(residual, weighted)
    return value.isFinite ? value : nil
  }
}
