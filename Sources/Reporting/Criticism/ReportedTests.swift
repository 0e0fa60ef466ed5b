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
  /// The equivalence test of the fit.
  public var equivalence: FitEquivalence?
  /// Whether expected changes of all parameters are shown.
  public var showsChanges: Bool

  /// Makes the report of tests.
  public init(
    of fit: Fit, context: ReportContext = ReportContext(),
    wald: WaldTest? = nil, released: ScoreTests? = nil,
    added: ScoreTests? = nil, equivalence: FitEquivalence? = nil,
    showsChanges: Bool = false
  ) {
    self.fit = fit
    self.context = context
    self.wald = wald
    self.released = released
    self.added = added
    self.equivalence = equivalence
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
    if let equivalence { sections.append(own.section(equivalence)) }
    return Report(
      title: "Latent \(context.version) - tests", sections: sections)
  }

  /// The tests with lavaan's names.
  public var document: JSONValue {
    var members: [(String, JSONValue)] = []
    if let wald { members.append(("wald", wald.document(fit))) }
    if let released { members.append(("score", released.document)) }
    if let added { members.append(("added", added.document)) }
    if let equivalence {
      members.append(("equivalence", equivalence.document))
    }
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
        rows: rows + total(wald.test, of: wald.equalities.count, empty: 2)
          + versions(
            wald.robust, of: wald.equalities.count, empty: 2,
            standard: wald.standard),
        notes: .init(general: wald.robust == nil ? [] : [Self.versionsNote])))
  }

  /// The versions that hold for cases of whatever distribution.
  private func versions(
    _ robust: RobustHypothesisTests?, of count: Int, empty: Int,
    standard: HypothesisTest? = nil
  ) -> [ReportTable.Row] {
    guard let robust else { return [] }
    func row(_ title: ReportText, _ cells: [ReportCell]) -> ReportTable.Row {
      .cells(
        [.text(title)] + [ReportCell](repeating: .empty, count: empty) + cells,
        level: count > 1 ? 1 : 0)
    }
    var rows: [ReportTable.Row] = []
    if let standard { rows.append(row("By the information", cells(standard))) }
    rows.append(row("Scaled", cells(robust.scaled)))
    if count > 1 {
      rows.append(
        row(
          "Mean and variance adjusted",
          [
            .number(robust.adjustedStatistic, .chiSquare),
            .number(robust.adjustedDegrees, .degreesOfFreedom, .statistic),
            .number(robust.adjustedPValue, .probability),
          ]))
    }
    rows.append(row("Generalized", cells(robust.generalized)))
    return rows
  }

  private static let versionsNote: ReportText = """
    Scaled, adjusted, generalized: right for cases that are not normal \
    (Satorra, 2000).
    """

  func section(_ equivalence: FitEquivalence) -> ReportSection {
    func row(_ symbol: StatisticSymbol, _ index: FitEquivalence.Index)
      -> ReportTable.Row
    {
      .cells(
        [
          .text(.symbol(symbol)), .optional(index.value, .fitIndex),
          .number(index.tSize, .fitIndex),
        ] + index.cutoffs.map { .number($0, .fitIndex) } + [
          .text(Self.words(index.category))
        ])
    }
    let cutoffs: ReportText =
      equivalence.isAdjusted
      ? "Cutoffs adjusted to df and N" : "The conventional cutoffs"
    return ReportSection(
      kind: .tests, title: "Equivalence test of the fit",
      table: ReportTable(
        columns: [
          .names("Index"), .numbers("Value", .fitIndex),
          .numbers("T-size", .fitIndex),
        ]
          + FitEquivalence.Category.allCases.dropLast().map {
            .numbers(Self.words($0), .fitIndex)
          } + [.words("T-size fit")],
        rows: [row(.rmsea, equivalence.rmsea)]
          + (equivalence.cfi.map { [row(.cfi, $0)] } ?? []),
        notes: .init(
          general: [
            """
            T-size: the worst value that the equivalence test at \
            \(percent: equivalence.level) does not rule out. \(cutoffs) (Yuan, \
            Chan, Marcoulides & Bentler, 2016).
            """
          ])))
  }

  private static func words(_ category: FitEquivalence.Category) -> ReportText {
    switch category {
    case .excellent: "excellent"
    case .close: "close"
    case .fair: "fair"
    case .mediocre: "mediocre"
    case .poor: "poor"
    }
  }

  func sections(
    _ tests: ScoreTests, title: ReportText, what: ReportText,
    showsChanges: Bool
  ) -> [ReportSection] {
    let isScaled = tests.restrictions.contains { $0.scaledTest != nil }
    let judges = tests.restrictions.contains { $0.misspecification != nil }
    let rows = tests.restrictions.map { item in
      ReportTable.Row.cells(
        [.verbatim(item.description)] + cells(item.test)
          + [.optional(item.expectedChange, .change)]
          + (isScaled
            ? [
              .optional(item.scaledTest?.statistic, .chiSquare),
              .optional(item.scaledTest?.pValue, .probability),
            ] : [])
          + (judges ? ReportWriter.judgment(item.misspecification) : []))
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
            + [.symbol(.expectedChange, .change)]
            + (isScaled
              ? [
                .numbers("Scaled", .chiSquare),
                .symbol(.probability, .probability),
              ] : [])
            + (judges ? ReportTable.Column.judgment : []),
          rows: rows
            + total(tests.total, of: tests.restrictions.count, empty: 0)
            + (tests.restrictions.count > 1
              ? versions(
                tests.robust, of: tests.restrictions.count, empty: 0) : []),
          notes: .init(
            general: [note]
              + (tests.robust == nil ? [] : [Self.versionsNote])
              + (judges
                ? [ReportWriter.judgmentNote(MisspecificationOptions())] : [])))
      )
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
    var members: [(String, JSONValue)] = [
      ("stat", .number(test.statistic)),
      ("df", .integer(test.degreesOfFreedom)),
      ("p_value", .optional(test.pValue)),
      ("se", .string(fit.options.standardErrors.rawValue)),
    ]
    if let standard {
      members.append(("stat_standard", .number(standard.statistic)))
    }
    if let robust { members += robust.waldMembers }
    members.append(
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
      ))
    return .object(members)
  }
}

extension FitEquivalence {
  fileprivate var document: JSONValue {
    func member(_ name: String, _ index: Index) -> (String, JSONValue) {
      let names = Category.allCases.map(\.rawValue)
      return (
        name,
        .object([
          ("value", .optional(index.value)), ("tsize", .number(index.tSize)),
          (
            "cutoffs",
            .object(zip(names, index.cutoffs).map { ($0, .number($1)) })
          ),
          ("fit", .string(index.category.rawValue)),
        ])
      )
    }
    return .object(
      [
        ("alpha", .number(level)), ("adjusted", .bool(isAdjusted)),
        member("rmsea", rmsea),
      ] + (cfi.map { [member("cfi", $0)] } ?? []))
  }
}

extension ScoreTests {
  fileprivate var document: JSONValue {
    var members: [(String, JSONValue)] = [
      (
        "test",
        .object([
          ("X2", .number(total.statistic)),
          ("df", .integer(total.degreesOfFreedom)),
          ("p_value", .optional(total.pValue)),
        ])
      )
    ]
    if let robust { members += robust.scoreMembers }
    members.append(("uni", .array(restrictions.map(\.document))))
    members.append(
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
      ))
    return .object(members)
  }
}

extension ScoreTests.Restriction {
  fileprivate var document: JSONValue {
    var members: [(String, JSONValue)] = [
      ("lhs", .string(lhs)), ("op", .string("==")), ("rhs", .string(rhs)),
      ("description", .string(description)),
      ("X2", .optional(test?.statistic)),
      ("df", test.map { .integer($0.degreesOfFreedom) } ?? .null),
      ("p_value", .optional(test?.pValue)),
      ("epc", .optional(expectedChange)),
    ]
    if let scaledTest {
      members.append(("X2_scaled", .number(scaledTest.statistic)))
      members.append(("p_value_scaled", .optional(scaledTest.pValue)))
    }
    members += misspecification?.members ?? []
    return .object(members)
  }
}

extension RobustHypothesisTests {
  /// The versions of a Wald test, with lavaan's names.
  fileprivate var waldMembers: [(String, JSONValue)] {
    [
      ("stat_scaled", .number(scaled.statistic)),
      ("p_value_scaled", .optional(scaled.pValue)),
      ("scaling_factor", .number(scalingFactor)),
      ("stat_adjusted", .number(adjustedStatistic)),
      ("df_adjusted", .number(adjustedDegrees)),
      ("p_value_adjusted", .number(adjustedPValue)),
      ("stat_robust", .optional(generalized?.statistic)),
      ("p_value_robust", .optional(generalized?.pValue)),
    ]
  }

  /// The versions of a score test, with lavaan's names.
  fileprivate var scoreMembers: [(String, JSONValue)] {
    func member(
      _ name: String, _ statistic: Double?, _ degrees: Double, _ p: Double?
    ) -> (String, JSONValue) {
      (
        name,
        .object([
          ("X2", .optional(statistic)), ("df", .number(degrees)),
          ("p_value", .optional(p)),
        ])
      )
    }
    let m = Double(scaled.degreesOfFreedom)
    return [
      member("score_scaled", scaled.statistic, m, scaled.pValue),
      member(
        "score_adjusted", adjustedStatistic, adjustedDegrees, adjustedPValue),
      member(
        "score_robust", generalized?.statistic, m, generalized?.pValue),
    ]
  }
}
