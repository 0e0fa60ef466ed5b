package import LinearAlgebra

/// The means of every variable's available cases and the covariances of every
/// pair's, of one group's incomplete cases, computed repeatedly without
/// allocation, with every case counted some number of times.
///
/// Owns its buffers: after it is made it does not allocate.
package final class AvailableMoments {
  /// The covariances, with the divisor n − 1 of the pair's own cases; NaN
  /// where no two cases have both variables.
  package let covariance: MatrixBuffer
  /// The means.
  package let mean: MatrixBuffer

  private let values: MatrixBuffer
  // Products of the values (0 for none) and of their indicators hold every
  // pair's sums.
  private let shifted: MatrixBuffer
  private let isKnown: MatrixBuffer
  private let weighted: MatrixBuffer
  private let products: MatrixBuffer
  private let sums: MatrixBuffer
  private let sizes: MatrixBuffer

  /// Prepares a group's cases.
  package init(_ sample: SampleCases) {
    let p = sample.variableCount
    let n = sample.count
    covariance = MatrixBuffer(rows: p, columns: p)
    mean = MatrixBuffer(rows: p)
    values = MatrixBuffer(sample.values)
    shifted = MatrixBuffer(rows: p, columns: n)
    isKnown = MatrixBuffer(rows: p, columns: n)
    weighted = MatrixBuffer(rows: p, columns: n)
    products = MatrixBuffer(rows: p, columns: p)
    sums = MatrixBuffer(rows: p, columns: p)
    sizes = MatrixBuffer(rows: p, columns: p)
    for k in 0..<values.count { isKnown[k] = values[k].isNaN ? 0 : 1 }
  }

  /// Takes other values of the same patterns.
  ///
  /// - Parameter values: Variables × cases, in the sample's order.
  package func take(values: borrowing MatrixBuffer) {
    self.values.copy(from: values)
  }

  /// Finds the moments.
  ///
  /// - Parameter counts: The frequency of every case, in the sample's order.
  package func find(counts: [Double]) {
    let p = values.rows
    let n = values.columns
    precondition(counts.count == n, "a count for every case")
    for variable in 0..<p {
      var sum = 0.0
      var count = 0.0
      for number in 0..<n where isKnown[variable, number] == 1 {
        sum += counts[number] * values[variable, number]
        count += counts[number]
      }
      mean[variable] = sum / count
      for number in 0..<n where isKnown[variable, number] == 1 {
        let value = values[variable, number] - mean[variable]
        shifted[variable, number] = value
        weighted[variable, number] = counts[number] * value
      }
    }
    multiply(weighted, shifted, into: products, transposeB: true)
    multiply(weighted, isKnown, into: sums, transposeB: true)
    for number in 0..<n {
      for variable in 0..<p {
        weighted[variable, number] = counts[number] * isKnown[variable, number]
      }
    }
    multiply(weighted, isKnown, into: sizes, transposeB: true)
    for j in 0..<p {
      for i in 0..<p {
        let size = sizes[i, j]
        covariance[i, j] =
          (products[i, j] - sums[i, j] * sums[j, i] / size) / (size - 1)
      }
    }
  }
}
