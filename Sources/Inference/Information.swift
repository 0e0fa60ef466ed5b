package import Estimation
package import LinearAlgebra
internal import MomentStructure
internal import Optimization

/// Information matrices of one case, over all free parameters.
package enum Information {
  /// The information at a fitter's present point.
  ///
  /// Expected: Σ n_g/N (½ tr(W∂ΣW∂Σ) + ∂μᵀV∂μ), with W = Σ̂⁻¹ for maximum
  /// likelihood (Bollen, 1989, appendix 4B), S⁻¹ where the unstructured
  /// moments are asked for, and the estimator's own weight otherwise.
  /// Observed: the exact Hessian of the objective, or what of it stems from
  /// the saturated model's Hessian. First order: the mean outer product of
  /// the casewise scores.
  ///
  /// - Parameters:
  ///   - kind: Which information.
  ///   - fitter: A fitter that stands at the estimates.
  ///   - variant: Where the saturated model's part is taken, and whether
  ///     second derivatives of the moments count.
  /// - Returns: The symmetric matrix, free × free.
  package static func matrix(
    _ kind: InformationKind, of fitter: Fitter,
    variant: InformationVariant = InformationVariant()
  ) -> Matrix {
    let objective = fitter.objective
    switch kind {
    case .expected:
      if variant.h1 == .unstructured, fitter.options.estimator == .ml {
        return expected(fitter) { unstructuredWeight($0, fitter) }
      }
      objective.writeFullCurvature(.expected, weights: fitter.sample.shares)
    case .observed:
      objective.writeFullCurvature(
        .exact, weights: objective.weights,
        includesStructure: variant.observed == .hessian)
    case .firstOrder:
      return scoreProducts(fitter, h1: variant.h1)
    }
    objective.fullCurvature.symmetrizeFromLower()
    return Matrix(objective.fullCurvature)
  }

  /// Whether a first-order information can be computed: raw cases are there.
  package static func hasCases(_ fitter: Fitter) -> Bool {
    fitter.sample.groups.allSatisfy { $0.cases != nil || $0.patterns != nil }
  }

  /// S⁻¹ of a group, S with the estimator's divisor; `nil` if S is singular.
  static func unstructuredWeight(_ group: Int, _ fitter: Fitter)
    -> KroneckerWeight?
  {
    let covariance = fitter.sample.groups[group].covariance
    guard let inverse = covariance.choleskyInverse()?.inverse else {
      return nil
    }
    let weight = KroneckerWeight(
      observedCount: covariance.rows, sharesCovariance: true)
    weight.covariance.copy(from: inverse.elements)
    return weight
  }

  /// Σ n_g/N (½ tr(W∂ΣW∂Σ) + ∂μᵀW∂μ) for weights W of one's own.
  static func expected(
    _ fitter: Fitter, weight: (Int) -> KroneckerWeight?
  ) -> Matrix {
    let t = fitter.model.parameterCount
    let result = MatrixBuffer(rows: t, columns: t)
    for (index, block) in fitter.objective.blocks.enumerated() {
      guard let own = weight(index) else { continue }
      let p = block.structure.observedCount
      let q = block.structure.vectorCount
      let gram = MatrixBuffer(rows: q, columns: q)
      block.gram(
        of: own.covariance, into: gram,
        product: MatrixBuffer(rows: p, columns: q))
      block.addInformation(
        gram: gram, other: gram, meanGram: gram,
        weight: fitter.sample.shares[index], to: result)
    }
    result.symmetrizeFromLower()
    return Matrix(result)
  }

  /// (1/N) Σ sᵢsᵢᵀ of the casewise scores of the normal log-likelihood,
  /// summed over clusters where there are any.
  ///
  /// Unstructured scores are ΔᵀV (moments of the case − moments of the
  /// sample) with V at the sample's moments.
  static func scoreProducts(_ fitter: Fitter, h1: H1Information) -> Matrix {
    let t = fitter.model.parameterCount
    let total = fitter.sample.totalSize
    let meat = MatrixBuffer(rows: t, columns: t)
    for (index, moments) in fitter.sample.groups.enumerated() {
      let block = fitter.objective.blocks[index]
      if let patterns = moments.patterns {
        if let scores = PatternScores.matrix(
          patterns, block: block, parameterCount: t,
          team: fitter.options.team)
        {
          addProducts(
            scores, clusters: moments.clusters, to: meat, scale: 1 / total)
        }
        continue
      }
      guard let cases = GroupCases(moments, block.structure),
        case .kronecker(let structured) =
          fitter.objective.discrepancies[index].weight,
        let weight = h1 == .structured
          ? structured : unstructuredWeight(index, fitter)
      else { continue }
      ScoreSums(
        block: block, cases: cases, weight: weight,
        center: h1 == .structured ? .implied : .sample, parameterCount: t
      ).addProducts(to: meat, scale: 1 / total)
    }
    // Of patterns only the lower triangle is summed.
    meat.symmetrizeFromLower()
    return Matrix(meat)
  }

  /// Adds Σssᵀ of scores s, free × cases, summed over clusters if there are
  /// any, times J/(J − 1) for J clusters, to a lower triangle.
  private static func addProducts(
    _ scores: borrowing MatrixBuffer, clusters: [Int]?,
    to meat: borrowing MatrixBuffer, scale: Double
  ) {
    guard let clusters else {
      multiplyOuter(
        scores, columns: 0..<scores.columns, into: meat, scale: scale, keep: 1)
      return
    }
    let count = (clusters.max() ?? -1) + 1
    let sums = MatrixBuffer(rows: scores.rows, columns: count)
    for (number, cluster) in clusters.enumerated() {
      for k in 0..<scores.rows { sums[k, cluster] += scores[k, number] }
    }
    multiplyOuter(
      sums, columns: 0..<count, into: meat,
      scale: scale * Double(count) / Double(max(count - 1, 1)), keep: 1)
  }
}
