package import LinearAlgebra

/// The moments of one group as an estimator wants them.
package struct GroupMoments: Sendable, Hashable {
  /// The number of cases.
  package var observationCount: Int
  /// The covariances, p × p, with the estimator's divisor.
  package var covariance: Matrix
  /// The means; zeros where means are not modelled.
  package var mean: [Double]
  /// The weight of weighted least squares over (means, vech covariances).
  package var weight: Matrix?

  package init(
    observationCount: Int, covariance: Matrix, mean: [Double],
    weight: Matrix? = nil
  ) {
    self.observationCount = observationCount
    self.covariance = covariance
    self.mean = mean
    self.weight = weight
  }
}

/// The moments of all groups.
package struct EstimationSample: Sendable, Hashable {
  /// The groups in the model's order.
  package var groups: [GroupMoments]

  package init(groups: [GroupMoments]) {
    self.groups = groups
  }

  /// The number of cases in all groups.
  package var totalCount: Int {
    groups.reduce(0) { $0 + $1.observationCount }
  }

  /// What multiplies a group's χ² contribution: N for the normal likelihood,
  /// N − 1 otherwise.
  package func multiplier(_ group: Int, _ options: EstimationOptions) -> Double
  {
    let n = groups[group].observationCount
    return Double(options.usesUnbiasedMoments ? n - 1 : n)
  }

  /// Each group's factor in the objective; the factors add up to about one.
  package func weights(_ options: EstimationOptions) -> [Double] {
    let total: Double
    if options.estimator == .ml, options.likelihood == .wishart {
      total = Double(totalCount - groups.count)
    } else {
      total = Double(totalCount)
    }
    return groups.indices.map { multiplier($0, options) / total }
  }
}
