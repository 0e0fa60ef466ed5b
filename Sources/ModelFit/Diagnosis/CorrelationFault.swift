internal import LinearAlgebra

/// Correlations with a negative eigenvalue.
struct CorrelationFault {
  /// The rows of the block's matrix.
  let rows: [Int]
  /// Their correlations.
  let matrix: Matrix
  private let vector: [Double]

  /// Takes covariances; `nil` if they are possible.
  init?(_ rows: [Int], _ covariance: (Int, Int) -> Double) {
    guard rows.count > 1 else { return nil }
    var matrix = Matrix(rows: rows.count, columns: rows.count)
    let deviations = rows.map { covariance($0, $0).squareRoot() }
    for (b, j) in rows.enumerated() {
      for (a, i) in rows.enumerated() {
        matrix[a, b] = covariance(i, j) / (deviations[a] * deviations[b])
      }
    }
    guard let eigen = SymmetricEigen(matrix), let smallest = eigen.values.first,
      smallest < SemidefinitenessCheck.leastEigenvalue(rows.count)
    else { return nil }
    self.rows = rows
    self.matrix = matrix
    vector = eigen.vectors.column(0)
  }

  /// The names of the variables that the negative eigenvalue is of.
  func names(_ names: [String]) -> [String] {
    rows.indices.filter { abs(vector[$0]) > 0.2 }.map { names[rows[$0]] }
  }
}
