package import LinearAlgebra

/// Second-order quantities of one block, by the rank-2 rule: a constant number
/// of a Gram matrix's elements for each pair of parameters.
extension BlockWorkspace {
  /// Adds ½ tr(W ∂_aΣ W ∂_bΣ) + ∂_aμᵀ V ∂_bμ to the lower triangle.
  ///
  /// - Parameters:
  ///   - gram: ZᵀWZ, W the weight of the covariances.
  ///   - meanGram: ZᵀVZ, V the weight of the means; not read without means.
  ///   - weight: The block's factor.
  ///   - information: Where the terms are added, free × free.
  package func addInformation(
    gram: borrowing MatrixBuffer, meanGram: borrowing MatrixBuffer,
    weight: Double, to information: borrowing MatrixBuffer
  ) {
    let hasMeans = structure.hasMeans
    let cells = structure.parameters
    for b in cells.indices {
      let second = cells[b]
      let meanB = meanFactor(second)
      for a in b..<cells.count {
        let first = cells[a]
        var value = 0.0
        if first.left >= 0, second.left >= 0 {
          value =
            first.factor * second.factor
            * (gram[first.left, second.left] * gram[first.right, second.right]
              + gram[first.left, second.right]
              * gram[first.right, second.left])
        }
        if hasMeans, first.meanVector >= 0, second.meanVector >= 0 {
          value +=
            meanFactor(first) * meanB
            * meanGram[first.meanVector, second.meanVector]
        }
        information[first.parameter, second.parameter] += weight * value
      }
    }
  }

  /// Adds what distinguishes the exact Hessian of ½F_ML from the expected
  /// information, except `addCurvature`'s terms:
  /// −2 tr(W ∂_aΣ Ω ∂_bΣ) − wᵀ∂_aΣ W ∂_bμ − wᵀ∂_bΣ W ∂_aμ.
  ///
  /// - Parameters:
  ///   - gram: ZᵀWZ with W = Σ⁻¹.
  ///   - adjointGram: ZᵀΩZ with Ω = ∂(½F)/∂Σ.
  ///   - meanProjection: Zᵀw with w = ∂(½F)/∂μ; not read without means.
  ///   - weight: The block's factor.
  ///   - hessian: Where the terms are added, lower triangle.
  package func addLikelihoodDifference(
    gram: borrowing MatrixBuffer, adjointGram: borrowing MatrixBuffer,
    meanProjection: borrowing MatrixBuffer, weight: Double,
    to hessian: borrowing MatrixBuffer
  ) {
    let hasMeans = structure.hasMeans
    let cells = structure.parameters
    for b in cells.indices {
      let second = cells[b]
      let (x, y) = (second.left, second.right)
      for a in b..<cells.count {
        let first = cells[a]
        let (u, v) = (first.left, first.right)
        var value = 0.0
        if u >= 0, x >= 0 {
          value =
            -2 * first.factor * second.factor
            * (adjointGram[v, x] * gram[y, u] + adjointGram[v, y] * gram[x, u]
              + adjointGram[u, x] * gram[y, v]
              + adjointGram[u, y] * gram[x, v])
        }
        if hasMeans {
          if u >= 0, second.meanVector >= 0 {
            value -=
              first.factor * meanFactor(second)
              * (meanProjection[u] * gram[v, second.meanVector]
                + meanProjection[v] * gram[u, second.meanVector])
          }
          if x >= 0, first.meanVector >= 0 {
            value -=
              second.factor * meanFactor(first)
              * (meanProjection[x] * gram[y, first.meanVector]
                + meanProjection[y] * gram[x, first.meanVector])
          }
        }
        hessian[first.parameter, second.parameter] += weight * value
      }
    }
  }

  /// Adds tr(Ω ∂²_abΣ) + wᵀ∂²_abμ: the part of a Hessian that comes from the
  /// model's own curvature.
  ///
  /// - Parameters:
  ///   - adjointGram: ZᵀΩZ with Ω = ∂D/∂Σ.
  ///   - meanProjection: Zᵀw with w = ∂D/∂μ; not read without means.
  ///   - weight: The block's factor.
  ///   - hessian: Where the terms are added, lower triangle.
  package func addCurvature(
    adjointGram: borrowing MatrixBuffer,
    meanProjection: borrowing MatrixBuffer, weight: Double,
    to hessian: borrowing MatrixBuffer
  ) {
    let cells = structure.parameters
    for b in cells.indices {
      let second = cells[b].cell
      if second.matrix == .theta || second.matrix == .nu { continue }
      for a in b..<cells.count {
        let first = cells[a].cell
        let value = curvature(first, second, adjointGram, meanProjection)
        if value != 0 {
          hessian[cells[a].parameter, cells[b].parameter] += weight * value
        }
      }
    }
  }

  private func meanFactor(_ cell: ParameterCell) -> Double {
    cell.meanScale < 0 ? 1 : latentMean[cell.meanScale]
  }

  /// One pair's term; symmetric in the pair.
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
    case (.psi, .lambda): return withVariance(second.row, second, first, gram)
    case (.beta, .psi):
      return withVariance(
        structure.observedCount + first.row, first, second, gram)
    case (.psi, .beta):
      return withVariance(
        structure.observedCount + second.row, second, first, gram)
    case (.lambda, .alpha): return withMean(first.row, first, second, w)
    case (.alpha, .lambda): return withMean(second.row, second, first, w)
    case (.beta, .alpha):
      return withMean(structure.observedCount + first.row, first, second, w)
    case (.alpha, .beta):
      return withMean(structure.observedCount + second.row, second, first, w)
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
