package import Messages

/// The codes of the target's errors.
extension LatentError.Code {
  /// The text of a Monte Carlo study cannot be read.
  static let monteCarloSyntax: Self = "monte-carlo.syntax"
  /// A Monte Carlo study says something that has no meaning.
  static let monteCarloInvalid: Self = "monte-carlo.invalid"
  /// A model cannot be fitted to the moments of its population.
  static let monteCarloNotFitted: Self = "monte-carlo.not-fitted"
  /// A file of replicates is not one of this study.
  static let monteCarloReplicates: Self = "monte-carlo.replicates"
  /// The replicates of a Monte Carlo study cannot be kept any more.
  package static let monteCarloNotKept: Self = "monte-carlo.not-kept"
}
