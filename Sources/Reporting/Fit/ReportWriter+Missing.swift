import FitSettings
import Messages
import ModelFit
import ReportRendering
import SampleStatistics
import Specification

/// The missing values in the cases of a fit that keeps incomplete ones.
extension ReportWriter {
  /// The number of a group's patterns that the table shows.
  private static let shownPatterns = 10
  /// Up to how many variables coverage is shown by pairs.
  private static let shownPairs = 12

  /// The treatment of cases with missing values, and their number.
  var missingFacts: [ReportFact] {
    guard fit.options.missing != .listwise else { return [] }
    let patterns = fit.sample.compactMap(\.incompleteCases)
    guard !patterns.isEmpty else { return [] }
    let cases = patterns.reduce(0) { $0 + $1.count }
    let complete = patterns.reduce(0) { $0 + $1.completeCount }
    let count = patterns.reduce(0) { $0 + $1.patterns.count }
    let auxiliary = fit.table.auxiliary
    let correlates =
      auxiliary.isEmpty
      ? []
      : [
        ReportFact(
          "Auxiliary",
          """
          \(auxiliary.joined(separator: ", ")) (saturated correlates, not \
          shown below)
          """)
      ]
    return correlates + [
      ReportFact(
        "Treatment",
        "\(fit.options.missing.rawValue): \(treatment)"),
      ReportFact(
        "Patterns",
        """
        \(count, of: "pattern") of missing values: \(count: complete) complete \
        and \(cases - complete, of: "incomplete case")
        """),
    ]
  }

  private var treatment: ReportText {
    switch fit.options.missing {
    case .listwise: "complete cases only"
    case .fullInformation, .fullInformationExogenous:
      "every case by the values that it has"
    case .twoStage, .robustTwoStage:
      "saturated moments first, the model fitted to them"
    case .pairwise: "every covariance from the cases that have both variables"
    case .availableCases: "every pair by the values that the cases have of it"
    }
  }

  /// Tables of the patterns and of the coverage.
  var missingBlocks: [ReportBlock] {
    var blocks: [ReportBlock] = []
    for (index, group) in fit.sample.enumerated() {
      guard let patterns = group.incompleteCases,
        patterns.completeCount < patterns.count
      else { continue }
      for var table in [patternTable(patterns), coverageTable(patterns)] {
        table.group = fit.sample.count > 1 ? groupName(index) : nil
        blocks.append(.table(table))
      }
    }
    return blocks
  }

  /// The first variables of a list, the others counted.
  private static func variables(_ names: [String], limit: Int) -> ReportText {
    let text = names.prefix(limit).map { "\(variable: $0)" as ReportText }
      .joined(separator: ", ")
    return names.count > limit
      ? text + " and \(count: names.count - limit) more" : text
  }

  private func patternTable(_ patterns: SampleCases) -> ReportTable {
    let names = patterns.variableNames
    let n = Double(patterns.count)
    let order = patterns.patterns.indices.sorted {
      let (first, second) = (patterns.patterns[$0], patterns.patterns[$1])
      return first.count != second.count
        ? first.count > second.count : $0 < $1
    }
    var rows: [ReportTable.Row] = order.prefix(Self.shownPatterns).map {
      let pattern = patterns.patterns[$0]
      let observed = Set(pattern.observed)
      let gone = names.indices.filter { !observed.contains($0) }
        .map { names[$0] }
      return .cells([
        .text(gone.isEmpty ? "none" : Self.variables(gone, limit: 6)),
        .number(Double(pattern.count), .count),
        .number(Double(pattern.count) / n, .proportion),
      ])
    }
    let rest = order.dropFirst(Self.shownPatterns)
    if !rest.isEmpty {
      let count = rest.reduce(0) { $0 + patterns.patterns[$1].count }
      rows.append(
        .cells([
          .text("\(rest.count, of: "more pattern")"),
          .number(Double(count), .count),
          .number(Double(count) / n, .proportion),
        ]))
    }
    return ReportTable(
      title: "Patterns of missing values",
      columns: [
        .names("Missing"), .numbers("Cases", .count),
        .numbers("Share", .proportion),
      ],
      rows: rows)
  }

  /// The share of the cases with values of both variables; of many variables
  /// that of each, and the smallest of its pairs.
  private func coverageTable(_ patterns: SampleCases) -> ReportTable {
    let names = patterns.variableNames
    let p = names.count
    let coverage = patterns.coverage
    if p <= Self.shownPairs {
      return ReportTable(
        title: "Coverage of pairs of variables",
        columns: [.names("Coverage")]
          + names.map { .numbers("\(variable: $0)", .proportion) },
        rows: names.indices.map { i in
          .cells(
            [.variable(names[i])]
              + (0...i).map { .number(coverage[i * p + $0], .proportion) })
        })
    }
    return ReportTable(
      title: "Coverage of variables",
      columns: [
        .names("Coverage"), .numbers("Share", .proportion),
        .numbers("Smallest pair", .proportion), .words("With"),
      ],
      rows: names.indices.map { i in
        var least = i == 0 ? 1 : 0
        for j in 0..<p
        where j != i && coverage[i * p + j] < coverage[i * p + least] {
          least = j
        }
        return .cells([
          .variable(names[i]), .number(coverage[i * p + i], .proportion),
          .number(coverage[i * p + least], .proportion),
          .variable(names[least]),
        ])
      })
  }
}

extension ReportedFit {
  /// The treatment of missing values, with patterns and coverage of every
  /// group.
  var missingData: JSONValue? {
    guard fit.options.missing != .listwise else { return nil }
    let groups = fit.sample.compactMap { group -> JSONValue? in
      guard let patterns = group.incompleteCases else { return nil }
      let names = patterns.variableNames
      let p = names.count
      let coverage = patterns.coverage
      return .object([
        ("group", .string(group.label)),
        ("complete", .integer(patterns.completeCount)),
        (
          "patterns",
          .array(
            patterns.patterns.map { pattern in
              .object([
                ("nobs", .integer(pattern.count)),
                (
                  "observed",
                  .array(pattern.observed.map { .string(names[$0]) })
                ),
              ])
            })
        ),
        (
          "coverage",
          .object([
            ("names", .array(names.map { .string($0) })),
            (
              "values",
              .array(
                names.indices.map { i in
                  .array((0..<p).map { .number(coverage[i * p + $0]) })
                })
            ),
          ])
        ),
      ])
    }
    return .object([
      ("treatment", .string(fit.options.missing.rawValue)),
      ("auxiliary", .array(fit.table.auxiliary.map { .string($0) })),
      ("groups", .array(groups)),
    ])
  }
}
