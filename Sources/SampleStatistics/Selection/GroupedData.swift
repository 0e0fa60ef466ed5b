package import LinearAlgebra
public import Messages
public import TableReading

/// The rows and columns of a table that a model uses.
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
  /// The source of the moments: complete rows, or, rows with missing values
  /// used too, by one of the ways of `MomentSource`.
  public var source = MomentSource.complete
  /// The variables that a row must have to be used, where incomplete rows are.
  public var required: Set<String> = []
  /// Whether covariances without an inverse are refused.
  public var needsInverse = false
  /// Whether moments are of a first stage of ordered variables, which follows:
  /// those of their numbers are never used.
  package var isForFirstStage = false
  /// Whether the first stage takes nothing from the moments of the numbers, as
  /// without exogenous variables that it is given.
  package var needsVariancesAlone = false
  /// Whether samples of complete rows keep their cases.
  package var keepsCases = true
  /// Products among the variables whose factors are centred within groups
  /// before they are multiplied.
  public var centeredProducts: Set<String>
  /// Their centring.
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
  ///   - productCentering: Their centring.
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

/// The samples of the groups that selections take from a table.
public struct GroupedData: Sendable {
  /// The samples in the order of the groups.
  public let groups: [Sample]
  /// Warnings about the data, each once.
  public let warnings: [LatentWarning]

  /// Selects variables, splits groups and computes moments.
  ///
  /// - Parameters:
  ///   - table: The data.
  ///   - selection: The rows and columns to use.
  /// - Throws: `LatentError` for an unknown or unusable column or group.
  public init(_ table: DataTable, selecting selection: SampleSelection)
    throws(LatentError)
  {
    try self.init(table, selecting: [selection])
  }

  /// Takes groups with different variables: one selection for each group, or
  /// one for all.
  ///
  /// - Parameters:
  ///   - table: The data.
  ///   - selections: The rows and columns to use; all have one `source`.
  ///   - design: The cases' clusters and sampling weights.
  ///   - team: The threads that work on the moments of incomplete cases.
  /// - Throws: `LatentError` for an unknown or unusable column or group, and for
  ///   cases that do not have the moments.
  package init(
    _ table: DataTable, selecting selections: [SampleSelection],
    design: SurveyDesign? = nil, team: WorkTeam = WorkTeam(threads: 1)
  ) throws(LatentError) {
    var samples: [Sample] = []
    var warnings: [LatentWarning] = []
    let names = selections.flatMap(\.variables)
    if let error = MatrixTable(table)?.error { throw error }
    if let error = SummaryRows(table, names: names).error() { throw error }
    if selections.contains(where: { $0.source != .complete }) {
      var groups: [IncompleteGroup] = []
      for selection in selections {
        groups += try IncompleteGroup.groups(table, selection, &warnings)
      }
      try design?.weigh(&groups)
      for group in groups {
        samples.append(try group.sample(team: team, warnings: &warnings))
      }
      try design?.addClusters(to: &samples)
    } else {
      for selection in selections {
        samples += try Self.complete(table, selection, &warnings)
      }
      try design?.addClusters(to: &samples)
      try design?.weigh(&samples)
    }
    let others =
      (selections.compactMap(\.groupVariable)
      + [design?.clusterName, design?.weightName].compactMap(\.self)).distinct
    if !table.missingCodes.isEmpty {
      warnings += CodeWarnings(table, names: names).idle(others: others)
    }
    if !others.isEmpty {
      let beside = CodeWarnings(table, names: others)
      if let warning = beside.undeclared(beside.suspected()) {
        warnings.append(warning)
      }
    }
    for variable in selections.compactMap(\.groupVariable).distinct {
      if let warning = LatentWarning.similarGroups(table, variable) {
        warnings.append(warning)
      }
    }
    self.groups = samples
    self.warnings = warnings.distinct
  }

  /// The samples of complete rows.
  private static func complete(
    _ table: DataTable, _ selection: SampleSelection,
    _ warnings: inout [LatentWarning]
  ) throws(LatentError) -> [Sample] {
    let split = try GroupSplit(table, selection)
    let columns = try SelectedColumns(table, selection)
    try columns.requireUsable(rows: split.allRows)
    var samples: [Sample] = []
    for (label, rows) in zip(split.labels, split.rows) {
      samples.append(
        try columns.sample(
          label: label, rows: rows, divisor: selection.divisor,
          needsVariancesAlone: selection.needsVariancesAlone))
    }
    warnings += split.warnings + columns.warnings(rows: split.allRows)
    if selection.needsInverse {
      for sample in samples {
        try sample.moments.requirePositiveDefinite(group: sample.label)
      }
    }
    return samples
  }

  /// Refuses groups whose covariance matrix has no inverse, as estimators
  /// that need one do.
  ///
  /// - Throws: `LatentError` naming the numbers or the collinear variables.
  public func requirePositiveDefinite() throws(LatentError) {
    for group in groups {
      try group.moments.requirePositiveDefinite(group: group.label)
    }
  }
}
