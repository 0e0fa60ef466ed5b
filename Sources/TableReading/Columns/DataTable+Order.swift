package import Messages

extension DataTable {
  /// Numbers that put the cases into the order of a column: its own, or those
  /// of its texts, if all are dates.
  ///
  /// - Parameter name: The column's name.
  /// - Returns: A number for each case, NaN where one is missing.
  /// - Throws: `LatentError` if there is no such column, or it holds other
  ///   texts.
  package func order(named name: String) throws(LatentError) -> [Double] {
    let column = try column(named: name)
    if column.numbers == nil, case .text(let codes, let levels) = column.values
    {
      let places = levels.map(Self.place(ofDate:))
      if !places.contains(nil) {
        return codes.map { $0 < 0 ? .nan : places[Int($0)] ?? .nan }
      }
    }
    return try numbers(named: name)
  }

  /// A date's place in time: one that begins with the year, with or without a
  /// time of day, such as `2024-03-31`, `2024/3/31 9:05:12` or
  /// `2024\u{5E74}3\u{6708}31\u{65E5}`; `nil` for other texts.
  ///
  /// Later dates have larger places, whose differences mean nothing.
  static func place(ofDate text: String) -> Double? {
    let marks = "-/.:T \u{5E74}\u{6708}\u{65E5}"
    guard text.allSatisfy({ $0.isASCII && $0.isNumber || marks.contains($0) })
    else { return nil }
    let parts = text.split { marks.contains($0) }
    let numbers = parts.compactMap { Int($0) }
    guard parts[safe: 0]?.count == 4, numbers.count == parts.count,
      [3, 5, 6, 7].contains(parts.count), numbers.allSatisfy({ $0 < 10_000 })
    else { return nil }
    let most = [9999, 12, 31, 24, 59, 60]
    guard zip(numbers, most).allSatisfy({ $0 <= $1 }), numbers[1] >= 1,
      numbers[2] >= 1
    else { return nil }
    // Fractions of a second are digits behind a point.
    let fraction = parts.count == 7 ? Double("0.\(parts[6])") ?? 0 : 0
    var place = 0.0
    for (index, most) in most.enumerated() {
      place =
        place * Double(most + 1)
        + Double(index < numbers.count ? numbers[index] : 0)
    }
    return place + fraction
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
