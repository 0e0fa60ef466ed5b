internal import Discrepancies
package import Estimation
package import FitSettings
package import LinearAlgebra
package import MomentInformation
internal import MomentStructure
internal import Optimization
internal import SampleStatistics
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
  ///   - kind: The kind of information.
  ///   - fitter: A fitter that stands at the estimates.
  ///   - variant: The moments at which the saturated model's part is taken, and
  ///     whether second derivatives of the moments count.
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
    if variant.isUnstructured(kind) {
      if fitter.hasIncompleteCases {
        let t = fitter.model.parameterCount
        return saturated()?.information(kind, projectedOn: fitter)
          ?? Matrix(rows: t, columns: t)
      }
      if kind != .firstOrder {
        let choice = SaturatedChoice(point: .sample)
        return expected(fitter) {
          fitter.objective.terms[$0].saturated?.weight(choice)
        }
      }
    }
    switch kind {
    case .expected:
      objective.writeFullCurvature(.expected, scale: .oneCase)
    case .observed:
      objective.writeFullCurvature(
        .exact, scale: .objective,
        includesStructure: variant.observed == .hessian)
      if variant.observed == .h1 {
        for term in objective.terms {
          guard let own = term.curvatureOfGivenMoments else { continue }
          addScaled(
            MatrixBuffer(own), by: term.weight, to: objective.fullCurvature)
        }
      }
    case .firstOrder:
      return scoreProducts(fitter, h1: variant.h1)
    }
    objective.fullCurvature.symmetrizeFromLower()
    return Matrix(objective.fullCurvature)
  }

  /// Σ n_g/N ΔᵀVΔ for given weights V of the groups' moments.
  static func expected(
    _ fitter: Fitter, weight: (Int) -> (any MomentWeight)?
  ) -> Matrix {
    let t = fitter.model.parameterCount
    let result = MatrixBuffer(rows: t, columns: t)
    let shares = fitter.sample.shares
    for index in fitter.sample.indices {
      guard let own = weight(index),
        let block = fitter.momentBlock(of: index)
      else { continue }
      own.curvature(AdjointProjection(block), parameterCount: t).add(
        .expected, factor: shares[index], includesStructure: true, to: result)
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
    for (index, moments) in fitter.sample.enumerated() {
      let term = fitter.objective.terms[index]
      if let scores = term.caseScores(
        parameterCount: t, team: fitter.options.team)
      {
        addProducts(
          scores,
          clusters: term.sumsScoresOverClusters
            ? nil : moments.cases?.clusters, to: meat, scale: 1 / total)
        continue
      }
      term.saturated?.addScoreProducts(
        at: h1 == .structured ? .implied : .sample, scale: 1 / total, to: meat)
    }
    // With cases' own scores, only the lower triangle is filled.
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
