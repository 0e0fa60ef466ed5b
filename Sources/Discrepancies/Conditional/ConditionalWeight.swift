package import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics

/// The weight of moments given exogenous variables: a weight of residuals over
/// a, B and vech R.
package final class ConditionalWeight: MomentWeight {
  /// The map from the moments of all variables to those given x.
  package let map: ConditionalMap
  /// V over a, B and vech R.
  let residual: ResidualWeight
  /// Whether every moment counts 1.
  package let isUnit: Bool

  /// Makes the weight of a matrix.
  ///
  /// - Parameters:
  ///   - map: The map from the moments of all variables to those given x.
  ///   - weight: V, moments × moments; `nil` for 1 of every moment.
  init(_ map: ConditionalMap, _ weight: Matrix?) {
    self.map = map
    isUnit = weight == nil
    residual = ResidualWeight(
      weight
        ?? Matrix(
          rows: map.count, columns: 1,
          elements: [Double](repeating: 1, count: map.count)))
  }

  /// V as a matrix.
  package var formed: Matrix { residual.formed }

  package var isMatrix: Bool { residual.isMatrix }
  package var weighsExogenous: Bool { false }

  /// TᵀVT over the moments of all variables, T the derivatives of those given
  /// x at the moments last evaluated.
  package var ofAllMoments: any MomentWeight { dense }

  package func matrix(_ layout: MomentLayout) -> Matrix? {
    dense.matrix(layout)
  }

  package func quadraticForm(covariance: Matrix, mean: [Double]) -> Double {
    dense.quadraticForm(covariance: covariance, mean: mean)
  }

  package func curvature(_ projection: AdjointProjection, parameterCount: Int)
    -> any MomentCurvature
  {
    ResidualCurvature(
      residual, projection.block, parameterCount: parameterCount, given: map)
  }

  private var dense: ResidualWeight {
    let full = map.fullCount
    let transform = MatrixBuffer(rows: map.count, columns: full)
    map.transform(MatrixBuffer(Matrix.identity(full)), into: transform)
    let result = ResidualWeight(momentCount: full)
    let weighted = MatrixBuffer(rows: map.count, columns: full)
    residual.multiply(transform, into: weighted)
    multiply(transform, weighted, into: result.elements, transposeA: true)
    return result
  }

  // MARK: Products with Γ

  package func conditionalForms(of moments: UnrestrictedMoments) -> (
    residual: Double, sample: Double
  )? {
    let v = formed
    return ConditionalDerivatives(moments).map {
      (v.quadraticForm($0.residual), v.quadraticForm($0.sampleMoments))
    }
  }

  /// V and Γ of the moments given x; the cases are those of the sample, and
  /// residuals those of its regressions.
  package func spread(of moments: UnrestrictedMoments)
    -> (any MomentSpread)?
  {
    guard let cases = moments.cases, !moments.isTooLargeToForm,
      let derivatives = ConditionalDerivatives(moments),
      let gamma = cases.conditionalCovariance(given: map.exogenous)
    else { return nil }
    return DenseSpread(
      DenseMomentCovariance(
        weight: formed, gamma: gamma, jacobian: derivatives.jacobian),
      cases, hasMeans: true)
  }

  package func addNormalProducts(
    of moments: UnrestrictedMoments, factor: Double,
    to sum: borrowing MatrixBuffer
  ) -> Bool {
    guard let derivatives = ConditionalDerivatives(moments),
      let gamma = derivatives.normalWeight?.choleskyInverse()?.inverse
    else { return false }
    let products = DenseMomentCovariance(
      weight: formed, gamma: gamma, jacobian: derivatives.jacobian
    ).products
    addScaled(MatrixBuffer(products), by: factor, to: sum)
    return true
  }
}

extension KroneckerWeight {
  /// With W the inverse of the residual covariances, which is a block of Σ⁻¹:
  /// ½ tr((WR)²) + tr(W B M Bᵀ) for residual covariances R and coefficients
  /// B = (intercepts, slopes), M the mean of (1, x)(1, x)ᵀ.
  package func conditionalForms(of moments: UnrestrictedMoments) -> (
    residual: Double, sample: Double
  )? {
    let exogenous = moments.given
    let all = moments.sample
    let impliedMean = moments.block.implied.mu.elements
    guard let sample = ConditionalMoments(all, given: exogenous),
      let model = ConditionalMoments(
        Matrix(moments.block.implied.sigma), mean: impliedMean,
        given: exogenous)
    else { return nil }
    let places = sample.places
    let w = Matrix(covariance).submatrix(rows: places, columns: places)
    let x = all.covariance.submatrix(rows: exogenous, columns: exogenous)
    func form(_ covariance: Matrix, _ mean: [Double], _ slopes: Matrix)
      -> Double
    {
      let explained = slopes * x * slopes.transposed
      return Self.halfTrace(w, covariance) + w.quadraticForm(mean)
        + traceOfProduct(w, explained)
    }
    return (
      form(
        sample.covariance - model.covariance,
        places.map { all.center[$0] - impliedMean[$0] },
        sample.slopes - model.slopes),
      form(sample.covariance, places.map { all.center[$0] }, sample.slopes)
    )
  }
}
