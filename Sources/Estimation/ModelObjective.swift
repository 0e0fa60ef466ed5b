package import LinearAlgebra
package import MomentStructure
package import Optimization

/// The weighted sum of the groups' discrepancies as a function of the reduced
/// parameters; owns every buffer that an evaluation needs.
package final class ModelObjective: ScoringObjective {
  /// The groups' model matrices and moments.
  package let blocks: [BlockWorkspace]
  /// The groups' discrepancies.
  package let discrepancies: [any Discrepancy]
  /// The groups' factors.
  package let weights: [Double]
  /// θ as last evaluated.
  package let theta: MatrixBuffer
  /// ∂D/∂θ as last evaluated.
  package let fullGradient: MatrixBuffer
  /// Second derivatives over θ as last written, lower triangle.
  package let fullCurvature: MatrixBuffer

  private let substitution: ReparametrizationWorkspace
  private let grams: [GramWorkspace]

  package var parameterCount: Int { substitution.map.reducedCount }

  /// Makes an objective; the moments are set in the discrepancies.
  package init(
    blocks: [BlockWorkspace], discrepancies: [any Discrepancy],
    weights: [Double], substitution: Reparametrization
  ) {
    self.blocks = blocks
    self.discrepancies = discrepancies
    self.weights = weights
    self.substitution = ReparametrizationWorkspace(substitution)
    let count = substitution.fullCount
    theta = MatrixBuffer(rows: count)
    fullGradient = MatrixBuffer(rows: count)
    fullCurvature = MatrixBuffer(rows: count, columns: count)
    grams = zip(blocks, discrepancies).map {
      GramWorkspace(
        $0.structure, parameterCount: count, weight: $1.weight)
    }
  }

  package func evaluate(
    at x: borrowing MatrixBuffer, gradient: borrowing MatrixBuffer
  ) -> Double? {
    substitution.expand(x, into: theta)
    guard let value = evaluateAtTheta() else { return nil }
    substitution.reduceGradient(fullGradient, into: gradient)
    return value
  }

  /// The value and `fullGradient` at `theta` as it stands.
  package func evaluateAtTheta() -> Double? {
    fullGradient.fill(0)
    var total = 0.0
    for index in 0..<blocks.count {
      let block = blocks[index]
      let discrepancy = discrepancies[index]
      guard block.update(theta), let value = discrepancy.evaluate(block)
      else { return nil }
      total += weights[index] * value
      let gram = grams[index]
      let adjoint = discrepancy.adjoint
      block.gram(
        of: adjoint.covariance, into: gram.adjoint, product: gram.product)
      if block.structure.hasMeans {
        block.project(adjoint.mean, into: gram.meanProjection)
      }
      block.addGradient(
        gram: gram.adjoint, meanProjection: gram.meanProjection,
        weight: weights[index], to: fullGradient)
    }
    return total
  }

  package func writeCurvature(
    _ kind: Curvature, into matrix: borrowing MatrixBuffer
  ) {
    writeFullCurvature(kind, weights: weights)
    substitution.reduceMatrix(fullCurvature, into: matrix)
  }

  /// Second derivatives over θ at the point last evaluated, into the lower
  /// triangle of `fullCurvature`.
  ///
  /// - Parameters:
  ///   - kind: Expected or exact.
  ///   - weights: The groups' factors.
  package func writeFullCurvature(_ kind: Curvature, weights: [Double]) {
    fullCurvature.fill(0)
    for index in 0..<blocks.count {
      let block = blocks[index]
      let gram = grams[index]
      switch discrepancies[index].weight {
      case .kronecker(let weight):
        block.gram(
          of: weight.covariance, into: gram.weight, product: gram.product)
        if block.structure.hasMeans {
          block.gram(
            of: weight.mean, into: gram.meanWeight, product: gram.product)
        }
        block.addInformation(
          gram: gram.weight, meanGram: gram.meanWeight,
          weight: weights[index], to: fullCurvature)
      case .dense(let weight):
        block.writeJacobian(into: gram.jacobian)
        multiply(weight.matrix, gram.jacobian, into: gram.weightedJacobian)
        multiply(
          gram.jacobian, gram.weightedJacobian, into: fullCurvature,
          transposeA: true, scale: weights[index], keep: 1)
      }
      guard kind == .exact else { continue }
      if discrepancies[index].isLikelihood {
        block.addLikelihoodDifference(
          gram: gram.weight, adjointGram: gram.adjoint,
          meanProjection: gram.meanProjection, weight: weights[index],
          to: fullCurvature)
      }
      block.addCurvature(
        adjointGram: gram.adjoint, meanProjection: gram.meanProjection,
        weight: weights[index], to: fullCurvature)
    }
  }
}

/// One block's Gram matrices, and its Jacobian where the weight is dense.
private final class GramWorkspace {
  let adjoint: MatrixBuffer
  let weight: MatrixBuffer
  let meanWeight: MatrixBuffer
  let meanProjection: MatrixBuffer
  let product: MatrixBuffer
  let jacobian: MatrixBuffer
  let weightedJacobian: MatrixBuffer

  init(
    _ structure: BlockStructure, parameterCount: Int, weight: MomentWeight
  ) {
    let q = structure.vectorCount
    let means = structure.hasMeans ? q : 0
    adjoint = MatrixBuffer(rows: q, columns: q)
    self.weight = MatrixBuffer(rows: q, columns: q)
    meanWeight = MatrixBuffer(rows: means, columns: means)
    meanProjection = MatrixBuffer(rows: means)
    product = MatrixBuffer(rows: structure.observedCount, columns: q)
    var rows = 0
    if case .dense = weight { rows = structure.momentCount }
    jacobian = MatrixBuffer(rows: rows, columns: parameterCount)
    weightedJacobian = MatrixBuffer(rows: rows, columns: parameterCount)
  }
}
