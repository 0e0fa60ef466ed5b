import FitSettings
import Messages
public import ModelCriticism
public import ModelFit
import ModelSyntax
import SampleStatistics
import Specification

/// Tests of a fit's restrictions, with their origin.
public struct ReportedTests: ReportedResult {
  /// The fit that they are of.
  public var fit: Fit
  /// Its origin.
  public var context: ReportContext
  /// The Wald test asked for.
  public var wald: WaldTest?
  /// The score tests of the model's constraints.
  public var released: ScoreTests?
  /// The score tests of parameters that the model does not have.
  public var added: ScoreTests?
  /// Whether expected changes of all parameters are shown.
  public var showsChanges: Bool

  /// Makes the report of tests.
  public init(
    of fit: Fit, context: ReportContext = ReportContext(),
    wald: WaldTest? = nil, released: ScoreTests? = nil,
    added: ScoreTests? = nil, showsChanges: Bool = false
  ) {
    self.fit = fit
    self.context = context
    self.wald = wald
    self.released = released
    self.added = added
    self.showsChanges = showsChanges
  }

  /// The fit's opening, and a section a test.
  public var report: Report {
    let writer = ReportWriter(
      fit: fit, context: context, options: ReportOptions())
    var sections = [writer.header, writer.sample, writer.verdict]
    if let warnings = writer.warnings { sections.append(warnings) }
    let own = TestSections(writer: writer)
    if let wald { sections.append(own.section(wald)) }
    if let released {
      sections += own.sections(
        released, title: "Score tests of constraints",
        what: "the constraint were released", showsChanges: showsChanges)
    }
    if let added {
      sections += own.sections(
        added, title: "Score tests of added parameters",
        what: "the parameter were free", showsChanges: showsChanges)
    }
    return Report(
      title: "Latent \(context.version) - tests", sections: sections)
  }

  /// The tests with lavaan's names.
  public var document: JSONValue {
    var members: [(String, JSONValue)] = []
    if let wald { members.append(("wald", wald.document(fit))) }
    if let released { members.append(("score", released.document)) }
    if let added { members.append(("added", added.document)) }
    members += [
      ("warnings", .warnings(allWarnings)),
      ("version", .string(context.version)),
      ("model", .string(context.modelName)),
    ]
    return .object(members)
  }

  /// One restriction a record.
  public var records: RecordTable {
    func row(
      _ kind: String, _ lhs: String, _ rhs: String, _ estimate: Double?,
      _ error: Double?, _ test: HypothesisTest?, _ change: Double?
    ) -> [(String, JSONValue)] {
      [
        ("test", .string(kind)), ("lhs", .string(lhs)), ("op", .string("==")),
        ("rhs", .string(rhs)), ("est", .optional(estimate)),
        ("se", .optional(error)), ("X2", .optional(test?.statistic)),
        ("df", test.map { .integer($0.degreesOfFreedom) } ?? .null),
        ("p_value", .optional(test?.pValue)), ("epc", .optional(change)),
      ]
    }
    let scores = [("score", released), ("added", added)].flatMap {
      kind, tests in
      (tests?.restrictions ?? []).map {
        row(kind, $0.lhs, $0.rhs, nil, nil, $0.test, $0.expectedChange)
      }
    }
    return RecordTable(
      (wald?.equalities ?? []).map {
        row(
          "wald", $0.lhs, $0.rhs, $0.difference, $0.standardError, $0.test, nil)
      } + scores)
  }
}

/// Writes the sections of a report on tests.
private struct TestSections {
  let writer: ReportWriter

  func section(_ wald: WaldTest) -> ReportSection {
    let rows = wald.equalities.map { item in
      ReportTable.Row.cells(
        [
          .parameter(ParameterKey(item.lhs, .equal, item.rhs, block: 0)),
          .number(item.difference, .estimate, .significant),
          .number(item.standardError, .standardError, .significant),
        ] + cells(item.test))
    }
    return ReportSection(
      kind: .tests, title: "Wald test",
      table: ReportTable(
        columns: [
          .names(), .numbers("Difference", .estimate),
          .symbol(.standardError, .standardError),
        ] + Self.testColumns,
        rows: rows + total(wald.test, of: wald.equalities.count, empty: 2)))
  }

  func sections(
    _ tests: ScoreTests, title: ReportText, what: ReportText,
    showsChanges: Bool
  ) -> [ReportSection] {
    let rows = tests.restrictions.map { item in
      ReportTable.Row.cells(
        [.verbatim(item.description)] + cells(item.test)
          + [.optional(item.expectedChange, .change)])
    }
    var note: ReportText = """
      Chi-square: by how much the model's chi-square would fall if \(what), \
      the others in force. EPC: by how much its left side would grow over its \
      right side.
      """
    if tests.restrictions.contains(where: { $0.test == nil }) {
      note += """
         Lines without numbers: releasing them frees nothing, since they \
        identify the model or follow from others.
        """
    }
    var sections = [
      ReportSection(
        kind: .tests, title: title,
        table: ReportTable(
          columns: [.names()] + Self.testColumns
            + [.symbol(.expectedChange, .change)],
          rows: rows
            + total(tests.total, of: tests.restrictions.count, empty: 0),
          notes: .init(general: [note])))
    ]
    if showsChanges { sections.append(changes(tests.changes)) }
    return sections
  }

  private static let testColumns: [ReportTable.Column] = [
    .symbol(.chiSquare, .chiSquare),
    .symbol(.degreesOfFreedom, .degreesOfFreedom),
    .symbol(.probability, .probability),
  ]

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
      .number(test.statistic, .chiSquare),
      .number(Double(test.degreesOfFreedom), .degreesOfFreedom),
      .optional(test.pValue, .probability),
    ]
  }

  private func changes(_ changes: [ScoreTests.Change]) -> ReportSection {
    let hasGroups = writer.fit.sample.count > 1
    var columns: [ReportTable.Column] = [.names()]
    if hasGroups { columns.append(.words("Group")) }
    columns += [
      .symbol(.coefficient, .estimate), .symbol(.expectedChange, .change),
      .numbers("Expected", .estimate),
    ]
    columns += ReportTable.Column.standardizedChanges
    return ReportSection(
      kind: .tests, title: "Expected parameter changes, all released",
      table: ReportTable(
        columns: columns,
        rows: changes.map { row in
          var cells: [ReportCell] = [
            .parameter(ParameterKey(row.lhs, row.op, row.rhs))
          ]
          if hasGroups {
            cells.append(.verbatim(writer.groupName(number: row.group)))
          }
          return .cells(
            cells + [
              .number(row.estimate, .estimate),
              .number(row.expectedChange, .change),
              .number(row.expectedValue, .estimate),
              .optional(row.standardizedLatent, .standardized),
              .optional(row.standardizedAll, .standardized),
              .optional(row.standardizedNoExogenous, .standardized),
            ])
        }))
  }
}

extension WaldTest {
  fileprivate func document(_ fit: Fit) -> JSONValue {
    .object([
      ("stat", .number(test.statistic)),
      ("df", .integer(test.degreesOfFreedom)),
      ("p_value", .optional(test.pValue)),
      ("se", .string(fit.options.standardErrors.rawValue)),
      (
        "constraints",
        .array(
          equalities.map { item in
            .object([
              ("lhs", .string(item.lhs)), ("op", .string("==")),
              ("rhs", .string(item.rhs)), ("est", .number(item.difference)),
              ("se", .number(item.standardError)),
              ("X2", .number(item.test.statistic)),
              ("p_value", .optional(item.test.pValue)),
            ])
          })
      ),
    ])
  }
}

extension ScoreTests {
  fileprivate var document: JSONValue {
    .object([
      (
        "test",
        .object([
          ("X2", .number(total.statistic)),
          ("df", .integer(total.degreesOfFreedom)),
          ("p_value", .optional(total.pValue)),
        ])
      ),
      (
        "uni",
        .array(
          restrictions.map { item in
            .object([
              ("lhs", .string(item.lhs)), ("op", .string("==")),
              ("rhs", .string(item.rhs)),
              ("description", .string(item.description)),
              ("X2", .optional(item.test?.statistic)),
              (
                "df",
                item.test.map { .integer($0.degreesOfFreedom) } ?? .null
              ),
              ("p_value", .optional(item.test?.pValue)),
              ("epc", .optional(item.expectedChange)),
            ])
          })
      ),
      (
        "epc",
        .array(
          changes.map { row in
            .object([
              ("lhs", .string(row.lhs)), ("op", .string(row.op.rawValue)),
              ("rhs", .string(row.rhs)), ("group", .integer(row.group)),
              ("free", .integer(row.free)), ("label", .string(row.label)),
              ("est", .number(row.estimate)),
              ("epc", .number(row.expectedChange)),
              ("epv", .number(row.expectedValue)),
              ("sepc_lv", .optional(row.standardizedLatent)),
              ("sepc_all", .optional(row.standardizedAll)),
              ("sepc_nox", .optional(row.standardizedNoExogenous)),
            ])
          })
      ),
    ])
  }
}
