package import Estimation
package import FitSettings
package import LinearAlgebra
internal import MomentStructure
internal import Optimization
internal import Specification

/// Information matrices of one case, over all free parameters.
package enum Information {
  /// The information at a fitter's present point.
  ///
  /// Expected: Σ n_g/N (½ tr(W∂ΣW∂Σ) + ∂μᵀV∂μ), with W = Σ̂⁻¹ for maximum
  /// likelihood (Bollen, 1989, appendix 4B), S⁻¹ where the unstructured
  /// moments are asked for, and the estimator's own weight otherwise.
  /// Observed: the exact Hessian of the objective, or what of it stems from
  /// the saturated model's Hessian, which at the sample's moments is that of
  /// the expected one. First order: the mean outer product of the casewise
  /// scores. Of incomplete cases the unstructured ones are ΔᵀIΔ with the
  /// saturated model's information I (Savalei, 2010).
  ///
  /// - Parameters:
  ///   - kind: Which information.
  ///   - fitter: A fitter that stands at the estimates.
  ///   - variant: Where the saturated model's part is taken, and whether
  ///     second derivatives of the moments count.
  /// - Returns: The symmetric matrix, free × free; zeros if the saturated
  ///   model of incomplete cases is needed and there is none.
  package static func matrix(
    _ kind: InformationKind, of fitter: Fitter,
    variant: InformationVariant = InformationVariant()
  ) -> Matrix {
    matrix(kind, of: fitter, variant: variant) { SaturatedForms(fitter) }
  }

  /// The same with a saturated model of incomplete cases that is known.
  package static func matrix(
    _ kind: InformationKind, of fitter: Fitter, variant: InformationVariant,
    saturated: () -> SaturatedForms?
  ) -> Matrix {
    let objective = fitter.objective
    if variant.isUnstructured(kind), fitter.options.estimator == .ml {
      if fitter.sample.groups.contains(where: { $0.patterns != nil }) {
        let t = fitter.model.parameterCount
        return saturated()?.information(kind, projectedOn: fitter)
          ?? Matrix(rows: t, columns: t)
      }
      if kind != .firstOrder {
        return expected(fitter) { unstructuredWeightOfModel($0, fitter) }
      }
    }
    switch kind {
    case .expected:
      objective.writeFullCurvature(.expected, weights: fitter.sample.shares)
    case .observed:
      objective.writeFullCurvature(
        .exact, weights: objective.weights,
        includesStructure: variant.observed == .hessian)
      if variant.observed == .h1, fitter.model.table.conditionsOnExogenous {
        for (group, weight) in objective.weights.enumerated() {
          addScaled(
            MatrixBuffer(regressedCorrection(fitter, group: group)),
            by: weight, to: objective.fullCurvature)
        }
      }
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

  /// The weight of a group's moments: the estimator's own, or S⁻¹ for
  /// unstructured maximum likelihood of complete cases.
  package static func momentWeight(
    _ group: Int, _ fitter: Fitter, h1: H1Information
  ) -> MomentWeight {
    if h1 == .unstructured, fitter.options.estimator == .ml,
      fitter.sample.groups[group].patterns == nil,
      let weight = unstructuredWeightOfModel(group, fitter)
    {
      return .kronecker(weight)
    }
    return fitter.objective.discrepancies[group].weight.ofAllMoments
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

  /// Σ n_g/N (½ tr(W∂ΣW∂Σ) + ∂μᵀW∂μ) for given weights W.
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
      // Moments given exogenous variables vary around the model's slopes.
      let slopes: Matrix? =
        h1 == .unstructured && fitter.model.table.conditionsOnExogenous
        ? Matrix(block.sigma) : nil
      guard
        let cases = GroupCases(
          moments, block.structure, predictingBy: slopes),
        case .kronecker(let structured) =
          fitter.objective.discrepancies[index].weight,
        let weight = h1 == .structured
          ? structured : unstructuredWeightOfModel(index, fitter)
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
