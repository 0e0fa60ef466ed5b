internal import Messages
internal import TableReading

/// One group's cases with their missing patterns, before they have moments.
struct IncompleteGroup {
  /// The selection.
  let selection: SampleSelection
  /// The group's label; empty without a grouping variable.
  let label: String
  /// The rows of the group in the table.
  let readCount: Int
  /// The rows without any value of the variables, which are not used.
  let emptyCount: Int
  /// The rows without a value of a variable that must have one, which are not
  /// used.
  let deletedCount: Int
  /// The cases that are used.
  var cases: SampleCases

  /// Selects variables, splits groups and sorts cases by missing pattern.
  ///
  /// - Throws: `LatentError` for an unknown or unusable column or group.
  static func groups(
    _ table: DataTable, _ selection: SampleSelection,
    _ warnings: inout [LatentWarning]
  ) throws(LatentError) -> [IncompleteGroup] {
    let split = try GroupSplit(table, selection)
    let columns = try SelectedColumns(table, selection)
    let only = split.labels.count == 1 ? split.labels[0] : ""
    try columns.requireUsable(
      rows: split.allRows, place: only.isEmpty ? "" : " in group \(only)")
    var groups: [IncompleteGroup] = []
    warnings += split.warnings + columns.warnings(rows: split.allRows)
    for (label, rows) in zip(split.labels, split.rows) {
      let group = try columns.incompleteGroup(
        label: label, rows: rows, selection)
      warnings += Self.warnings(group)
      groups.append(group)
    }
    return groups
  }

  private static func warnings(_ group: IncompleteGroup) -> [LatentWarning] {
    let place = group.label.isEmpty ? "" : " of group \(group.label)"
    var found: [LatentWarning] = []
    if group.emptyCount > 0 {
      found.append(
        LatentWarning(
          code: .dataEmptyCases,
          message: "\(counted(group.emptyCount, "row"))\(place) without any "
            + "value of the model's variables "
            + "\(group.emptyCount == 1 ? "is" : "are") not used."))
    }
    if group.deletedCount > 0 {
      found.append(
        LatentWarning(
          code: .dataExogenousMissing,
          message: "\(counted(group.deletedCount, "row"))\(place) without a "
            + "value of an exogenous variable "
            + "\(group.deletedCount == 1 ? "is" : "are") not used: its moments "
            + "are fixed (fiml.x or fixed-x false keeps such rows)."))
    }
    let names = group.cases.variableNames
    let counts = group.cases.pairCounts
    let p = names.count
    var pairs: [String] = []
    for i in 0..<p {
      for j in (i + 1)..<max(p, i + 1) where counts[i * p + j] == 0 {
        pairs.append("\(names[i]) and \(names[j])")
      }
    }
    if !pairs.isEmpty, !group.selection.isForFirstStage {
      let more = pairs.count - min(pairs.count, 5)
      found.append(
        LatentWarning(
          code: .dataPairNeverObserved,
          message: "No case\(place) has values of both "
            + pairs.prefix(5).joined(separator: ", of both ")
            + (more > 0 ? " and of \(more) more pairs" : "")
            + ". Their covariance is known only through the model; do not "
            + "trust chi-square, its degrees of freedom and what derives from "
            + "them."))
    }
    return found
  }
}

extension SelectedColumns {
  /// Sorts a group's rows by missing pattern.
  fileprivate func incompleteGroup(
    label: String, rows: [Int], _ selection: SampleSelection
  ) throws(LatentError) -> IncompleteGroup {
    let place = label.isEmpty ? "" : " in group \(label)"
    let needed = names.indices.filter { selection.required.contains(names[$0]) }
    var used: [Int] = []
    var empty = 0
    var deleted = 0
    for row in rows {
      if numbers.allSatisfy({ $0[row].isNaN }) {
        empty += 1
      } else if needed.contains(where: { numbers[$0][row].isNaN }) {
        deleted += 1
      } else {
        used.append(row)
      }
    }
    try requireSeveral(used.count, place: place)
    var columns = numbers
    var centered: [CenteredProduct] = []
    for product in products {
      if let own = product.center(
        incomplete: &columns[product.column], rows: used)
      {
        centered.append(own)
      }
    }
    for (name, values) in zip(names, columns) {
      let present = used.lazy.map { values[$0] }.filter { !$0.isNaN }
      guard let first = present.first else {
        throw LatentError.data(
          .allMissing, "The variable \(name) has no values\(place).",
          remedy: "Leave it out of the model.")
      }
      if present.allSatisfy({ $0 == first }) {
        throw constant(
          name, value: first, count: present.count, place: place)
      }
    }
    guard used.count > names.count || selection.isForFirstStage else {
      throw LatentError.data(
        .tooFewCases,
        "There are n = \(used.count) cases with values and "
          + "p = \(names.count) variables\(place); means and covariances can "
          + "be estimated only if n is larger than p.",
        remedy: "Use fewer variables or more cases.")
    }
    return IncompleteGroup(
      selection: selection, label: label, readCount: rows.count,
      emptyCount: empty, deletedCount: deleted,
      cases: SampleCases(
        variableNames: names, columns: columns, rows: used,
        products: centered))
  }
}
