internal import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// More factors are asked for than the variables determine.
  static let tooManyFactors: Self = "efa.too-many-factors"
  /// Correlations are not numbers.
  static let factorsOfNothing: Self = "efa.not-numbers"
  /// A correlation matrix has no inverse.
  static let singularCorrelations: Self = "efa.singular"
  /// A unique variance is at its lower limit or negative.
  static let heywoodCase: Self = "efa.heywood"
  /// The search for unique variances has not converged.
  static let extractionNotConverged: Self = "efa.not-converged"
  /// One factor is asked for, and a rotation.
  static let oneFactor: Self = "efa.one-factor"
  /// The weights of correlations are not known.
  static let noPairWeights: Self = "efa.no-weights"
}
