package import LinearAlgebra

/// Second-order quantities of one block, by the rank-2 rule: a constant number
/// of a Gram matrix's elements for each pair of parameters.
extension BlockWorkspace {
  /// Adds ½ tr(W ∂_aΣ V ∂_bΣ) + ∂_aμᵀ M ∂_bμ to the lower triangle.
  ///
  /// With V = W this is the expected information. The exact Hessian of ½F_ML
  /// has V = W − 4Ω, Ω = ∂(½F)/∂Σ, and needs `addMeanCross` and
  /// `addCurvature` besides.
  ///
  /// - Parameters:
  ///   - gram: ZᵀWZ, W the weight of the covariances.
  ///   - other: ZᵀVZ.
  ///   - meanGram: ZᵀMZ, M the weight of the means; not read without means.
  ///   - weight: The block's factor.
  ///   - information: The sum that the terms are added to, free × free.
  package func addInformation(
    gram: borrowing MatrixBuffer, other: borrowing MatrixBuffer,
    meanGram: borrowing MatrixBuffer, weight: Double,
    to information: borrowing MatrixBuffer
  ) {
    structure.terms.addPairs(gram, other, weight: weight, to: information)
    addMeanPairs(meanGram: meanGram, weight: weight, to: information)
  }

  /// Adds ∂_aμᵀ M ∂_bμ to the lower triangle.
  ///
  /// - Parameters:
  ///   - meanGram: ZᵀMZ, M the weight of the means; not read without means.
  ///   - weight: The block's factor.
  ///   - information: The sum that the terms are added to, free × free.
  package func addMeanPairs(
    meanGram: borrowing MatrixBuffer, weight: Double,
    to information: borrowing MatrixBuffer
  ) {
    guard structure.hasMeans else { return }
    let cells = structure.meanCells
    for b in cells.indices {
      let second = cells[b]
      let scale = weight * meanFactor(second)
      if scale == 0 { continue }
      for a in b..<cells.count {
        let first = cells[a]
        information[first.parameter, second.parameter] +=
          scale * meanFactor(first)
          * meanGram[first.meanVector, second.meanVector]
      }
    }
  }

  /// Adds −wᵀ∂_aΣ W ∂_bμ − wᵀ∂_bΣ W ∂_aμ: what means add to the exact Hessian
  /// of ½F_ML beside the squares and the curvature.
  ///
  /// - Parameters:
  ///   - gram: ZᵀWZ with W = Σ⁻¹.
  ///   - meanProjection: Zᵀw with w = ∂(½F)/∂μ.
  ///   - weight: The block's factor.
  ///   - hessian: The sum that the terms are added to, lower triangle.
  package func addMeanCross(
    gram: borrowing MatrixBuffer, meanProjection: borrowing MatrixBuffer,
    weight: Double, to hessian: borrowing MatrixBuffer
  ) {
    guard structure.hasMeans else { return }
    for covariance in structure.parameters where covariance.left >= 0 {
      let (u, v) = (covariance.left, covariance.right)
      let scale = weight * covariance.factor
      for mean in structure.singleMeanCells {
        let factor = scale * meanFactor(mean)
        if factor == 0 { continue }
        let value =
          factor
          * (meanProjection[u] * gram[v, mean.meanVector]
            + meanProjection[v] * gram[u, mean.meanVector])
        let (a, b) = (covariance.parameter, mean.parameter)
        // A parameter that moves both meets itself from either side.
        hessian[max(a, b), min(a, b)] -= a == b ? 2 * value : value
      }
      for run in structure.interceptRuns {
        let (first, count) = (run.meanVector, run.count)
        if run.parameter > covariance.parameter {
          addTwoColumns(
            of: gram, v, by: meanProjection[u], u, by: meanProjection[v],
            from: first, count: count, scale: -scale, to: hessian,
            row: run.parameter, column: covariance.parameter)
          continue
        }
        for k in 0..<count {
          hessian[covariance.parameter, run.parameter + k] -=
            scale
            * (meanProjection[u] * gram[first + k, v]
              + meanProjection[v] * gram[first + k, u])
        }
      }
    }
  }

  /// Adds tr(Ω ∂²_abΣ) + wᵀ∂²_abμ: the part of a Hessian that comes from the
  /// model's own curvature.
  ///
  /// Only pairs with a loading or a regression have any.
  ///
  /// - Parameters:
  ///   - adjointGram: ZᵀΩZ with Ω = ∂D/∂Σ.
  ///   - meanProjection: Zᵀw with w = ∂D/∂μ; not read without means.
  ///   - weight: The block's factor.
  ///   - hessian: The sum that the terms are added to, lower triangle.
  package func addCurvature(
    adjointGram: borrowing MatrixBuffer,
    meanProjection: borrowing MatrixBuffer, weight: Double,
    to hessian: borrowing MatrixBuffer
  ) {
    let paths = structure.pathCells
    let others = structure.latentCells
    for b in paths.indices {
      let path = paths[b]
      for a in b..<paths.count {
        let (i, j) = (paths[a].parameter, path.parameter)
        hessian[max(i, j), min(i, j)] +=
          weight
          * paths[a].pathScale * path.pathScale
          * curvature(paths[a].path, path.path, adjointGram, meanProjection)
      }
      for other in others {
        let (i, j) = (other.parameter, path.parameter)
        hessian[max(i, j), min(i, j)] +=
          weight * path.pathScale
          * curvature(path.path, other.cell, adjointGram, meanProjection)
      }
    }
  }

  /// The factor of column `meanVector` of Z in ∂μ.
  package func meanFactor(_ cell: ParameterCell) -> Double {
    cell.meanScale < 0 ? 1 : cell.pathScale * latentMean[cell.meanScale]
  }

  /// One pair's term, the path first.
  private func curvature(
    _ first: MatrixCell, _ second: MatrixCell, _ gram: borrowing MatrixBuffer,
    _ w: borrowing MatrixBuffer
  ) -> Double {
    switch (first.matrix, second.matrix) {
    case (.lambda, .lambda):
      return 2 * latentCovariance[first.column, second.column]
        * gram[first.row, second.row]
    case (.lambda, .beta): return loadingRegression(first, second, gram, w)
    case (.beta, .lambda): return loadingRegression(second, first, gram, w)
    case (.beta, .beta): return regressionPair(first, second, gram, w)
    case (.lambda, .psi): return withVariance(first.row, first, second, gram)
    case (.beta, .psi):
      return withVariance(
        structure.observedCount + first.row, first, second, gram)
    case (.lambda, .alpha): return withMean(first.row, first, second, w)
    case (.beta, .alpha):
      return withMean(structure.observedCount + first.row, first, second, w)
    default: return 0
    }
  }

  /// λ_ij with β_kl: ∂²Σ = e_i (C_jk (ΛE)_l + E_jl A_k)ᵀ + its transpose.
  private func loadingRegression(
    _ loading: MatrixCell, _ regression: MatrixCell,
    _ gram: borrowing MatrixBuffer, _ w: borrowing MatrixBuffer
  ) -> Double {
    let p = structure.observedCount
    let m = structure.latentCount
    let (i, j) = (loading.row, loading.column)
    let (k, l) = (regression.row, regression.column)
    var value =
      2 * inverse[j, k] * gram[i, p + m + l]
      + 2 * latentCovariance[j, l] * gram[i, p + k]
    if structure.hasMeans {
      value += inverse[j, k] * latentMean[l] * w[i]
    }
    return value
  }

  /// β_ij with β_kl.
  ///
  /// ∂²Σ = C_li A_k (ΛE)_jᵀ + A_i (E_lj A_k + C_jk (ΛE)_l)ᵀ + transposes.
  private func regressionPair(
    _ first: MatrixCell, _ second: MatrixCell, _ gram: borrowing MatrixBuffer,
    _ w: borrowing MatrixBuffer
  ) -> Double {
    let p = structure.observedCount
    let m = structure.latentCount
    let (i, j) = (first.row, first.column)
    let (k, l) = (second.row, second.column)
    var value =
      2 * inverse[l, i] * gram[p + k, p + m + j]
      + 2 * latentCovariance[l, j] * gram[p + i, p + k]
      + 2 * inverse[j, k] * gram[p + i, p + m + l]
    if structure.hasMeans {
      value +=
        inverse[l, i] * latentMean[j] * w[p + k]
        + inverse[j, k] * latentMean[l] * w[p + i]
    }
    return value
  }

  /// λ_ij or β_ij with ψ_kl: ∂²Σ = u (C_jl A_k + C_jk A_l)ᵀ + its transpose,
  /// half of it for k = l.
  private func withVariance(
    _ u: Int, _ path: MatrixCell, _ variance: MatrixCell,
    _ gram: borrowing MatrixBuffer
  ) -> Double {
    let p = structure.observedCount
    let (k, l) = (variance.row, variance.column)
    let j = path.column
    let value =
      2
      * (inverse[j, l] * gram[u, p + k] + inverse[j, k] * gram[u, p + l])
    return k == l ? 0.5 * value : value
  }

  /// λ_ij or β_ij with α_k: ∂²μ = u C_jk.
  private func withMean(
    _ u: Int, _ path: MatrixCell, _ mean: MatrixCell,
    _ w: borrowing MatrixBuffer
  ) -> Double {
    structure.hasMeans ? inverse[path.column, mean.row] * w[u] : 0
  }
}
