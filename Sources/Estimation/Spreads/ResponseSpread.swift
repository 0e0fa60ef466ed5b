internal import LinearAlgebra
internal import OrderedMoments

/// V and Γ of a group's first-stage statistics.
///
/// A diagonal V is never multiplied out, nor Γ formed: with v its elements and
/// L the lines of cases' influences, Γ = LᵀL, tr(VΓ) = Σ v_j γ_jj and
/// tr((VΓ)²) = Σ v_j v_k γ_jk².
final class ResponseSpread: MomentSpread {
  private let weight: ResidualWeight
  private let jacobian: Matrix
  private let influences: FirstStageInfluences
  private let lines: InfluenceLines

  /// Takes a group's statistics.
  ///
  /// - Parameters:
  ///   - weight: V.
  ///   - jacobian: Δ, moments × free.
  ///   - influences: The influences of its cases.
  ///   - lines: The lines of the influences.
  init(
    weight: ResidualWeight, jacobian: Matrix,
    influences: FirstStageInfluences, lines: InfluenceLines
  ) {
    self.weight = weight
    self.jacobian = jacobian
    self.influences = influences
    self.lines = lines
  }

  /// Γ, moments × moments.
  private lazy var gamma = influences.meanProduct()
  /// V as a matrix.
  private lazy var formed = weight.formed
  /// The elements of a diagonal V.
  private lazy var diagonal = weight.elements.elements

  /// LVΔ.
  private lazy var moved: MatrixBox = lines.product(
    weight.isDiagonal
      ? SparseMatrix(jacobian, scaledBy: diagonal)
      : SparseMatrix(formed * jacobian))

  /// Vx.
  private func weighted(_ x: Matrix) -> Matrix {
    guard weight.isDiagonal else { return formed * x }
    var result = x
    for j in 0..<x.columns {
      for i in 0..<x.rows { result[i, j] *= diagonal[i] }
    }
    return result
  }

  var momentCount: Int { jacobian.rows }

  func addTrace(to sum: inout Double) -> Bool {
    guard weight.isDiagonal else {
      sum += traceOfProduct(formed, gamma)
      return true
    }
    sum += zip(diagonal, influences.variances).reduce(0) { $0 + $1.0 * $1.1 }
    return true
  }

  func addProducts(
    to meat: borrowing MatrixBuffer, share: Double, totalSize: Double
  ) -> Bool {
    let t = jacobian.columns
    let result = MatrixBuffer(rows: t, columns: t)
    multiply(moved.buffer, moved.buffer, into: result, transposeA: true)
    result.symmetrizeFromLower()
    addScaled(result, by: share, to: meat)
    return true
  }

  var second: SecondOrderProducts? {
    guard weight.isDiagonal else {
      let spread = gamma * weighted(jacobian)
      let product = formed * gamma
      return SecondOrderProducts(
        trace: traceOfProduct(product, product.transposed),
        form: spread.transposed * weighted(spread))
    }
    let (trace, form) = lines.second(
      weights: diagonal,
      jacobian: SparseMatrix(
        jacobian, scaledBy: diagonal.map { $0.squareRoot() }),
      moved: moved)
    return SecondOrderProducts(trace: trace, form: form)
  }

  var dense: DenseMomentCovariance? {
    DenseMomentCovariance(
      weight: weighted(Matrix.identity(gamma.rows)), gamma: gamma,
      jacobian: jacobian)
  }

  /// ΔᵀVΓX.
  private func mixed(_ x: Matrix) -> Matrix {
    let other = lines.product(SparseMatrix(x))
    let result = MatrixBuffer(rows: jacobian.columns, columns: x.columns)
    multiply(moved.buffer, other.buffer, into: result, transposeA: true)
    return Matrix(result)
  }

  func addResidualTrace(
    _ weight: CorrelationWeight, inverse: Matrix, spread: Matrix,
    share: Double, to sum: inout Double
  ) -> Bool {
    let moved = weight.times(jacobian)
    sum += weight.trace(influences)
    sum -= 2 * share * traceOfProduct(inverse, mixed(moved))
    sum += share * traceOfProduct(spread, jacobian.transposed * moved)
    return true
  }
}
