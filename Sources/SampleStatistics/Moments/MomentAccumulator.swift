/// Computes means and covariances into buffers of its own, again and again.
///
/// Two passes: means of the differences to the first row, then products of
/// the deviations from those means, corrected for the little that is left of
/// their sums (Chan, Golub and LeVeque 1983). A column that does not vary has
/// a variance of exactly zero.
package struct MomentAccumulator: Sendable {
  /// The means.
  package private(set) var mean: [Double]
  /// The covariance matrix, p x p, column after column.
  package private(set) var covariance: [Double]
  private var products: BlockedCrossProducts

  /// Makes an accumulator for a number of variables.
  package init(variableCount: Int) {
    self.mean = [Double](repeating: 0, count: variableCount)
    self.covariance = [Double](
      repeating: 0, count: variableCount * variableCount)
    self.products = BlockedCrossProducts(width: variableCount)
  }

  /// Computes the moments of all rows.
  package mutating func accumulate(
    _ rows: CompleteRows, divisor: MomentDivisor
  ) {
    accumulate(rows.values, stride: rows.count, count: rows.count, divisor) {
      $0
    }
  }

  /// Computes the moments of cases n × p, column after column; touches no
  /// heap.
  package mutating func accumulate(
    _ values: [Double], count: Int, divisor: MomentDivisor
  ) {
    precondition(values.count == count * mean.count)
    accumulate(values, stride: count, count: count, divisor) { $0 }
  }

  /// Computes the moments of drawn rows, as a bootstrap replicate has them;
  /// touches no heap.
  package mutating func accumulate(
    _ rows: CompleteRows, drawing indices: [Int], divisor: MomentDivisor
  ) {
    accumulate(
      rows.values, stride: rows.count, count: indices.count, divisor
    ) { indices[$0] }
  }

  @inline(__always)
  private mutating func accumulate(
    _ values: [Double], stride: Int, count: Int, _ divisor: MomentDivisor,
    row: (Int) -> Int
  ) {
    precondition(count > 0, "moments of no rows")
    let p = mean.count
    let blockSize = BlockedCrossProducts.blockRowCount
    for column in 0..<p {
      let start = column * stride
      let origin = values[start + row(0)]
      var total = 0.0
      var lower = 0
      while lower < count {
        let upper = min(count, lower + blockSize)
        var sum = 0.0
        for index in lower..<upper {
          sum += values[start + row(index)] - origin
        }
        total += sum
        lower = upper
      }
      mean[column] = origin + total / Double(count)
    }

    products.reset()
    var lower = 0
    while lower < count {
      let upper = min(count, lower + blockSize)
      if upper - lower < blockSize { products.clearBlock() }
      for column in 0..<p {
        let start = column * stride
        let center = mean[column]
        for index in lower..<upper {
          products[index - lower, column] = values[start + row(index)] - center
        }
      }
      products.addBlock()
      lower = upper
    }

    let n = Double(count)
    let scale = 1 / divisor.value(for: count)
    for column in 0..<p {
      for row in column..<p {
        let product =
          products.products[column * p + row]
          - products.sums[column] * products.sums[row] / n
        covariance[column * p + row] = product * scale
        covariance[row * p + column] = product * scale
      }
    }
    for column in 0..<p { mean[column] += products.sums[column] / n }
  }
}
