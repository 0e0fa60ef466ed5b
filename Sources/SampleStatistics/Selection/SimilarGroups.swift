internal import Messages
internal import TableReading

extension LatentWarning {
  /// Labels of groups that are equal except for case and blanks.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - variable: The grouping variable.
  /// - Returns: The warning; `nil` if there are none.
  static func similarGroups(_ table: DataTable, _ variable: String)
    -> LatentWarning?
  {
    guard let position = table.position(of: variable) else { return nil }
    let labels = table.columns[position].distinctLabels().labels
    var spellings: [String: [String]] = [:]
    var order: [String] = []
    for label in labels {
      let plain = label.lowercased().split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
      if spellings[plain] == nil { order.append(plain) }
      spellings[plain, default: []].append(label)
    }
    let said = order.compactMap { plain -> String? in
      guard let own = spellings[plain], own.count > 1 else { return nil }
      return own.map { "`\(LatentError.shortened($0))`" }
        .joined(separator: ", ")
    }
    guard !said.isEmpty else { return nil }
    return LatentWarning(
      code: .dataSimilarGroups,
      message: "Groups of \(variable) differ by case or blanks only: "
        + listing(said, limit: 6)
        + ". If they are one group, write them alike.")
  }
}
