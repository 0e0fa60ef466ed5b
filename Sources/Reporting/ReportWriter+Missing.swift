import FitSettings
import Messages
import ModelFit
import SampleStatistics
import Specification

/// What is missing in the cases of a fit that keeps incomplete ones.
extension ReportWriter {
  /// How many patterns the table shows of a group.
  private static let shownPatterns = 10
  /// Up to how many variables coverage is shown by pairs.
  private static let shownPairs = 12

  /// How cases with missing values were treated, and how many there are.
  var missingFacts: [ReportFact] {
    guard fit.options.missing != .listwise else { return [] }
    let patterns = fit.sample.compactMap(\.patterns)
    guard !patterns.isEmpty else { return [] }
    let cases = patterns.reduce(0) { $0 + $1.caseCount }
    let complete = patterns.reduce(0) { $0 + $1.completeCount }
    let count = patterns.reduce(0) { $0 + $1.patterns.count }
    let auxiliary = fit.table.auxiliary
    let correlates =
      auxiliary.isEmpty
      ? []
      : [
        ReportFact(
          "Auxiliary",
          auxiliary.joined(separator: ", ")
            + " (saturated correlates, not shown below)")
      ]
    return correlates + [
      ReportFact(
        "Treatment",
        "\(fit.options.missing.rawValue): \(treatment)"),
      ReportFact(
        "Patterns",
        "\(counted(count, "pattern")) of missing values: \(complete) complete "
          + "and \(counted(cases - complete, "incomplete case"))"),
    ]
  }

  private var treatment: String {
    switch fit.options.missing {
    case .listwise: "complete cases only"
    case .fullInformation, .fullInformationExogenous:
      "every case by the values that it has"
    case .twoStage, .robustTwoStage:
      "saturated moments first, the model fitted to them"
    case .pairwise: "every covariance from the cases that have both variables"
    }
  }

  /// Tables of the patterns and of the coverage.
  var missingBlocks: [ReportBlock] {
    var blocks: [ReportBlock] = []
    for (index, group) in fit.sample.enumerated() {
      guard let patterns = group.patterns,
        patterns.completeCount < patterns.caseCount
      else { continue }
      if fit.sample.count > 1 {
        blocks.append(.paragraph(groupName(index) + ":"))
      }
      blocks.append(.table(patternTable(patterns)))
      blocks.append(.table(coverageTable(patterns)))
    }
    return blocks
  }

  private func patternTable(_ patterns: MissingPatterns) -> ReportTable {
    let names = patterns.variableNames
    let n = Double(patterns.caseCount)
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
      let shown = gone.prefix(6).joined(separator: ", ")
      let more = gone.count > 6 ? " and \(gone.count - 6) more" : ""
      return .cells([
        .text(gone.isEmpty ? "none" : shown + more),
        .number(Double(pattern.count), .count),
        .number(Double(pattern.count) / n, .bounded),
      ])
    }
    let rest = order.dropFirst(Self.shownPatterns)
    if !rest.isEmpty {
      let count = rest.reduce(0) { $0 + patterns.patterns[$1].count }
      rows.append(
        .cells([
          .text("\(counted(rest.count, "more pattern"))"),
          .number(Double(count), .count),
          .number(Double(count) / n, .bounded),
        ]))
    }
    return ReportTable(
      columns: [
        .init("Missing", isText: true), .init("Cases"), .init("Share"),
      ],
      rows: rows)
  }

  /// The share of the cases with values of both variables; of many variables
  /// that of each, and the smallest of its pairs.
  private func coverageTable(_ patterns: MissingPatterns) -> ReportTable {
    let names = patterns.variableNames
    let p = names.count
    let coverage = patterns.coverage
    if p <= Self.shownPairs {
      return ReportTable(
        columns: [.init("Coverage", isText: true)] + names.map { .init($0) },
        rows: names.indices.map { i in
          .cells(
            [.text(names[i])]
              + (0...i).map { .number(coverage[i * p + $0], .bounded) })
        })
    }
    return ReportTable(
      columns: [
        .init("Coverage", isText: true), .init("Share"),
        .init("Smallest pair"), .init("With", isText: true),
      ],
      rows: names.indices.map { i in
        var least = i == 0 ? 1 : 0
        for j in 0..<p
        where j != i && coverage[i * p + j] < coverage[i * p + least] {
          least = j
        }
        return .cells([
          .text(names[i]), .number(coverage[i * p + i], .bounded),
          .number(coverage[i * p + least], .bounded), .text(names[least]),
        ])
      })
  }
}

extension Fit {
  /// The parameters without those of auxiliary variables.
  var shownParameters: [ParameterEstimate] {
    let auxiliary = Set(table.auxiliary)
    if auxiliary.isEmpty { return parameters }
    return parameters.filter {
      !auxiliary.contains($0.lhs) && !auxiliary.contains($0.rhs)
    }
  }
}

extension JSONRenderer {
  /// The treatment of missing values, with patterns and coverage of every
  /// group.
  func missingData(_ fit: Fit) -> JSONValue? {
    guard fit.options.missing != .listwise else { return nil }
    let groups = fit.sample.compactMap { group -> JSONValue? in
      guard let patterns = group.patterns else { return nil }
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
