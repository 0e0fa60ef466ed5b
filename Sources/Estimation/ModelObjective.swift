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
  /// ½F of each group as last evaluated.
  package let groupValues: MatrixBuffer
  /// ∂D/∂θ as last evaluated.
  package let fullGradient: MatrixBuffer
  /// Second derivatives over θ as last written, lower triangle.
  package let fullCurvature: MatrixBuffer

  private let substitution: ReparametrizationWorkspace
  private let grams: [GramWorkspace]

  package var parameterCount: Int { substitution.map.reducedCount }
  package let hasCostlyCurvature: Bool

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
    groupValues = MatrixBuffer(rows: blocks.count)
    fullGradient = MatrixBuffer(rows: count)
    fullCurvature = MatrixBuffer(rows: count, columns: count)
    grams = zip(blocks, discrepancies).map {
      GramWorkspace($0, parameterCount: count, weight: $1.weight)
    }
    hasCostlyCurvature = grams.contains { $0.patterns != nil }
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
    groupValues.fill(.nan)
    var total = 0.0
    for index in 0..<blocks.count {
      let block = blocks[index]
      let discrepancy = discrepancies[index]
      guard block.update(theta), let value = discrepancy.evaluate(block)
      else { return nil }
      groupValues[index] = value
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
  ///   - includesStructure: Whether second derivatives of the moments count
  ///     in the exact curvature.
  package func writeFullCurvature(
    _ kind: Curvature, weights: [Double], includesStructure: Bool = true
  ) {
    fullCurvature.fill(0)
    for index in 0..<blocks.count {
      let block = blocks[index]
      let gram = grams[index]
      let isExact = kind == .exact
      switch discrepancies[index].weight {
      case .kronecker(let weight):
        addKronecker(
          block, gram, weight, factor: weights[index],
          isExactLikelihood: isExact && discrepancies[index].isLikelihood)
      case .dense(let weight):
        block.writeJacobian(into: gram.jacobian)
        multiply(weight.matrix, gram.jacobian, into: gram.weightedJacobian)
        multiply(
          gram.jacobian, gram.weightedJacobian, into: fullCurvature,
          transposeA: true, scale: weights[index], keep: 1)
      case .regressed:
        gram.regressed?.add(
          block, isExact: isExact && includesStructure,
          factor: weights[index], to: fullCurvature)
      case .patterns:
        gram.patterns?.add(
          kind, gram: gram.weight, product: gram.product,
          factor: weights[index], to: fullCurvature)
      }
      guard isExact else { continue }
      guard includesStructure else { continue }
      block.addCurvature(
        adjointGram: gram.adjoint, meanProjection: gram.meanProjection,
        weight: weights[index], to: fullCurvature)
    }
  }

  private func addKronecker(
    _ block: BlockWorkspace, _ gram: GramWorkspace, _ weight: KroneckerWeight,
    factor: Double, isExactLikelihood: Bool
  ) {
    block.gram(
      of: weight.covariance, into: gram.weight, product: gram.product)
    if block.structure.hasMeans, !weight.sharesCovariance {
      block.gram(
        of: weight.mean, into: gram.meanWeight, product: gram.product)
    }
    addInformation(
      block, gram, weight, factor: factor,
      isExactLikelihood: isExactLikelihood)
    if weight.doublesVariances {
      block.writeVarianceJacobian(into: gram.jacobian)
      multiply(
        gram.jacobian, gram.jacobian, into: fullCurvature,
        transposeA: true, scale: 0.5 * factor, keep: 1)
    }
    if isExactLikelihood {
      block.addMeanCross(
        gram: gram.weight, meanProjection: gram.meanProjection,
        weight: factor, to: fullCurvature)
    }
  }

  private func addInformation(
    _ block: BlockWorkspace, _ gram: GramWorkspace, _ weight: KroneckerWeight,
    factor: Double, isExactLikelihood: Bool
  ) {
    func add(
      _ other: borrowing MatrixBuffer, _ meanGram: borrowing MatrixBuffer
    ) {
      block.addInformation(
        gram: gram.weight, other: other, meanGram: meanGram, weight: factor,
        to: fullCurvature)
    }
    if isExactLikelihood {
      // V = W − 4Ω; the likelihood's weight of means is W.
      gram.other.copy(from: gram.weight)
      addScaled(gram.adjoint, by: -4, to: gram.other)
      add(gram.other, gram.weight)
    } else if weight.sharesCovariance {
      add(gram.weight, gram.weight)
    } else {
      add(gram.weight, gram.meanWeight)
    }
  }
}

/// One block's Gram matrices, and its Jacobian where the weight is dense.
private final class GramWorkspace {
  let adjoint: MatrixBuffer
  let weight: MatrixBuffer
  let other: MatrixBuffer
  let meanWeight: MatrixBuffer
  let meanProjection: MatrixBuffer
  let product: MatrixBuffer
  let jacobian: MatrixBuffer
  let weightedJacobian: MatrixBuffer
  let patterns: PatternCurvature?
  let regressed: RegressedCurvature?

  init(_ block: BlockWorkspace, parameterCount: Int, weight: MomentWeight) {
    let structure = block.structure
    let q = structure.vectorCount
    let means = structure.hasMeans ? q : 0
    var ownMeans = means
    if case .kronecker(let kronecker) = weight, kronecker.sharesCovariance {
      ownMeans = 0
    }
    other = MatrixBuffer(rows: q, columns: q)
    adjoint = MatrixBuffer(rows: q, columns: q)
    self.weight = MatrixBuffer(rows: q, columns: q)
    meanProjection = MatrixBuffer(rows: means)
    product = MatrixBuffer(rows: structure.observedCount, columns: q)
    var rows = 0
    var denseRows = 0
    var patterns: PatternCurvature?
    var regressed: RegressedCurvature?
    switch weight {
    case .dense:
      rows = structure.momentCount
      denseRows = rows
    case .kronecker(let kronecker) where kronecker.doublesVariances:
      rows = structure.observedCount
    case .kronecker: break
    case .regressed(let weight):
      ownMeans = 0
      regressed = RegressedCurvature(weight, parameterCount: parameterCount)
    case .patterns(let weight):
      ownMeans = 0
      patterns = PatternCurvature(
        weight, block: block, parameterCount: parameterCount)
    }
    self.patterns = patterns
    self.regressed = regressed
    meanWeight = MatrixBuffer(rows: ownMeans, columns: ownMeans)
    jacobian = MatrixBuffer(rows: rows, columns: parameterCount)
    weightedJacobian = MatrixBuffer(rows: denseRows, columns: parameterCount)
  }
}
