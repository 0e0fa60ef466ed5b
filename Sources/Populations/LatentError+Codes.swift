package import Messages

/// The codes of the target's errors.
extension LatentError.Code {
  /// A parameter of a population has no value.
  static let populationNoValue: Self = "population.no-value"
  /// A value of a population contradicts the rest of it.
  static let populationContradiction: Self = "population.contradiction"
  /// A variance of a population is negative, or its covariances are not
  /// positive definite.
  static let populationNotPositiveDefinite: Self =
    "population.not-positive-definite"
  /// A model has what no population can be made of.
  static let populationUnsupported: Self = "population.unsupported"
  /// An option of a population has a value that it cannot have.
  package static let populationOption: Self = "population.option"
  /// An option of a population names a variable that it does not have.
  static let populationUnknownVariable: Self = "population.unknown-variable"
  /// No distribution of the kind has the skewness and kurtosis asked for.
  static let populationShape: Self = "population.shape"
}
