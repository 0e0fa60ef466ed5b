import ModelSyntax
public import ReportRendering
public import Specification

/// A parameter table before anything is fitted.
public struct ReportedParameterTable: ReportedResult {
  /// The table.
  public var table: ParameterTable

  /// Makes the report of a table.
  public init(_ table: ParameterTable) {
    self.table = table
  }

  /// The rows with lavaan's column names.
  public var document: JSONValue {
    .object([("rows", .array(table.rows.map { .object($0.members) }))])
  }

  /// The rows with lavaan's column names.
  public var records: RecordTable { RecordTable(table.rows.map(\.members)) }

  /// The rows, a section for each group.
  public var report: Report {
    var sections: [ReportSection] = []
    let groupCount = table.groupLabels.count
    for group in 1...max(1, groupCount) {
      let title: ReportText =
        groupCount > 1
        ? """
        Group \(count: group) of \(count: groupCount): \
        \(table.groupLabels.label(ofGroup: group))
        """
        : "Parameters"
      sections.append(section(title, table.rows.filter { $0.group == group }))
    }
    let statements = table.rows.filter { $0.op.isConstraint }
    if !statements.isEmpty {
      sections.append(section("Statements about parameters", statements))
    }
    let constraints = table.constraints.filter {
      !table.rows[$0.row].op.isConstraint
    }
    if !constraints.isEmpty {
      sections.append(
        ReportSection(
          kind: .notes, title: "Held equal by a shared label",
          blocks: constraints.map { .paragraph(sharedLabel($0)) }))
    }
    return Report(
      title: """
        \(count: table.freeCount) free parameters, \
        \(count: table.rows.count) rows
        """, sections: sections)
  }

  private func sharedLabel(_ constraint: ParameterConstraint) -> ReportText {
    constraint.expression.rows.map { index in
      let row = table.rows[index]
      let name = ReportText(.parameter(row.key))
      guard let group = row.group, group > 1 else { return name }
      return "\(name) (group \(count: group))"
    }.joined(separator: ", ")
  }

  private func section(_ title: ReportText, _ rows: [ParameterRow])
    -> ReportSection
  {
    ReportSection(
      kind: .parameters, title: title,
      table: ReportTable(
        columns: [
          .names(), .numbers("Free", .count), .values("Value"),
          .numbers("Lower", .limit), .numbers("Upper", .limit),
          .words("Label"), .words("Origin"),
        ], rows: rows.map(tableRow)))
  }

  private func tableRow(_ row: ParameterRow) -> ReportTable.Row {
    let name = [row.lhs, row.op.rawValue, row.rhs].filter { !$0.isEmpty }
      .joined(separator: " ")
    let value: ReportCell =
      if row.op.isConstraint {
        .empty
      } else if let fixed = row.fixedValue {
        .number(fixed, .estimate)
      } else if row.isExogenous || row.isOfSample {
        .text("sample")
      } else {
        .optional(row.start, .estimate)
      }
    return .cells([
      .verbatim(name),
      row.free.map { .number(Double($0), .count) } ?? .empty,
      value, .optional(row.lower, .limit), .optional(row.upper, .limit),
      .text(row.label.isEmpty ? "" : ReportText(.label(row.label))),
      .text(row.origin == .user ? "text" : "default"),
    ])
  }
}

extension ParameterRow {
  /// The row with lavaan's column names.
  fileprivate var members: [(String, JSONValue)] {
    [
      ("id", .integer(id)), ("lhs", .string(lhs)),
      ("op", .string(op.rawValue)), ("rhs", .string(rhs)),
      ("user", .integer(origin.rawValue)), ("block", .integer(block ?? 0)),
      ("group", .integer(group ?? 0)), ("level", .integer(level ?? 0)),
      ("free", .integer(free ?? 0)), ("ustart", .optional(fixedValue ?? start)),
      ("exo", .integer(isExogenous ? 1 : 0)), ("label", .string(label)),
      ("plabel", .string(op.isConstraint ? "" : internalLabel)),
      ("lower", .optional(lower)), ("upper", .optional(upper)),
      ("efa", .string(efa)),
    ]
  }
}
