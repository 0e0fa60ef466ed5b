internal import LinearAlgebra
internal import SampleStatistics

/// The moments of samples drawn from one group's cases, worked out from how
/// often each case is drawn: one weighted product of the centred data.
///
/// One worker's; does not allocate after it is made.
final class DrawnCases {
  /// The number of times that each case is drawn.
  var counts: [Double]

  private let cases: SampleCases
  private let divisor: MomentDivisor
  private let origin: [Double]
  private let centered: MatrixBuffer
  private let weighted: MatrixBuffer
  private let products: MatrixBuffer
  private var accumulator: MomentAccumulator
  private var indices: [Int]

  /// Prepares the cases of a group.
  init(_ cases: SampleCases, divisor: MomentDivisor) {
    let p = cases.variableCount
    let n = cases.count
    self.cases = cases
    self.divisor = divisor
    counts = [Double](repeating: 0, count: n)
    indices = []
    indices.reserveCapacity(n)
    accumulator = MomentAccumulator(variableCount: p)
    accumulator.accumulate(cases, divisor: .count)
    origin = accumulator.mean
    centered = MatrixBuffer(rows: n, columns: p)
    weighted = MatrixBuffer(rows: n, columns: p)
    products = MatrixBuffer(rows: p, columns: p)
    for j in 0..<p {
      for i in 0..<n { centered[i, j] = cases[i, j] - origin[j] }
    }
  }

  /// Writes the moments of the cases as they are counted.
  ///
  /// - Parameters:
  ///   - covariance: Receives the covariances, p × p.
  ///   - mean: Receives the means, p.
  func writeMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) {
    let p = origin.count
    var n = 0.0
    for count in counts { n += count }
    multiplyRows(of: centered, by: counts, into: weighted)
    multiplyCorner(centered, weighted, into: products, from: 0)
    for j in 0..<p { mean[j] = columnSum(of: weighted, column: j) / n }
    let scale = 1 / divisor.value(forSize: n)
    for j in 0..<p {
      let square = products[j, j]
      let shift = n * mean[j]
      guard square - shift * mean[j] > Self.leastShare * square else {
        return writeExactly(covariance: covariance, mean: mean)
      }
      for i in j..<p {
        let value = scale * (products[i, j] - shift * mean[i])
        covariance[i, j] = value
        covariance[j, i] = value
      }
    }
    for j in 0..<p { mean[j] += origin[j] }
    recenterProducts(covariance: covariance, mean: mean, count: n)
  }

  /// The share of a sum of squares about the original mean that must remain
  /// about the drawn one; less is rounding, as when a variable happens not to
  /// vary.
  private static let leastShare = 1e-6

  /// The same by two passes over the drawn cases, which is exact for
  /// variables without variance.
  private func writeExactly(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) {
    if cases.weights != nil {
      let moments = cases.moments(weights: counts, divisor: divisor)
      var n = 0.0
      for count in counts { n += count }
      covariance.copy(from: moments.covariance.elements)
      mean.copy(from: moments.mean ?? [])
      return recenterProducts(covariance: covariance, mean: mean, count: n)
    }
    indices.removeAll(keepingCapacity: true)
    for (index, count) in counts.enumerated() {
      for _ in 0..<Int(count) { indices.append(index) }
    }
    accumulator.accumulate(cases, drawing: indices, divisor: divisor)
    covariance.copy(from: accumulator.covariance)
    mean.copy(from: accumulator.mean)
    recenterProducts(
      covariance: covariance, mean: mean, count: Double(indices.count))
  }

  private func recenterProducts(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer,
    count: Double
  ) {
    for product in cases.products {
      product.recenter(
        covariance: covariance, mean: mean,
        countRatio: divisor.value(forSize: count) / count)
    }
  }
}
