internal import LinearAlgebra
package import Messages
package import OrderedMoments

extension Sample {
  /// The most statistics of a first stage, of some 600 variables: their tables
  /// and influences fill less than 1 GB.
  private static let statisticLimit = 200_000
  /// The most cases, or statistics where these are fewer: a matrix of them,
  /// which robust tests make, fills 3.2 GB.
  private static let orderLimit = 20_000

  /// The sample with the first stage of its ordered variables.
  ///
  /// Its moments are then those of the responses behind them: correlations, and
  /// means of 0; where the others are given exogenous variables, with what
  /// these explain added. Cases count by their sampling weights, and vary by
  /// clusters where they have these; of incomplete ones every statistic takes
  /// those that have its variables.
  ///
  /// - Parameters:
  ///   - categories: The categories of the ordered variables.
  ///   - exogenous: The variables that all others are given; none without.
  ///   - options: The treatment of empty cells, and the threads.
  /// - Returns: The sample.
  /// - Throws: `LatentError` for a category without cases, for variables whose
  ///   correlation is ±1, and for exogenous ones that leave slopes undetermined.
  package func addingFirstStage(
    _ categories: OrderedCategories, exogenous: [String] = [],
    options: FirstStageOptions
  ) throws(LatentError) -> Sample {
    guard let cases else {
      throw .data(
        .orderedNeedCases,
        "Ordered variables need cases, whose categories are counted.",
        remedy: "Give a data file instead of covariances.")
    }
    let given = variables.indices.filter { exogenous.contains(variables[$0]) }
    let places = variables.indices.filter { !given.contains($0) }
    func numbers(_ place: Int) -> [Double] {
      (0..<cases.count).map { cases[$0, place] }
    }
    let columns = places.map { place in
      let own = numbers(place)
      return categories.codes(of: variables[place], own) ?? .continuous(own)
    }
    let count = places.count
    let statisticCount =
      count * (count - 1) / 2
      + columns.reduce(0) { sum, column in
        guard case .ordered(_, let categories) = column else { return sum + 2 }
        return sum + categories - 1
      }
    guard statisticCount <= Self.statisticLimit else {
      throw LatentError(
        code: .dataTooManyVariables,
        message: "The \(count) variables have \(statisticCount) thresholds and "
          + "correlations, and \(Self.statisticLimit) are the most.",
        remedy: "Split the model, or treat the variables as continuous.")
    }
    guard min(statisticCount, cases.count) <= Self.orderLimit else {
      throw LatentError(
        code: .dataTooManyVariables,
        message: "The \(count) variables have \(statisticCount) thresholds and "
          + "correlations, and there are \(cases.count) cases: one of the two "
          + "numbers is at most \(Self.orderLimit).",
        remedy: "Split the model, draw a part of the cases, or treat the "
          + "variables as continuous.")
    }
    let stage = try FirstStageSolver(
      variables: places.map { variables[$0] }, columns: columns,
      exogenous: given.map { variables[$0] },
      exogenousColumns: given.map(numbers), clusters: cases.clusters,
      group: label, options: options
    ).solve(weights: cases.weights)
    var result = self
    var statistics = ResponseStatistics(
      layout: stage.layout, values: stage.vector,
      categoryCounts: columns.map { column in
        guard case .ordered(let codes, let count) = column else { return [] }
        var counts = [Int](repeating: 0, count: count)
        for code in codes where Int(code) < count { counts[Int(code)] += 1 }
        return counts
      })
    statistics.names = places.map { variables[$0] }
    statistics.categories = statistics.names.map {
      categories.categories(of: $0)
    }
    result.responses = statistics
    result.influences = stage.influences
    result.size = stage.size
    // Weighted covariances of exogenous variables have the size as divisor.
    let scale =
      cases.weights != nil && moments.divisor == .countMinusOne
      ? (stage.size - 1) / stage.size : 1
    let all = statistics.allMoments(
      places: places, exogenous: given,
      own: (
        covariance: scale
          * covariance.submatrix(rows: given, columns: given),
        mean: given.map { center[$0] }
      ))
    result.covariance = all.covariance
    result.mean = all.mean
    result.emptyCells = stage.emptyCells.map {
      EmptyTableCells(
        first: stage.variables[$0.first], second: stage.variables[$0.second],
        count: $0.count)
    }
    return result
  }
}

/// Empty cells of the table of two ordered variables.
package struct EmptyTableCells: Sendable, Hashable {
  /// The first variable.
  package let first: String
  /// The second variable.
  package let second: String
  /// The number of the cells.
  package let count: Int
}

extension LatentWarning {
  /// Warns of empty cells, which make correlations of responses uncertain.
  package static func emptyCells(_ samples: [Sample]) -> LatentWarning? {
    let found = samples.flatMap { sample in
      sample.emptyCells.map { cells in
        "\(cells.first) and \(cells.second)"
          + (sample.label.isEmpty ? "" : " in group \(sample.label)")
          + " (\(cells.count))"
      }
    }
    guard !found.isEmpty else { return nil }
    let shown = listing(Array(found.prefix(5)))
    return LatentWarning(
      code: .orderedEmptyCells,
      message: "Tables of ordered variables have empty cells: \(shown)"
        + (found.count > 5 ? ", and of \(found.count - 5) more pairs" : "")
        + ". Correlations of the responses behind them are uncertain.")
  }
}
