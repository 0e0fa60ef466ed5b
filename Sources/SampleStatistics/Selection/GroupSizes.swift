package import Messages
package import TableReading

extension DataTable {
  /// The labels of the groups to use, none of them too small for moments.
  ///
  /// A column of identifiers taken for a grouping variable is found here,
  /// before anything is made for each of its groups.
  ///
  /// - Parameters:
  ///   - variable: The grouping variable.
  ///   - wanted: The groups to use; `nil` takes all.
  /// - Returns: The labels in their order.
  /// - Throws: `LatentError` if the column does not exist, or naming the groups
  ///   with fewer than two cases.
  package func usableGroupLabels(
    of variable: String, choosing wanted: [String]?
  ) throws(LatentError) -> [String] {
    let (codes, labels) = try column(named: variable).distinctLabels()
    var sizes = [Int](repeating: 0, count: labels.count)
    for code in codes where code >= 0 { sizes[Int(code)] += 1 }
    let chosen = wanted.map(Set.init)
    let small = labels.indices.filter {
      sizes[$0] < 2 && (chosen?.contains(labels[$0]) ?? true)
    }
    guard small.isEmpty else {
      let names = small.prefix(10).map { LatentError.shortened(labels[$0]) }
      let more = small.count - names.count
      throw LatentError.data(
        .smallGroup,
        "\(counted(small.count, "group")) of \(variable) "
          + "\(small.count == 1 ? "has" : "have") fewer than 2 cases: "
          + names.joined(separator: ", ")
          + (more > 0 ? " and \(more) more." : "."),
        remedy: "Choose a variable with few values, or name the groups to "
          + "use.")
    }
    let limit = 1000
    guard wanted?.count ?? labels.count <= limit else {
      throw LatentError.data(
        .dataTooManyGroups,
        "\(variable) names \(labels.count) groups, and \(limit) are the most.",
        remedy: "Choose a variable with few values, or name the groups to "
          + "use. Many small groups are clusters.")
    }
    return wanted ?? labels
  }

  /// The rows without a value of a column.
  ///
  /// - Parameter variable: The column's name.
  /// - Returns: Their number.
  /// - Throws: `LatentError` if the column does not exist.
  package func missingCount(of variable: String) throws(LatentError) -> Int {
    try column(named: variable).distinctLabels().codes
      .reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
  }
}
