public import ModelCriticism
public import ModelFit
import ModelSyntax

/// Tests of a fit's restrictions as a report shows them.
public struct ReportedTests: Sendable, Hashable {
  /// The Wald test asked for.
  public var wald: WaldTest?
  /// The score tests of the model's constraints.
  public var released: ScoreTests?
  /// The score tests of parameters that the model does not have.
  public var added: ScoreTests?
  /// Whether expected changes of all parameters are shown.
  public var showsChanges: Bool

  /// Makes what a report shows.
  public init(
    wald: WaldTest? = nil, released: ScoreTests? = nil,
    added: ScoreTests? = nil, showsChanges: Bool = false
  ) {
    self.wald = wald
    self.released = released
    self.added = added
    self.showsChanges = showsChanges
  }
}

extension Report {
  /// Reports tests of a fit's restrictions.
  ///
  /// - Parameters:
  ///   - tests: The tests.
  ///   - fit: The fit that they are of.
  ///   - context: Where the fit comes from.
  public init(
    _ tests: ReportedTests, of fit: Fit,
    context: ReportContext = ReportContext()
  ) {
    let writer = ReportWriter(
      fit: fit, context: context, options: ReportOptions())
    var sections = [writer.header, writer.sample, writer.verdict]
    if let warnings = writer.warnings { sections.append(warnings) }
    let own = TestSections(writer: writer)
    if let wald = tests.wald { sections.append(own.section(wald)) }
    if let released = tests.released {
      sections += own.sections(
        released, title: "Score tests of constraints",
        what: "the constraint were released",
        showsChanges: tests.showsChanges)
    }
    if let added = tests.added {
      sections += own.sections(
        added, title: "Score tests of added parameters",
        what: "the parameter were free", showsChanges: tests.showsChanges)
    }
    self.init(title: "Latent \(context.version) - tests", sections: sections)
  }
}

/// Writes the sections of a report on tests.
private struct TestSections {
  let writer: ReportWriter

  func section(_ wald: WaldTest) -> ReportSection {
    let rows = wald.equalities.map { item in
      ReportTable.Row.cells(
        [
          .text("\(item.lhs) == \(item.rhs)"),
          .number(item.difference, .estimate),
          .number(item.standardError, .estimate),
        ] + cells(item.test))
    }
    return ReportSection(
      kind: .tests, title: "Wald test",
      blocks: [
        .table(
          ReportTable(
            columns: [
              .init("", isText: true), .init("Difference"), .init("SE"),
              .init("Chi-square"), .init("df"), .init("p"),
            ],
            rows: rows
              + total(wald.test, of: wald.equalities.count, empty: 2)))
      ])
  }

  func sections(
    _ tests: ScoreTests, title: String, what: String, showsChanges: Bool
  ) -> [ReportSection] {
    let rows = tests.restrictions.map { item in
      ReportTable.Row.cells(
        [.text(item.description)] + cells(item.test)
          + [.optional(item.expectedChange, .estimate)])
    }
    var blocks: [ReportBlock] = [
      .table(
        ReportTable(
          columns: [
            .init("", isText: true), .init("Chi-square"), .init("df"),
            .init("p"), .init("EPC"),
          ],
          rows: rows
            + total(tests.total, of: tests.restrictions.count, empty: 0)))
    ]
    var note =
      "Chi-square: by how much the model's chi-square would fall if \(what), "
      + "the others in force. EPC: by how much its left side would grow over "
      + "its right side."
    if tests.restrictions.contains(where: { $0.test == nil }) {
      note +=
        " Lines without numbers: releasing them frees nothing, since they "
        + "identify the model or follow from others."
    }
    blocks.append(.paragraph(note))
    var sections = [ReportSection(kind: .tests, title: title, blocks: blocks)]
    if showsChanges { sections.append(changes(tests.changes)) }
    return sections
  }

  /// All at once, where there is more than one.
  private func total(_ test: HypothesisTest, of count: Int, empty: Int)
    -> [ReportTable.Row]
  {
    guard count > 1 else { return [] }
    return [
      .cells(
        [.text("All at once")]
          + [ReportCell](repeating: .empty, count: empty) + cells(test))
    ]
  }

  private func cells(_ test: HypothesisTest?) -> [ReportCell] {
    guard let test else { return [.empty, .empty, .empty] }
    return [
      .number(test.statistic, .statistic),
      .number(Double(test.degreesOfFreedom), .count),
      .optional(test.pValue, .probability),
    ]
  }

  private func changes(_ changes: [ScoreTests.Change]) -> ReportSection {
    let hasGroups = writer.fit.sample.count > 1
    var columns: [ReportTable.Column] = [.init("", isText: true)]
    if hasGroups { columns.append(.init("Group", isText: true)) }
    columns += [
      .init("B"), .init("EPC"), .init("Expected"), .init("Std.lv"),
      .init("Std.all"), .init("Std.nox"),
    ]
    return ReportSection(
      kind: .tests, title: "Expected parameter changes, all released",
      blocks: [
        .table(
          ReportTable(
            columns: columns,
            rows: changes.map { row in
              var cells: [ReportCell] = [.text(row.name)]
              if hasGroups {
                cells.append(.text(writer.groupName(row.group - 1)))
              }
              return .cells(
                cells + [
                  .number(row.estimate, .estimate),
                  .number(row.expectedChange, .estimate),
                  .number(row.expectedValue, .estimate),
                  .optional(row.standardizedLatent, .estimate),
                  .optional(row.standardizedAll, .estimate),
                  .optional(row.standardizedNoExogenous, .estimate),
                ])
            }))
      ])
  }
}

extension ScoreTests.Change {
  /// `visual =~ x9`, `x1 ~ 1`.
  fileprivate var name: String {
    op == .intercept ? "\(lhs) ~ 1" : "\(lhs) \(op.rawValue) \(rhs)"
  }
}
