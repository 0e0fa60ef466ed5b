public import DataScreening
package import Messages
public import ReportRendering
internal import TableReading

/// A table of cases in figures.
public struct ReportedData: ReportedResult {
  /// The figures.
  public let summary: DataSummary
  /// Its origin.
  public var context: ReportContext
  /// Whether the values of variables are listed with their labels.
  public var showsValues: Bool

  /// Makes the report.
  ///
  /// - Parameters:
  ///   - summary: The figures.
  ///   - context: Their origin.
  ///   - showsValues: Whether the values of variables are listed with their
  ///     labels.
  public init(
    _ summary: DataSummary, context: ReportContext, showsValues: Bool = false
  ) {
    self.summary = summary
    self.context = context
    self.showsValues = showsValues
  }

  /// A table of variables, one of missing values, and lists of values.
  public var report: Report {
    let sections = [
      header, ReportSection.warnings(allWarnings), variables, patterns,
      showsValues ? values : nil,
    ]
    return Report(
      title: "Latent \(context.version) - data",
      sections: sections.compactMap(\.self))
  }

  private var header: ReportSection {
    let complete = summary.completeCount
    return .header(
      context.dataFacts + [
        ReportFact(
          "Cases",
          complete == summary.caseCount
            ? "\(summary.caseCount, of: "case"), all complete"
            : "\(summary.caseCount, of: "case"), \(count: complete) of them "
              + "complete"),
        ReportFact("Variables", "\(count: summary.variables.count)"),
      ])
  }

  private var variables: ReportSection {
    let hasLabels = summary.variables.contains {
      !$0.description.label.isEmpty
    }
    let rows = summary.variables.map { variable in
      ReportTable.Row.cells(
        [
          .variable(variable.description.name),
          .text(Self.words(variable.kind)),
          .number(Double(variable.count), .count),
          .number(Double(variable.missingCount), .count),
          limit(variable.minimum, of: variable),
          limit(variable.maximum, of: variable),
          .optional(variable.mean, .moment),
          .optional(variable.standardDeviation, .moment),
        ] + (hasLabels ? [.verbatim(variable.description.label)] : []))
    }
    return ReportSection(
      kind: .sample, title: "Variables",
      table: ReportTable(
        columns: [
          .names(), .words("Values"), .symbol(.sampleSize, .count),
          .numbers("Missing", .count), .values("Lowest"), .values("Highest"),
          .numbers("M", .moment), .numbers("SD", .moment),
        ] + (hasLabels ? [.words("Label")] : []),
        rows: rows))
  }

  private func limit(
    _ value: Double?, of variable: VariableSummary
  ) -> ReportCell {
    guard let value else { return .empty }
    switch variable.kind {
    case .dates:
      return .verbatim(
        variable.description.time?.text(of: value) ?? "\(value)")
    case .wholeNumbers: return .number(value, .value, .count)
    default: return .number(value, .value)
    }
  }

  private static func words(_ kind: VariableSummary.Kind) -> ReportText {
    switch kind {
    case .numbers: "numbers"
    case .wholeNumbers: "whole numbers"
    case .dates: "dates"
    case .text: "text"
    case .empty: "none"
    }
  }

  /// The commonest patterns of missing values; `nil` without missing values.
  private var patterns: ReportSection? {
    guard summary.patterns.count > 1 || summary.completeCount == 0 else {
      return nil
    }
    let most = 12
    let shown = summary.patterns.prefix(most)
    let rest = summary.patterns.dropFirst(most)
    var notes: [ReportText] = []
    if !rest.isEmpty {
      let cases = rest.reduce(0) { $0 + $1.count }
      notes.append(
        "\(rest.count, of: "further pattern") with \(cases, of: "case").")
    }
    return ReportSection(
      kind: .sample, title: "Missing values",
      table: ReportTable(
        columns: [
          .names("Missing together"), .symbol(.sampleSize, .count),
          .numbers("Share", .percentage),
        ],
        rows: shown.map { pattern in
          .cells([
            pattern.missing.isEmpty
              ? .text("nothing")
              : .verbatim(listing(pattern.missing, limit: 6)),
            .number(Double(pattern.count), .count),
            .number(
              Double(pattern.count) / Double(max(summary.caseCount, 1)),
              .percentage),
          ])
        }, notes: .init(general: notes)))
  }

  private var values: ReportSection? {
    var rows: [ReportTable.Row] = []
    for variable in summary.variables
    where !variable.values.isEmpty || !variable.missingCodes.isEmpty {
      rows.append(
        .heading(
          variable.description.label.isEmpty
            ? "\(variable: variable.description.name)"
            : "\(variable: variable.description.name): \(variable.description.label)"
        ))
      for value in variable.values {
        rows.append(cells(value, of: variable, isMissing: false))
      }
      for value in variable.missingCodes {
        rows.append(cells(value, of: variable, isMissing: true))
      }
    }
    guard !rows.isEmpty else { return nil }
    return ReportSection(
      kind: .sample, title: "Values",
      table: ReportTable(
        columns: [
          .names("Value"), .words("Label"), .symbol(.sampleSize, .count),
          .numbers("Share", .percentage), .words(""),
        ], rows: rows,
        notes: .init(general: ["Shares are of the cases with a value."])))
  }

  private func cells(
    _ value: VariableSummary.ValueCount, of variable: VariableSummary,
    isMissing: Bool
  ) -> ReportTable.Row {
    .cells(
      [
        .verbatim(value.value), .verbatim(value.label ?? ""),
        .number(Double(value.count), .count),
        isMissing
          ? .empty
          : .number(
            Double(value.count) / Double(max(variable.count, 1)), .percentage),
        isMissing ? .text("missing") : .empty,
      ], level: 1)
  }

  /// Everything, a member a variable.
  public var document: JSONValue {
    .object(
      [
        ("cases", .integer(summary.caseCount)),
        ("complete", .integer(summary.completeCount)),
        (
          "variables",
          .array(summary.variables.map { .object(members(of: $0)) })
        ),
        (
          "missing_patterns",
          .array(
            summary.patterns.map {
              .object([
                ("missing", .array($0.missing.map { .string($0) })),
                ("n", .integer($0.count)),
              ])
            })
        ),
        ("warnings", .warnings(allWarnings)),
      ] + context.jsonMembers)
  }

  private func members(of variable: VariableSummary) -> [(String, JSONValue)] {
    func list(_ values: [VariableSummary.ValueCount]) -> JSONValue {
      .array(
        values.map {
          .object([
            ("value", .string($0.value)),
            ("label", $0.label.map { .string($0) } ?? .null),
            ("n", .integer($0.count)),
          ])
        })
    }
    return figures(of: variable) + [
      ("values", list(variable.values)),
      ("missing_codes", list(variable.missingCodes)),
    ]
  }

  private func figures(of variable: VariableSummary) -> [(String, JSONValue)] {
    let description = variable.description
    return [
      ("name", .string(description.name)),
      ("label", .string(description.label)),
      ("type", .string(variable.kind.rawValue)),
      ("level", description.level.map { .string($0.rawValue) } ?? .null),
      ("n", .integer(variable.count)),
      ("missing", .integer(variable.missingCount)),
      ("distinct", .integer(variable.distinctCount)),
      ("min", bound(variable.minimum, of: variable)),
      ("max", bound(variable.maximum, of: variable)),
      ("mean", .optional(variable.mean)),
      ("sd", .optional(variable.standardDeviation)),
    ]
  }

  private func bound(_ value: Double?, of variable: VariableSummary)
    -> JSONValue
  {
    guard let value else { return .null }
    if variable.kind == .dates,
      let text = variable.description.time?.text(of: value)
    {
      return .string(text)
    }
    return .number(value)
  }

  /// A record a variable.
  public var records: RecordTable {
    RecordTable(summary.variables.map { figures(of: $0) })
  }
}

extension ReportedData: WarnedResult {
  package var allWarnings: [LatentWarning] { summary.warnings }
}
