internal import MomentStructure

extension Fitter {
  /// The one place where an estimator becomes a discrepancy.
  static func discrepancy(
    _ block: BlockStructure, moments: GroupMoments,
    options: EstimationOptions, conditions: Bool
  ) throws(EstimationError) -> any Discrepancy {
    let p = block.observedCount
    // Of the likelihood both are one: the moments of x are the sample's.
    let exogenous = conditions ? block.fixedExogenous : []
    switch options.estimator {
    case .ml:
      if let patterns = moments.patterns {
        return FullInformation(patterns, team: options.team)
      }
      return MaximumLikelihood(observedCount: p, hasMeans: block.hasMeans)
    case .gls:
      return NormalTheoryLeastSquares(
        observedCount: p, hasMeans: block.hasMeans, isWeighted: true)
    case .uls where !exogenous.isEmpty:
      return RegressedLeastSquares(
        observedCount: p, exogenous: exogenous, weight: nil)
    case .uls:
      return NormalTheoryLeastSquares(
        observedCount: p, hasMeans: block.hasMeans, isWeighted: false)
    case .wls:
      guard let weight = moments.weight else {
        throw EstimationError(
          code: "estimator.needs-raw-data",
          message: "The estimator WLS needs raw data for its weight matrix.",
          remedy: "Give a data file instead of covariances, or use ML, GLS "
            + "or ULS.")
      }
      if !exogenous.isEmpty {
        return RegressedLeastSquares(
          observedCount: p, exogenous: exogenous, weight: weight)
      }
      return WeightedLeastSquares(
        observedCount: p, hasMeans: block.hasMeans, weight: weight)
    }
  }
}
