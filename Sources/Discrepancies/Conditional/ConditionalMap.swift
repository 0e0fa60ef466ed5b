package import LinearAlgebra
internal import MomentStructure

/// The moments of variables y given exogenous ones x, as functions of the
/// moments of all: of y = a + Bx + e they are a, B = Σ_yx S_xx⁻¹, y × x column
/// by column, and vech of R = Σ_yy − Σ_yx S_xx⁻¹ Σ_xy.
///
/// The moments of x are the sample's in all models. Owns every buffer that it needs.
package final class ConditionalMap {
  /// The places of x among all variables.
  package let exogenous: [Int]
  /// The places of y among all variables, in their order.
  package let places: [Int]
  /// The places of the moments given x.
  package let layout: MomentLayout
  /// The number of moments given x.
  package var count: Int { layout.count }
  /// The number of moments of all variables: means, then vech covariances.
  package let fullCount: Int
  /// S_xx⁻¹.
  package let inverse: MatrixBuffer
  /// B as last written, y × x.
  package let slopes: MatrixBuffer
  /// ∂D/∂R as last pulled back, in the sense dD = tr(G dR), y × y.
  package let gradient: MatrixBuffer

  private let mean: MatrixBuffer
  private let factor: MatrixBuffer
  private let cross: MatrixBuffer
  private let moved: MatrixBuffer
  private let residual: MatrixBuffer
  /// The places of Σ_yx, column by column, among the moments of all.
  private let crossRows: [Int]
  /// The places of vech Σ_yy among the moments of all.
  private let ownRows: [Int]
  /// The places of Σ_xx, column by column, among the moments of all.
  private let exogenousRows: [Int]
  private let exogenousChange: MatrixBuffer

  /// Makes the map of p variables.
  ///
  /// - Parameters:
  ///   - p: The number of all variables.
  ///   - exogenous: The places of x.
  package init(observedCount p: Int, exogenous: [Int]) {
    let places = (0..<p).filter { !exogenous.contains($0) }
    let m = places.count
    let q = exogenous.count
    self.exogenous = exogenous
    self.places = places
    layout = MomentLayout(
      variableCount: m, hasMeans: true, exogenousCount: q)
    let all = MomentLayout(variableCount: p, hasMeans: true)
    fullCount = all.count
    func row(_ i: Int, _ j: Int) -> Int { all.index(of: .covariance(i, j)) }
    crossRows = exogenous.flatMap { x in places.map { row($0, x) } }
    ownRows = (0..<m).flatMap { j in
      (j..<m).map { row(places[$0], places[j]) }
    }
    exogenousRows = exogenous.flatMap { j in exogenous.map { row($0, j) } }
    exogenousChange = MatrixBuffer(rows: q, columns: q)
    inverse = MatrixBuffer(rows: q, columns: q)
    factor = MatrixBuffer(rows: q, columns: q)
    mean = MatrixBuffer(rows: q)
    slopes = MatrixBuffer(rows: m, columns: q)
    cross = MatrixBuffer(rows: m, columns: q)
    moved = MatrixBuffer(rows: m, columns: q)
    residual = MatrixBuffer(rows: m, columns: m)
    gradient = MatrixBuffer(rows: m, columns: m)
  }

  /// Takes the moments of x out of those of all variables.
  ///
  /// - Returns: False if the variables x are collinear.
  package func setExogenous(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool {
    for (j, column) in exogenous.enumerated() {
      self.mean[j] = mean[column]
      for (i, row) in exogenous.enumerated() {
        factor[i, j] = covariance[row, column]
      }
    }
    guard Cholesky.factor(factor).isFactored else { return false }
    Cholesky.inverse(fromFactor: factor, into: inverse)
    return true
  }

  /// Writes a, B and vech R.
  ///
  /// - Parameters:
  ///   - covariance: The covariances of all variables.
  ///   - mean: Their means.
  ///   - moments: Receives the moments, `count` values.
  package func write(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer,
    into moments: borrowing MatrixBuffer
  ) {
    let m = places.count
    for (j, column) in exogenous.enumerated() {
      for i in 0..<m { cross[i, j] = covariance[places[i], column] }
    }
    for j in 0..<m {
      for i in 0..<m { residual[i, j] = covariance[places[i], places[j]] }
    }
    multiply(cross, inverse, into: slopes)
    multiply(
      slopes, cross, into: residual, transposeB: true, scale: -1, keep: 1)
    for i in 0..<m { moments[i] = mean[places[i]] }
    for j in 0..<exogenous.count {
      for i in 0..<m {
        moments[i] -= slopes[i, j] * self.mean[j]
        moments[layout.index(of: .slope(i, on: j))] = slopes[i, j]
      }
    }
    var index = layout.covariances.lowerBound
    for j in 0..<m {
      for i in j..<m {
        moments[index] = residual[i, j]
        index += 1
      }
    }
  }

  /// Writes the derivatives of a discrepancy by the moments of all variables,
  /// at the moments last written.
  ///
  /// With g, H and G the derivatives by a, B and R, and K = (H − gx̄ᵀ)S_xx⁻¹,
  /// these are g by μ_y, −Bᵀg by μ_x, G by Σ_yy, K − 2GB by Σ_yx, and
  /// −Bᵀ(K − GB) by Σ_xx.
  ///
  /// - Parameters:
  ///   - derivatives: The derivatives by a, B and vech R.
  ///   - adjoint: Receives the derivatives by all moments.
  func pullBack(
    _ derivatives: borrowing MatrixBuffer, into adjoint: MomentAdjoint
  ) {
    let m = places.count
    for i in 0..<m { adjoint.mean[places[i]] = derivatives[i] }
    for (j, column) in exogenous.enumerated() {
      var sum = 0.0
      for i in 0..<m {
        sum -= slopes[i, j] * derivatives[i]
        cross[i, j] =
          derivatives[layout.index(of: .slope(i, on: j))]
          - derivatives[i] * mean[j]
      }
      adjoint.mean[column] = sum
    }
    var index = layout.covariances.lowerBound
    for j in 0..<m {
      for i in j..<m {
        // Both triangles share an off-diagonal moment's derivative.
        let value = (i == j ? 1 : 0.5) * derivatives[index]
        index += 1
        gradient[i, j] = value
        gradient[j, i] = value
        adjoint.covariance[places[i], places[j]] = value
        adjoint.covariance[places[j], places[i]] = value
      }
    }
    multiply(cross, inverse, into: moved)
    multiply(gradient, slopes, into: moved, scale: -1, keep: 1)
    multiply(slopes, moved, into: exogenousChange, transposeA: true)
    for (j, column) in exogenous.enumerated() {
      for (i, row) in exogenous.enumerated() {
        adjoint.covariance[row, column] =
          -0.5 * (exogenousChange[i, j] + exogenousChange[j, i])
      }
    }
    multiply(gradient, slopes, into: moved, scale: -1, keep: 1)
    for (j, column) in exogenous.enumerated() {
      for i in 0..<m {
        adjoint.covariance[places[i], column] = 0.5 * moved[i, j]
        adjoint.covariance[column, places[i]] = 0.5 * moved[i, j]
      }
    }
  }

  /// Writes the derivatives of a, B and vech R, at the moments last written,
  /// from those of all moments.
  ///
  /// dB = (dΣ_yx − B dΣ_xx)S_xx⁻¹, da = dμ_y − dB x̄ − B dμ_x,
  /// dR = dΣ_yy − dΣ_yx Bᵀ − B dΣ_xy + B dΣ_xx Bᵀ.
  ///
  /// - Parameters:
  ///   - jacobian: `fullCount` × parameters.
  ///   - result: `count` × parameters.
  package func transform(
    _ jacobian: borrowing MatrixBuffer, into result: borrowing MatrixBuffer
  ) {
    let m = places.count
    let q = exogenous.count
    let offset = layout.covariances.lowerBound
    for column in 0..<jacobian.columns {
      for i in 0..<m { result[i, column] = jacobian[places[i], column] }
      for (index, row) in ownRows.enumerated() {
        result[offset + index, column] = jacobian[row, column]
      }
      var isMoved = false
      for (index, row) in crossRows.enumerated() {
        cross[index] = jacobian[row, column]
        isMoved = isMoved || cross[index] != 0
      }
      for (index, row) in exogenousRows.enumerated() {
        exogenousChange[index] = jacobian[row, column]
        isMoved = isMoved || exogenousChange[index] != 0
      }
      for (j, place) in exogenous.enumerated() {
        let change = jacobian[place, column]
        guard change != 0 else { continue }
        for i in 0..<m { result[i, column] -= slopes[i, j] * change }
      }
      guard isMoved else {
        for index in m..<offset { result[index, column] = 0 }
        continue
      }
      // Half of what Σ_xx takes from Σ_yx belongs to each side of R.
      multiply(slopes, exogenousChange, into: cross, scale: -0.5, keep: 1)
      multiply(cross, slopes, into: residual, transposeB: true)
      multiply(slopes, exogenousChange, into: cross, scale: -0.5, keep: 1)
      multiply(cross, inverse, into: moved)
      for j in 0..<q {
        for i in 0..<m {
          result[layout.index(of: .slope(i, on: j)), column] = moved[i, j]
          result[i, column] -= moved[i, j] * mean[j]
        }
      }
      var index = offset
      for j in 0..<m {
        for i in j..<m {
          result[index, column] -= residual[i, j] + residual[j, i]
          index += 1
        }
      }
    }
  }

  /// Writes two factors of R's second derivatives: dΣ_yx and G dΣ_yx S_xx⁻¹
  /// of every parameter, each column by column.
  ///
  /// - Parameters:
  ///   - jacobian: `fullCount` × parameters.
  ///   - plain: The first, (y·x) × parameters.
  ///   - weighted: The second, (y·x) × parameters.
  func writeCrossFactors(
    _ jacobian: borrowing MatrixBuffer, plain: borrowing MatrixBuffer,
    weighted: borrowing MatrixBuffer
  ) {
    for column in 0..<jacobian.columns {
      for (index, row) in crossRows.enumerated() {
        cross[index] = jacobian[row, column]
        plain[index, column] = cross[index]
      }
      multiply(cross, inverse, into: moved)
      multiply(gradient, moved, into: cross)
      for index in crossRows.indices { weighted[index, column] = cross[index] }
    }
  }
}
