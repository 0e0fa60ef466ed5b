internal import SampleStatistics

extension [Sample] {
  /// The factor of a group's contribution to χ²: N for the normal likelihood,
  /// N − 1 otherwise.
  package func multiplier(_ group: Int, _ options: EstimationOptions) -> Double
  {
    let n = self[group].size
    return options.usesUnbiasedMoments ? n - 1 : n
  }

  /// Each group's factor in the objective.
  ///
  /// The Wishart likelihood too weighs groups by N, as lavaan does; its χ²
  /// alone counts N − 1.
  package func weights(_ options: EstimationOptions) -> [Double] {
    let total = totalSize
    return map {
      (options.estimator.isLikelihood ? $0.size : $0.size - 1) / total
    }
  }
}
