package import LinearAlgebra
package import SampleStatistics

/// The moments of one group as an estimator wants them.
package struct GroupMoments: Sendable, Hashable {
  /// The number of cases.
  package var observationCount: Int
  /// The covariances, p × p, with the estimator's divisor.
  package var covariance: Matrix
  /// The means; zeros where means are not modelled.
  package var mean: [Double]
  /// The weight of weighted least squares over (means, vech covariances), or
  /// over the moments given exogenous variables (`RegressedMap`).
  package var weight: Matrix?
  /// The cases, n × p, where casewise scores are wanted.
  package var cases: Matrix?
  /// The cases' sampling weights, which the moments and `patterns` have taken
  /// in.
  package var caseWeights: [Double]?
  /// The number of each case's cluster, from 0.
  package var clusters: [Int]?
  /// The incomplete cases of full information maximum likelihood, whose
  /// saturated moments `covariance` and `mean` are.
  package var patterns: PatternSample?
  /// The incomplete cases of a first stage, whose saturated moments
  /// `covariance` and `mean` are; the second stage takes the moments alone.
  package var firstStage: PatternSample?

  /// Makes a group's moments.
  package init(
    observationCount: Int, covariance: Matrix, mean: [Double],
    weight: Matrix? = nil, cases: Matrix? = nil,
    caseWeights: [Double]? = nil, clusters: [Int]? = nil,
    patterns: PatternSample? = nil, firstStage: PatternSample? = nil
  ) {
    self.observationCount = observationCount
    self.covariance = covariance
    self.mean = mean
    self.weight = weight
    self.cases = cases
    self.caseWeights = caseWeights
    self.clusters = clusters
    self.patterns = patterns
    self.firstStage = firstStage
  }

  /// What the group counts for: its number of cases, or the sum of their
  /// sampling weights.
  package var size: Double {
    caseWeights.map { $0.reduce(0, +) } ?? Double(observationCount)
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

  /// What all groups count for: their cases, or the sum of the sampling
  /// weights.
  package var totalSize: Double { groups.reduce(0) { $0 + $1.size } }

  /// What multiplies a group's χ² contribution: N for the normal likelihood,
  /// N − 1 otherwise.
  package func multiplier(_ group: Int, _ options: EstimationOptions) -> Double
  {
    let n = groups[group].size
    return options.usesUnbiasedMoments ? n - 1 : n
  }

  /// Each group's factor in the objective.
  ///
  /// The Wishart likelihood too weighs groups by N, as lavaan does; its χ²
  /// alone counts N − 1.
  package func weights(_ options: EstimationOptions) -> [Double] {
    let total = totalSize
    return groups.indices.map {
      let n = groups[$0].size
      return (options.estimator == .ml ? n : n - 1) / total
    }
  }

  /// Each group's share of the cases.
  package var shares: [Double] {
    let total = totalSize
    return groups.map { $0.size / total }
  }
}
