package import LinearAlgebra
internal import MomentStructure
package import Optimization

/// The second derivatives of one block's discrepancy by the parameters, the
/// model's own curvature left out, with the buffers that they need.
package protocol MomentCurvature: AnyObject {
  /// Whether they cost many evaluations.
  var isCostly: Bool { get }

  /// Adds them at the moments last evaluated to a lower triangle.
  ///
  /// - Parameters:
  ///   - kind: Which.
  ///   - factor: Their factor.
  ///   - includesStructure: Whether second derivatives of the discrepancy's
  ///     own moments count in the exact ones.
  ///   - matrix: The sum that they are added to, free × free.
  func add(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  )
}

extension MomentCurvature {
  package var isCostly: Bool { false }
}

/// ½ tr(W ∂Σ W ∂Σ) + ∂μᵀ V ∂μ, and the likelihood's exact Hessian.
final class KroneckerCurvature: MomentCurvature {
  private let weight: KroneckerWeight
  private let projection: AdjointProjection
  private let gram: MatrixBuffer
  private let other: MatrixBuffer
  private let meanGram: MatrixBuffer
  private let jacobian: MatrixBuffer

  init(
    _ weight: KroneckerWeight, _ projection: AdjointProjection,
    parameterCount: Int
  ) {
    self.weight = weight
    self.projection = projection
    let structure = projection.block.structure
    let q = structure.vectorCount
    gram = MatrixBuffer(rows: q, columns: q)
    let exact = weight.isLikelihood ? q : 0
    other = MatrixBuffer(rows: exact, columns: exact)
    let means = structure.hasMeans && !weight.sharesCovariance ? q : 0
    meanGram = MatrixBuffer(rows: means, columns: means)
    jacobian = MatrixBuffer(
      rows: weight.doublesVariances ? structure.observedCount : 0,
      columns: parameterCount)
  }

  func add(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    let block = projection.block
    let isExactLikelihood = kind == .exact && weight.isLikelihood
    block.gram(
      of: weight.covariance, into: gram, product: projection.product)
    if meanGram.count > 0 {
      block.gram(of: weight.mean, into: meanGram, product: projection.product)
    }
    if isExactLikelihood {
      // V = W − 4Ω; the likelihood's weight of means is W.
      other.copy(from: gram)
      addScaled(projection.gram, by: -4, to: other)
      addInformation(other, gram, factor: factor, to: matrix)
    } else if weight.sharesCovariance {
      addInformation(gram, gram, factor: factor, to: matrix)
    } else {
      addInformation(gram, meanGram, factor: factor, to: matrix)
    }
    if weight.doublesVariances {
      block.writeVarianceJacobian(into: jacobian)
      multiply(
        jacobian, jacobian, into: matrix, transposeA: true,
        scale: 0.5 * factor, keep: 1)
    }
    if isExactLikelihood {
      block.addMeanCross(
        gram: gram, meanProjection: projection.mean, weight: factor,
        to: matrix)
    }
  }

  private func addInformation(
    _ other: borrowing MatrixBuffer, _ meanGram: borrowing MatrixBuffer,
    factor: Double, to matrix: borrowing MatrixBuffer
  ) {
    projection.block.addInformation(
      gram: gram, other: other, meanGram: meanGram, weight: factor,
      to: matrix)
  }
}

/// The second derivatives by patterns.
final class PatternMomentCurvature: MomentCurvature {
  let isCostly = true
  private let projection: AdjointProjection
  private let curvature: PatternCurvature
  private let gram: MatrixBuffer

  init(
    _ weight: PatternWeight, _ projection: AdjointProjection,
    parameterCount: Int
  ) {
    self.projection = projection
    curvature = PatternCurvature(
      weight, block: projection.block, parameterCount: parameterCount)
    let q = projection.block.structure.vectorCount
    gram = MatrixBuffer(rows: q, columns: q)
  }

  func add(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    curvature.add(
      kind, gram: gram, product: projection.product, factor: factor,
      to: matrix)
  }
}
