internal import LinearAlgebra

/// The statistics and parameters of one group that U = V − VΔE⁻¹ΔᵀV is not 0
/// for, with V diagonal.
///
/// A threshold, or a mean, that has a parameter of its own, which moves nothing
/// else, is estimated as it is in the sample: its residual is 0, and so are its
/// row and column of U.
struct ResponseResiduals {
  /// The statistics.
  let statistics: [Range<Int>]
  /// Those that are no covariances of two variables.
  let others: [Range<Int>]
  /// The parameters that move one of them.
  let parameters: [Int]
  /// The parameters of the statistics that are left out.
  let left: [Int]

  /// Finds them.
  ///
  /// - Parameters:
  ///   - slopes: Δ of the group, statistics × free.
  ///   - layout: The places of the statistics.
  ///   - weights: The diagonal of V.
  ///   - inverse: E⁻¹ of all groups.
  ///   - share: The group's share of the cases.
  init(
    _ slopes: SparseMatrix, layout: MomentLayout, weights: [Double],
    inverse: Matrix, share: Double
  ) {
    let parts = layout.covariancesAndOthers
    let others = Set(parts.others.joined())
    var isLeft = [Bool](repeating: false, count: slopes.columns)
    var rows: Set<Int> = []
    for (row, column, value) in slopes.loneElements
    where others.contains(row) {
      // The only element of its row and column of E, whose inverse shows
      // constraints and other groups too.
      let own = share * weights[row] * value * value
      guard abs(inverse[column, column] * own - 1) < 1e-9,
        (0..<inverse.rows).allSatisfy({
          $0 == column || inverse[$0, column] == 0
        })
      else { continue }
      isLeft[column] = true
      rows.insert(row)
    }
    self.others = parts.others.flatMap { range in
      range.split { rows.contains($0) }
    }
    statistics = self.others + parts.covariances
    let isMoving = slopes.isNonzeroColumn
    parameters = isMoving.indices.filter { isMoving[$0] && !isLeft[$0] }
    left = isLeft.indices.filter { isLeft[$0] }
  }
}
