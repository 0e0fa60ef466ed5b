package import LinearAlgebra
package import Messages
internal import OrderedMoments

extension Sample {
  /// The sample with the first stage of its ordered variables.
  ///
  /// Its moments are then those of the responses behind them: correlations, and
  /// means of 0.
  ///
  /// - Parameters:
  ///   - categories: The categories of the ordered variables.
  ///   - team: The threads that work on pairs.
  /// - Returns: The sample.
  /// - Throws: `LatentError` for a category without cases, and for variables
  ///   whose correlation is ±1.
  package func addingFirstStage(
    _ categories: OrderedCategories, team: WorkTeam
  ) throws(LatentError) -> Sample {
    guard let cases = completeCases else {
      throw .data(
        .orderedNeedCases,
        "Ordered variables need complete cases, whose categories are counted.",
        remedy: "Give a data file instead of covariances.")
    }
    let columns = variables.enumerated().map { place, name in
      let numbers = (0..<cases.count).map { cases[$0, place] }
      return categories.codes(of: name, numbers) ?? .continuous(numbers)
    }
    var options = FirstStageOptions()
    options.threads = team.threads
    let stage = try FirstStageSolver(
      variables: variables, columns: columns, group: label, options: options
    ).solve()
    var result = self
    var statistics = ResponseStatistics(
      layout: stage.layout, values: stage.vector,
      categoryCounts: columns.map { column in
        guard case .ordered(let codes, let count) = column else { return [] }
        var counts = [Int](repeating: 0, count: count)
        for code in codes where Int(code) < count { counts[Int(code)] += 1 }
        return counts
      })
    statistics.names = variables
    statistics.categories = variables.map { categories.categories(of: $0) }
    result.responses = statistics
    result.asymptoticCovariance = stage.asymptoticCovariance()
    result.covariance = statistics.covariance
    result.mean = statistics.means
    result.emptyCells = stage.emptyCells.map {
      EmptyTableCells(
        first: variables[$0.first], second: variables[$0.second],
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
