import GroupDifferences
internal import Messages
import ReportRendering

/// The variables with categories of one comparison of groups, in sections,
/// documents and records.
struct TabulationSections {
  private let own: GroupDifferences

  private var labels: [String] { own.groups.labels }

  init(_ own: GroupDifferences) { self.own = own }

  var all: [ReportSection] { own.tabulations.isEmpty ? [] : [counts, tests] }

  /// A row for each variable and category: counts, and shares of the groups.
  private var counts: ReportSection {
    var rows: [ReportTable.Row] = []
    for own in own.tabulations {
      rows.append(.heading(name(of: own)))
      let totals = labels.indices.map { group in
        own.counts.reduce(0) { $0 + $1[group] }
      }
      for (category, counts) in zip(own.categories, own.counts) {
        rows.append(
          .cells(
            [.verbatim(category)]
              + zip(counts, totals).flatMap { count, total -> [ReportCell] in
                [
                  .number(Double(count), .count),
                  .number(Double(count) / Double(total), .percentage),
                ]
              }, level: 1))
      }
    }
    return ReportSection(
      kind: .sample, title: "Categories by \(own.groups.name)",
      table: ReportTable(
        columns: [.names()]
          + labels.flatMap { label -> [ReportTable.Column] in
            let spanner: ReportText = "\(.verbatim(label))"
            return [
              .numbers("n", .count, spanner: spanner),
              .numbers("%", .percentage, spanner: spanner),
            ]
          }, rows: rows,
        notes: .init(general: ["Shares are those of each group."])))
  }

  private var tests: ReportSection {
    let rows = own.tabulations.map { own in
      ReportTable.Row.cells([
        .variable(own.name), .number(own.chiSquare, .z),
        .number(Double(own.degreesOfFreedom), .degreesOfFreedom),
        .number(own.probability, .probability),
        .number(own.likelihoodRatio, .z),
        .number(own.likelihoodProbability, .probability),
        .dashed(own.exactProbability, .probability),
        .number(own.cramersV, .rSquared),
        .number(own.leastExpected, .z),
      ])
    }
    return ReportSection(
      kind: .tests, title: "Tests of categories by \(own.groups.name)",
      table: ReportTable(
        columns: [
          .names(), .numbers("χ²", .z), .numbers("df", .degreesOfFreedom),
          .numbers("p", .probability), .numbers("G²", .z),
          .numbers("p", .probability), .numbers("p exact", .probability),
          .numbers("V", .rSquared), .numbers("Least exp.", .z),
        ], rows: rows,
        notes: .init(
          general: [
            """
            χ²: Pearson's, without a correction; G²: the likelihood ratio; exact: \
            Fisher's test of two categories in two groups; V: Cramér's; the \
            least number of cases that is expected.
            """
          ])))
  }

  /// A warning of tests that rest on few cases.
  var warning: LatentWarning? {
    let sparse = own.tabulations.filter {
      $0.sparseShare > 0.2 || $0.leastExpected < 1
    }
    guard !sparse.isEmpty else { return nil }
    return LatentWarning(
      code: .groupsSparse,
      message: "More than a fifth of the cells of "
        + listing(sparse.map(\.name), limit: 8)
        + " by \(own.groups.name) have fewer than five expected cases, or one "
        + "has fewer than one: chi-square is not to be relied on (Cochran, "
        + "1954). Join categories.")
  }

  private func name(of own: CrossTabulation) -> ReportText {
    own.label.isEmpty
      ? "\(.verbatim(own.name))"
      : "\(.verbatim(own.name)): \(.verbatim(own.label))"
  }

  /// An object for each variable.
  var documents: [JSONValue] {
    own.tabulations.map { own in
      .object(
        [
          ("variable", .string(own.name)), ("label", .string(own.label)),
          ("categories", .array(own.categories.map { .string($0) })),
          (
            "counts",
            .array(own.counts.map { .array($0.map { .integer($0) }) })
          ),
        ] + tests(own))
    }
  }

  /// A record for each variable, category and group.
  var records: [[(String, JSONValue)]] {
    own.tabulations.flatMap { tabulation in
      tabulation.categories.indices.flatMap { category in
        labels.indices.map { group in
          [
            ("by", .string(own.groups.name)),
            ("variable", .string(tabulation.name)),
            ("label", .string(tabulation.label)),
            ("category", .string(tabulation.categories[category])),
            ("group", .string(labels[group])),
            ("n", .integer(tabulation.counts[category][group])),
          ] + tests(tabulation)
        }
      }
    }
  }

  private func tests(_ own: CrossTabulation) -> [(String, JSONValue)] {
    [
      ("chisq", .number(own.chiSquare)), ("df", .integer(own.degreesOfFreedom)),
      ("pvalue", .number(own.probability)),
      ("g_squared", .number(own.likelihoodRatio)),
      ("g_squared_pvalue", .number(own.likelihoodProbability)),
      ("fisher_pvalue", .optional(own.exactProbability)),
      ("cramers_v", .number(own.cramersV)),
      ("least_expected", .number(own.leastExpected)),
      ("sparse_share", .number(own.sparseShare)),
    ]
  }
}
