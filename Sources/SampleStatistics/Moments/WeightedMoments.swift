internal import LinearAlgebra

extension SampleCases {
  /// The means and covariances of complete cases, which count once.
  package func moments(divisor: MomentDivisor) -> SampleMoments {
    var accumulator = MomentAccumulator(variableCount: variableCount)
    accumulator.accumulate(self, divisor: divisor)
    return accumulator.moments(
      of: variableNames, count: count, divisor: divisor)
  }

  /// The means and variances of complete cases, which count once, and
  /// covariances of 0: where a first stage takes the place of all, the
  /// variances show what does not vary.
  func varianceMoments(divisor: MomentDivisor) -> SampleMoments {
    let p = variableCount
    let values = values.elements
    let first = Array(values.prefix(p))
    var mean = [Double](repeating: 0, count: p)
    for start in stride(from: 0, to: values.count, by: p) {
      for variable in 0..<p {
        mean[variable] += values[start &+ variable] - first[variable]
      }
    }
    for variable in 0..<p {
      mean[variable] = first[variable] + mean[variable] / Double(count)
    }
    var squares = [Double](repeating: 0, count: p)
    for start in stride(from: 0, to: values.count, by: p) {
      for variable in 0..<p {
        let deviation = values[start &+ variable] - mean[variable]
        squares[variable] += deviation * deviation
      }
    }
    var covariance = Matrix(rows: p, columns: p)
    for variable in 0..<p {
      covariance[variable, variable] =
        squares[variable] / divisor.value(forSize: Double(count))
    }
    return SampleMoments(
      checked: variableNames, observationCount: count, covariance: covariance,
      mean: mean, divisor: divisor)
  }

  /// The weighted means of complete cases, and the covariances around them.
  ///
  /// Two passes: means of the differences to a first mean, then products of
  /// the deviations.
  ///
  /// - Parameters:
  ///   - weights: One weight for each case, none negative, not all zero.
  ///   - divisor: The divisor of the covariances, in which the sum of the
  ///     weights stands for the number of cases: weights of 1 change nothing.
  /// - Returns: The moments; their count is that of the cases.
  package func moments(weights: [Double], divisor: MomentDivisor)
    -> SampleMoments
  {
    precondition(weights.count == count, "one weight a case")
    let p = variableCount
    let total = weights.reduce(0, +)
    let values = values.elements
    var mean = [Double](repeating: 0, count: p)
    var deviations = Matrix(rows: count, columns: p)
    for j in 0..<p {
      mean[j] = weightedMean(of: count, total: total) {
        values[$0 * p + j]
      } weight: {
        weights[$0]
      }
      for i in 0..<count { deviations[i, j] = values[i * p + j] - mean[j] }
    }
    var covariance = Matrix(rows: p, columns: p)
    for b in 0..<p {
      for a in b..<p {
        var sum = 0.0
        for i in 0..<count {
          sum += weights[i] * deviations[i, a] * deviations[i, b]
        }
        covariance[a, b] = sum / divisor.value(forSize: total)
        covariance[b, a] = covariance[a, b]
      }
    }
    return SampleMoments(
      checked: variableNames, observationCount: count,
      covariance: covariance, mean: mean, divisor: divisor)
  }
}
