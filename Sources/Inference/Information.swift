package import Estimation
package import LinearAlgebra
internal import MomentStructure
internal import Optimization

/// Information matrices of one case, over all free parameters.
package enum Information {
  /// The information at a fitter's present point.
  ///
  /// Expected: Σ n_g/N (½ tr(W∂ΣW∂Σ) + ∂μᵀV∂μ), with W = Σ̂⁻¹ for maximum
  /// likelihood (Bollen, 1989, appendix 4B) and the estimator's own weight
  /// otherwise. Observed: the exact Hessian of the objective. First order:
  /// the mean outer product of the casewise scores.
  ///
  /// - Parameters:
  ///   - kind: Which information.
  ///   - fitter: A fitter that stands at the estimates.
  /// - Returns: The symmetric matrix, free × free.
  package static func matrix(_ kind: InformationKind, of fitter: Fitter)
    -> Matrix
  {
    let objective = fitter.objective
    switch kind {
    case .expected:
      objective.writeFullCurvature(.expected, weights: fitter.sample.shares)
    case .observed:
      objective.writeFullCurvature(.exact, weights: objective.weights)
    case .firstOrder:
      writeScoreProducts(fitter)
    }
    objective.fullCurvature.symmetrizeFromLower()
    return Matrix(objective.fullCurvature)
  }

  /// Whether a first-order information can be computed: raw cases are there.
  package static func hasCases(_ fitter: Fitter) -> Bool {
    fitter.sample.groups.allSatisfy { $0.cases != nil || $0.patterns != nil }
  }

  /// (1/N) Σ sᵢsᵢᵀ of the casewise scores of the normal log-likelihood.
  ///
  /// With y = W(x−μ) a case's score is (yᵀu)(yᵀv) − uᵀWv for a parameter
  /// with ∂Σ = uvᵀ + vuᵀ, and yᵀ∂μ more with means.
  private static func writeScoreProducts(_ fitter: Fitter) {
    let objective = fitter.objective
    let total = Double(fitter.sample.totalCount)
    objective.fullCurvature.fill(0)
    for (index, moments) in fitter.sample.groups.enumerated() {
      if let patterns = moments.patterns {
        let scores = PatternScores.matrix(
          patterns, block: objective.blocks[index],
          parameterCount: fitter.model.parameterCount)
        guard let scores else { continue }
        multiplyOuter(
          scores, columns: 0..<scores.columns, into: objective.fullCurvature,
          scale: 1 / total, keep: 1)
        continue
      }
      guard let cases = moments.cases,
        case .kronecker(let weight) = objective.discrepancies[index].weight
      else { continue }
      let block = objective.blocks[index]
      let scores = CaseScores(
        block, weight: weight, parameterCount: fitter.model.parameterCount)
      let center =
        block.structure.hasMeans ? block.mu.elements : moments.mean
      let n = cases.rows
      for i in 0..<n {
        for j in 0..<center.count {
          scores.deviation[j] = cases.elements[i + j * n] - center[j]
        }
        scores.compute()
        scores.addOuterProduct(
          scale: 1 / total, to: objective.fullCurvature)
      }
    }
  }
}

/// The score of one case after another.
private final class CaseScores {
  let deviation: MatrixBuffer
  private let block: BlockWorkspace
  private let weight: KroneckerWeight
  private let gram: MatrixBuffer
  private let solved: MatrixBuffer
  private let projection: MatrixBuffer
  private let score: MatrixBuffer

  init(_ block: BlockWorkspace, weight: KroneckerWeight, parameterCount: Int) {
    self.block = block
    self.weight = weight
    let p = block.structure.observedCount
    let q = block.structure.vectorCount
    deviation = MatrixBuffer(rows: p)
    solved = MatrixBuffer(rows: p)
    projection = MatrixBuffer(rows: q)
    score = MatrixBuffer(rows: parameterCount)
    gram = MatrixBuffer(rows: q, columns: q)
    let product = MatrixBuffer(rows: p, columns: q)
    block.gram(of: weight.covariance, into: gram, product: product)
  }

  func compute() {
    multiply(weight.covariance, vector: deviation, into: solved)
    block.project(solved, into: projection)
    score.fill(0)
    for cell in block.structure.parameters {
      var value = 0.0
      if cell.left >= 0 {
        value =
          cell.factor
          * (projection[cell.left] * projection[cell.right]
            - gram[cell.left, cell.right])
      }
      if block.structure.hasMeans, cell.meanVector >= 0 {
        let scale =
          cell.meanScale < 0 ? 1 : block.latentMean[cell.meanScale]
        value += scale * projection[cell.meanVector]
      }
      score[cell.parameter] += value
    }
  }

  func addOuterProduct(scale: Double, to matrix: borrowing MatrixBuffer) {
    let cells = block.structure.parameters
    for b in cells.indices {
      let factor = scale * score[cells[b].parameter]
      if factor == 0 { continue }
      for a in b..<cells.count {
        matrix[cells[a].parameter, cells[b].parameter] +=
          factor * score[cells[a].parameter]
      }
    }
  }
}
