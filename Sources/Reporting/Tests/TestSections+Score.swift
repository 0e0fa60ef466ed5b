import Messages
import ModelCriticism
import ModelFit
import ModelSyntax
import ReportRendering
import SampleStatistics
import Specification

extension TestSections {
  /// The sections of score tests.
  ///
  /// - Parameters:
  ///   - tests: The tests.
  ///   - title: The title of the first section.
  ///   - what: What each test supposes.
  ///   - showsChanges: Whether expected changes of all parameters are shown.
  /// - Returns: The sections.
  func sections(
    _ tests: ScoreTests, title: ReportText, what: ReportText,
    showsChanges: Bool
  ) -> [ReportSection] {
    let isScaled = tests.restrictions.contains { $0.scaledTest != nil }
    let judges = tests.restrictions.contains { $0.misspecification != nil }
    let rows = tests.restrictions.map { item in
      ReportTable.Row.cells(
        [.verbatim(item.description)] + cells(item.test)
          + [
            .optional(
              item.expectedChange, .change,
              ReportWriter.changeStyle(beside: item.test?.statistic))
          ]
          + (isScaled ? Self.scaledCells(item.scaledTest) : [])
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
            + (isScaled ? Self.scaledColumns : [])
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
    if !tests.cumulative.isEmpty { sections.append(cumulative(tests, title)) }
    if showsChanges {
      sections.append(
        changes(
          tests.changes,
          style: ReportWriter.changeStyle(beside: tests.total.statistic)))
    }
    return sections
  }

  /// The restrictions one after the other.
  private func cumulative(_ tests: ScoreTests, _ title: ReportText)
    -> ReportSection
  {
    let isScaled = tests.cumulative.contains { $0.robust != nil }
    return ReportSection(
      kind: .tests, title: title + ", one after the other",
      table: ReportTable(
        columns: [.names()] + Self.testColumns
          + (isScaled ? Self.scaledColumns : []),
        rows: tests.cumulative.map { step in
          .cells(
            [.verbatim(tests.restrictions[step.restriction].description)]
              + cells(step.test)
              + (isScaled ? Self.scaledCells(step.robust?.scaled) : []))
        },
        notes: .init(
          general: [
            """
            The largest test first; each line is the test of its restriction \
            together with those above.
            """
          ])))
  }

  /// The columns of the version that is scaled for cases of any distribution.
  private static let scaledColumns: [ReportTable.Column] = [
    .numbers("Scaled", .chiSquare), .symbol(.probability, .probability),
  ]

  private static func scaledCells(_ test: HypothesisTest?) -> [ReportCell] {
    [
      .optional(test?.statistic, .chiSquare),
      .optional(test?.pValue, .probability),
    ]
  }

  private func changes(
    _ changes: [ScoreTests.Change], style: NumberStyle?
  ) -> ReportSection {
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
          // What rounding leaves of no change at all is none.
          let isChange = abs(row.expectedChange) > 1e-10 * abs(row.estimate)
          let style = isChange ? style : nil
          return .cells(
            cells + [
              .number(row.estimate, .estimate, .significant),
              .number(row.expectedChange, .change, style),
              .number(row.expectedValue, .estimate, style),
              .optional(row.standardizedLatent, .standardized, style),
              .optional(row.standardizedAll, .standardized, style),
              .optional(row.standardizedNoExogenous, .standardized, style),
            ])
        }))
  }
}

extension ScoreTests {
  var document: JSONValue {
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
    if !cumulative.isEmpty {
      members.append(
        (
          "cumulative",
          .array(
            cumulative.map { step in
              let own = restrictions[step.restriction]
              return .object(
                [
                  ("lhs", .string(own.lhs)), ("op", .string("==")),
                  ("rhs", .string(own.rhs)),
                  ("description", .string(own.description)),
                  ("X2", .number(step.test.statistic)),
                  ("df", .integer(step.test.degreesOfFreedom)),
                  ("p_value", .optional(step.test.pValue)),
                ] + (step.robust?.scaled.scaledMembers ?? []))
            })
        ))
    }
    members.append(
      (
        "epc",
        .array(
          changes.map { row in
            .object([
              ("lhs", .string(row.lhs)), ("op", .string(row.op.rawValue)),
              ("rhs", .string(row.rhs)), ("group", .integer(row.group)),
              ("free", .integer(row.free ?? 0)), ("label", .string(row.label)),
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
    members += scaledTest?.scaledMembers ?? []
    members += misspecification?.members ?? []
    return .object(members)
  }
}

extension HypothesisTest {
  /// The test as the scaled version of another, with lavaan's names.
  fileprivate var scaledMembers: [(String, JSONValue)] {
    [
      ("X2_scaled", .number(statistic)),
      ("p_value_scaled", .optional(pValue)),
    ]
  }
}

extension RobustHypothesisTests {
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
