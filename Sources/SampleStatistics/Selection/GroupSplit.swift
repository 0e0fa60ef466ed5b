internal import Messages
internal import TableReading

/// The rows of each group of a table.
struct GroupSplit {
  private(set) var labels: [String]
  private(set) var rows: [[Int]]
  private(set) var warnings: [LatentWarning] = []

  init(_ table: DataTable, _ selection: SampleSelection) throws(LatentError) {
    guard table.rowCount > 0 else {
      throw LatentError.data(.noRows, "The table has no rows.")
    }
    guard let variable = selection.groupVariable else {
      self.labels = [""]
      self.rows = [Array(0..<table.rowCount)]
      return
    }
    let (codes, found) = try table.column(named: variable).distinctLabels()
    let wanted = selection.groupLabels ?? found
    guard !wanted.isEmpty else {
      throw LatentError.data(
        .allMissing, "The grouping variable \(variable) has no values.")
    }
    let codeOfLabel = Dictionary(
      found.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first })
    var groupOfCode = [Int?](repeating: nil, count: found.count)
    for (group, label) in wanted.enumerated() {
      guard let code = codeOfLabel[label] else {
        let near = NearestName.find(label, in: found)
        throw LatentError.data(
          .unknownGroup,
          "The grouping variable \(variable) has no group \(label).",
          remedy: near.map { "Did you mean \($0)?" }
            ?? "The groups are \(listing(found, limit: 20)).")
      }
      guard groupOfCode[code] == nil else {
        throw LatentError.data(
          .unknownGroup, "The group \(label) is asked for twice.",
          remedy: "Name each group once.")
      }
      groupOfCode[code] = group
    }
    var rows = [[Int]](repeating: [], count: wanted.count)
    var withoutGroup = 0
    for (row, code) in codes.enumerated() {
      if code < 0 {
        withoutGroup += 1
      } else if let group = groupOfCode[Int(code)] {
        rows[group].append(row)
      }
    }
    self.labels = wanted
    self.rows = rows
    if withoutGroup > 0 {
      warnings.append(
        LatentWarning(
          code: .dataGroupMissing,
          message: "\(counted(withoutGroup, "row")) without a value of "
            + "\(variable) \(withoutGroup == 1 ? "is" : "are") not used."))
    }
  }

  /// Every row that is in a group.
  var allRows: [Int] { rows.count == 1 ? rows[0] : rows.flatMap { $0 } }
}
