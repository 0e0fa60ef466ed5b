package import LinearAlgebra
package import MomentStructure

/// The chain rule of one block: from derivatives by its moments to derivatives
/// by the parameters.
package final class AdjointProjection {
  /// The block.
  package let block: BlockWorkspace
  /// ZᵀΩZ as last projected, (p + 2m) × (p + 2m).
  package let gram: MatrixBuffer
  /// Zᵀw as last projected, p + 2m; no rows without means.
  package let mean: MatrixBuffer
  /// Room for XZ, p × (p + 2m).
  package let product: MatrixBuffer
  /// ZᵀH as last projected, (p + 2m) × exogenous, H the derivatives by the
  /// slopes; no columns without ordered variables.
  private let slopes: MatrixBuffer
  private var adjoint: ResponseAdjoint?

  /// Makes room for a block's derivatives.
  package init(_ block: BlockWorkspace) {
    self.block = block
    let structure = block.structure
    let q = structure.vectorCount
    gram = MatrixBuffer(rows: q, columns: q)
    mean = MatrixBuffer(rows: structure.hasMeans ? q : 0)
    product = MatrixBuffer(rows: structure.observedCount, columns: q)
    slopes = MatrixBuffer(
      rows: q, columns: structure.responses?.exogenous.count ?? 0)
  }

  /// The derivatives by what only moments of ordered variables are made of, as
  /// last projected.
  var responses: ResponseAdjoint? { adjoint }

  /// Projects the derivatives by the moments as the block stands.
  package func project(_ adjoint: MomentAdjoint) {
    block.gram(of: adjoint.covariance, into: gram, product: product)
    if block.structure.hasMeans { block.project(adjoint.mean, into: mean) }
    guard let responses = adjoint.responses else { return }
    self.adjoint = responses
    if slopes.columns > 0 {
      multiply(block.vectors, responses.slopes, into: slopes, transposeA: true)
    }
  }

  /// Adds the gradient of the derivatives last projected.
  ///
  /// - Parameters:
  ///   - weight: Its factor.
  ///   - gradient: The sum that it is added to, one element for each parameter.
  package func addGradient(
    weight: Double, to gradient: borrowing MatrixBuffer
  ) {
    block.addGradient(
      gram: gram, meanProjection: mean, weight: weight, to: gradient)
    if let adjoint {
      block.addResponseGradient(
        adjoint, slopes: slopes, weight: weight, to: gradient)
    }
  }

  /// Adds the part of a Hessian that comes from the model's own curvature, at
  /// the derivatives last projected.
  ///
  /// - Parameters:
  ///   - weight: Its factor.
  ///   - hessian: The sum that it is added to, lower triangle.
  package func addCurvature(
    weight: Double, to hessian: borrowing MatrixBuffer
  ) {
    block.addCurvature(
      adjointGram: gram, meanProjection: mean, weight: weight, to: hessian)
    block.addSlopeCurvature(slopes, weight: weight, to: hessian)
  }
}
