/// A group's rows without a missing value, kept for estimators that need
/// more than moments.
public struct CompleteRows: Sendable {
  /// The variables, in the order of the columns.
  public let variableNames: [String]
  /// The number of rows.
  public let count: Int
  /// The values, rows x variables, column after column.
  public let values: [Double]
  /// For each row, its number in the table, from 1.
  public let rowNumbers: [Int]

  /// Products of centred columns, which another sample of the rows has other
  /// means for.
  package let products: [CenteredProduct]

  /// Makes rows of values known to be finite.
  package init(
    variableNames: [String], values: [Double], rowNumbers: [Int],
    products: [CenteredProduct] = []
  ) {
    precondition(
      values.count == variableNames.count * rowNumbers.count,
      "one value a row and variable")
    self.variableNames = variableNames
    self.count = rowNumbers.count
    self.values = values
    self.rowNumbers = rowNumbers
    self.products = products
  }

  /// The value of a row, counted from 0, and a variable.
  public subscript(row: Int, variable: Int) -> Double {
    values[variable * count + row]
  }

  /// The means and covariances of the rows.
  package func moments(divisor: MomentDivisor) -> SampleMoments {
    var accumulator = MomentAccumulator(variableCount: variableNames.count)
    accumulator.accumulate(self, divisor: divisor)
    return SampleMoments(
      checked: variableNames, observationCount: count,
      covariance: accumulator.covariance, mean: accumulator.mean,
      divisor: divisor)
  }
}
