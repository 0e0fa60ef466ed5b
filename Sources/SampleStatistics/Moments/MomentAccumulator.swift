internal import LinearAlgebra

/// Computes means and covariances of complete cases repeatedly, into buffers
/// that it owns.
///
/// Two passes: means of the differences to the first row, then products of
/// the deviations from those means, corrected for the little that is left of
/// their sums (Chan, Golub and LeVeque 1983). A column that does not vary has
/// a variance of exactly zero.
package struct MomentAccumulator: Sendable {
  /// The means.
  package private(set) var mean: [Double]
  /// The covariances, p × p, column after column.
  package private(set) var covariance: [Double]
  private var products: BlockedCrossProducts

  /// Makes an accumulator for a number of variables.
  package init(variableCount: Int) {
    self.mean = [Double](repeating: 0, count: variableCount)
    self.covariance = [Double](
      repeating: 0, count: variableCount * variableCount)
    self.products = BlockedCrossProducts(width: variableCount)
  }

  /// Computes the moments of all cases.
  package mutating func accumulate(
    _ cases: SampleCases, divisor: MomentDivisor
  ) {
    accumulate(
      cases.values.elements, strides: (mean.count, 1), count: cases.count,
      divisor
    ) { $0 }
  }

  /// Computes the moments of cases n × p, column after column; does not
  /// allocate.
  package mutating func accumulate(
    _ values: [Double], count: Int, divisor: MomentDivisor
  ) {
    precondition(values.count == count * mean.count)
    accumulate(values, strides: (1, count), count: count, divisor) { $0 }
  }

  /// Computes the moments of drawn cases, as a bootstrap replicate has them;
  /// does not allocate.
  package mutating func accumulate(
    _ cases: SampleCases, drawing indices: [Int], divisor: MomentDivisor
  ) {
    accumulate(
      cases.values.elements, strides: (mean.count, 1), count: indices.count,
      divisor
    ) { indices[$0] }
  }

  /// The moments as they stand.
  ///
  /// - Parameters:
  ///   - names: The variables' names.
  ///   - count: The number of cases.
  ///   - divisor: The divisor of the covariances.
  /// - Returns: The moments.
  func moments(of names: [String], count: Int, divisor: MomentDivisor)
    -> SampleMoments
  {
    SampleMoments(
      checked: names, observationCount: count,
      covariance: Matrix(
        rows: mean.count, columns: mean.count, elements: covariance),
      mean: mean, divisor: divisor)
  }

  @inline(__always)
  private mutating func accumulate(
    _ values: [Double], strides: (case: Int, variable: Int), count: Int,
    _ divisor: MomentDivisor, number: (Int) -> Int
  ) {
    precondition(count > 0, "moments of no cases")
    let p = mean.count
    let blockSize = BlockedCrossProducts.blockRowCount
    let first = number(0) * strides.case
    for column in 0..<p { mean[column] = 0 }
    var lower = 0
    while lower < count {
      let upper = min(count, lower + blockSize)
      for column in 0..<p {
        let place = column &* strides.variable
        let origin = values[first &+ place]
        var sum = 0.0
        for index in lower..<upper {
          sum += values[number(index) &* strides.case &+ place] - origin
        }
        mean[column] += sum
      }
      lower = upper
    }
    for column in 0..<p {
      mean[column] =
        values[first + column * strides.variable]
        + mean[column] / Double(count)
    }

    products.reset()
    lower = 0
    while lower < count {
      let upper = min(count, lower + blockSize)
      for column in 0..<p {
        let center = mean[column]
        let place = column &* strides.variable
        var quad = 0
        var index = lower
        while index &+ 4 <= upper {
          products[quad: quad, column: column] =
            SIMD4(
              values[number(index) &* strides.case &+ place],
              values[number(index &+ 1) &* strides.case &+ place],
              values[number(index &+ 2) &* strides.case &+ place],
              values[number(index &+ 3) &* strides.case &+ place]) - center
          quad &+= 1
          index &+= 4
        }
        if index < upper {
          var last = SIMD4<Double>.zero
          for lane in 0..<upper - index {
            last[lane] =
              values[number(index + lane) &* strides.case &+ place] - center
          }
          products[quad: quad, column: column] = last
        }
      }
      products.addBlock(rowCount: upper - lower)
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
