internal import Messages

/// What is wrong with data, said so that its owner can act on it.
public struct DataError: Error, Sendable, Hashable {
  /// The kinds of error; raw values are stable and may be matched by programs.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The file does not exist.
    case fileNotFound = "data.file-not-found"
    /// The file exists and cannot be read.
    case unreadableFile = "data.unreadable-file"
    /// The file is a workbook or a binary file, not text.
    case notText = "data.not-text"
    /// The bytes are not text in the encoding.
    case undecodableText = "data.undecodable-text"
    /// The file holds nothing.
    case emptyFile = "data.empty-file"
    /// The file has a header and no rows, or a table has no rows.
    case noRows = "data.no-rows"
    /// A row has too many or too few cells.
    case wrongCellCount = "data.wrong-cell-count"
    /// A quote is not closed, or text follows a closing quote.
    case malformedQuote = "data.malformed-quote"
    /// Two columns have the same name.
    case duplicateColumn = "data.duplicate-column"
    /// Columns have different lengths.
    case unequalColumns = "data.unequal-columns"
    /// There is no such column.
    case unknownColumn = "data.unknown-column"
    /// Text stands where numbers are needed.
    case textInNumbers = "data.text-in-numbers"
    /// A value is infinite.
    case infiniteValue = "data.infinite-value"
    /// A variable has no value at all.
    case allMissing = "data.all-missing"
    /// A variable does not vary.
    case constantVariable = "data.constant-variable"
    /// Every row has a missing value.
    case noCompleteRow = "data.no-complete-row"
    /// The group labels asked for are not in the data, or repeat.
    case unknownGroup = "data.unknown-group"
    /// A group has fewer than two complete rows.
    case smallGroup = "data.small-group"
    /// A variable names more groups than can be fitted.
    case tooManyGroups = "data.too-many-groups"
    /// There are no more cases than variables.
    case tooFewCases = "data.too-few-cases"
    /// A variable is a linear combination of others.
    case collinearVariables = "data.collinear-variables"
    /// A covariance matrix is not positive definite.
    case notPositiveDefinite = "data.not-positive-definite"
    /// A moment matrix has the wrong shape.
    case malformedMatrix = "data.malformed-matrix"
    /// A cell of a moment matrix is not a finite number.
    case invalidMoment = "data.invalid-moment"
    /// A moment matrix is not symmetric.
    case asymmetricMatrix = "data.asymmetric-matrix"
    /// A correlation lies outside of -1 to 1.
    case impossibleCorrelation = "data.impossible-correlation"
    /// A case has no cluster.
    case missingCluster = "data.missing-cluster"
    /// All cases are in one cluster.
    case oneCluster = "data.one-cluster"
    /// A sampling weight is missing, negative or infinite, or all are zero.
    case invalidWeight = "data.invalid-weight"
    /// The number of observations is missing or impossible.
    case observationCount = "data.observation-count"
    /// Two variables are never observed together, pairwise.
    case pairWithoutCases = "pairwise.no-cases"
    /// Two variables are never observed together, in the first of two stages.
    case firstStageWithoutCases = "two-stage.no-cases"
    /// Pairwise covariances are not positive definite.
    case pairsNotPositiveDefinite = "pairwise.not-positive-definite"
  }

  /// The kind of error.
  public let code: Code
  /// What is wrong, in one sentence.
  public let message: String
  /// What to do about it, in one sentence, or empty.
  public let remedy: String
  /// The file, if the error is about one.
  public let file: String?
  /// The line in that file, from 1.
  public let line: Int?

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - code: The kind of error.
  ///   - message: What is wrong, in one sentence.
  ///   - remedy: What to do about it, or empty.
  ///   - file: The file, if there is one.
  ///   - line: The line in the file, from 1.
  public init(
    _ code: Code, _ message: String, remedy: String = "",
    file: String? = nil, line: Int? = nil
  ) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.file = file
    self.line = line
  }
}

extension DataError: CustomStringConvertible {
  /// The place, the message and the remedy on one line.
  public var description: String {
    var text = ""
    if let file { text += file + ":" }
    if let line { text += "\(line):" }
    if !text.isEmpty { text += " " }
    text += message
    if !remedy.isEmpty { text += " " + remedy }
    return text
  }
}

/// Something the owner of the data should know that stops nothing.
public struct DataWarning: Sendable, Hashable {
  /// A stable code such as `data.group-missing`.
  public let code: String
  /// What was noticed, in one sentence.
  public let message: String

  /// Makes a warning.
  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

extension DataWarning {
  /// Commas that were read as decimal points.
  package static func decimalCommas(
    _ cell: DataColumn.Cell, columns: [String], file: String
  ) -> DataWarning {
    let place = columns.isEmpty ? "" : " in \(listing(columns, limit: 8))"
    return DataWarning(
      code: "data.decimal-commas",
      message: "Commas\(place) were read as decimal points, first in "
        + "'\(DataError.shortened(cell.text))' at line \(cell.line) of "
        + "\(file).")
  }
}
