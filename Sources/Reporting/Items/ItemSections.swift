import ItemAnalysis
internal import Messages
import ReportRendering

/// The sections of items and scales.
struct ItemSections {
  private let reported: ReportedItems

  private var analysis: ItemAnalysis { reported.analysis }

  /// The most cases far from the others that text names.
  private static let mostOutliers = 20
  /// The most different answers that have columns.
  private static let mostAnswers = 9

  init(_ reported: ReportedItems) { self.reported = reported }

  /// A row for each item.
  var items: ReportSection {
    let rows = analysis.items.map { item in
      ReportTable.Row.cells([
        .variable(item.name), .number(Double(item.count), .count),
        .number(Double(item.missingCount), .count),
        .number(item.mean, .moment),
        .optional(item.standardDeviation, .moment),
        .dashed(item.skewness, .moment), .dashed(item.kurtosis, .moment),
        .number(item.floor, .percentage), .number(item.ceiling, .percentage),
      ])
    }
    let errors = Set(analysis.items.map(\.count)).count == 1
    var notes: [ReportText] = [
      """
      Skewness and kurtosis (excess) as SPSS prints them, G1 and G2 of Joanes \
      and Gill (1998). Floor and ceiling: the shares of the lowest and the \
      highest answer.
      """
    ]
    if errors, let item = analysis.items.first,
      let skewness = item.skewnessError, let kurtosis = item.kurtosisError
    {
      notes.append(
        """
        Standard errors: skewness \(number: skewness, .standardError), \
        kurtosis \(number: kurtosis, .standardError).
        """)
    }
    return ReportSection(
      kind: .sample, title: "Items",
      table: ReportTable(
        columns: [
          .names(), .symbol(.sampleSize, .count), .numbers("Missing", .count),
          .numbers("M", .moment), .numbers("SD", .moment),
          .numbers("Skewness", .moment), .numbers("Kurtosis", .moment),
          .numbers("Floor", .percentage), .numbers("Ceiling", .percentage),
        ], rows: rows, notes: .init(general: notes)))
  }

  /// The share of each answer; `nil` where answers are too many.
  var answers: ReportSection? {
    let values = Set(analysis.items.flatMap { $0.answers.map(\.value) })
      .sorted()
    guard !values.isEmpty, values.count <= Self.mostAnswers,
      analysis.items.allSatisfy({ !$0.answers.isEmpty })
    else { return nil }
    let rows = analysis.items.map { item in
      ReportTable.Row.cells(
        [.variable(item.name)]
          + values.map { value in
            let own = item.answers.first { $0.value == value }?.count ?? 0
            return .number(
              Double(own) / Double(item.count), .percentage)
          })
    }
    return ReportSection(
      kind: .sample, title: "Answers",
      table: ReportTable(
        columns: [.names()]
          + values.map {
            .numbers(.number($0, .value, .count), .percentage)
          }, rows: rows))
  }

  /// A row for each scale: α, ω and what a factor says.
  var reliability: ReportSection? {
    guard !analysis.scales.isEmpty else { return nil }
    let rows = analysis.scales.map { own in
      ReportTable.Row.cells(
        [
          .variable(own.scale.name),
          .number(Double(own.scale.items.count), .count),
          .number(Double(own.count), .count),
        ] + cells(own.reliability?.alpha) + cells(own.factor?.omega) + [
          .dashed(own.factor?.compositeReliability, .fitIndex),
          .dashed(own.factor?.averageVarianceExtracted, .fitIndex),
        ])
    }
    return ReportSection(
      kind: .parameters, title: "Reliability",
      table: ReportTable(
        columns: [
          .names(), .numbers("Items", .count), .symbol(.sampleSize, .count),
          .numbers("α", .fitIndex),
        ] + ReportTable.Column.limits(reported.level) + [
          .numbers("ω", .fitIndex)
        ] + ReportTable.Column.limits(reported.level) + [
          .numbers("CR", .fitIndex), .numbers("AVE", .fitIndex),
        ], rows: rows,
        notes: .init(
          general: [
            """
            α: Cronbach's, with Feldt's interval. ω: McDonald's, of a model \
            with one factor (ML; two items: equal loadings), with the delta \
            method's interval. CR and AVE: composite reliability and average \
            variance extracted (Fornell & Larcker, 1981) of its standardized \
            loadings. All are of the cases that answer every item of the scale.
            """
          ])))
  }

  private func cells(_ value: Bounded?) -> [ReportCell] {
    [
      .dashed(value?.estimate, .fitIndex),
      .dashed(value?.limits?.lowerBound, .limit, .bounded),
      .dashed(value?.limits?.upperBound, .limit, .bounded),
    ]
  }

  /// Further coefficients of the scales.
  var coefficients: ReportSection? {
    let rows = analysis.scales.compactMap { own -> ReportTable.Row? in
      guard let reliability = own.reliability else { return nil }
      return .cells([
        .variable(own.scale.name),
        .number(reliability.standardizedAlpha, .fitIndex),
        .number(reliability.lambda2, .fitIndex),
        .dashed(reliability.lambda6, .fitIndex),
        .number(reliability.meanCorrelation, .fitIndex),
        .number(reliability.correlations.lowerBound, .fitIndex),
        .number(reliability.correlations.upperBound, .fitIndex),
        .dashed(own.splitHalf?.correlation, .fitIndex),
        .dashed(own.splitHalf?.unequalSpearmanBrown, .fitIndex),
        .dashed(own.splitHalf?.guttman, .fitIndex),
      ])
    }
    guard !rows.isEmpty else { return nil }
    let between: ReportText = "r of items"
    let halves: ReportText = "Split half"
    return ReportSection(
      kind: .parameters, title: "Further coefficients",
      table: ReportTable(
        columns: [
          .names(), .numbers("α std.", .fitIndex), .numbers("λ2", .fitIndex),
          .numbers("λ6", .fitIndex),
          .numbers("Mean", .fitIndex, spanner: between),
          .numbers("Least", .fitIndex, spanner: between),
          .numbers("Largest", .fitIndex, spanner: between),
          .numbers("r", .fitIndex, spanner: halves),
          .numbers("S-B", .fitIndex, spanner: halves),
          .numbers("Guttman", .fitIndex, spanner: halves),
        ], rows: rows,
        notes: .init(
          general: [
            """
            λ2 and λ6: Guttman's (1945). Halves: the first items and the \
            others, the larger half first; S-B: Spearman and Brown's \
            coefficient for their lengths (Horst, 1951).
            """
          ])))
  }

  /// Scales of dimensions.
  var hierarchical: ReportSection? {
    let rows = analysis.scales.compactMap { own -> ReportTable.Row? in
      guard let omega = own.hierarchical else { return nil }
      return .cells(
        [.variable(own.scale.name)] + cells(omega.hierarchical)
          + cells(omega.total) + [
            .number(omega.explainedCommonVariance, .fitIndex)
          ])
    }
    guard !rows.isEmpty else { return nil }
    return ReportSection(
      kind: .parameters, title: "Scales of dimensions",
      table: ReportTable(
        columns: [.names(), .numbers("ω hier.", .fitIndex)]
          + ReportTable.Column.limits(reported.level)
          + [.numbers("ω total", .fitIndex)]
          + ReportTable.Column.limits(reported.level)
          + [.numbers("ECV", .fitIndex)], rows: rows,
        notes: .init(
          general: [
            """
            Of a bifactor model (ML): the shares of the sum's variance that \
            are the general factor's and all factors' (Zinbarg et al., 2005); \
            ECV: the general factor's share of the common variance. A dimension \
            with two items has equal loadings.
            """
          ])))
  }

  /// Scales of ordered items.
  var ordered: ReportSection? {
    let rows = analysis.scales.compactMap { own -> ReportTable.Row? in
      guard let ordered = own.ordered else { return nil }
      return .cells([
        .variable(own.scale.name), .number(ordered.omega, .fitIndex),
        .number(ordered.alpha, .fitIndex),
      ])
    }
    guard !rows.isEmpty else { return nil }
    return ReportSection(
      kind: .parameters, title: "Ordered items",
      table: ReportTable(
        columns: [
          .names(), .numbers("ω", .fitIndex), .numbers("α", .fitIndex),
        ], rows: rows,
        notes: .init(
          general: [
            """
            ω: the reliability of the sum of the answers by a model of the \
            responses behind them (Green & Yang, 2009; DWLS). α: of the \
            polychoric correlations, the reliability of the responses, not of \
            the answers (Zumbo et al., 2007).
            """
          ])))
  }

  /// The items of one scale beside the sum of the others.
  func itemTotals(of own: ScaleStatistics) -> ReportSection? {
    guard !own.items.isEmpty else { return nil }
    let rows = own.items.enumerated().map { place, item in
      ReportTable.Row.cells([
        .variable(item.name), .number(item.meanIfDeleted, .moment),
        .number(item.varianceIfDeleted, .moment),
        .number(item.correctedCorrelation, .fitIndex),
        .dashed(item.squaredMultipleCorrelation, .fitIndex),
        .dashed(item.alphaIfDeleted, .fitIndex),
        .dashed(own.factor?.loadings[place], .fitIndex),
      ])
    }
    let deleted: ReportText = "If deleted"
    return ReportSection(
      kind: .parameters,
      title: own.scale.label.isEmpty
        ? "Items of \(variable: own.scale.name)"
        : "Items of \(variable: own.scale.name): \(own.scale.label)",
      table: ReportTable(
        columns: [
          .names(), .numbers("M", .moment, spanner: deleted),
          .numbers("Variance", .moment, spanner: deleted),
          .numbers("r with rest", .fitIndex), .numbers("SMC", .fitIndex),
          .numbers("α if deleted", .fitIndex), .numbers("Loading", .fitIndex),
        ], rows: rows,
        notes: .init(
          general: [
            """
            The sum of the \(own.scale.items.count, of: "item"): \
            M = \(number: own.mean, .moment), \
            SD = \(number: own.standardDeviation, .moment).
            """
          ])))
  }

  /// The correlations of the scales' scores; `nil` for one scale.
  var correlations: ReportSection? {
    guard let own = analysis.correlations else { return nil }
    var rows: [ReportTable.Row] = []
    for place in own.names.indices {
      var cells: [ReportCell] = [
        .text("\(count: place + 1) \(variable: own.names[place])"),
        .number(own.means[place], .moment),
        .number(own.standardDeviations[place], .moment),
      ]
      for pair in own.pairs where pair.first == place {
        let r = ReportText.number(pair.correlation, .fitIndex)
        cells.append(.text("\(r)\(Self.stars(pair.pValue))"))
      }
      cells.append(diagonal(of: analysis.scales[place]))
      rows.append(.cells(cells))
    }
    return ReportSection(
      kind: .parameters, title: "Correlations of scales",
      table: ReportTable(
        columns: [
          .names(), .numbers("M", .moment), .numbers("SD", .moment),
        ] + own.names.indices.map { .values("\(count: $0 + 1)") }, rows: rows,
        notes: .init(
          general: [
            reported.diagonal == .alpha
              ? "In parentheses: Cronbach's α."
              : """
              In parentheses: the square root of the average variance \
              extracted.
              """
          ], probability: ["* p < .05. ** p < .01. *** p < .001."])))
  }

  private func diagonal(of own: ScaleStatistics) -> ReportCell {
    let value =
      reported.diagonal == .alpha
      ? own.reliability?.alpha.estimate
      : own.factor?.averageVarianceExtracted.squareRoot()
    return value.map { .text("(\(number: $0, .fitIndex))") } ?? .undefined
  }

  private static func stars(_ p: Double?) -> String {
    guard let p else { return "" }
    return p < 0.001 ? "***" : p < 0.01 ? "**" : p < 0.05 ? "*" : ""
  }

  /// The joint distribution of the items, and cases far from the others.
  var normality: ReportSection? {
    guard let own = analysis.normality else { return nil }
    var blocks: [ReportBlock] = [
      .facts([
        ReportFact(
          "Cases, items", "\(count: own.count), \(count: own.itemCount)"),
        ReportFact(
          "Skewness",
          """
          \(number: own.skewness, .moment), chi-square \
          \(number: own.skewnessStatistic, .chiSquare), \
          df \(count: own.skewnessDegreesOfFreedom), \
          p \(number: own.skewnessPValue, .probability)
          """),
        ReportFact(
          "Kurtosis",
          """
          \(number: own.kurtosis, .moment), z \
          \(number: own.kurtosisZ, .z), p \
          \(number: own.kurtosisPValue, .probability)
          """),
      ])
    ]
    let shown = own.outliers.prefix(Self.mostOutliers)
    if !shown.isEmpty {
      var notes: [ReportText] = [
        """
        Cases whose squared distance from the means (Mahalanobis) has \
        p < .001 by chi-square with \(count: own.itemCount) degrees of freedom.
        """
      ]
      if own.outliers.count > shown.count {
        notes.append(
          "\(own.outliers.count - shown.count, of: "further case").")
      }
      blocks.append(
        .table(
          ReportTable(
            columns: [
              .names("Case"), .numbers("Distance", .chiSquare),
              .symbol(.probability, .probability),
            ],
            rows: shown.map {
              .cells([
                .text("\(count: $0.row)"), .number($0.distance, .chiSquare),
                .number($0.pValue, .probability),
              ])
            }, notes: .init(general: notes))))
    }
    return ReportSection(
      kind: .sample, title: "Multivariate normality (Mardia, 1970)",
      blocks: blocks)
  }

  /// The items of parcels; `nil` without any.
  var parcels: ReportSection? {
    guard !reported.parcels.isEmpty else { return nil }
    let rows = reported.parcels.flatMap { scale, parcels in
      parcels.items.enumerated().map { place, items in
        ReportTable.Row.cells([
          .verbatim("\(scale)_p\(place + 1)"),
          .verbatim(items.joined(separator: ", ")),
        ])
      }
    }
    return ReportSection(
      kind: .sample, title: "Parcels",
      table: ReportTable(
        columns: [.names("Parcel"), .words("Items")], rows: rows,
        notes: .init(
          general: [
            """
            Items are dealt out by their loadings, forth and back (Little et \
            al., 2002).
            """
          ])))
  }
}
