package import LinearAlgebra
package import Messages

/// Estimates first stages: thresholds, means, variances and the correlations of
/// latent responses of one group's variables, with the influence of a case on
/// each.
///
/// Tables of pairs are counted once, over the distinct rows of codes where all
/// variables are ordered; correlations and influences come from the tables.
/// Pairs are shared by threads; a pair's numbers depend on nothing else, so
/// that results have the same bits with any number of threads. Buffers are
/// allocated here, and used by every call of `solve`.
package final class FirstStageSolver {
  let variables: [String]
  let options: FirstStageOptions
  /// The label of the group; empty for a single one.
  let group: String
  let rows: FirstStageRows
  let layout: MomentLayout
  let pairs: FirstStagePairs
  private let team: WorkTeam
  private let chunkCount: Int

  let margins: OrderedMargins
  /// The number of cases with a value of each variable, by their counts.
  private var sizes: [Double]
  private var size = 0.0
  /// The means and variances by column of `standardized`.
  private var continuous: [ContinuousMargin] = []
  private let standardized: MatrixBuffer
  let tables: MatrixBuffer
  /// The influence of a case by its categories, in the form of the tables.
  private let influence: MatrixBuffer
  /// The influence of cases on covariances with an ordered variable, a column
  /// a pair.
  private let mixed: MatrixBuffer
  /// The coefficients of the influence on covariances of continuous variables.
  private let coefficients: MatrixBuffer
  private let correlations: MatrixBuffer
  private let variances: MatrixBuffer
  private let isFound: MatrixBuffer
  private let places: [PairPlace]

  /// What one thread needs for pairs.
  private struct PairPlace {
    let polychoric: PolychoricPair
    let polyserial: PolyserialPair
  }

  /// Prepares the columns of a group.
  ///
  /// - Parameters:
  ///   - variables: The variables.
  ///   - columns: A column for each, of one length.
  ///   - group: The group's label, for messages; empty for a single group.
  ///   - options: The choices.
  /// - Throws: `LatentError` for an ordered variable with one category or too
  ///   many.
  package init(
    variables: [String], columns: [FirstStageColumn], group: String = "",
    options: FirstStageOptions = FirstStageOptions()
  ) throws(LatentError) {
    precondition(variables.count == columns.count, "a column a variable")
    self.variables = variables
    self.options = options
    self.group = group
    for (name, column) in zip(variables, columns) {
      guard case .ordered(_, let count) = column else { continue }
      try Self.requireCategories(count, of: name, group: group)
    }
    rows = FirstStageRows(columns)
    let categories = rows.categories
    layout = MomentLayout(
      variableCount: variables.count, hasMeans: true,
      thresholdCounts: categories.map { max($0 - 1, 0) })
    pairs = FirstStagePairs(categories: categories)
    team = WorkTeam(threads: options.threads)
    chunkCount = min(pairs.all.count, 32)
    margins = OrderedMargins(categories: categories)
    sizes = [Double](repeating: 0, count: variables.count)
    standardized = MatrixBuffer(
      rows: rows.count, columns: rows.values.buffer.columns)
    tables = MatrixBuffer(rows: pairs.tableSize)
    influence = MatrixBuffer(rows: pairs.tableSize)
    mixed = MatrixBuffer(rows: rows.count, columns: pairs.mixedCount)
    coefficients = MatrixBuffer(rows: pairs.coefficientCount)
    correlations = MatrixBuffer(rows: pairs.all.count)
    variances = MatrixBuffer(rows: pairs.all.count)
    isFound = MatrixBuffer(rows: pairs.all.count)
    let most = categories.max() ?? 0
    places = (0..<team.placeCount(chunkCount)).map { _ in
      PairPlace(
        polychoric: PolychoricPair(categories: most),
        polyserial: PolyserialPair(categories: most))
    }
  }

  private static func requireCategories(
    _ count: Int, of name: String, group: String
  ) throws(LatentError) {
    let place = group.isEmpty ? "" : " in group \(group)"
    guard count > 1 else {
      throw .data(
        .orderedOneCategory,
        "The ordered variable \(name) has one category\(place).",
        remedy: "Leave it out.")
    }
    guard count <= FirstStageColumn.categoryLimit else {
      throw .data(
        .orderedTooManyCategories,
        "The ordered variable \(name) has \(count) categories\(place), "
          + "more than \(FirstStageColumn.categoryLimit).",
        remedy: "Join categories, or treat it as continuous.")
    }
  }

  /// Estimates a first stage.
  ///
  /// - Parameters:
  ///   - weights: The weight of every case; `nil` for 1 each.
  ///   - start: Correlations nearby, p × p; `nil` for none.
  /// - Returns: The first stage.
  /// - Throws: `LatentError` for a category without cases, or a correlation
  ///   of ±1.
  package func solve(weights: [Double]? = nil, start: Matrix? = nil)
    throws(LatentError) -> FirstStage
  {
    let counts = rows.counts(weights)
    size = counts.reduce(0, +)
    try setMargins(counts)
    solvePairs(counts, start: start)
    for (number, pair) in pairs.all.enumerated()
    where isFound[number] == 0 {
      throw perfectCorrelation(pair)
    }
    return result(counts)
  }

  private func setMargins(_ counts: [Double]) throws(LatentError) {
    continuous.removeAll(keepingCapacity: true)
    for (i, count) in rows.categories.enumerated() {
      if count == 0 {
        let column = rows.columns[i]
        let margin = ContinuousMargin(
          rows.values.buffer, column: column, counts: counts,
          standardized: standardized)
        continuous.append(margin)
        var total = 0.0
        for r in 0..<rows.count where !standardized[r, column].isNaN {
          total += counts[r]
        }
        sizes[i] = total
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

  private func solvePairs(_ counts: [Double], start: Matrix?) {
    let count = pairs.all.count
    team.perform(chunkCount) { chunk, place in
      let lower = chunk * count / chunkCount
      let upper = (chunk + 1) * count / chunkCount
      for number in lower..<upper {
        solve(
          pair: number, counts, places[place],
          start: start.map {
            $0[pairs.all[number].first, pairs.all[number].second]
          } ?? .nan)
      }
    }
  }

  private func solve(
    pair number: Int, _ counts: [Double], _ place: PairPlace, start: Double
  ) {
    let pair = pairs.all[number]
    let (i, j) = (pair.first, pair.second)
    let scales = (size / sizes[i], size / sizes[j])
    switch pair.kind {
    case .polychoric(let offset):
      rows.count(pair, counts, into: tables, at: offset)
      let solver = place.polychoric
      solver.estimate(
        tables, offset: offset, margins, i, j, options, start: start)
      isFound[number] = solver.isFound ? 1 : 0
      correlations[number] = solver.correlation
      guard solver.isFound else { return }
      solver.setInfluence(
        tables, into: influence, offset: offset, margins, i, j, size: size,
        scales: scales)
      variances[number] = solver.variance
    case .polyserial(let column):
      let (ordered, other) = rows.categories[i] > 0 ? (i, j) : (j, i)
      let data = PolyserialPair.Data(
        codes: rows.codes, offset: rows.columns[ordered] * rows.count,
        categories: rows.categories[ordered], variable: ordered,
        column: rows.columns[other])
      let solver = place.polyserial
      solver.estimate(
        data, standardized, counts: counts, margins, start: start)
      isFound[number] = solver.isFound ? 1 : 0
      correlations[number] = solver.correlation
      guard solver.isFound else { return }
      solver.setInfluence(
        data, standardized, counts: counts, margins,
        continuous[rows.columns[other]],
        scales: (size / sizes[ordered], size / sizes[other]), size: size,
        into: mixed, column: column)
      variances[number] = solver.variance
    case .pearson(let offset):
      let (x, y) = (rows.columns[i], rows.columns[j])
      let result = PearsonPair.estimate(
        standardized, x, y, counts: counts,
        margins: (continuous[x], continuous[y]), scales: scales, size: size,
        into: coefficients, at: offset)
      isFound[number] = 1
      correlations[number] = result.correlation
      variances[number] = result.variance
    }
  }

  /// Takes the results.
  private func result(_ counts: [Double]) -> FirstStage {
    let p = variables.count
    var correlation = Matrix.identity(p)
    var covariance = correlation
    var deviations = [Double](repeating: 1, count: p)
    var means = [Double](repeating: 0, count: p)
    for i in 0..<p where rows.categories[i] == 0 {
      let margin = continuous[rows.columns[i]]
      means[i] = margin.mean
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
    let thresholds = margins.thresholds.elements
    return FirstStage(
      variables: variables, layout: layout,
      thresholds: (0..<p).map {
        Array(thresholds[layout.thresholds(of: $0)])
      }, means: means, correlation: correlation, covariance: covariance,
      caseCount: rows.caseCount, size: size, emptyCells: emptyCells,
      influences: FirstStageInfluences(
        layout: layout, rows: rows, pairs: pairs, counts: counts,
        size: size, sizes: sizes,
        cumulative: margins.cumulative.elements,
        density: margins.density.elements, continuous: continuous,
        standardized: Matrix(standardized), tables: tables.elements,
        influence: influence.elements, mixed: Matrix(mixed),
        coefficients: coefficients.elements,
        pairVariances: variances.elements))
  }

  private var emptyCells: [EmptyCells] {
    pairs.all.compactMap { pair in
      guard case .polychoric(let offset) = pair.kind else { return nil }
      let count = emptyCount(pair, offset)
      return count == 0
        ? nil
        : EmptyCells(first: pair.first, second: pair.second, count: count)
    }
  }

  private func emptyCount(_ pair: FirstStagePairs.Pair, _ offset: Int) -> Int {
    let rowCount = rows.categories[pair.first]
    var count = 0
    for b in 0..<rows.categories[pair.second] {
      for a in 0..<rowCount where tables[offset + a + b * (rowCount + 1)] == 0 {
        count += 1
      }
    }
    return count
  }

  private var place: String { group.isEmpty ? "" : " in group \(group)" }

  private func emptyCategory(_ variable: Int, _ category: Int) -> LatentError {
    let name = variables[variable]
    return .data(
      .orderedEmptyCategory,
      "The category \(category + 1) of the ordered variable \(name) "
        + "does not occur\(place).",
      remedy: group.isEmpty
        ? "Join it with another category."
        : "Join categories so that every group has all of them.")
  }

  private func perfectCorrelation(_ pair: FirstStagePairs.Pair) -> LatentError {
    let names = (variables[pair.first], variables[pair.second])
    var cause = ""
    if case .polychoric(let offset) = pair.kind {
      let count = emptyCount(pair, offset)
      if count > 0 {
        cause = ", because of \(counted(count, "empty cell")) of their table"
      }
    }
    return .data(
      .orderedPerfectCorrelation,
      "The correlation of \(names.0) and \(names.1) is ±1\(place)\(cause).",
      remedy: "Leave one of them out, or join categories.")
  }
}
