package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// The fit did not converge, and there is no result without it.
  package static let fitNotConverged: Self = "fit.not-converged"
  /// What stands in a column is none of the categories that an option gives.
  package static let orderedUnknownCategory: Self = "ordered.unknown-category"
  /// A text of constraints has none.
  package static let syntaxNoConstraint: Self = "syntax.no-constraint"
}
