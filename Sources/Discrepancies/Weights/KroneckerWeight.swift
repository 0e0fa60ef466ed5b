package import LinearAlgebra
internal import MomentInformation
package import MomentStructure
package import SampleStatistics

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

  /// Makes the weight of normal variables at given covariances; `nil` if these
  /// are singular.
  ///
  /// - Parameter covariance: The covariances, p × p.
  package convenience init?(inverseOf covariance: Matrix) {
    guard let inverse = covariance.choleskyInverse()?.inverse else {
      return nil
    }
    self.init(observedCount: covariance.rows, sharesCovariance: true)
    self.covariance.copy(from: inverse.elements)
  }

  package var isUnit: Bool { doublesVariances }
  package var isFactored: Bool { true }

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

  /// ½WXW of a vector's covariances X as a functional on vech, whose elements
  /// off the diagonal count twice, and Vm of its means.
  private func functional(
    _ x: [Double], _ w: Matrix, _ v: Matrix, _ layout: MomentLayout
  ) -> (covariance: Matrix, mean: [Double]) {
    let change = layout.covariance(in: x)
    var result = 0.5 * (w * change * w)
    if doublesVariances {
      for i in 0..<w.rows { result[i, i] += 0.5 * change[i, i] }
    }
    return (result, layout.hasMeans ? v * Array(x[layout.means]) : [])
  }

  package func times(_ x: Matrix, _ layout: MomentLayout) -> Matrix? {
    let w = Matrix(covariance)
    let v = sharesCovariance ? w : Matrix(mean)
    var result = Matrix(rows: x.rows, columns: x.columns)
    for column in 0..<x.columns {
      let own = functional(x.column(column), w, v, layout)
      var row = layout.covariances.lowerBound
      for j in 0..<w.rows {
        for i in j..<w.rows {
          result[row, column] = (i == j ? 1 : 2) * own.covariance[i, j]
          row += 1
        }
      }
      for i in layout.means { result[i, column] = own.mean[i] }
    }
    return result
  }

  package func times(_ x: Matrix, then gamma: NormalMomentCovariance)
    -> Matrix?
  {
    let w = Matrix(covariance)
    let v = sharesCovariance ? w : Matrix(mean)
    return Matrix(
      rows: x.rows, columns: x.columns,
      elements: (0..<x.columns).flatMap { column in
        let own = functional(x.column(column), w, v, gamma.layout)
        return gamma.times(own.covariance, mean: own.mean)
      })
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

  package func cellInformation(_ block: BlockWorkspace)
    -> any CellInformation
  { KroneckerCellInformation(self, block) }

  package func spread(of moments: UnrestrictedMoments)
    -> (any MomentSpread)?
  {
    moments.momentCases.map { CaseSpread(moments, $0, weight: self) }
  }

  package func addScoreProducts(
    of cases: CaseDeviations, around point: SaturatedChoice.Point,
    _ moments: UnrestrictedMoments, scale: Double,
    to meat: borrowing MatrixBuffer
  ) {
    ScoreSums(
      block: moments.block, cases: cases, weight: self, center: point,
      parameterCount: moments.parameterCount
    ).addProducts(to: meat, scale: scale)
  }
}
