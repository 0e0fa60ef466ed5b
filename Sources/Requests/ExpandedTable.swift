import Latent
import Reporting
import Specification

/// A parameter table as `latent parse --expand true` shows it.
struct ExpandedTable {
  private let table: ParameterTable

  init(_ table: ParameterTable) {
    self.table = table
  }

  /// The rows with lavaan's column names.
  var json: JSONValue {
    .object([
      (
        "rows",
        .array(
          table.rows.map { row in
            .object([
              ("id", .integer(row.id)), ("lhs", .string(row.lhs)),
              ("op", .string(row.op.rawValue)), ("rhs", .string(row.rhs)),
              ("user", .integer(row.origin.rawValue)),
              ("block", .integer(row.block)), ("group", .integer(row.group)),
              ("level", .integer(row.level)), ("free", .integer(row.free)),
              ("ustart", .optional(row.fixedValue ?? row.start)),
              ("exo", .integer(row.isExogenous ? 1 : 0)),
              ("label", .string(row.label)),
              (
                "plabel",
                .string(row.op.isConstraint ? "" : row.internalLabel)
              ),
              ("lower", .optional(row.lower)),
              ("upper", .optional(row.upper)), ("efa", .string(row.efa)),
            ])
          })
      )
    ])
  }

  /// The rows as an aligned table, a title above each group's.
  var text: String {
    var sections: [ReportSection] = []
    let groupCount = table.groupLabels.count
    for group in 1...max(1, groupCount) {
      let rows = table.rows.filter { $0.group == group }
      let title =
        groupCount > 1
        ? "Group \(group) of \(groupCount): \(table.groupLabels[group - 1])"
        : "Parameters"
      sections.append(section(title, rows))
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
    return TextRenderer().render(
      Report(
        title: "\(table.freeCount) free parameters, "
          + "\(table.rows.count) rows", sections: sections))
  }

  private func sharedLabel(_ constraint: ParameterConstraint) -> String {
    constraint.expression.rows.map { index in
      let row = table.rows[index]
      return row.key.description
        + (row.group > 1 ? " (group \(row.group))" : "")
    }.joined(separator: ", ")
  }

  private func section(
    _ title: String, _ rows: [ParameterRow]
  ) -> ReportSection {
    let columns = [
      ReportTable.Column("", isText: true), .init("Free"), .init("Value"),
      .init("Lower"), .init("Upper"), .init("Label", isText: true),
      .init("Origin", isText: true),
    ]
    return ReportSection(
      kind: .parameters, title: title,
      blocks: [
        .table(ReportTable(columns: columns, rows: rows.map(tableRow)))
      ])
  }

  private func tableRow(_ row: ParameterRow) -> ReportTable.Row {
    let name = [row.lhs, row.op.rawValue, row.rhs].filter { !$0.isEmpty }
      .joined(separator: " ")
    let value: ReportCell =
      if row.op.isConstraint {
        .empty
      } else if let fixed = row.fixedValue {
        .number(fixed, .estimate)
      } else if row.isExogenous {
        .text("sample")
      } else {
        row.start.map { .number($0, .estimate) } ?? .empty
      }
    return .cells([
      .text(name), row.free > 0 ? .number(Double(row.free), .count) : .empty,
      value, row.lower.map { .number($0, .estimate) } ?? .empty,
      row.upper.map { .number($0, .estimate) } ?? .empty, .text(row.label),
      .text(row.origin == .user ? "text" : "default"),
    ])
  }
}
