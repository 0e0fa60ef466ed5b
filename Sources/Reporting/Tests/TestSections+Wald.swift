import FitSettings
import Messages
import ModelCriticism
import ModelFit
import ModelSyntax
import ReportRendering
import Specification

extension TestSections {
  /// The section of a Wald test.
  func section(_ wald: WaldTest) -> ReportSection {
    let rows = wald.equalities.map { item in
      ReportTable.Row.cells(
        [
          .parameter(ParameterKey(item.lhs, .equal, item.rhs, block: nil)),
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
}

extension WaldTest {
  func document(_ fit: Fit) -> JSONValue {
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
}
