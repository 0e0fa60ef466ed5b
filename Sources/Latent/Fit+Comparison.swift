public import FitComparison
public import Messages
public import ModelFit

extension Fit {
  /// Compares the fit with fits of other models to the same sample.
  ///
  /// Whether a model is nested in another is found numerically: the general
  /// model must reproduce the moments that the restricted one implies (Bentler
  /// & Satorra, 2010).
  ///
  /// - Parameters:
  ///   - others: One or more converged fits by the same estimator.
  ///   - names: The models' names, this one first; empty numbers them.
  ///   - criteria: The thresholds of a model that holds.
  ///   - method: The scaling of differences of χ², where the models have scaled
  ///     tests.
  /// - Returns: The comparison, models by ascending degrees of freedom.
  /// - Throws: An error of kind `fit` if a fit did not converge, or estimators
  ///   or scaled tests differ.
  public func compared(
    with others: Fit..., names: [String] = [],
    criteria: ComparisonCriteria = ComparisonCriteria(),
    method: DifferenceMethod = .default
  ) throws(LatentError) -> ModelComparison {
    try compare(
      [self] + others, names: names, criteria: criteria, method: method)
  }
}
