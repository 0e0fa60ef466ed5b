import LinearAlgebra
import Messages
import OrderedMoments
import ReportRendering
import SampleStatistics

/// The sections of one group's correlations.
struct CorrelationSections {
  private let group: CorrelationSample

  init(_ group: CorrelationSample) {
    self.group = group
  }

  private var names: [String] { group.stage.variables }
  private var label: String? { group.label.isEmpty ? nil : group.label }

  private func title(_ text: ReportText) -> ReportText {
    group.label.isEmpty ? text : "\(text) (\(group.label))"
  }

  /// The lower triangle.
  var matrix: ReportSection {
    let correlation = group.stage.correlation
    let rows = names.indices.map { i in
      ReportTable.Row.cells(
        [.variable(names[i])]
          + (0...i).map { .number(correlation[i, $0], .standardized) })
    }
    return ReportSection(
      kind: .parameters, title: title("Correlations"),
      table: ReportTable(
        group: label,
        columns: [.names()]
          + names.map { .numbers("\(variable: $0)", .standardized) },
        rows: rows))
  }

  /// A row for each pair.
  var pairs: ReportSection {
    let kinds = Set(group.pairs.map(\.kind))
    let hasTests = group.pairs.contains { $0.test != nil }
    var columns: [ReportTable.Column] = [.names()]
    if kinds.count > 1 { columns.append(.words("Kind")) }
    columns += [
      .numbers("r", .standardized), .symbol(.standardError, .standardError),
      .symbol(.sampleSize, .count),
    ]
    if hasTests {
      columns += [
        .numbers("X²", .chiSquare), .numbers("G²", .chiSquare),
        .symbol(.degreesOfFreedom, .degreesOfFreedom),
        .symbol(.probability, .probability),
      ]
    }
    let rows = group.pairs.map { pair in
      var cells: [ReportCell] = [
        .text(
          "\(variable: names[pair.first]), \(variable: names[pair.second])")
      ]
      if kinds.count > 1 { cells.append(.text(Self.words(pair.kind))) }
      cells += [
        .number(pair.correlation, .standardized),
        .number(pair.standardError, .standardError),
        .number(pair.count, .count),
      ]
      if hasTests {
        cells += [
          .optional(pair.test?.pearson, .chiSquare),
          .optional(pair.test?.likelihoodRatio, .chiSquare),
          .optional(
            pair.test.map { Double($0.degreesOfFreedom) }, .degreesOfFreedom),
          .optional(
            pair.test?.likelihoodRatioProbability, .probability),
        ]
      }
      return ReportTable.Row.cells(cells)
    }
    return ReportSection(
      kind: .parameters,
      title: title(
        kinds.count == 1
          ? "Pairs (\(Self.words(group.pairs[0].kind)))" : "Pairs"),
      table: ReportTable(
        group: label, columns: columns, rows: rows,
        notes: .init(
          general: hasTests
            ? [
              """
              X² and G²: Pearson's and the likelihood-ratio statistic of the \
              cells of a pair's table against those that a bivariate normal \
              distribution with the thresholds and the correlation expects; \
              p is that of G². Where expected counts are small neither has a \
              chi-square distribution.
              """
            ] : [])))
  }

  private static func words(_ kind: CorrelationPair.Kind) -> ReportText {
    switch kind {
    case .polychoric: "polychoric"
    case .polyserial: "polyserial"
    case .pearson: "Pearson"
    }
  }

  /// The categories of ordered variables, and the thresholds above them.
  var thresholds: ReportSection {
    let stage = group.stage
    let variances = stage.asymptoticVariances()
    var rows: [ReportTable.Row] = []
    for (i, name) in names.enumerated() where stage.layout.isOrdered(i) {
      let counts = stage.influences.categoryCounts(i)
      let total = counts.reduce(0, +)
      rows.append(.heading("\(variable: name)"))
      for (k, count) in counts.enumerated() {
        let hasThreshold = k < stage.thresholds[i].count
        let place = stage.layout.thresholds(of: i).lowerBound + k
        rows.append(
          .cells(
            [
              .verbatim(group.categories[i][k]), .number(count, .count),
              .number(count / total, .proportion),
              .optional(
                hasThreshold ? stage.thresholds[i][k] : nil, .estimate),
              .optional(
                hasThreshold
                  ? (variances[place] / stage.size).squareRoot() : nil,
                .standardError),
            ], level: 1))
      }
    }
    return ReportSection(
      kind: .parameters, title: title("Thresholds"),
      table: ReportTable(
        group: label,
        columns: [
          .names("Category"), .symbol(.sampleSize, .count),
          .numbers("Proportion", .proportion),
          .numbers("Threshold", .estimate),
          .symbol(.standardError, .standardError),
        ], rows: rows,
        notes: .init(
          general: [
            "A threshold lies between its category and the next one."
          ])))
  }

  /// The tables of pairs of ordered variables: observed and expected counts.
  var tables: [ReportSection] {
    group.pairs.compactMap { pair in
      guard let table = pair.table else { return nil }
      let columns: [ReportTable.Column] =
        [.names("\(variable: names[pair.first])")]
        + group.categories[pair.second].map {
          .numbers("\($0)", .count, spanner: "Observed")
        }
        + group.categories[pair.second].map {
          .numbers("\($0)", .moment, spanner: "Expected")
        }
      let rows = (0..<table.observed.rows).map { a in
        ReportTable.Row.cells(
          [.verbatim(group.categories[pair.first][a])]
            + table.observed.row(a).map { .number($0, .count) }
            + table.expected.row(a).map { .number($0, .moment) })
      }
      return ReportSection(
        kind: .parameters,
        title: title(
          "\(variable: names[pair.first]) by \(variable: names[pair.second])"),
        table: ReportTable(group: label, columns: columns, rows: rows))
    }
  }
}
