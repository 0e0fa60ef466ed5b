internal import AsymptoticInference
internal import Discrepancies
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import MomentStructure
internal import SampleStatistics

/// V of diagonally weighted least squares.
enum DiagonalWeights {
  /// The inverses of the diagonal of Γ; 0 for moments among fixed exogenous
  /// variables.
  ///
  /// Γ is that of normal variables with the sample's covariances where the
  /// standard errors are `robust.sem.nt`, and that which the sample brings
  /// with it otherwise.
  ///
  /// - Returns: A column in the order of the moments; for moments given
  ///   exogenous variables the diagonal matrix.
  /// - Throws: `LatentError` if a moment does not vary.
  static func weight(
    _ group: Sample, _ block: BlockStructure, isConditional: Bool,
    options: FitOptions
  ) throws(LatentError) -> Matrix? {
    let variances =
      options.weighsByNormality
      ? normalVariances(group, block, isConditional: isConditional)
      : group.asymptoticCovariance?.diagonal
    guard let variances else { return nil }
    let kept =
      isConditional ? Array(variances.indices) : block.explainedMoments
    var diagonal = [Double](repeating: 0, count: variances.count)
    for place in kept {
      guard variances[place] > 0 else {
        throw LatentError(
          code: .estimatorSingularWeight,
          message: "A moment does not vary from case to case, so that DWLS has "
            + "no weight for it.",
          remedy: "Use ML or ULS, or leave binary variables out.")
      }
      diagonal[place] = 1 / variances[place]
    }
    return isConditional
      ? Matrix(diagonal: diagonal)
      : Matrix(rows: diagonal.count, columns: 1, elements: diagonal)
  }

  /// The diagonal of Γ of normal variables; `nil` if exogenous variables are
  /// collinear.
  private static func normalVariances(
    _ group: Sample, _ block: BlockStructure, isConditional: Bool
  ) -> [Double]? {
    let exogenous = block.fixedExogenous
    guard isConditional else {
      return NormalMomentCovariance(
        group.covariance, fixed: exogenous, layout: block.layout
      ).diagonal
    }
    guard let moments = ConditionalMoments(group, given: exogenous),
      let inverse = group.covariance.submatrix(
        rows: exogenous, columns: exogenous
      ).choleskyInverse()?.inverse
    else { return nil }
    let residual = moments.covariance
    // The diagonal of the inverse of the mean of (1, x)(1, x)ᵀ.
    let center = exogenous.map { group.center[$0] }
    let factors = [1 + inverse.quadraticForm(center)] + inverse.diagonal
    let coefficients = factors.flatMap { factor in
      residual.diagonal.map { factor * $0 }
    }
    let layout = MomentLayout(
      variableCount: residual.rows, hasMeans: false)
    return coefficients
      + NormalMomentCovariance(residual, fixed: [], layout: layout).diagonal
  }
}
