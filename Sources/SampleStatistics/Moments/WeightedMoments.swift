extension CompleteRows {
  /// The weighted means, and the covariances around them divided by the sum
  /// of the weights.
  ///
  /// Two passes: means of the differences to a first mean, then products of
  /// the deviations.
  ///
  /// - Parameter weights: One weight a row, none negative, not all zero.
  /// - Returns: The moments; their count is that of the rows.
  package func moments(weights: [Double]) -> SampleMoments {
    precondition(weights.count == count, "one weight a row")
    let p = variableNames.count
    let total = weights.reduce(0, +)
    var mean = [Double](repeating: 0, count: p)
    var deviations = values
    for j in 0..<p {
      let start = j * count
      var sum = 0.0
      for i in 0..<count { sum += weights[i] * values[start + i] }
      let first = sum / total
      var rest = 0.0
      for i in 0..<count { rest += weights[i] * (values[start + i] - first) }
      mean[j] = first + rest / total
      for i in 0..<count { deviations[start + i] -= mean[j] }
    }
    var covariance = [Double](repeating: 0, count: p * p)
    for b in 0..<p {
      for a in b..<p {
        var sum = 0.0
        for i in 0..<count {
          sum +=
            weights[i] * deviations[a * count + i] * deviations[b * count + i]
        }
        covariance[b * p + a] = sum / total
        covariance[a * p + b] = sum / total
      }
    }
    return SampleMoments(
      checked: variableNames, observationCount: count,
      covariance: covariance, mean: mean, divisor: .count)
  }
}
