package import LinearAlgebra
package import MomentStructure
package import SampleStatistics

/// The second-order weight V of a discrepancy in the space of the moments:
/// half of its second derivatives where it is 0.
///
/// Whoever needs a product with V asks for the product; the weight knows in
/// which form it has V.
package protocol MomentWeight: AnyObject {
  /// The same over the moments of all variables, at the moments last
  /// evaluated.
  var ofAllMoments: any MomentWeight { get }
  /// Whether every moment counts the same.
  var isUnit: Bool { get }
  /// Whether V is held as a matrix over pairs of moments.
  var isMatrix: Bool { get }
  /// Whether products of V with Γ are made without matrices over pairs of
  /// moments.
  var isFactored: Bool { get }
  /// Whether the moments of exogenous variables are among those weighed.
  var weighsExogenous: Bool { get }

  /// V as a matrix.
  ///
  /// - Parameter layout: The places of the moments of all variables.
  /// - Returns: The matrix, moments × moments; `nil` where it is not formed.
  func matrix(_ layout: MomentLayout) -> Matrix?

  /// Vx for the columns of a matrix.
  ///
  /// - Parameters:
  ///   - x: The matrix, moments × any.
  ///   - layout: The places of the moments of all variables.
  /// - Returns: The product; `nil` where V is not formed.
  func times(_ x: Matrix, _ layout: MomentLayout) -> Matrix?

  /// ΓVx with Γ that of normal variables, for the columns of a matrix.
  ///
  /// - Parameters:
  ///   - x: The matrix, moments × any.
  ///   - gamma: Γ.
  /// - Returns: The product; `nil` where V is not formed.
  func times(_ x: Matrix, then gamma: NormalMomentCovariance) -> Matrix?

  /// xᵀVx at the moments last evaluated.
  ///
  /// - Parameters:
  ///   - covariance: The part of x that belongs to covariances, symmetric.
  ///   - mean: The part that belongs to means; empty without means.
  /// - Returns: The value; NaN if x has one.
  func quadraticForm(covariance: Matrix, mean: [Double]) -> Double

  /// rᵀVr of the residual moments given exogenous variables and sᵀVs of the
  /// sample's.
  ///
  /// - Parameter moments: The saturated moments.
  /// - Returns: Both; `nil` if the exogenous variables are collinear, and for
  ///   weights that moments given them do not have.
  func conditionalForms(of moments: UnrestrictedMoments) -> (
    residual: Double, sample: Double
  )?

  /// The second derivatives of a block whose discrepancy has this weight.
  func curvature(_ projection: AdjointProjection, parameterCount: Int)
    -> any MomentCurvature

  /// The information between single parameters of a block.
  func cellInformation(_ block: BlockWorkspace) -> any CellInformation

  /// V and Γ of the cases with their products.
  ///
  /// - Parameter moments: The saturated moments.
  /// - Returns: The products; `nil` without complete cases.
  func spread(of moments: UnrestrictedMoments) -> (any MomentSpread)?

  /// Adds Σssᵀ of the scores s = ΔᵀVd of cases, d their moments less those that
  /// they are compared with; nothing for weights that no likelihood has.
  ///
  /// - Parameters:
  ///   - cases: The cases.
  ///   - point: The moments that they are compared with.
  ///   - moments: The saturated moments.
  ///   - scale: The factor of the sum.
  ///   - meat: The sum that they are added to, free × free.
  func addScoreProducts(
    of cases: CaseDeviations, around point: SaturatedChoice.Point,
    _ moments: UnrestrictedMoments, scale: Double,
    to meat: borrowing MatrixBuffer)

  /// Adds ΔᵀVΓVΔ with Γ that of normal variables.
  ///
  /// - Parameters:
  ///   - moments: The saturated moments.
  ///   - factor: The factor of the product.
  ///   - sum: The lower triangle that it is added to, free × free.
  /// - Returns: False where it is not defined.
  func addNormalProducts(
    of moments: UnrestrictedMoments, factor: Double,
    to sum: borrowing MatrixBuffer
  ) -> Bool
}

/// Defaults for weights that are matrices.
extension MomentWeight {
  package var ofAllMoments: any MomentWeight { self }
  package var isUnit: Bool { false }
  package var isMatrix: Bool { false }
  package var isFactored: Bool { false }
  package var weighsExogenous: Bool { true }

  package func times(_ x: Matrix, _ layout: MomentLayout) -> Matrix? {
    matrix(layout).map { $0 * x }
  }

  package func times(_ x: Matrix, then gamma: NormalMomentCovariance)
    -> Matrix?
  {
    times(x, gamma.layout).map { weighted in
      Matrix(
        rows: x.rows, columns: x.columns,
        elements: (0..<x.columns).flatMap {
          gamma.times(weighted.column($0))
        })
    }
  }

  package func conditionalForms(of moments: UnrestrictedMoments) -> (
    residual: Double, sample: Double
  )? { nil }

  package func cellInformation(_ block: BlockWorkspace)
    -> any CellInformation
  {
    let formed = matrix(block.structure.layout)
    return FormedCellInformation(block) { x in formed.map { $0 * x } ?? [] }
  }

  package func spread(of moments: UnrestrictedMoments)
    -> (any MomentSpread)?
  {
    guard let cases = moments.momentCases, !moments.isTooLargeToForm,
      let formed = matrix(moments.block.structure.layout)
    else { return nil }
    return DenseSpread(
      DenseMomentCovariance(
        moments.block, cases, weight: formed, count: moments.parameterCount),
      cases, hasMeans: moments.block.structure.hasMeans)
  }

  package func addScoreProducts(
    of cases: CaseDeviations, around point: SaturatedChoice.Point,
    _ moments: UnrestrictedMoments, scale: Double,
    to meat: borrowing MatrixBuffer
  ) {}

  package func addNormalProducts(
    of moments: UnrestrictedMoments, factor: Double,
    to sum: borrowing MatrixBuffer
  ) -> Bool {
    let structure = moments.block.structure
    let delta = moments.block.jacobian(parameterCount: moments.parameterCount)
    let gamma = NormalMomentCovariance(
      moments.sample.covariance, fixed: structure.fixedExogenous,
      layout: structure.layout)
    guard let weighted = times(delta, structure.layout),
      let moved = times(delta, then: gamma)
    else { return false }
    addScaled(
      MatrixBuffer(weighted.transposed * moved), by: factor, to: sum)
    return true
  }
}

extension Matrix {
  /// xᵀAx; 0 of an empty vector.
  package func quadraticForm(_ x: [Double]) -> Double {
    if x.isEmpty { return 0 }
    return zip(x, self * x).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
