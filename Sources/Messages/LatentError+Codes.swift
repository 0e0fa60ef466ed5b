/// The codes of models that a sample cannot identify.
extension LatentError.Code {
  /// The data leave parameters undetermined.
  public static let notIdentified: Self = "model.not-identified"
  /// The model has more free parameters than the sample has moments.
  public static let tooManyParameters: Self = "model.too-many-parameters"
}

/// The codes of data that cannot be used.
extension LatentError.Code {
  /// The file does not exist.
  public static let fileNotFound: Self = "data.file-not-found"
  /// The file exists and cannot be read.
  public static let unreadableFile: Self = "data.unreadable-file"
  /// The file is a workbook or a binary file, not text.
  public static let notText: Self = "data.not-text"
  /// The bytes are not text in the encoding.
  public static let undecodableText: Self = "data.undecodable-text"
  /// The file holds nothing.
  public static let emptyFile: Self = "data.empty-file"
  /// The file has a header and no rows, or a table has no rows.
  public static let noRows: Self = "data.no-rows"
  /// A row has too many or too few cells.
  public static let wrongCellCount: Self = "data.wrong-cell-count"
  /// A quote is not closed, or text follows a closing quote.
  public static let malformedQuote: Self = "data.malformed-quote"
  /// Two columns have the same name.
  public static let duplicateColumn: Self = "data.duplicate-column"
  /// Columns have different lengths.
  public static let unequalColumns: Self = "data.unequal-columns"
  /// The data have no such column.
  public static let unknownColumn: Self = "data.unknown-column"
  /// Text stands where numbers are needed.
  public static let textInNumbers: Self = "data.text-in-numbers"
  /// A value is infinite.
  public static let infiniteValue: Self = "data.infinite-value"
  /// A variable has no value at all.
  public static let allMissing: Self = "data.all-missing"
  /// A variable does not vary.
  public static let constantVariable: Self = "data.constant-variable"
  /// Every row has a missing value.
  public static let noCompleteRow: Self = "data.no-complete-row"
  /// The group labels asked for are not in the data, or repeat.
  public static let unknownGroup: Self = "data.unknown-group"
  /// A group has fewer than two complete rows.
  public static let smallGroup: Self = "data.small-group"
  /// The number of cases does not exceed that of the variables.
  public static let tooFewCases: Self = "data.too-few-cases"
  /// A variable is a linear combination of others.
  public static let collinearVariables: Self = "data.collinear-variables"
  /// A covariance matrix is not positive definite.
  public static let notPositiveDefinite: Self = "data.not-positive-definite"
  /// A moment matrix has the wrong shape.
  public static let malformedMatrix: Self = "data.malformed-matrix"
  /// A cell of a moment matrix is not a finite number.
  public static let invalidMoment: Self = "data.invalid-moment"
  /// A moment matrix is not symmetric.
  public static let asymmetricMatrix: Self = "data.asymmetric-matrix"
  /// A correlation lies outside of -1 to 1.
  public static let impossibleCorrelation: Self = "data.impossible-correlation"
  /// A row sums up those above it.
  package static let summaryRow: Self = "data.summary-row"
  /// A case has no cluster.
  public static let missingCluster: Self = "data.missing-cluster"
  /// All cases are in one cluster.
  public static let oneCluster: Self = "data.one-cluster"
  /// A sampling weight is missing, negative or infinite, or all are zero.
  public static let invalidWeight: Self = "data.invalid-weight"
  /// The number of observations is missing or impossible.
  public static let observationCount: Self = "data.observation-count"
  /// Two variables are never observed together, pairwise.
  public static let pairWithoutCases: Self = "pairwise.no-cases"
  /// Two variables are never observed together, in the first of two stages.
  public static let firstStageWithoutCases: Self = "two-stage.no-cases"
  /// Pairwise covariances are not positive definite.
  public static let pairsNotPositiveDefinite: Self =
    "pairwise.not-positive-definite"
}
