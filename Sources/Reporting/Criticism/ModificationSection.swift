import Messages
public import ModelCriticism
import ModelFit
import ModelSyntax
import ReportRendering
import SampleStatistics
import Specification

/// Modification indices as a report shows them.
public struct ReportedModification: Sendable, Hashable {
  /// The indices shown.
  public var indices: [ModificationIndex]
  /// The rule that chose them.
  public var options: ModificationOptions

  /// Makes what a report shows.
  public init(indices: [ModificationIndex], options: ModificationOptions) {
    self.indices = indices
    self.options = options
  }
}

extension ReportWriter {
  var modificationSection: ReportSection? {
    guard let modification = options.modification else { return nil }
    let hasGroups = fit.sample.count > 1
    var columns: [ReportTable.Column] = [.names()]
    if hasGroups { columns.append(.words("Group")) }
    columns += [
      .symbol(.modificationIndex, .chiSquare),
      .symbol(.probability, .probability), .symbol(.expectedChange, .change),
    ]
    columns += ReportTable.Column.standardizedChanges
    let judges = modification.options.misspecification != nil
    if judges { columns += ReportTable.Column.judgment }
    let rows = modification.indices.map { row in
      var cells: [ReportCell] = [
        .parameter(
          ParameterKey(row.lhs, row.op, row.rhs, block: row.block))
      ]
      if hasGroups { cells.append(.verbatim(groupName(number: row.group))) }
      let style = Self.changeStyle(beside: row.statistic)
      cells += [
        .number(row.statistic, .chiSquare), .number(row.pValue, .probability),
        .number(row.expectedChange, .change, style),
        .optional(row.standardizedLatent, .standardized, style),
        .optional(row.standardizedAll, .standardized, style),
        .optional(row.standardizedNoExogenous, .standardized, style),
      ]
      if judges { cells += Self.judgment(row.misspecification) }
      return ReportTable.Row.cells(cells)
    }
    let choice = Self.choice(modification)
    let block: ReportBlock =
      if rows.isEmpty {
        .paragraph("None\(choice).")
      } else {
        .table(
          ReportTable(
            columns: columns, rows: rows,
            notes: .init(
              general: [Self.modificationNote(choice)]
                + (modification.options.misspecification.map {
                  [Self.judgmentNote($0)]
                } ?? []))))
      }
    return ReportSection(
      kind: .modification, title: "Modification indices", blocks: [block])
  }

  /// The form of an expected change: one that is rounding has no statistic
  /// beside it, all others are shown by their digits.
  static func changeStyle(beside statistic: Double?) -> NumberStyle? {
    statistic.map { $0 > 1e-9 } ?? false ? .significant : nil
  }

  /// The cells of a judgment by power and by interval.
  static func judgment(_ test: MisspecificationTest?) -> [ReportCell] {
    guard let test else { return [ReportCell](repeating: .empty, count: 5) }
    let interval = ReportInterval(
      test.lower, test.upper, level: MisspecificationOptions().intervalLevel,
      style: .significant)
    return [
      .number(test.target, .change, .significant),
      .number(test.power, .proportion),
      .text(words(test.decision)),
      .text(ReportText(.interval(interval))),
      .text(words(test.intervalDecision)),
    ]
  }

  private static func words(_ decision: MisspecificationTest.Decision)
    -> ReportText
  {
    switch decision {
    case .misspecified, .misspecifiedByChange: "misspecified"
    case .notMisspecified, .notMisspecifiedByChange: "not misspecified"
    case .inconclusive: "inconclusive"
    }
  }

  /// The meaning of a judgment.
  static func judgmentNote(_ own: MisspecificationOptions) -> ReportText {
    """
    Judgment (Saris, Satorra & van der Veld, 2009), at \
    \(percent: own.level) and with \(percent: own.highPower) as high power: a \
    significant MI of low power means misspecified, one that is not significant \
    and of high power not misspecified, neither inconclusive; a significant MI \
    of high power leaves it to the EPC, which reaches the target or not. By \
    interval: the \(percent: own.intervalLevel) interval of the EPC lies beyond \
    the target, within it, or holds it.
    """
  }

  private static func modificationNote(_ choice: ReportText) -> ReportText {
    """
    MI: by how much chi-square would fall if the parameter were free (1 df \
    each). EPC: the value that it would take, less the one that it has. \
    Shown\(choice). A change that theory does not support is capitalization \
    on chance (MacCallum, Roznowski & Necowitz, 1992).
    """
  }

  /// ` are the 20 largest above 3.84`.
  private static func choice(_ modification: ReportedModification)
    -> ReportText
  {
    let options = modification.options
    let bound: ReportText =
      options.minimum > 0
      ? " above \(number: options.minimum, .chiSquare)" : ""
    guard !modification.indices.isEmpty else { return bound }
    if let limit = options.limit, modification.indices.count == limit {
      return " are at most \(count: limit)\(bound)"
    }
    return " are all\(bound)"
  }
}

extension ReportTable.Column {
  /// The columns of a judgment by power and by interval.
  static var judgment: [ReportTable.Column] {
    [
      .numbers("Target", .change), .numbers("Power", .proportion),
      .words("Judgment"), .values("Interval of EPC"), .words("By interval"),
    ]
  }

  /// The columns of expected changes in all kinds of standardization.
  static var standardizedChanges: [ReportTable.Column] {
    StandardizedKind.allCases.map { .symbol(.standardized($0), .standardized) }
  }
}

extension ModificationIndex {
  /// The index with lavaan's column names.
  var members: [(String, JSONValue)] {
    let members: [(String, JSONValue)] = [
      ("lhs", .string(lhs)), ("op", .string(op.rawValue)),
      ("rhs", .string(rhs)), ("group", .integer(group)),
      ("level", .integer(level)), ("block", .integer(block)),
      ("free", .bool(isFree)), ("mi", .number(statistic)),
      ("pvalue", .number(pValue)), ("epc", .number(expectedChange)),
      ("sepc_lv", .optional(standardizedLatent)),
      ("sepc_all", .optional(standardizedAll)),
      ("sepc_nox", .optional(standardizedNoExogenous)),
    ]
    return members + (misspecification?.members ?? [])
  }
}

extension MisspecificationTest {
  /// The judgment, with lavaan's column names.
  var members: [(String, JSONValue)] {
    [
      ("delta", .number(target)), ("ncp", .number(noncentrality)),
      ("power", .number(power)), ("decision", .string(decision.rawValue)),
      ("epc_lower", .number(lower)), ("epc_upper", .number(upper)),
      ("decision_ci", .string(intervalDecision.rawValue)),
    ]
  }
}
