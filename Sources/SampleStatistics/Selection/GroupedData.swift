public import TableReading

/// Which rows and columns of a table a model uses.
public struct SampleSelection: Sendable, Hashable {
  /// The variables, each once; `x:z` is the product of the columns x and z.
  public var variables: [String]
  /// The column that splits the rows into groups.
  public var groupVariable: String?
  /// The groups to use, in this order; `nil` takes all, in the order in
  /// which the data show them first.
  public var groupLabels: [String]?
  /// The divisor of the covariances.
  public var divisor: MomentDivisor
  /// Whether rows with missing values are used too.
  public var keepsIncomplete = false
  /// Products among the variables whose factors are centred within groups
  /// before they are multiplied.
  public var centeredProducts: Set<String>
  /// How they are centred.
  public var productCentering: ProductCentering

  /// Makes a selection.
  ///
  /// - Parameters:
  ///   - variables: The variables, each once.
  ///   - groupVariable: The column that splits the rows into groups.
  ///   - groupLabels: The groups to use, in this order.
  ///   - divisor: The divisor of the covariances.
  ///   - centeredProducts: Products among the variables that are centred
  ///     within groups.
  ///   - productCentering: How they are centred.
  public init(
    variables: [String], groupVariable: String? = nil,
    groupLabels: [String]? = nil, divisor: MomentDivisor = .count,
    centeredProducts: Set<String> = [],
    productCentering: ProductCentering = .double
  ) {
    self.variables = variables
    self.groupVariable = groupVariable
    self.groupLabels = groupLabels
    self.divisor = divisor
    self.centeredProducts = centeredProducts
    self.productCentering = productCentering
  }
}

/// How many rows one variable's missing values cost.
public struct DeletionCount: Sendable, Hashable {
  /// The variable.
  public let variable: String
  /// The rows in which it is missing; a row can count for several variables.
  public let rowCount: Int
}

/// One group's sample after listwise deletion.
public struct SampleGroup: Sendable {
  /// The group's label; empty without a grouping variable.
  public let label: String
  /// The rows of the group in the table.
  public let readCount: Int
  /// The variables whose missing values deleted rows, in the variables'
  /// order.
  public let deletions: [DeletionCount]
  /// The rows that are complete.
  public let rows: CompleteRows
  /// Their moments.
  public let moments: SampleMoments

  /// The rows deleted for a missing value.
  public var deletedCount: Int { readCount - rows.count }
}

/// The groups that a selection takes from a table.
public struct GroupedData: Sendable {
  /// The variables.
  public let variableNames: [String]
  /// The grouping variable.
  public let groupVariable: String?
  /// The groups in their order.
  public let groups: [SampleGroup]
  /// What the owner of the data should know.
  public let warnings: [DataWarning]

  /// Selects variables, splits groups, deletes incomplete rows and computes
  /// moments.
  ///
  /// - Parameters:
  ///   - table: The data.
  ///   - selection: What to use of them.
  /// - Throws: `DataError` for an unknown or unusable column or group.
  public init(_ table: DataTable, selecting selection: SampleSelection)
    throws(DataError)
  {
    let split = try GroupSplit(table, selection)
    let columns = try SelectedColumns(table, selection)
    try columns.requireUsable(rows: split.allRows)
    var groups: [SampleGroup] = []
    for (label, rows) in zip(split.labels, split.rows) {
      groups.append(
        try columns.group(
          label: label, rows: rows, divisor: selection.divisor))
    }
    self.variableNames = selection.variables
    self.groupVariable = selection.groupVariable
    self.groups = groups
    self.warnings = split.warnings + columns.warnings
  }

  /// Refuses groups whose covariance matrix has no inverse, as estimators
  /// that need one do.
  ///
  /// - Throws: `DataError` naming the numbers or the collinear variables.
  public func requirePositiveDefinite() throws(DataError) {
    for group in groups {
      try group.moments.requirePositiveDefinite(group: group.label)
    }
  }
}
