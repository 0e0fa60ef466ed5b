internal import LinearAlgebra
public import Messages
public import TableReading

/// The choices of an analysis of items.
public struct ItemAnalysisOptions: Sendable, Hashable {
  /// The level of intervals.
  public var confidenceLevel = 0.95
  /// The items whose answers are ordered categories.
  public var ordered: Set<String> = []
  /// The ends of items' scales, for shares of the lowest and highest answers.
  public var ends: [String: ClosedRange<Double>] = [:]
  /// The way from answers to scores.
  public var scores = ScoreOptions()

  /// The usual choices.
  public init() {}
}

/// The items of a questionnaire and its scales in figures.
///
/// ```swift
/// let codebook = try Codebook(text: text)
/// let data = try codebook.describing(table)
/// let analysis = try ItemAnalysis(
///   data.table, scales: ScaleDefinition.all(of: codebook))
/// analysis.scales[0].reliability?.alpha.estimate
/// ```
public struct ItemAnalysis: Sendable, Encodable {
  /// The number of cases.
  public let caseCount: Int
  /// The items, those of scales first.
  public let items: [ItemStatistics]
  /// The scales.
  public let scales: [ScaleStatistics]
  /// The correlations of the scales' scores; `nil` for one scale.
  public let correlations: ScaleCorrelations?
  /// Tests of the joint normal distribution of the items of scales; `nil` where
  /// they depend on each other exactly, or cases are too few.
  public let normality: MultivariateNormality?
  /// Warnings about items and scales.
  public let warnings: [LatentWarning]

  /// The most scales and items of one analysis.
  private static let mostScales = 500
  private static let mostItems = 2000

  /// Analyses items.
  ///
  /// - Parameters:
  ///   - table: The answers, reversed items turned over.
  ///   - scales: The scales; empty for items alone.
  ///   - others: Items of no scale.
  ///   - options: The choices.
  /// - Throws: `LatentError` if the table does not have an item, an item has no
  ///   answers, a scale no complete cases, or there are more than 500 scales or
  ///   2000 items.
  public init(
    _ table: DataTable, scales: [ScaleDefinition], others: [String] = [],
    options: ItemAnalysisOptions = ItemAnalysisOptions()
  ) throws(LatentError) {
    caseCount = table.rowCount
    let names = (scales.flatMap(\.items) + others).distinct
    guard scales.count <= Self.mostScales, names.count <= Self.mostItems else {
      throw .data(
        .itemsTooMany,
        "There are \(counted(scales.count, "scale")) of "
          + "\(counted(names.count, "item")) here; at most "
          + "\(Self.mostScales) scales and \(Self.mostItems) items are "
          + "analysed at once.", remedy: "Name fewer of them.")
    }
    var items: [ItemStatistics] = []
    for name in names {
      let values = try table.numbers(named: name)
      guard values.contains(where: { !$0.isNaN }) else {
        throw .data(
          .itemsScale, "The item `\(name)` has no answers.",
          remedy: "Leave it out, or check the codes of missing values.")
      }
      guard values.allSatisfy({ !$0.isInfinite }) else {
        throw .data(
          .itemsScale, "The item `\(name)` has an infinite value.",
          remedy: "Correct it.")
      }
      items.append(
        ItemStatistics(
          name: name, values: values,
          label: table.variables.first { $0.name == name }?.label ?? "",
          scale: options.ends[name]))
    }
    self.items = items
    var statistics: [ScaleStatistics] = []
    for scale in scales {
      guard Set(scale.items).count == scale.items.count else {
        throw .data(
          .itemsScale, "An item of `\(scale.name)` stands twice.",
          remedy: "Name each item once.")
      }
      statistics.append(
        try ScaleStatistics(
          scale, in: table, ordered: options.ordered,
          level: options.confidenceLevel))
    }
    self.scales = statistics
    var scores: [[Double]] = []
    for scale in scales {
      scores.append(try scale.scores(of: table, options.scores))
    }
    correlations =
      scales.count > 1
      ? ScaleCorrelations(scales.map(\.name), scores: scores) : nil
    let inScales = scales.flatMap(\.items).distinct
    var columns: [[Double]] = []
    for name in inScales { columns.append(try table.numbers(named: name)) }
    normality =
      inScales.count > 1
      ? CompleteCases(inScales, columns).flatMap { MultivariateNormality($0) }
      : nil
    warnings = statistics.flatMap(\.warnings)
  }

  /// The table with the scales' scores behind its columns, and with parcels.
  ///
  /// - Parameters:
  ///   - table: The answers.
  ///   - options: The way from answers to scores.
  ///   - parcels: The number of parcels of each scale that has twice as many
  ///     items; `nil` for none.
  /// - Returns: The table; parcels are named after their scale, with `_p1` and
  ///   so on.
  /// - Throws: `LatentError` for names that the table has already.
  public func adding(
    to table: DataTable, scores options: ScoreOptions, parcels: Int? = nil
  ) throws(LatentError) -> DataTable {
    var columns = table.columns
    for own in scales {
      columns.append(
        try Self.column(own.scale.name, own.scale, of: table, options))
      guard let parcels, own.scale.items.count >= 2 * parcels else { continue }
      for (place, items) in try Parcels(own, count: parcels).items.enumerated()
      {
        let name = "\(own.scale.name)_p\(place + 1)"
        var means = options
        means.kind = .mean
        columns.append(
          try Self.column(
            name, ScaleDefinition(name: name, items: items), of: table, means))
      }
    }
    return try table.replacing(columns)
  }

  private static func column(
    _ name: String, _ scale: ScaleDefinition, of table: DataTable,
    _ options: ScoreOptions
  ) throws(LatentError) -> DataColumn {
    guard table.position(of: name) == nil else {
      throw .data(
        .itemsScores, "The data have a column `\(name)` already.",
        remedy: "Give the scale another name.")
    }
    return DataColumn(name: name, numbers: try scale.scores(of: table, options))
  }
}
