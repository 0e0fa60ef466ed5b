package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// The fit did not converge, and there is no result without it.
  package static let fitNotConverged: Self = "fit.not-converged"
  /// A text of constraints has none.
  package static let syntaxNoConstraint: Self = "syntax.no-constraint"
}
