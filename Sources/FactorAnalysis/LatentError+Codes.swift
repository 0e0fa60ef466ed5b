internal import Messages

/// The codes of the target's errors.
extension LatentError.Code {
  /// More factors are asked for than the variables determine.
  static let tooManyFactors: Self = "efa.too-many-factors"
  /// Correlations are not numbers.
  static let factorsOfNothing: Self = "efa.not-numbers"
  /// A correlation matrix has no inverse.
  static let singularCorrelations: Self = "efa.singular"
  /// A rotation cannot be made.
  static let impossibleRotation: Self = "efa.rotation"
}
