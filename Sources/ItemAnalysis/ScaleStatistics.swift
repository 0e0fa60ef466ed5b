internal import LinearAlgebra
public import Messages
internal import TableReading

/// One scale in figures, over the cases that answer all its items.
public struct ScaleStatistics: Sendable, Hashable, Encodable {
  /// The scale.
  public let scale: ScaleDefinition
  /// The number of complete cases.
  public let count: Int
  /// The number of cases with an answer to some, not to all.
  public let incompleteCount: Int
  /// The mean of the sum of the items.
  public let mean: Double
  /// The standard deviation of the sum.
  public let standardDeviation: Double
  /// The reliability by covariances; `nil` for one item.
  public let reliability: Reliability?
  /// The reliability by halves; `nil` for one item, or a half whose sum does
  /// not vary.
  public let splitHalf: SplitHalf?
  /// The items beside the sum of the others; empty for one item.
  public let items: [ItemTotal]
  /// The reliability by a factor; `nil` for one item, for a scale of dimensions,
  /// or where the model is of no use.
  public let factor: FactorReliability?
  /// The reliability by a general factor and dimensions; `nil` for scales
  /// without dimensions, or where the model is of no use.
  public let hierarchical: HierarchicalReliability?
  /// The reliability of ordered items; `nil` if they are not taken as such.
  public let ordered: OrderedReliability?
  /// Warnings about figures that are missing.
  public let warnings: [LatentWarning]

  /// Analyses a scale.
  ///
  /// - Parameters:
  ///   - scale: The scale.
  ///   - table: The answers, reversed items turned over.
  ///   - ordered: The items whose answers are ordered categories.
  ///   - level: The level of intervals.
  /// - Throws: `LatentError` if the table does not have an item, or no cases are
  ///   complete.
  init(
    _ scale: ScaleDefinition, in table: DataTable, ordered: Set<String>,
    level: Double
  ) throws(LatentError) {
    self.scale = scale
    var columns: [[Double]] = []
    for item in scale.items { columns.append(try table.numbers(named: item)) }
    guard let cases = CompleteCases(scale.items, columns) else {
      throw .data(
        .itemsScale,
        "Fewer than two cases answer all items of `\(scale.name)`.",
        remedy: "Leave out items that are mostly missing.")
    }
    let constant = cases.constant
    guard constant.isEmpty else {
      throw .data(
        .itemsScale,
        "\(listing(constant, limit: 8)) of `\(scale.name)` "
          + (constant.count == 1 ? "has" : "have")
          + " the same answer in all \(cases.count) complete cases.",
        remedy: "Leave \(constant.count == 1 ? "it" : "them") out of the scale."
      )
    }
    count = cases.count
    incompleteCount =
      table.rowCount - cases.count
      - (0..<table.rowCount).count { row in
        columns.allSatisfy { $0[row].isNaN }
      }
    let total = cases.covariance.elements.reduce(0, +)
    mean = cases.means.reduce(0, +)
    standardDeviation = max(total, 0).squareRoot()
    var warnings: [LatentWarning] = []
    guard scale.items.count > 1 else {
      (reliability, splitHalf, items) = (nil, nil, [])
      (factor, hierarchical, self.ordered) = (nil, nil, nil)
      self.warnings = [
        LatentWarning(
          code: .itemsTooFew,
          message: "`\(scale.name)` has one item: it has no reliability by "
            + "its items.")
      ]
      return
    }
    reliability = Reliability(cases.covariance, count: count, level: level)
    splitHalf = SplitHalf(cases.covariance)
    items = ItemTotal.all(
      scale.items, means: cases.means, covariance: cases.covariance)
    warnings += Self.againstOthers(scale, items)
    let isFlat = scale.dimensions.isEmpty
    factor =
      isFlat
      ? Self.usable("ω of `\(scale.name)`", &warnings) {
        () throws(LatentError) in
        try FactorReliability(scale.items, in: table, level: level)
      } : nil
    hierarchical =
      isFlat
      ? nil
      : Self.usable("ω hierarchical of `\(scale.name)`", &warnings) {
        () throws(LatentError) in
        try HierarchicalReliability(scale, in: table, level: level)
      }
    let areOrdered = scale.items.allSatisfy(ordered.contains)
    self.ordered =
      areOrdered && isFlat
      ? Self.usable("ω of the ordered items of `\(scale.name)`", &warnings) {
        () throws(LatentError) in
        try OrderedReliability(scale.items, in: table)
      } : nil
    self.warnings = warnings
  }

  /// The value of a model, or a warning why there is none.
  private static func usable<Value>(
    _ what: String, _ warnings: inout [LatentWarning],
    _ make: () throws(LatentError) -> Value
  ) -> Value? {
    do {
      return try make()
    } catch {
      warnings.append(
        LatentWarning(
          code: .itemsModel, message: "There is no \(what). \(error.message)"))
      return nil
    }
  }

  private static func againstOthers(
    _ scale: ScaleDefinition, _ items: [ItemTotal]
  ) -> [LatentWarning] {
    let against = items.filter { $0.correctedCorrelation < 0 }.map(\.name)
    guard !against.isEmpty else { return [] }
    return [
      LatentWarning(
        code: .itemsReversed,
        message: "\(listing(against, limit: 8)) "
          + (against.count == 1 ? "goes" : "go")
          + " against the other items of `\(scale.name)`: if "
          + (against.count == 1 ? "it is" : "they are")
          + " worded the other way, say so as `reversed`.")
    ]
  }
}
