import Messages
public import ModelCriticism
import ModelFit
import ModelSyntax

/// Modification indices as a report shows them.
public struct ReportedModification: Sendable, Hashable {
  /// The indices shown.
  public var indices: [ModificationIndex]
  /// What they were chosen by.
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
    var columns: [ReportTable.Column] = [.init("", isText: true)]
    if hasGroups { columns.append(.init("Group", isText: true)) }
    columns += [
      .init("MI"), .init("p"), .init("EPC"), .init("Std.lv"), .init("Std.all"),
      .init("Std.nox"),
    ]
    let rows = modification.indices.map { row in
      var cells: [ReportCell] = [.text(row.name)]
      if hasGroups { cells.append(.text(groupName(row.group - 1))) }
      cells += [
        .number(row.statistic, .statistic), .number(row.pValue, .probability),
        .number(row.expectedChange, .estimate),
        .optional(row.standardizedLatent, .estimate),
        .optional(row.standardizedAll, .estimate),
        .optional(row.standardizedNoExogenous, .estimate),
      ]
      return ReportTable.Row.cells(cells)
    }
    var blocks: [ReportBlock] = []
    if rows.isEmpty {
      blocks.append(.paragraph("None\(Self.choice(modification))."))
    } else {
      blocks.append(.table(ReportTable(columns: columns, rows: rows)))
      blocks.append(
        .paragraph(
          "MI: by how much chi-square would fall if the parameter were free "
            + "(1 df each). EPC: the value that it would take, less the one "
            + "that it has. Shown\(Self.choice(modification)). A change that "
            + "theory does not support is capitalization on chance "
            + "(MacCallum, Roznowski & Necowitz, 1992)."))
    }
    return ReportSection(
      kind: .modification, title: "Modification indices", blocks: blocks)
  }

  /// ` are the 20 largest above 3.84`.
  private static func choice(_ modification: ReportedModification) -> String {
    let options = modification.options
    let bound =
      options.minimum > 0
      ? " above \(NumberStyle.statistic.text(options.minimum))" : ""
    guard !modification.indices.isEmpty else { return bound }
    if let limit = options.limit, modification.indices.count == limit {
      return " are at most \(limit)\(bound)"
    }
    return " are all\(bound)"
  }
}

extension ModificationIndex {
  /// `visual =~ x9`, `x1 ~ 1`.
  var name: String {
    op == .intercept ? "\(lhs) ~ 1" : "\(lhs) \(op.rawValue) \(rhs)"
  }
}

extension JSONRenderer {
  /// Modification indices with lavaan's column names.
  func modification(_ rows: [ModificationIndex]) -> JSONValue {
    .array(
      rows.map { row in
        .object([
          ("lhs", .string(row.lhs)), ("op", .string(row.op.rawValue)),
          ("rhs", .string(row.rhs)), ("group", .integer(row.group)),
          ("level", .integer(row.level)), ("block", .integer(row.block)),
          ("free", .bool(row.isFree)), ("mi", .number(row.statistic)),
          ("pvalue", .number(row.pValue)),
          ("epc", .number(row.expectedChange)),
          ("sepc_lv", .optional(row.standardizedLatent)),
          ("sepc_all", .optional(row.standardizedAll)),
          ("sepc_nox", .optional(row.standardizedNoExogenous)),
        ])
      })
  }
}
