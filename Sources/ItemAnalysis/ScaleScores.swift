internal import LinearAlgebra
public import Messages
internal import Probability
public import TableReading

/// The way from the answers to a scale to its score.
public struct ScoreOptions: Sendable, Hashable {
  /// The kinds of scores.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The mean of the answers, on the scale of an item.
    case mean
    /// Their sum; the mean of the given ones stands for missing ones.
    case sum
  }

  /// The kind.
  public var kind = Kind.mean
  /// The share of items that a case must have answered, above 0 and at most 1.
  public var leastAnswered = 1.0

  /// Means of all items.
  public init() {}

  /// The score of answers; NaN if too few are given.
  func score(_ answers: [Double]) -> Double {
    let given = answers.filter { !$0.isNaN }
    guard !given.isEmpty,
      Double(given.count) >= leastAnswered * Double(answers.count) - 1e-9
    else { return .nan }
    let mean = given.reduce(0, +) / Double(given.count)
    return kind == .mean ? mean : mean * Double(answers.count)
  }
}

extension ScaleDefinition {
  /// The scores of a table's cases.
  ///
  /// - Parameters:
  ///   - table: The answers, reversed items turned over.
  ///   - options: How answers become a score.
  /// - Returns: A score for each row, NaN without one.
  /// - Throws: `LatentError` if the table does not have an item.
  public func scores(
    of table: DataTable, _ options: ScoreOptions = ScoreOptions()
  ) throws(LatentError) -> [Double] {
    var columns: [[Double]] = []
    for item in items { columns.append(try table.numbers(named: item)) }
    return (0..<table.rowCount).map { row in
      options.score(columns.map { $0[row] })
    }
  }
}

/// The correlations of scales' scores, each of the cases with both.
public struct ScaleCorrelations: Sendable, Hashable, Encodable {
  /// The scales' names.
  public let names: [String]
  /// The means of the scores.
  public let means: [Double]
  /// Their standard deviations, with n - 1.
  public let standardDeviations: [Double]
  /// The numbers of cases with a score.
  public let counts: [Int]
  /// A pair of scales.
  public struct Pair: Sendable, Hashable, Encodable {
    /// The later scale's place.
    public let first: Int
    /// The earlier scale's place.
    public let second: Int
    /// The number of cases with both scores.
    public let count: Int
    /// The correlation.
    public let correlation: Double
    /// The two-sided p value by Student's t.
    public let pValue: Double?
  }
  /// The pairs, row by row of the lower triangle.
  public let pairs: [Pair]

  /// Computes correlations.
  init(_ names: [String], scores: [[Double]]) {
    self.names = names
    let moments = scores.map { own -> (Int, Double, Double) in
      let given = own.filter { !$0.isNaN }
      let mean = given.reduce(0, +) / Double(given.count)
      let squares = given.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (
        given.count, mean, (squares / Double(given.count - 1)).squareRoot()
      )
    }
    counts = moments.map(\.0)
    means = moments.map(\.1)
    standardDeviations = moments.map(\.2)
    pairs = scores.indices.flatMap { first in
      (0..<first).compactMap { second in
        guard
          let cases = CompleteCases(
            [names[first], names[second]], [scores[first], scores[second]])
        else { return nil }
        let s = cases.covariance
        let r = s[1, 0] / (s[0, 0] * s[1, 1]).squareRoot()
        guard r.isFinite else { return nil }
        return Pair(
          first: first, second: second, count: cases.count, correlation: r,
          pValue: Self.pValue(r, count: cases.count))
      }
    }
  }

  private static func pValue(_ r: Double, count: Int) -> Double? {
    guard count > 2 else { return nil }
    let freedom = Double(count - 2)
    guard abs(r) < 1 else { return 0 }
    return StudentTDistribution(degreesOfFreedom: freedom)
      .twoSidedTail(r * (freedom / (1 - r * r)).squareRoot())
  }
}

/// Parcels: means of a few items each that stand for the items of a scale.
public struct Parcels: Sendable, Hashable, Encodable {
  /// The items of each parcel.
  public let items: [[String]]

  /// Deals a scale's items out by their loadings, the largest first, forth and
  /// back (item-to-construct balance; Little, Cunningham, Shahar & Widaman,
  /// 2002).
  ///
  /// - Parameters:
  ///   - statistics: The scale; its factor's loadings count, else its items'
  ///     correlations with the sum of the others.
  ///   - count: The number of parcels, at least 2.
  /// - Throws: `LatentError` if the scale has fewer than twice as many items.
  public init(_ statistics: ScaleStatistics, count: Int) throws(LatentError) {
    let names = statistics.scale.items
    guard count >= 2, names.count >= 2 * count else {
      throw .data(
        .itemsScores,
        "`\(statistics.scale.name)` has \(counted(names.count, "item")), too "
          + "few for \(count) parcels.",
        remedy: "A parcel has two items or more.")
    }
    let weights =
      statistics.factor?.loadings
      ?? statistics.items.map(\.correctedCorrelation)
    let order = names.indices.sorted {
      (-weights[$0], $0) < (-weights[$1], $1)
    }
    var items = [[String]](repeating: [], count: count)
    for (rank, place) in order.enumerated() {
      let round = rank / count
      let turn = rank % count
      items[round.isMultiple(of: 2) ? turn : count - 1 - turn].append(
        names[place])
    }
    self.items = items
  }
}
