import GroupDifferences
internal import Messages
import ReportRendering

/// The sections of one comparison of groups.
struct GroupSections {
  private let own: GroupDifferences

  private var level: Double { own.options.confidenceLevel }
  private var labels: [String] { own.groups.labels }

  init(_ own: GroupDifferences) { self.own = own }

  /// A row for each variable and group.
  var means: ReportSection {
    var rows: [ReportTable.Row] = []
    for variable in own.variables {
      rows.append(.heading(name(of: variable)))
      for (place, group) in variable.groups.enumerated() {
        rows.append(
          .cells(
            [
              .verbatim(labels[place]), .number(Double(group.count), .count),
              .number(group.mean, .moment),
              .number(group.standardDeviation, .moment),
              .number(group.standardError, .standardError),
              .number(group.limits.lowerBound, .limit),
              .number(group.limits.upperBound, .limit),
              .verbatim(variable.letters[place]),
            ], level: 1))
      }
    }
    let test =
      own.options.pairTest == .tukey ? "Tukey and Kramer" : "Games and Howell"
    return ReportSection(
      kind: .sample, title: "Means by \(own.groups.name)",
      table: ReportTable(
        columns: [
          .names(), .symbol(.sampleSize, .count), .numbers("M", .moment),
          .numbers("SD", .moment), .numbers("SE", .standardError),
        ] + ReportTable.Column.limits(level) + [.words("Letters")],
        rows: rows,
        notes: .init(
          general: [
            """
            Groups with a letter in common do not differ by the test of \
            \(.verbatim(test)) at \(number: 1 - level, .probability).
            """
          ])))
  }

  /// The analyses of variance.
  var analyses: ReportSection {
    let rows = own.variables.map { variable in
      ReportTable.Row.cells(
        [.variable(variable.name)] + cells(variable.analysis.fisher, .whole)
          + cells(variable.analysis.welch, .fraction)
          + [
            .dashed(variable.levene?.statistic, .z),
            .dashed(variable.levene?.probability, .probability),
            .dashed(variable.brownForsythe?.probability, .probability),
          ])
    }
    let (fisher, welch, levene): (ReportText, ReportText, ReportText) = (
      "Fisher", "Welch", "Levene"
    )
    return ReportSection(
      kind: .tests, title: "Analyses of variance by \(own.groups.name)",
      table: ReportTable(
        columns: [
          .names(), .numbers("F", .z, spanner: fisher),
          .numbers("df1", .degreesOfFreedom, spanner: fisher),
          .numbers("df2", .degreesOfFreedom, spanner: fisher),
          .numbers("p", .probability, spanner: fisher),
          .numbers("F", .z, spanner: welch),
          .numbers("df1", .degreesOfFreedom, spanner: welch),
          .numbers("df2", .degreesOfFreedom, spanner: welch),
          .numbers("p", .probability, spanner: welch),
          .numbers("F", .z, spanner: levene),
          .numbers("p", .probability, spanner: levene),
          .numbers("p (median)", .probability, spanner: levene),
        ], rows: rows,
        notes: .init(
          general: [
            """
            Welch (1951) does not assume equal variances, which Levene's test \
            is about: with means as SPSS has it, with medians by Brown and \
            Forsythe (1974).
            """
          ])))
  }

  /// Effect sizes of the analyses of variance.
  var effects: ReportSection {
    let rows = own.variables.map { variable in
      ReportTable.Row.cells([
        .variable(variable.name),
        .number(variable.analysis.etaSquared, .rSquared),
        .dashed(variable.analysis.etaSquaredLimits?.lowerBound, .limit),
        .dashed(variable.analysis.etaSquaredLimits?.upperBound, .limit),
        .number(variable.analysis.omegaSquared, .rSquared),
      ])
    }
    return ReportSection(
      kind: .tests, title: "Effect sizes by \(own.groups.name)",
      table: ReportTable(
        columns: [.names(), .numbers("η²", .rSquared)]
          + ReportTable.Column.limits(level)
          + [.numbers("ω²", .rSquared)], rows: rows,
        notes: .init(
          general: [
            """
            The interval of η² is that of the noncentralities that F agrees \
            with (Steiger, 2004); its lower limit is 0 where F is not \
            significant.
            """
          ])))
  }

  /// Each pair of groups alone.
  var pairs: ReportSection {
    var rows: [ReportTable.Row] = []
    for variable in own.variables {
      rows.append(.heading(name(of: variable)))
      for pair in variable.pairs {
        rows.append(
          .cells(
            [
              .verbatim(name(of: pair)), .number(pair.difference, .moment),
              .number(pair.student.statistic, .z),
              .number(pair.student.degreesOfFreedom, .degreesOfFreedom),
              .number(pair.student.probability, .probability),
              .dashed(pair.welch?.statistic, .z),
              .dashed(pair.welch?.degreesOfFreedom, .degreesOfFreedom),
              .dashed(pair.welch?.probability, .probability),
            ], level: 1))
      }
    }
    let (student, welch): (ReportText, ReportText) = ("Student", "Welch")
    return ReportSection(
      kind: .tests, title: "Pairs by \(own.groups.name)",
      table: ReportTable(
        columns: [
          .names(), .numbers("Diff.", .moment),
          .numbers("t", .z, spanner: student),
          .numbers("df", .degreesOfFreedom, spanner: student),
          .numbers("p", .probability, spanner: student),
          .numbers("t", .z, spanner: welch),
          .numbers("df", .degreesOfFreedom, spanner: welch),
          .numbers("p", .probability, spanner: welch),
        ], rows: rows,
        notes: .init(
          general: [
            "Each pair alone, its p values not adjusted for others."
          ])))
  }

  /// Effect sizes of each pair.
  var pairEffects: ReportSection {
    var rows: [ReportTable.Row] = []
    for variable in own.variables {
      rows.append(.heading(name(of: variable)))
      for pair in variable.pairs {
        rows.append(
          .cells(
            [
              .verbatim(name(of: pair)), .number(pair.difference, .moment),
              .number(pair.d, .estimate),
              .dashed(pair.dLimits?.lowerBound, .limit),
              .dashed(pair.dLimits?.upperBound, .limit),
              .number(pair.g, .estimate),
            ], level: 1))
      }
    }
    return ReportSection(
      kind: .tests, title: "Effect sizes of pairs by \(own.groups.name)",
      table: ReportTable(
        columns: [
          .names(), .numbers("Diff.", .moment), .numbers("d", .estimate),
        ] + ReportTable.Column.limits(level) + [.numbers("g", .estimate)],
        rows: rows,
        notes: .init(
          general: [
            """
            d: Cohen's, by the pooled standard deviation, with its interval; \
            g: Hedges' (1981).
            """
          ])))
  }

  /// All pairs, with p values adjusted for each other; `nil` for two groups.
  var adjusted: ReportSection? {
    guard labels.count > 2 else { return nil }
    var rows: [ReportTable.Row] = []
    for variable in own.variables {
      rows.append(.heading(name(of: variable)))
      for pair in variable.pairs {
        rows.append(
          .cells(
            [.verbatim(name(of: pair)), .number(pair.difference, .moment)]
              + cells(pair.tukey) + cells(pair.gamesHowell), level: 1))
      }
    }
    let (tukey, games): (ReportText, ReportText) = (
      "Tukey-Kramer", "Games-Howell"
    )
    func columns(_ spanner: ReportText) -> [ReportTable.Column] {
      [
        .numbers("p", .probability, spanner: spanner),
        .numbers("Lower", .limit, spanner: spanner),
        .numbers("Upper", .limit, spanner: spanner),
      ]
    }
    return ReportSection(
      kind: .tests, title: "All pairs by \(own.groups.name)",
      table: ReportTable(
        columns: [.names(), .numbers("Diff.", .moment)] + columns(tukey)
          + columns(games), rows: rows,
        notes: .init(
          general: [
            """
            p values and \(percent: level) intervals by the studentized range, \
            adjusted for all pairs.
            """
          ])))
  }

  private func name(of variable: VariableDifferences) -> ReportText {
    variable.label.isEmpty
      ? "\(.verbatim(variable.name))"
      : "\(.verbatim(variable.name)): \(.verbatim(variable.label))"
  }

  private func name(of pair: PairDifference) -> String {
    "\(labels[pair.first]) - \(labels[pair.second])"
  }

  private func cells(_ test: RangeTest?) -> [ReportCell] {
    [
      .dashed(test?.probability, .probability),
      .dashed(test?.limits.lowerBound, .limit),
      .dashed(test?.limits.upperBound, .limit),
    ]
  }

  private enum Freedom { case whole, fraction }

  private func cells(_ test: VarianceRatio?, _ freedom: Freedom)
    -> [ReportCell]
  {
    [
      .dashed(test?.statistic, .z),
      .dashed(test?.numerator, .degreesOfFreedom),
      .dashed(test?.denominator, freedom == .whole ? .degreesOfFreedom : .z),
      .dashed(test?.probability, .probability),
    ]
  }
}
