public import Messages

/// The origin of a fit, which its report shows beside the numbers.
public struct ReportContext: Sendable, Hashable {
  /// A file that went into the fit.
  public struct InputFile: Sendable, Hashable {
    /// The file's name as the user gave it.
    public var name: String
    /// The hash of its bytes, with the algorithm's name.
    public var hash: String

    /// Makes an input file.
    public init(name: String, hash: String) {
      self.name = name
      self.hash = hash
    }
  }

  /// The number of a variable's missing values.
  public struct MissingCount: Sendable, Hashable {
    /// The variable.
    public var variable: String
    /// The rows without a value of it.
    public var count: Int

    /// Makes a count.
    public init(variable: String, count: Int) {
      self.variable = variable
      self.count = count
    }
  }

  /// The version of Latent.
  public var version: String
  /// The model's file or name; empty if it has none.
  public var modelName: String
  /// The data files, one for each group where moments are read.
  public var dataFiles: [InputFile]
  /// Whether the data are cases; else they are covariances.
  public var isFromCases: Bool
  /// The grouping variable, if there is one.
  public var groupVariable: String?
  /// The rows without a value of the grouping variable, which no group has.
  public var ungroupedCount = 0
  /// The variable with the number of cases of each row, if rows stand for
  /// several.
  public var frequencyVariable: String?
  /// The number of rows of the table of cases; 0 without one.
  public var rowCount = 0
  /// The variables with missing values.
  public var missing: [MissingCount]

  /// Makes a context.
  public init(
    version: String = LatentVersion.current, modelName: String = "",
    dataFiles: [InputFile] = [], isFromCases: Bool = true,
    groupVariable: String? = nil,
    missing: [MissingCount] = []
  ) {
    self.version = version
    self.modelName = modelName
    self.dataFiles = dataFiles
    self.isFromCases = isFromCases
    self.groupVariable = groupVariable
    self.missing = missing
  }
}
