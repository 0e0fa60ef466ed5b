internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import Specification

/// The methods of estimating factor scores.
public enum FactorScoreMethod: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// The mean of the latent variables given the observed ones (Thurstone,
  /// 1935; Thomson, 1939): least mean squared error, shrunken to the mean.
  case regression
  /// Weighted least squares of the observed on the latent variables
  /// (Bartlett, 1937): unbiased given the latent variables.
  case bartlett
}

/// The matrix that transforms a case's deviations from the implied means into
/// deviations of its factor scores, for one set of observed variables.
///
/// With E the covariances of the latent variables, and Λ and Σ restricted to
/// the variables that are observed, the regression's weights are E Λᵀ Σ⁻¹ and
/// the errors' covariances E − E Λᵀ Σ⁻¹ Λ E; Bartlett's are
/// M⁻¹ Λᵀ Σ⁻¹ with M = Λᵀ Σ⁻¹ Λ, and M⁻¹ − E (Skrondal & Rabe-Hesketh, 2004,
/// chapter 7). Factors that only factors measure have Bartlett's scores by
/// their composed loadings (`ComposedLoadings`).
struct FactorScoreWeights: Sendable {
  /// The weights, true latent × observed variables.
  let weights: Matrix
  /// The standard errors; `nil` where one is not defined.
  let standardErrors: [Double?]
  /// The latent variables that have a score.
  let isDefined: [Bool]

  /// Works out weights; `nil` if the covariances that must be inverted are
  /// not positive definite.
  ///
  /// - Parameters:
  ///   - block: A block at the estimates.
  ///   - method: The method.
  ///   - observed: The variables that are observed, ascending.
  ///   - indicators: The latent indicators of each latent variable.
  init?(
    _ block: BlockWorkspace, _ method: FactorScoreMethod, observed: [Int],
    indicators: [[Int]]
  ) {
    let t = block.structure.factorCount
    let latent = Array(0..<t)
    let e = Matrix(block.latentCovariance)
    let own = e.submatrix(rows: latent, columns: latent)
    let errorVariances: [Double]
    switch method {
    case .regression:
      let all = Array(0..<block.structure.latentCount)
      let lambda = Matrix(block.matrices.lambda).submatrix(
        rows: observed, columns: all)
      guard
        let inverse = Matrix(block.implied.sigma)
          .submatrix(rows: observed, columns: observed).choleskyInverse()?
          .inverse
      else { return nil }
      let shared = e.submatrix(rows: latent, columns: all) * lambda.transposed
      weights = shared * inverse
      errorVariances = (own - weights * shared.transposed).diagonal
      isDefined = [Bool](repeating: true, count: t)
    case .bartlett:
      let equations = MeasurementEquations(block, observed: observed)
      guard
        let made = BartlettWeights(
          block, equations, covariance: own, indicators: indicators)
      else { return nil }
      errorVariances = made.errorVariances
      weights = made.weights * equations.transformation
      isDefined = made.isDefined
    }
    let isDefined = self.isDefined
    standardErrors = latent.map { factor in
      guard isDefined[factor] else { return nil }
      let variance = errorVariances[factor]
      let slack = 1e-9 * max(abs(own[factor, factor]), 1e-300)
      guard variance >= -slack else { return nil }
      return max(variance, 0).squareRoot()
    }
  }
}
