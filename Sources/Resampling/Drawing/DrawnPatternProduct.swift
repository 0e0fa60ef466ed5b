internal import LinearAlgebra
internal import SampleStatistics

/// A product of incomplete columns that every replicate centres at the means
/// of the drawn cases that have them, as the original sample's is.
struct DrawnPatternProduct {
  private let product: CenteredProduct

  init(_ product: CenteredProduct) {
    self.product = product
  }

  /// Writes the product of the centred columns; does not allocate.
  ///
  /// - Parameters:
  ///   - values: Variables × cases, NaN where there is none; the product's
  ///     are replaced.
  ///   - counts: The number of times that every case is drawn.
  ///   - means: Receives the means of the two columns, by variable.
  /// - Returns: False if no drawn case has a value of the columns.
  func center(
    _ values: borrowing MatrixBuffer, counts: [Double],
    means: borrowing MatrixBuffer
  ) -> Bool {
    let (a, b) = product.factors
    means[a] = mean(of: a, values, counts)
    means[b] = mean(of: b, values, counts)
    let column = product.column
    for number in 0..<values.columns {
      values[column, number] =
        (values[a, number] - means[a]) * (values[b, number] - means[b])
    }
    guard product.isCentered else {
      return means[a].isFinite && means[b].isFinite
    }
    let center = mean(of: column, values, counts)
    for number in 0..<values.columns { values[column, number] -= center }
    return center.isFinite
  }

  /// The mean of the values that are there.
  private func mean(
    of variable: Int, _ values: borrowing MatrixBuffer, _ counts: [Double]
  ) -> Double {
    var sum = 0.0
    var count = 0.0
    for number in 0..<values.columns {
      let value = values[variable, number]
      if value.isNaN { continue }
      sum += counts[number] * value
      count += counts[number]
    }
    let first = sum / count
    // A second pass takes off what rounding left of the mean.
    var rest = 0.0
    for number in 0..<values.columns {
      let value = values[variable, number]
      if !value.isNaN { rest += counts[number] * (value - first) }
    }
    return first + rest / count
  }
}
