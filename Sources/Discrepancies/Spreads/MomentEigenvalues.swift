package import LinearAlgebra
internal import SampleStatistics

/// The eigenvalues of UΓ, U = V − VΔE⁻¹ΔᵀV, of all groups together, those that
/// are not 0 by construction and others.
package enum MomentEigenvalues {
  /// The eigenvalues over the moments.
  ///
  /// - Parameters:
  ///   - groups: V, Γ and Δ of each group.
  ///   - shares: The groups' shares of the cases.
  ///   - inverse: E⁻¹, free × free.
  ///   - covariances: Other estimates of Γ in the place of the groups', which
  ///     need not be positive semidefinite; `nil` for none.
  /// - Returns: The eigenvalues, descending; `nil` if the matrices are not
  ///   finite, or with other estimates of Γ if U is indefinite.
  package static func overMoments(
    _ groups: [DenseMomentCovariance], shares: [Double], inverse: Matrix,
    covariances: [Matrix]?
  ) -> [Double]? {
    let sizes = groups.map(\.weight.rows)
    let count = sizes.reduce(0, +)
    var u = Matrix(rows: count, columns: count)
    var moved = Matrix(rows: count, columns: inverse.rows)
    var start = 0
    for (group, share) in zip(groups, shares) {
      place(group.weight, times: share, at: start, start, in: &u)
      place(
        group.weight * group.jacobian, times: share, at: start, 0, in: &moved)
      start += group.weight.rows
    }
    u = u - moved * (inverse * moved.transposed)
    u = 0.5 * (u + u.transposed)
    var gamma = Matrix(rows: count, columns: count)
    start = 0
    for (index, share) in shares.enumerated() {
      let own = covariances?[index] ?? groups[index].gamma
      place(
        covariances == nil ? own.semidefiniteRoot : own,
        times: covariances == nil ? 1 / share.squareRoot() : 1 / share,
        at: start, start, in: &gamma)
      start += own.rows
    }
    if covariances == nil {
      return SymmetricEigen(gamma.transposed * (u * gamma))?.values.reversed()
    }
    guard let eigen = SymmetricEigen(u), let largest = eigen.values.last,
      let smallest = eigen.values.first, smallest > -1e-9 * largest
    else { return nil }
    var root = eigen.vectors
    for (j, value) in eigen.values.enumerated() {
      let factor = max(0, value).squareRoot()
      for i in 0..<count { root[i, j] *= factor }
    }
    return SymmetricEigen(root.transposed * (gamma * root))?.values.reversed()
  }

  /// One group's part of the matrix over cases.
  package struct CaseGroup {
    /// The n × n matrix of dᵢᵀVdⱼ.
    package var kernel: Matrix
    /// ΔᵀVd of every case, cases × free.
    package var scores: Matrix
    /// The group's share of the cases.
    package var share: Double
  }

  /// The eigenvalues over independent cases, where they are fewer than the
  /// moments: those of the matrix of dᵢᵀUdⱼ/N.
  ///
  /// - Parameters:
  ///   - groups: The groups.
  ///   - totalSize: N.
  ///   - inverse: E⁻¹, free × free.
  /// - Returns: The eigenvalues, descending; `nil` if the matrix is not finite.
  package static func overCases(
    _ groups: [CaseGroup], totalSize: Double, inverse: Matrix
  ) -> [Double]? {
    let count = groups.reduce(0) { $0 + $1.kernel.rows }
    var kernel = Matrix(rows: count, columns: count)
    var scores = Matrix(rows: count, columns: inverse.rows)
    var start = 0
    for group in groups {
      place(group.kernel, times: 1 / group.share, at: start, start, in: &kernel)
      place(group.scores, times: 1, at: start, 0, in: &scores)
      start += group.kernel.rows
    }
    let full =
      (1 / totalSize) * (kernel - scores * (inverse * scores.transposed))
    return SymmetricEigen(full)?.values.reversed()
  }

  private static func place(
    _ block: Matrix, times factor: Double, at row: Int, _ column: Int,
    in matrix: inout Matrix
  ) {
    for j in 0..<block.columns {
      for i in 0..<block.rows {
        matrix[row + i, column + j] = factor * block[i, j]
      }
    }
  }
}

extension CaseDeviations {
  /// The unbiased estimate of Γ: N − 1 times the covariances of the means and
  /// the covariances with divisor N − 1 of N independent cases (Browne, 1984,
  /// section 3; Du & Bentler, 2022; with means, k statistics).
  ///
  /// - Parameter hasMeans: Whether the means come first.
  /// - Returns: The symmetric matrix, moments × moments; `nil` for weighted or
  ///   clustered cases, fixed exogenous variables, and three cases or fewer.
  func unbiasedMomentCovariance(hasMeans: Bool) -> Matrix? {
    guard !isDependent, !hasFixed, count > 3 else { return nil }
    let n = Double(count)
    var gamma = momentCovariance(hasMeans: hasMeans)
    let layout = MomentLayout(
      variableCount: covariance.rows, hasMeans: hasMeans)
    let whole = (n - 2) * (n - 3)
    for (b, second) in layout.moments.enumerated() {
      for (a, first) in layout.moments.enumerated() {
        switch (first, second) {
        case (.covariance(let i, let j), .covariance(let k, let l)):
          let normal =
            covariance[i, k] * covariance[j, l]
            + covariance[i, l] * covariance[j, k]
          gamma[a, b] =
            n * (n - 1) / whole * gamma[a, b] - n / whole
            * (normal - 2 / (n - 1) * covariance[i, j] * covariance[k, l])
        case (.mean, .mean): break
        default: gamma[a, b] *= n / (n - 2)
        }
      }
    }
    return gamma
  }
}
