internal import LinearAlgebra
package import Messages
package import OrderedMoments
package import TableReading

/// The correlations of a table's variables that are asked for.
package struct CorrelationSelection: Sendable {
  /// The variables, each once.
  package var variables: [String]
  /// Those of them that are ordered.
  package var ordered: [String] = []
  /// The column that splits the rows into groups.
  package var groupVariable: String?
  /// The groups to use, in this order; `nil` for all.
  package var groupLabels: [String]?
  /// Whether a pair is of the cases that have both values; else all are of the
  /// cases without missing values.
  package var isPairwise = true
  /// The column that names the cases' clusters; `nil` for independent cases.
  package var cluster: String?
  /// The column with their sampling weights; `nil` for cases that count once.
  package var samplingWeights: String?
  /// The treatment of empty cells, and the threads.
  package var firstStage = FirstStageOptions()

  /// Selects variables.
  package init(variables: [String]) {
    self.variables = variables
  }
}

/// The correlations of one group's variables.
package struct CorrelationSample: Sendable {
  /// The group's label; empty for a single group.
  package let label: String
  /// The number of rows of the group.
  package let rowCount: Int
  /// The thresholds and correlations.
  package let stage: FirstStage
  /// The pairs with standard errors and tests.
  package let pairs: [CorrelationPair]
  /// The labels of the categories of each variable; none of a continuous one.
  package let categories: [[String]]
  /// The smallest eigenvalue of the correlations.
  package let smallestEigenvalue: Double

  /// Whether the correlations are a matrix that variables can have.
  package var isPositiveDefinite: Bool {
    smallestEigenvalue > 1e-10
  }
}

/// The correlations of the groups of a table.
package struct CorrelationSamples: Sendable {
  /// The groups.
  package let groups: [CorrelationSample]
  /// Warnings about the data and the correlations, each once.
  package let warnings: [LatentWarning]

  /// Estimates the correlations.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - selection: The rows and columns, and what is asked of them.
  /// - Throws: `LatentError` for columns, groups or categories that cannot be
  ///   used, and for correlations of ±1.
  package init(_ table: DataTable, _ selection: CorrelationSelection)
    throws(LatentError)
  {
    if let error = MatrixTable(table)?.error { throw error }
    let names = selection.variables
    if let error = Self.excess(of: names.count, cases: table.rowCount) {
      throw error
    }
    if let error = SummaryRows(table, names: names).error() { throw error }
    try Self.requireOrderedAmongVariables(selection)
    let split = try GroupSplit(
      table,
      SampleSelection(
        variables: names, groupVariable: selection.groupVariable,
        groupLabels: selection.groupLabels))
    let categories = try OrderedCategories(
      of: selection.ordered, in: table, group: selection.groupVariable,
      labels: selection.groupLabels)
    let design = try SurveyDesign(
      table, clusters: selection.cluster, weights: selection.samplingWeights)
    let columns = try SelectedColumns(table, SampleSelection(variables: names))
    try columns.requireUsable(rows: split.allRows)
    var warnings = split.warnings + columns.warnings(rows: split.allRows)
    var groups: [CorrelationSample] = []
    for (label, rows) in zip(split.labels, split.rows) {
      let sample = try Self.sample(
        label, rows, columns, categories, selection, design)
      warnings += sample.warnings(
        ofEmptyCells: selection.firstStage.emptyCells.isWarnedOf)
      groups.append(sample)
    }
    self.groups = groups
    self.warnings = warnings.distinct
  }

  /// The most variables, whose pairs are looked at one by one.
  private static let variableLimit = 400
  /// The most numbers of the pairs' influences; they fill 2 GiB.
  private static let influenceLimit = 1 << 28

  /// The error about more variables than there is time and memory for.
  private static func excess(of count: Int, cases: Int) -> LatentError? {
    let pairs = count * (count - 1) / 2
    guard
      count > variableLimit
        || pairs.multipliedReportingOverflow(by: cases).overflow
        || pairs * cases > influenceLimit
    else { return nil }
    let most =
      count > variableLimit
      ? "\(variableLimit) are the most"
      : "their \(pairs) pairs with \(cases) cases are more than memory is made "
        + "for"
    return LatentError(
      code: .dataTooManyVariables,
      message: "Correlations of \(count) variables are asked for, and \(most).",
      remedy: "Name fewer variables.")
  }

  private static func requireOrderedAmongVariables(
    _ selection: CorrelationSelection
  ) throws(LatentError) {
    let names = selection.variables
    guard
      let other = selection.ordered.first(where: { !names.contains($0) })
    else { return }
    let near = NearestName.find(other, in: names)
    throw LatentError.data(
      .unknownColumn,
      "The ordered variable \(other) is none of the variables.",
      remedy: near.map { "Did you mean \($0)?" }
        ?? "The variables are \(listing(names, limit: 20)).")
  }

  /// The correlations of one group.
  private static func sample(
    _ label: String, _ rows: [Int], _ columns: SelectedColumns,
    _ categories: OrderedCategories, _ selection: CorrelationSelection,
    _ design: SurveyDesign
  ) throws(LatentError) -> CorrelationSample {
    let place = label.isEmpty ? "" : " in group \(label)"
    let used =
      selection.isPairwise
      ? rows
      : rows.filter { row in columns.numbers.allSatisfy { !$0[row].isNaN } }
    guard used.count > 1 else {
      throw LatentError.data(
        .smallGroup,
        "Only \(counted(used.count, "row"))\(place) "
          + (selection.isPairwise
            ? "can be used."
            : "has values of all variables."),
        remedy: selection.isPairwise
          ? "Give a table with a row for every case."
          : "Use `missing: pairwise`, or leave out variables that are mostly "
            + "missing.")
    }
    try columns.requireUsable(rows: used, place: place)
    let names = columns.names
    let values = columns.numbers.map { column in used.map { column[$0] } }
    let stage = try FirstStageSolver(
      variables: names,
      columns: zip(names, values).map { name, own in
        categories.codes(of: name, own) ?? .continuous(own)
      }, clusters: try design.clusters(ofRows: used, group: label),
      group: label, options: selection.firstStage
    ).solve(
      weights: try design.weights(
        ofRows: used, group: label, variableCount: names.count))
    return CorrelationSample(
      label: label, rowCount: rows.count, stage: stage,
      pairs: stage.correlationPairs(),
      categories: names.map { categories.labels(of: $0) },
      smallestEigenvalue: SymmetricEigen(stage.correlation)?.values.first
        ?? .nan)
  }
}

extension CorrelationSample {
  /// The warnings about the correlations.
  ///
  /// - Parameter hasEmptyCells: Whether empty cells are warned of.
  /// - Returns: The warnings.
  func warnings(ofEmptyCells hasEmptyCells: Bool) -> [LatentWarning] {
    let place = label.isEmpty ? "" : " in group \(label)"
    var warnings: [LatentWarning] = []
    if !isPositiveDefinite {
      warnings.append(
        LatentWarning(
          code: .orderedNotPositiveDefinite,
          message: "The correlations\(place) are not positive definite: the "
            + "smallest eigenvalue is "
            + "\(NumberStyle.estimate.text(smallestEigenvalue)). They are "
            + "shown as they are estimated, pair by pair."))
    }
    let empty = hasEmptyCells ? stage.emptyCells : []
    if !empty.isEmpty {
      let names = stage.variables
      let shown = empty.prefix(5).map {
        "\(names[$0.first]) and \(names[$0.second]) (\($0.count))"
      }
      warnings.append(
        LatentWarning(
          code: .orderedEmptyCells,
          message: "Tables have empty cells\(place): \(listing(shown))"
            + (empty.count > 5
              ? ", and those of \(empty.count - 5) more pairs" : "")
            + ". Their correlations are uncertain."))
    }
    return warnings
  }
}
