internal import Messages
internal import TableReading

/// Rows that all occur as often as each other or in multiples of that, as where
/// a table was joined with itself.
struct RepeatedRows {
  /// The number of times by which every row's count can be divided.
  var times: Int
  /// The number of rows that differ.
  var distinctCount: Int
  /// The number of rows.
  var count: Int

  /// Looks for repetitions; `nil` if some row occurs once, or there are too few
  /// different ones to tell.
  ///
  /// - Parameters:
  ///   - columns: The columns.
  ///   - rows: The rows in use, from 0.
  init?(_ columns: [[Double]], rows: [Int]) {
    guard let first = rows.first, !columns.isEmpty,
      rows.count >= 2 * Self.leastDistinct,
      // Nearly always the first row settles it.
      rows.dropFirst().contains(where: { row in
        columns.allSatisfy { $0[row].bitPattern == $0[first].bitPattern }
      })
    else { return nil }
    let counts = EqualRows(columns, rows: rows, bits: \.bitPattern).counts
    guard counts.count >= Self.leastDistinct else { return nil }
    let times = counts.reduce(0, Self.commonDivisor)
    guard times > 1 else { return nil }
    self.times = times
    distinctCount = counts.count
    count = rows.count
  }

  /// The warning.
  ///
  /// - Parameter file: The table's name.
  /// - Returns: The warning.
  func warning(file: String) -> LatentWarning {
    let often = times == 2 ? "twice" : "\(times) times"
    let place = file.isEmpty ? "" : " of \(file)"
    return LatentWarning(
      code: .dataRepeatedRows,
      message: "Every row\(place) occurs \(often)"
        + (count == times * distinctCount ? "" : " or a multiple of that")
        + ", as far as the model's variables tell: "
        + "\(counted(count, "row")), \(distinctCount) of them different. If "
        + "copies were added by mistake, leave them out: they count as cases "
        + "and make standard errors too small.")
  }

  private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// With so many different rows, counts that are all even are no chance.
  private static let leastDistinct = 10
}
