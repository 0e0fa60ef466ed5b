public import Messages
public import TableReading

/// The cases of a table in groups.
public struct CaseGroups: Sendable, Hashable {
  /// What the groups are of, such as the name of a column.
  public let name: String
  /// The groups' names.
  public let labels: [String]
  /// The place of each case's group; `nil` for cases of no group.
  public let places: [Int?]

  /// Makes groups.
  ///
  /// - Parameters:
  ///   - name: What they are of.
  ///   - labels: Their names.
  ///   - places: The place of each case's group; `nil` for none.
  public init(name: String, labels: [String], places: [Int?]) {
    self.name = name
    self.labels = labels
    self.places = places
  }

  /// The most groups that are compared: pairs and letters of more say nothing.
  public static let most = 50

  /// The groups that a column names: numbers in their order, texts in that of
  /// their first appearance, by the labels of their values where there are
  /// some.
  ///
  /// - Parameters:
  ///   - column: The name of a column.
  ///   - table: The table.
  /// - Throws: `LatentError` if there is no such column, or it does not name two
  ///   groups to fifty.
  public init(_ column: String, of table: DataTable) throws(LatentError) {
    let own = try table.column(named: column)
    let (codes, labels) = own.distinctLabels()
    var order = Array(labels.indices)
    var values = [Double](repeating: .nan, count: labels.count)
    if let numbers = own.numbers {
      for (code, number) in zip(codes, numbers) where code >= 0 {
        values[Int(code)] = number
      }
      order.sort { values[$0] < values[$1] }
    }
    let used = Set(codes.filter { $0 >= 0 }.map { Int($0) })
    order = order.filter { used.contains($0) }
    guard (2...Self.most).contains(order.count) else {
      throw .data(
        .groupsNone,
        order.count < 2
          ? "The column `\(column)` does not name two groups."
          : "The column `\(column)` has \(counted(order.count, "value")), which "
            + "are no groups.",
        remedy: "Name a column with a few different values, such as a region.")
    }
    let valueLabels =
      table.variables.first { $0.name == column }?.valueLabels ?? []
    func label(_ code: Int) -> String {
      let known = valueLabels.first { known in
        switch known.value {
        case .number(let number): number == values[code]
        case .text(let text): text == labels[code]
        case .tagged: false
        }
      }
      return known?.text ?? labels[code]
    }
    var place = [Int?](repeating: nil, count: labels.count)
    for (number, code) in order.enumerated() { place[code] = number }
    self.init(
      name: column,
      labels: order.map(label),
      places: codes.map { $0 < 0 ? nil : place[Int($0)] })
  }

  /// Early and late respondents, of whom the late ones stand for those who never
  /// answered (Armstrong & Overton, 1977): the first and the last cases.
  ///
  /// - Parameters:
  ///   - share: The share of cases in each of both groups, at most ½.
  ///   - order: What cases are ordered by, such as the day of their answer;
  ///     cases without it are in no group. Equal values stay in the order of the
  ///     rows.
  /// - Throws: `LatentError` if a group would have fewer than two cases.
  public init(earlyAndLate share: Double, by order: [Double])
    throws(LatentError)
  {
    let known = order.indices.filter { !order[$0].isNaN }
    let rows = known.sorted { (order[$0], $0) < (order[$1], $1) }
    let size = Int((share * Double(rows.count) + 1e-9).rounded(.down))
    guard share > 0, share <= 0.5, size >= 2 else {
      throw .data(
        .groupsTooSmall,
        "\(share) of \(counted(rows.count, "case")) are too few to compare.",
        remedy: "A group has two cases or more; the share is 0.5 at most.")
    }
    var places = [Int?](repeating: nil, count: order.count)
    for row in rows.prefix(size) { places[row] = 0 }
    for row in rows.suffix(size) { places[row] = 1 }
    self.init(name: "response", labels: ["early", "late"], places: places)
  }
}
