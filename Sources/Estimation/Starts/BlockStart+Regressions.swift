internal import LinearAlgebra
internal import MomentStructure

extension BlockStart {
  /// Regressions by least squares on the extended covariances.
  mutating func estimateRegressions() {
    for l in 0..<block.latentCount {
      var predictors: [Int] = []
      for k in 0..<block.latentCount {
        let cell = MatrixCell(.beta, l, k)
        if cells.isFree(cell), !isLatentLoading(l, k) {
          predictors.append(k)
        }
      }
      if predictors.isEmpty { continue }
      let places = predictors.map(place)
      var gram = extended.submatrix(rows: places, columns: places)
      for i in 0..<gram.rows { gram[i, i] *= 1 + 1e-6 }
      guard let inverse = gram.choleskyInverse()?.inverse else { continue }
      var right = places.map { extended[$0, place(l)] }
      for k in 0..<block.latentCount where matrices.beta[l, k] != 0 {
        for (index, other) in places.enumerated() {
          right[index] -= matrices.beta[l, k] * extended[other, place(k)]
        }
      }
      for (k, value) in zip(predictors, inverse * right)
      where value.isFinite {
        matrices.beta[l, k] = value
      }
    }
  }

  /// Residual variances and exogenous covariances, kept positive definite.
  mutating func estimateVariances() {
    let m = block.latentCount
    for l in 0..<m
    where cells.isFree(MatrixCell(.psi, l, l)) && !isPart(l) {
      let total = max(extended[place(l), place(l)], leastLatentVariance)
      let explained = explainedVariance(l)
      matrices.psi[l, l] = max(total - explained, 0.1 * total)
    }
    var shrink = 1.0
    for _ in 0..<12 {
      for a in 0..<m {
        for b in 0..<a
        where cells.isFree(MatrixCell(.psi, a, b)) && !isPart(a) {
          let isExogenous = !hasPredictors(a) && !hasPredictors(b)
          let value =
            isExogenous ? shrink * extended[place(a), place(b)] : 0
          matrices.psi[a, b] = value
          matrices.psi[b, a] = value
        }
      }
      if isPositiveDefinite(Matrix(matrices.psi)) { break }
      shrink *= 0.7
    }
    for i in 0..<block.observedCount
    where cells.isFree(MatrixCell(.theta, i, i)) {
      let total = moments.covariance[i, i]
      var explained = 0.0
      for a in 0..<block.factorCount where matrices.lambda[i, a] != 0 {
        for b in 0..<block.factorCount where matrices.lambda[i, b] != 0 {
          explained +=
            matrices.lambda[i, a] * matrices.lambda[i, b]
            * extended[place(a), place(b)]
        }
      }
      matrices.theta[i, i] = min(max(total - explained, 0.1 * total), total)
    }
  }

  /// Makes latent variables small parts of their indicators that have nothing
  /// to do with each other.
  ///
  /// - Parameter share: The part of their variances that is kept.
  mutating func keepApart(share: Double) {
    for l in 0..<block.latentCount {
      for k in 0..<block.latentCount {
        if cells.isFree(MatrixCell(.beta, l, k)), !isLatentLoading(l, k) {
          matrices.beta[l, k] = 0
        }
        if cells.isFree(MatrixCell(.psi, l, k)) {
          let isFactor = l < block.factorCount
          matrices.psi[l, k] *= l == k ? (isFactor ? share : 1) : 0
        }
      }
    }
    for i in 0..<block.observedCount
    where cells.isFree(MatrixCell(.theta, i, i)) {
      matrices.theta[i, i] = 0.5 * moments.covariance[i, i]
    }
  }

  private func hasPredictors(_ l: Int) -> Bool {
    (0..<block.latentCount).contains { k in
      matrices.beta[l, k] != 0 || cells.isFree(MatrixCell(.beta, l, k))
    }
  }

  private func explainedVariance(_ l: Int) -> Double {
    var sum = 0.0
    for a in 0..<block.latentCount where matrices.beta[l, a] != 0 {
      for b in 0..<block.latentCount where matrices.beta[l, b] != 0 {
        sum +=
          matrices.beta[l, a] * matrices.beta[l, b]
          * extended[place(a), place(b)]
      }
    }
    return sum
  }

  private func isPositiveDefinite(_ matrix: Matrix) -> Bool {
    let active = (0..<matrix.rows).filter { matrix[$0, $0] != 0 }
    return matrix.submatrix(rows: active, columns: active)
      .choleskyInverse() != nil
  }
}
