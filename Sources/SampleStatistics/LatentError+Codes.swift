package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// A correlation matrix is analysed as one of covariances.
  package static let dataCorrelationMatrix: Self = "data.correlation-matrix"
  /// The diagonal of a matrix looks like reliabilities.
  package static let dataDiagonalBelowOne: Self = "data.diagonal-below-one"
  /// Cases have no value at all and are left out.
  package static let dataEmptyCases: Self = "data.empty-cases"
  /// Cases without values of exogenous variables are left out.
  package static let dataExogenousMissing: Self = "data.exogenous-missing"
  /// The number of cases does not exceed that of the variables, whose
  /// covariance matrix has no inverse.
  package static let dataFewCases: Self = "data.few-cases"
  /// Cases without a group are left out.
  package static let dataGroupMissing: Self = "data.group-missing"
  /// A code of missing values is not in the data.
  package static let dataIdleMissingCode: Self = "data.idle-missing-code"
  /// A value lies far from the others.
  package static let dataOutlyingValue: Self = "data.outlying-value"
  /// Days and months were read as decimal numbers.
  package static let dataDates: Self = "data.dates"
  /// Two variables are never observed together.
  package static let dataPairNeverObserved: Self = "data.pair-never-observed"
  /// A matrix was read as articles print it.
  package static let dataPrintedTable: Self = "data.printed-table"
  /// Every row of a table occurs several times.
  package static let dataRepeatedRows: Self = "data.repeated-rows"
  /// Labels of groups differ by case or blanks only.
  package static let dataSimilarGroups: Self = "data.similar-groups"
  /// Correlations of more variables than memory and time allow are asked for.
  package static let dataTooManyVariables: Self = "data.too-many-variables"
  /// The grouping variable has more values than groups can be.
  package static let dataTooManyGroups: Self = "data.too-many-groups"
  /// A value looks like a code of missing values.
  package static let dataUndeclaredMissingCode: Self =
    "data.undeclared-missing-code"
  /// Variances differ by a large factor.
  package static let dataUnequalVariances: Self = "data.unequal-variances"
  /// Tables of ordered variables have empty cells.
  package static let orderedEmptyCells: Self = "ordered.empty-cells"
  /// Ordered variables need cases.
  package static let orderedNeedCases: Self = "ordered.need-cases"
  /// An ordered variable has values that are not whole numbers.
  package static let orderedNotWhole: Self = "ordered.not-whole"
  /// Correlations of ordered variables are not positive definite.
  package static let orderedNotPositiveDefinite: Self =
    "ordered.not-positive-definite"
  /// The saturated model of incomplete cases did not converge.
  package static let saturatedNotConverged: Self = "saturated.not-converged"
}
