/// The asymptotic covariance matrix of sample moments.
///
/// Moments are ordered as lavaan orders them: the means if asked for, then
/// the lower triangle of the covariance matrix column by column. The matrix
/// is that of the square root of n times the moments.
package enum AsymptoticCovariance {
  /// Positions in the lower triangle: (row, column) pairs column by column.
  private static func pairs(_ p: Int) -> [(row: Int, column: Int)] {
    (0..<p).flatMap { column in (column..<p).map { ($0, column) } }
  }

  /// Distribution-free, from fourth-order moments of the rows.
  ///
  /// Equation 2.2 of Browne (1984), every sum divided by the number of rows.
  ///
  /// - Parameters:
  ///   - rows: Complete rows.
  ///   - includesMeans: Whether the means' block comes first.
  /// - Returns: The matrix, column after column.
  /// - Complexity: O(n q^2) for q moments.
  package static func distributionFree(
    rows: CompleteRows, includesMeans: Bool
  ) -> [Double] {
    let p = rows.variableNames.count
    let moments = rows.moments(divisor: .count)
    let means = moments.mean ?? []
    let pairs = pairs(p)
    let offset = includesMeans ? p : 0
    let q = offset + pairs.count
    let centers = pairs.map { moments.covariance[$0.column * p + $0.row] }

    var products = BlockedCrossProducts(width: q)
    var deviations = [Double](repeating: 0, count: p)
    let blockSize = BlockedCrossProducts.blockRowCount
    var lower = 0
    while lower < rows.count {
      let upper = min(rows.count, lower + blockSize)
      if upper - lower < blockSize { products.clearBlock() }
      for row in lower..<upper {
        for variable in 0..<p {
          deviations[variable] = rows[row, variable] - means[variable]
          if includesMeans {
            products[row - lower, variable] = deviations[variable]
          }
        }
        for (index, pair) in pairs.enumerated() {
          products[row - lower, offset + index] =
            deviations[pair.row] * deviations[pair.column] - centers[index]
        }
      }
      products.addBlock()
      lower = upper
    }
    let scale = 1 / Double(rows.count)
    var gamma = [Double](repeating: 0, count: q * q)
    for column in 0..<q {
      for row in column..<q {
        let value = products.products[column * q + row] * scale
        gamma[column * q + row] = value
        gamma[row * q + column] = value
      }
    }
    return gamma
  }

  /// Under normality, from the covariance matrix sigma alone.
  ///
  /// The covariance of s_ij and s_kl is sigma_ik sigma_jl + sigma_il
  /// sigma_jk, that of means sigma itself.
  ///
  /// - Parameters:
  ///   - covariance: Sigma, p x p, column after column.
  ///   - p: The number of variables.
  ///   - includesMeans: Whether the means' block comes first.
  /// - Returns: The matrix, column after column.
  package static func normalTheory(
    covariance: [Double], variableCount p: Int, includesMeans: Bool
  ) -> [Double] {
    let pairs = pairs(p)
    let offset = includesMeans ? p : 0
    let q = offset + pairs.count
    var gamma = [Double](repeating: 0, count: q * q)
    for column in 0..<offset {
      for row in 0..<p {
        gamma[column * q + row] = covariance[column * p + row]
      }
    }
    for (column, first) in pairs.enumerated() {
      for (row, second) in pairs.enumerated() {
        gamma[(offset + column) * q + offset + row] =
          covariance[first.row * p + second.row]
          * covariance[first.column * p + second.column]
          + covariance[first.row * p + second.column]
          * covariance[first.column * p + second.row]
      }
    }
    return gamma
  }
}
