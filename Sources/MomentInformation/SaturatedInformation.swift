package import LinearAlgebra

/// The information of one group's saturated moments, factored, in
/// `SaturatedCoordinates`; moments among fixed exogenous variables do not
/// move.
///
/// One matrix over pairs of moments is held. Inverses A⁻¹ are never formed: with
/// A = LLᵀ they are products of what `whiten` gives, L⁻¹ with the part removed
/// that would move fixed moments.
package final class SaturatedInformation {
  /// The cases.
  package let coordinates: SaturatedCoordinates
  /// L.
  private let factor: MatrixBuffer
  /// An orthonormal basis of L⁻¹C, C the derivatives of the fixed moments; one
  /// column each.
  private let fixed: MatrixBuffer

  /// Factors an information; `nil` if it is singular.
  ///
  /// - Parameters:
  ///   - coordinates: The cases.
  ///   - information: The information, lower triangle; destroyed.
  ///   - exogenous: The variables whose moments are fixed.
  package init?(
    _ coordinates: SaturatedCoordinates, information: consuming MatrixBuffer,
    exogenous: [Int]
  ) {
    self.coordinates = coordinates
    let isRegular = Self.factor(information, team: coordinates.team)
    factor = information
    fixed = coordinates.derivatives(ofMomentsAmong: exogenous)
    guard isRegular else { return nil }
    Cholesky.solveLower(factor: factor, inPlace: fixed)
    guard orthonormalize(fixed) else { return nil }
  }

  private static func factor(
    _ matrix: borrowing MatrixBuffer, team: WorkTeam
  ) -> Bool {
    Cholesky.factor(matrix, team: team).isFactored
  }

  /// Replaces B by a matrix whose inner products are BᵀA⁻¹B.
  ///
  /// - Parameter b: Coordinates × any.
  package func whiten(_ b: borrowing MatrixBuffer) {
    Cholesky.solveLower(factor: factor, inPlace: b)
    if fixed.columns == 0 { return }
    let parts = MatrixBuffer(rows: fixed.columns, columns: b.columns)
    multiply(fixed, b, into: parts, transposeA: true)
    multiply(fixed, parts, into: b, scale: -1, keep: 1)
  }

  /// Replaces what `whiten` made of B by A⁻¹B.
  package func unwhiten(_ b: borrowing MatrixBuffer) {
    Cholesky.solveUpper(factor: factor, inPlace: b)
  }

  /// LᵀB, whose inner products are BᵀAB.
  ///
  /// - Parameters:
  ///   - b: Coordinates × any.
  ///   - result: As large as B.
  package func multiplyByTransposedFactor(
    _ b: borrowing MatrixBuffer, into result: borrowing MatrixBuffer
  ) {
    // Above its diagonal the factor has the zeros it was made with.
    multiply(factor, b, into: result, transposeA: true)
  }

  /// tr(CA⁻¹) with C the information if every case were complete.
  package func traceOfComplete() -> Double {
    let total = coordinates.count
    let size = 128
    let count = (total + size - 1) / size
    let team = coordinates.team
    var sum = 0.0
    let sums = SharedRows(rows: count, columns: 1)
    team.perform(count) { number, _ in
      let columns = number * size..<min((number + 1) * size, total)
      let part = MatrixBuffer(
        rows: total, columns: columns.count)
      coordinates.writeCompleteRoot(columns, into: part)
      whiten(part)
      sums[number, 0] = dot(part, part)
    } collect: { number, _ in
      sum += sums[number, 0]
    }
    return sum
  }
}

/// Makes columns orthonormal by two passes of Gram and Schmidt's; false if they
/// are dependent.
private func orthonormalize(_ a: borrowing MatrixBuffer) -> Bool {
  for j in 0..<a.columns {
    let before = columnProduct(of: a, column: j, andColumn: j)
    for _ in 0..<2 {
      for k in 0..<j {
        let product = columnProduct(of: a, column: k, andColumn: j)
        addColumn(of: a, column: k, factor: -product, to: a, column: j)
      }
    }
    let square = columnProduct(of: a, column: j, andColumn: j)
    guard square > 1e-20 * before, square > 0 else { return false }
    let scale = 1 / square.squareRoot()
    for i in 0..<a.rows { a[i, j] *= scale }
  }
  return true
}
