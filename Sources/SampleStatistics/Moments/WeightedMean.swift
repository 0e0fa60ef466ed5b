/// The mean of weighted values in two passes: the second takes off what
/// rounding left of the first.
///
/// - Parameters:
///   - count: The number of values.
///   - total: The sum of the weights.
///   - value: The value of a number from 0.
///   - weight: Its weight.
/// - Returns: The mean.
@inline(__always)
func weightedMean(
  of count: Int, total: Double, value: (Int) -> Double,
  weight: (Int) -> Double = { _ in 1 }
) -> Double {
  var sum = 0.0
  for i in 0..<count { sum += weight(i) * value(i) }
  let first = sum / total
  var rest = 0.0
  for i in 0..<count { rest += weight(i) * (value(i) - first) }
  return first + rest / total
}
