package import Messages
package import OrderedMoments
package import TableReading

/// The categories of ordered variables: the whole numbers that a table has of
/// them, from the lowest to the highest, whatever the group.
package struct OrderedCategories: Sendable {
  /// The categories of each variable.
  private let values: [String: [Double]]

  /// Finds the categories.
  ///
  /// - Parameters:
  ///   - variables: The ordered variables.
  ///   - table: The cases.
  ///   - group: The column whose values split them into groups.
  ///   - labels: The groups in use; `nil` for all.
  /// - Throws: `LatentError` for a variable that is not there, whose values are
  ///   not whole numbers, or of which there is one or too many.
  package init(
    of variables: [String], in table: DataTable, group: String? = nil,
    labels: [String]? = nil
  ) throws(LatentError) {
    let column = try group.map { name throws(LatentError) in
      try table.column(named: name)
    }
    let used = labels.map { Set($0) }
    var values: [String: [Double]] = [:]
    for name in variables {
      let numbers = try table.numbers(named: name)
      if column == nil, let small = Self.smallCategories(numbers) {
        try Self.require(small.count, of: name)
        values[name] = small
        continue
      }
      var found: [Double] = []
      var known = [Bool](repeating: false, count: Self.smallLimit)
      for (row, value) in numbers.enumerated() where !value.isNaN {
        if let small = Self.small(value), known[small] { continue }
        if let column, let used {
          guard let label = column.label(ofRow: row), used.contains(label)
          else { continue }
        }
        if found.contains(value) { continue }
        guard value.magnitude < 1e9 || value != value.rounded() else {
          throw LatentError.data(
            .orderedNotWhole,
            "The ordered variable \(name) has the value \(value) in row "
              + "\(row + 1), and categories have at most nine digits.",
            remedy: "Number the categories from 1, or leave \(name) out of the "
              + "ordered variables.")
        }
        guard value == value.rounded() else {
          throw LatentError.data(
            .orderedNotWhole,
            "The ordered variable \(name) has the value \(value) in row "
              + "\(row + 1), and categories are whole numbers.",
            remedy: "Number the categories, or leave \(name) out of the "
              + "ordered variables.")
        }
        found.append(value)
        if let small = Self.small(value) { known[small] = true }
        guard found.count <= 1000 else { break }
      }
      try Self.require(found.count, of: name)
      values[name] = found.sorted()
    }
    self.values = values
  }

  /// The numbers from 0 that are looked up in a table.
  private static let smallLimit = 64

  /// The categories where all are small whole numbers; `nil` where not.
  private static func smallCategories(_ numbers: [Double]) -> [Double]? {
    var seen: UInt64 = 0
    for value in numbers {
      if value >= 0, value < Double(smallLimit) {
        let place = Int(value)
        guard Double(place) == value else { return nil }
        seen |= 1 << UInt64(place)
      } else if !value.isNaN {
        return nil
      }
    }
    return (0..<smallLimit).filter { seen & (1 << UInt64($0)) != 0 }
      .map(Double.init)
  }

  /// The number of a table's place; `nil` for others.
  @inline(__always)
  private static func small(_ value: Double) -> Int? {
    guard value >= 0, value < Double(smallLimit) else { return nil }
    let place = Int(value)
    return Double(place) == value ? place : nil
  }

  private static func require(_ count: Int, of name: String)
    throws(LatentError)
  {
    if count < 2 {
      throw LatentError.data(
        .orderedOneCategory,
        "The ordered variable \(name) has "
          + (count == 0 ? "no values." : "one category."),
        remedy: "Leave it out of the model.")
    }
    guard count > FirstStageColumn.categoryLimit else { return }
    throw LatentError.data(
      .orderedTooManyCategories,
      "The ordered variable \(name) has "
        + (count > 1000 ? "more than 1000" : "\(count)")
        + " categories, and \(FirstStageColumn.categoryLimit) are the most.",
      remedy: "Treat it as continuous, or join categories.")
  }

  /// The number of thresholds of each variable.
  package var thresholdCounts: [String: Int] {
    values.mapValues { $0.count - 1 }
  }

  /// The categories of a variable, as text; none of one that is not ordered.
  package func labels(of name: String) -> [String] {
    (values[name] ?? []).map { DataColumn.label(of: $0) }
  }

  /// The categories of a variable; none of one that is not ordered.
  package func categories(of name: String) -> [Double] { values[name] ?? [] }

  /// The codes of values of a variable: the places of their categories, from 0;
  /// `nil` for a variable that is not ordered.
  package func codes(of name: String, _ numbers: [Double])
    -> FirstStageColumn?
  {
    guard let categories = values[name] else { return nil }
    var table = [UInt8](
      repeating: FirstStageColumn.missingCode, count: Self.smallLimit)
    for (code, category) in categories.enumerated() {
      if let small = Self.small(category) { table[small] = UInt8(code) }
    }
    var codes = [UInt8](
      repeating: FirstStageColumn.missingCode, count: numbers.count)
    for (row, number) in numbers.enumerated() {
      if let small = Self.small(number) {
        codes[row] = table[small]
      } else if let place = categories.firstIndex(of: number) {
        codes[row] = UInt8(place)
      }
    }
    return .ordered(codes: codes, categoryCount: categories.count)
  }
}
