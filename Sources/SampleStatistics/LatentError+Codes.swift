package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// Cases have no value at all and are left out.
  package static let dataEmptyCases: Self = "data.empty-cases"
  /// Cases without values of exogenous variables are left out.
  package static let dataExogenousMissing: Self = "data.exogenous-missing"
  /// Cases without a group are left out.
  package static let dataGroupMissing: Self = "data.group-missing"
  /// A code of missing values is not in the data.
  package static let dataIdleMissingCode: Self = "data.idle-missing-code"
  /// Two variables are never observed together.
  package static let dataPairNeverObserved: Self = "data.pair-never-observed"
  /// The grouping variable has more values than groups can be.
  package static let dataTooManyGroups: Self = "data.too-many-groups"
  /// A value looks like a code of missing values.
  package static let dataUndeclaredMissingCode: Self =
    "data.undeclared-missing-code"
  /// The saturated model of incomplete cases did not converge.
  package static let saturatedNotConverged: Self = "saturated.not-converged"
}
