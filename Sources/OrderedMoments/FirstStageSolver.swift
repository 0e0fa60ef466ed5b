package import LinearAlgebra
package import Messages

/// Estimates first stages: thresholds, means, slopes on exogenous variables,
/// variances and the correlations of latent responses of one group's
/// variables, with the influence of a case on each.
///
/// Tables of pairs are counted once, over the distinct rows of codes where all
/// variables are ordered; correlations and influences come from the tables.
/// Pairs with a continuous variable, and all pairs given exogenous ones, go case
/// by case. Pairs are shared by threads; a pair's numbers depend on nothing
/// else, so that results have the same bits with any number of threads. Buffers
/// are allocated here, and used by every call of `solve`.
package final class FirstStageSolver {
  let variables: [String]
  let exogenous: [String]
  let options: FirstStageOptions
  /// The label of the group; empty for a single one.
  let group: String
  let rows: FirstStageRows
  let layout: MomentLayout
  let pairs: FirstStagePairs
  private let team: WorkTeam
  private let chunkCount: Int

  let margins: OrderedMargins
  /// Every variable, case by case; none where tables tell everything.
  private let cases: [CaseMargin]
  /// The number of cases with a value of each variable, by their counts.
  var sizes: [Double]
  /// The number of cases with a value, by their counts, as last counted.
  package internal(set) var size = 0.0
  /// How often each row counts in the last refit.
  package internal(set) var rowCounts: [Double]
  /// How often each category counts.
  let tally: MatrixBuffer
  /// The tables of all pairs, as last counted.
  package let tables: MatrixBuffer
  /// The influence of a case by its categories, in the form of the tables.
  private let influence: MatrixBuffer
  /// The stored influences.
  private let stored: MatrixBuffer
  let correlations: MatrixBuffer
  let variances: MatrixBuffer
  let isFound: MatrixBuffer
  let places: [PairPlace]

  /// What one thread needs for pairs.
  struct PairPlace {
    let table: PolychoricPair
    let cases: CasePair
  }

  /// Prepares the columns of a group.
  ///
  /// - Parameters:
  ///   - variables: The variables.
  ///   - columns: A column for each, of one length.
  ///   - exogenous: The exogenous variables that all others are given; none
  ///     without.
  ///   - exogenousColumns: A column of values for each, none missing.
  ///   - clusters: The cluster of each case; `nil` for independent cases.
  ///   - group: The group's label, for messages; empty for a single group.
  ///   - options: The choices.
  /// - Throws: `LatentError` for an ordered variable with one category or too
  ///   many.
  package init(
    variables: [String], columns: [FirstStageColumn],
    exogenous: [String] = [], exogenousColumns: [[Double]] = [],
    clusters: [Int]? = nil, group: String = "",
    options: FirstStageOptions = FirstStageOptions()
  ) throws(LatentError) {
    precondition(variables.count == columns.count, "a column a variable")
    precondition(
      exogenous.count == exogenousColumns.count, "a column a variable")
    self.variables = variables
    self.exogenous = exogenous
    self.options = options
    self.group = group
    for (name, column) in zip(variables, columns) {
      guard case .ordered(_, let count) = column else { continue }
      try Self.requireCategories(count, of: name, group: group)
    }
    let rows = FirstStageRows(
      columns, exogenous: exogenousColumns, clusters: clusters)
    let categories = rows.categories
    let layout = MomentLayout(
      variableCount: variables.count, hasMeans: true,
      exogenousCount: exogenous.count,
      thresholdCounts: categories.map { max($0 - 1, 0) })
    let pairs = FirstStagePairs(layout)
    self.rows = rows
    self.layout = layout
    self.pairs = pairs
    team = WorkTeam(threads: options.threads)
    chunkCount = min(pairs.all.count, 32)
    margins = OrderedMargins(categories: categories)
    sizes = [Double](repeating: 0, count: variables.count)
    rowCounts = [Double](repeating: 0, count: rows.count)
    tally = MatrixBuffer(rows: FirstStageColumn.categoryLimit)
    tables = MatrixBuffer(rows: pairs.tableSize)
    influence = MatrixBuffer(rows: pairs.tableSize)
    stored = MatrixBuffer(rows: rows.count, columns: pairs.columnCount)
    correlations = MatrixBuffer(rows: pairs.all.count)
    variances = MatrixBuffer(rows: pairs.all.count)
    isFound = MatrixBuffer(rows: pairs.all.count)
    cases =
      pairs.isCasewise
      ? variables.indices.map {
        CaseMargin(
          $0, rows,
          columns: layout.parameters(of: $0).map { pairs.columns[$0] })
      } : []
    let most = categories.max() ?? 0
    let parameters = cases.reduce(0) { max($0, $1.parameterCount) }
    let height = exogenous.isEmpty ? 0 : rows.count
    places = (0..<team.placeCount(chunkCount)).map { _ in
      PairPlace(
        table: PolychoricPair(categories: most),
        cases: CasePair(parameterCount: parameters, rows: height))
    }
  }

  /// Estimates a first stage.
  ///
  /// - Parameters:
  ///   - weights: The sampling weight of every case, whose sum is the size;
  ///     `nil` for 1 each.
  ///   - start: Correlations nearby, p × p; `nil` for none.
  ///   - areFrequencies: Whether weights are numbers of cases.
  /// - Returns: The first stage.
  /// - Throws: `LatentError` for a category without cases, a correlation
  ///   of ±1, or exogenous variables that leave slopes undetermined.
  package func solve(
    weights: [Double]? = nil, start: Matrix? = nil,
    areFrequencies: Bool = false
  ) throws(LatentError) -> FirstStage {
    let counts = rows.counts(weights)
    size = counts.reduce(0, +)
    try setMargins(counts)
    try setCases(counts)
    solvePairs(counts, start: start)
    for (number, pair) in pairs.all.enumerated() where isFound[number] == 0 {
      throw failure(of: pair, counts)
    }
    return result(
      counts,
      spreads: areFrequencies ? nil : weights.map { rows.spreads($0) })
  }

  private func setMargins(_ counts: [Double]) throws(LatentError) {
    for (i, count) in rows.categories.enumerated() {
      if count == 0 {
        sizes[i] = rows.valueCount(of: i, counts)
        continue
      }
      let found = rows.categoryCounts(of: i, counts)
      let total = found.reduce(0, +)
      sizes[i] = total
      if let empty = found.firstIndex(where: { $0 <= 0 }) {
        throw emptyCategory(i, empty)
      }
      margins.set(i, counts: { found[$0] }, total: total)
    }
  }

  private func setCases(_ counts: [Double]) throws(LatentError) {
    let isFitted = MatrixBuffer(rows: cases.count)
    team.perform(cases.count) { i, _ in
      let margin = cases[i]
      let isFound =
        margin.isOrdered
        ? margin.fitOrdered(
          counts: counts, thresholds: margins.thresholds(of: i))
        : margin.fitContinuous(
          rows.values.buffer, column: rows.columns[i], counts: counts)
      isFitted[i] = isFound ? 1 : 0
      guard isFound else { return }
      if margin.setInfluence(counts: counts, size: size, into: stored) {
        return
      }
      if margin.isOrdered {
        isFitted[i] = 0
      } else {
        margin.setLeastSquaresInfluence(
          counts: counts, size: size, into: stored)
      }
    }
    for i in cases.indices where isFitted[i] == 0 { throw undetermined(i) }
  }

  private func solvePairs(_ counts: [Double], start: Matrix?) {
    let count = pairs.all.count
    team.perform(chunkCount) { chunk, place in
      let lower = chunk * count / chunkCount
      let upper = (chunk + 1) * count / chunkCount
      for number in lower..<upper {
        let pair = pairs.all[number]
        solve(
          number, counts, places[place],
          start: start.map { $0[pair.first, pair.second] } ?? .nan)
      }
    }
  }

  func solve(
    _ number: Int, _ counts: [Double], _ place: PairPlace, start: Double
  ) {
    let pair = pairs.all[number]
    let (i, j) = (pair.first, pair.second)
    guard let offset = pair.table else {
      let solver = place.cases
      solver.estimate(
        cases[i], cases[j], counts: counts, size: size, start: start,
        into: stored, column: pairs.columns[pair.statistic])
      isFound[number] = solver.isFound ? 1 : 0
      correlations[number] = solver.correlation
      variances[number] = solver.variance
      return
    }
    rows.count(pair, counts, into: tables, at: offset)
    let solver = place.table
    solver.estimate(tables, offset: offset, margins, i, j, options)
    isFound[number] = solver.isFound ? 1 : 0
    correlations[number] = solver.correlation
    guard solver.isFound else { return }
    solver.setInfluence(
      tables, into: influence, offset: offset, margins, i, j, size: size,
      scales: (size / sizes[i], size / sizes[j]))
    variances[number] = solver.variance
  }

  /// Takes the results.
  private func result(_ counts: [Double], spreads: [Double]?) -> FirstStage {
    let p = variables.count
    let q = exogenous.count
    var correlation = Matrix.identity(p)
    var covariance = correlation
    var deviations = [Double](repeating: 1, count: p)
    var means = [Double](repeating: 0, count: p)
    var slopes = Matrix(rows: p, columns: q)
    for margin in cases {
      let i = margin.variable
      for x in 0..<q { slopes[i, x] = margin.slopes[x] }
      if margin.isOrdered { continue }
      means[i] = margin.levels[0]
      deviations[i] = margin.deviation
      covariance[i, i] = margin.variance
    }
    for (number, pair) in pairs.all.enumerated() {
      let (i, j) = (pair.first, pair.second)
      let value = correlations[number]
      correlation[i, j] = value
      correlation[j, i] = value
      let scaled = value * deviations[i] * deviations[j]
      covariance[i, j] = scaled
      covariance[j, i] = scaled
    }
    return FirstStage(
      variables: variables, exogenous: exogenous, layout: layout,
      thresholds: (0..<p).map {
        rows.categories[$0] == 0
          ? []
          : cases.isEmpty ? margins.thresholds(of: $0) : cases[$0].levels
      }, means: means, slopes: slopes, correlation: correlation,
      covariance: covariance, caseCount: rows.caseCount, size: size,
      emptyCells: emptyCells,
      influences: FirstStageInfluences(
        layout: layout, rows: rows, pairs: pairs, counts: counts,
        spreads: spreads, size: size, sizes: sizes,
        cumulative: margins.cumulative.elements,
        density: margins.density.elements, tables: tables.elements,
        influence: influence.elements, stored: Matrix(stored),
        pairVariances: variances.elements))
  }

  private var emptyCells: [EmptyCells] {
    pairs.all.compactMap { pair in
      let count = emptyCount(pair)
      return count == 0
        ? nil
        : EmptyCells(first: pair.first, second: pair.second, count: count)
    }
  }

  /// The number of empty cells of a pair's table.
  func emptyCount(_ pair: FirstStagePairs.Pair) -> Int {
    guard let offset = pair.table else { return 0 }
    let height = rows.categories[pair.first]
    var count = 0
    for b in 0..<rows.categories[pair.second] {
      for a in 0..<height where tables[offset + a + b * (height + 1)] == 0 {
        count += 1
      }
    }
    return count
  }
}
