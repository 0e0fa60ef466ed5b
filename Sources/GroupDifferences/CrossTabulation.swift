package import Messages
internal import Probability
internal import RealModule
package import TableReading

/// A variable with categories in groups: how often each occurs, and whether the
/// groups differ in that.
package struct CrossTabulation: Sendable, Hashable {
  /// The variable's name.
  package let name: String
  /// Its name in words; empty without one.
  package let label: String
  /// The categories' names.
  package let categories: [String]
  /// The numbers of cases, a row a category and a column a group.
  package let counts: [[Int]]
  /// Pearson's χ².
  package let chiSquare: Double
  /// The likelihood ratio G².
  package let likelihoodRatio: Double
  /// The degrees of freedom of both.
  package let degreesOfFreedom: Int
  /// The p value of χ².
  package let probability: Double
  /// The p value of G².
  package let likelihoodProbability: Double
  /// Fisher's exact test of two categories in two groups, two-sided: the sum of
  /// the tables that are no more likely (Fisher, 1935); `nil` for others.
  package let exactProbability: Double?
  /// Cramér's V (1946).
  package let cramersV: Double
  /// The least number of cases that is expected.
  package let leastExpected: Double
  /// The share of cells with fewer than five expected cases.
  package let sparseShare: Double

  /// The number of cases.
  package var caseCount: Int { counts.joined().reduce(0, +) }

  /// Counts the categories of a column in groups.
  ///
  /// - Parameters:
  ///   - column: The name of the column; its values are named by their labels
  ///     where there are some.
  ///   - table: The table.
  ///   - groups: The groups of the table's cases.
  /// - Throws: `LatentError` if there is no such column, it has one category or
  ///   more than fifty, or a group has no case with it.
  package init(
    _ column: String, of table: DataTable, between groups: CaseGroups
  ) throws(LatentError) {
    let found = try CaseGroups(column, of: table)
    var counts = [[Int]](
      repeating: [Int](repeating: 0, count: groups.labels.count),
      count: found.labels.count)
    for (category, group) in zip(found.places, groups.places) {
      if let category, let group { counts[category][group] += 1 }
    }
    // Categories of cases in no group are left out.
    let used = counts.indices.filter { counts[$0].contains { $0 > 0 } }
    let totals = groups.labels.indices.map { group in
      counts.reduce(0) { $0 + $1[group] }
    }
    if let empty = totals.firstIndex(of: 0) {
      throw .data(
        .groupsTooSmall,
        "The group `\(groups.labels[empty])` of `\(groups.name)` has no case "
          + "with `\(column)`.",
        remedy: "Leave the group or the variable out.")
    }
    guard used.count > 1 else {
      throw .data(
        .groupsOutcome,
        "`\(column)` has one category in the groups of `\(groups.name)`.",
        remedy: "Leave it out.")
    }
    self.init(
      name: column,
      label: table.variables.first { $0.name == column }?.label ?? "",
      categories: used.map { found.labels[$0] }, counts: used.map { counts[$0] }
    )
  }

  /// Tests a table of counts without empty rows and columns.
  package init(
    name: String, label: String, categories: [String], counts: [[Int]]
  ) {
    self.name = name
    self.label = label
    self.categories = categories
    self.counts = counts
    let rows = counts.map { Double($0.reduce(0, +)) }
    let columns = counts[0].indices.map { j in
      Double(counts.reduce(0) { $0 + $1[j] })
    }
    let total = rows.reduce(0, +)
    var (pearson, likelihood, least) = (0.0, 0.0, Double.infinity)
    var sparse = 0
    for (i, row) in counts.enumerated() {
      for (j, count) in row.enumerated() {
        let expected = rows[i] * columns[j] / total
        let difference = Double(count) - expected
        pearson += difference * difference / expected
        if count > 0 {
          likelihood += 2 * Double(count) * .log(Double(count) / expected)
        }
        least = min(least, expected)
        if expected < 5 { sparse += 1 }
      }
    }
    chiSquare = pearson
    likelihoodRatio = max(likelihood, 0)
    degreesOfFreedom = (rows.count - 1) * (columns.count - 1)
    let distribution = ChiSquareDistribution(
      degreesOfFreedom: Double(degreesOfFreedom))
    probability = distribution.upperTail(pearson)
    likelihoodProbability = distribution.upperTail(max(likelihood, 0))
    cramersV =
      (pearson / (total * Double(min(rows.count, columns.count) - 1)))
      .squareRoot()
    leastExpected = least
    sparseShare = Double(sparse) / Double(rows.count * columns.count)
    exactProbability =
      rows.count == 2 && columns.count == 2 ? Self.exact(counts) : nil
  }

  /// Fisher's exact test: sums of hypergeometric probabilities.
  private static func exact(_ counts: [[Int]]) -> Double {
    let row = counts[0][0] + counts[0][1]
    let column = counts[0][0] + counts[1][0]
    let total = row + counts[1][0] + counts[1][1]
    func logChoose(_ n: Int, _ k: Int) -> Double {
      .logGamma(Double(n + 1)) - .logGamma(Double(k + 1))
        - .logGamma(Double(n - k + 1))
    }
    func logTerm(_ k: Int) -> Double {
      logChoose(row, k) + logChoose(total - row, column - k)
    }
    let range = max(0, row + column - total)...min(row, column)
    let own = logTerm(counts[0][0])
    let peak = range.reduce(-Double.infinity) { max($0, logTerm($1)) }
    var (all, tail) = (0.0, 0.0)
    for k in range {
      let term = Double.exp(logTerm(k) - peak)
      all += term
      // Equal terms are equal but for rounding.
      if logTerm(k) <= own + 1e-7 { tail += term }
    }
    return min(tail / all, 1)
  }
}
