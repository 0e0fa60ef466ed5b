internal import LinearAlgebra
internal import MomentStructure

/// The equations of observed variables for factors that other factors
/// measure: what a higher factor contributes through its indicators.
///
/// With D the latent indicators of the factors U, η_D = (I − B_DD)⁻¹ (B_DU η_U
/// + ζ_D): the loadings of U are Λ_U + Λ_D (I − B_DD)⁻¹ B_DU, and the
/// disturbances of D join the residuals.
struct ComposedLoadings {
  /// The factors that count as unknown numbers.
  let factors: [Int]
  /// Their coefficients, equations × factors.
  let loadings: Matrix
  /// Covariances of the residuals.
  let residuals: Matrix

  /// Composes the loadings of factors; `nil` if an indicator depends on
  /// observed variables, which the loadings do not hold, or if `I − B` is
  /// singular.
  ///
  /// - Parameters:
  ///   - block: A block at the estimates.
  ///   - indicators: The latent indicators to look through.
  ///   - direct: The loadings of all latent variables, equations × latent.
  ///   - residuals: Covariances of the equations' residuals.
  init?(
    _ block: BlockWorkspace, through indicators: [Int], direct: Matrix,
    residuals: Matrix
  ) {
    let t = direct.columns
    let beta = Matrix(block.matrices.beta)
    let isIndicator = Set(indicators)
    for d in indicators {
      for j in t..<max(beta.columns, t) where beta[d, j] != 0 { return nil }
    }
    let all = Array(0..<direct.rows)
    let others = (0..<t).filter { !isIndicator.contains($0) }
    let own =
      Matrix.identity(indicators.count)
      - beta.submatrix(rows: indicators, columns: indicators)
    guard let inverse = own.generalInverse() else { return nil }
    let through =
      direct.submatrix(rows: all, columns: indicators) * inverse
    let composed =
      direct.submatrix(rows: all, columns: others)
      + through * beta.submatrix(rows: indicators, columns: others)
    // What contributes to nothing observed stays unknown.
    let places = others.indices.filter { column in
      all.contains { composed[$0, column] != 0 }
    }
    factors = places.map { others[$0] }
    loadings = composed.submatrix(rows: all, columns: places)
    let disturbances = Matrix(block.matrices.psi)
      .submatrix(rows: indicators, columns: indicators)
    self.residuals =
      residuals + through * (disturbances * through.transposed)
  }
}
