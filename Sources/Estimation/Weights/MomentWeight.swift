package import LinearAlgebra

/// The second-order weight V of a discrepancy in the space of the moments:
/// half of its second derivatives where it is 0.
package protocol MomentWeight: AnyObject {
  /// The weight as a product W ⊗ W; `nil` for weights without that form.
  var product: KroneckerWeight? { get }
  /// The weight as one of moments given exogenous variables; `nil` for those of
  /// all moments.
  var conditional: ConditionalWeight? { get }
  /// The weight as one of residuals in the layout's order; `nil` for weights
  /// without that form.
  var residual: ResidualWeight? { get }
  /// The same over the moments of all variables, at the moments last
  /// evaluated.
  var ofAllMoments: any MomentWeight { get }

  /// V as a matrix.
  ///
  /// - Parameter layout: The places of the moments of all variables.
  /// - Returns: The matrix, moments × moments; `nil` where it is not formed.
  func matrix(_ layout: MomentLayout) -> Matrix?

  /// xᵀVx at the moments last evaluated.
  ///
  /// - Parameters:
  ///   - covariance: The part of x that belongs to covariances, symmetric.
  ///   - mean: The part that belongs to means; empty without means.
  /// - Returns: The value; NaN if x has one.
  func quadraticForm(covariance: Matrix, mean: [Double]) -> Double

  /// The second derivatives of a block whose discrepancy has this weight.
  func curvature(_ projection: AdjointProjection, parameterCount: Int)
    -> any MomentCurvature
}

extension MomentWeight {
  package var product: KroneckerWeight? { nil }
  package var conditional: ConditionalWeight? { nil }
  package var residual: ResidualWeight? { nil }
  package var ofAllMoments: any MomentWeight { self }
}

/// ½ tr(W ∂Σ W ∂Σ) + ∂μᵀ V ∂μ: W for covariances, V for means.
package final class KroneckerWeight: MomentWeight {
  /// W, p × p.
  package let covariance: MatrixBuffer
  /// V, p × p; not kept where `sharesCovariance` says that it is W.
  package let mean: MatrixBuffer
  /// Whether V = W.
  package let sharesCovariance: Bool
  /// Whether variances count twice as much as ½ tr(W ∂Σ W ∂Σ) gives them, so
  /// that with W = I every moment of the lower triangle counts the same.
  package let doublesVariances: Bool
  /// Whether W = Σ⁻¹ of a normal likelihood, whose exact Hessian has terms in
  /// the residuals.
  package let isLikelihood: Bool

  /// Makes weights of zero for p observed variables.
  package init(
    observedCount p: Int, sharesCovariance: Bool,
    doublesVariances: Bool = false, isLikelihood: Bool = false
  ) {
    self.isLikelihood = isLikelihood
    self.sharesCovariance = sharesCovariance
    self.doublesVariances = doublesVariances
    covariance = MatrixBuffer(rows: p, columns: p)
    let own = sharesCovariance ? 0 : p
    mean = MatrixBuffer(rows: own, columns: own)
  }

  package var product: KroneckerWeight? { self }

  package func matrix(_ layout: MomentLayout) -> Matrix? {
    let w = Matrix(covariance)
    let v = sharesCovariance ? w : Matrix(mean)
    var result = NormalInformation.matrix(
      w, w, mean: layout.hasMeans ? v : nil,
      cross: [Double](repeating: 0, count: w.rows))
    if doublesVariances {
      for i in 0..<w.rows {
        let place = layout.index(of: .covariance(i, i))
        result[place, place] += 0.5
      }
    }
    return result
  }

  package func quadraticForm(covariance x: Matrix, mean d: [Double])
    -> Double
  {
    let w = Matrix(covariance)
    let v = sharesCovariance ? w : Matrix(mean)
    var value = Self.halfTrace(w, x) + v.quadraticForm(d)
    if doublesVariances {
      value += 0.5 * x.diagonal.reduce(0) { $0 + $1 * $1 }
    }
    return value
  }

  /// ½ tr((WX)²).
  package static func halfTrace(_ w: Matrix, _ x: Matrix) -> Double {
    let product = w * x
    var sum = 0.0
    for j in 0..<product.columns {
      for i in 0..<product.rows { sum += product[i, j] * product[j, i] }
    }
    return 0.5 * sum
  }

  package func curvature(_ projection: AdjointProjection, parameterCount: Int)
    -> any MomentCurvature
  {
    KroneckerCurvature(self, projection, parameterCount: parameterCount)
  }
}

extension Matrix {
  /// xᵀAx; 0 of an empty vector.
  package func quadraticForm(_ x: [Double]) -> Double {
    if x.isEmpty { return 0 }
    return zip(x, self * x).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
