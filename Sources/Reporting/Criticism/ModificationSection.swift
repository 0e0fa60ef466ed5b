import Messages
public import ModelCriticism
import ModelFit
import ModelSyntax
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
    let rows = modification.indices.map { row in
      var cells: [ReportCell] = [
        .parameter(
          ParameterKey(row.lhs, row.op, row.rhs, block: row.block))
      ]
      if hasGroups { cells.append(.verbatim(groupName(number: row.group))) }
      cells += [
        .number(row.statistic, .chiSquare), .number(row.pValue, .probability),
        .number(row.expectedChange, .change),
        .optional(row.standardizedLatent, .standardized),
        .optional(row.standardizedAll, .standardized),
        .optional(row.standardizedNoExogenous, .standardized),
      ]
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
            notes: .init(general: [Self.modificationNote(choice)])))
      }
    return ReportSection(
      kind: .modification, title: "Modification indices", blocks: [block])
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
  /// The columns of expected changes in all kinds of standardization.
  static var standardizedChanges: [ReportTable.Column] {
    StandardizedKind.allCases.map { .symbol(.standardized($0), .standardized) }
  }
}

extension ModificationIndex {
  /// The index with lavaan's column names.
  var members: [(String, JSONValue)] {
    [
      ("lhs", .string(lhs)), ("op", .string(op.rawValue)),
      ("rhs", .string(rhs)), ("group", .integer(group)),
      ("level", .integer(level)), ("block", .integer(block)),
      ("free", .bool(isFree)), ("mi", .number(statistic)),
      ("pvalue", .number(pValue)), ("epc", .number(expectedChange)),
      ("sepc_lv", .optional(standardizedLatent)),
      ("sepc_all", .optional(standardizedAll)),
      ("sepc_nox", .optional(standardizedNoExogenous)),
    ]
  }
}
