internal import Messages

/// Numbers that are days and months, such as 24.12, in a column that was read as
/// decimals.
///
/// All values have one to 31 before the point and 01 to 12 in two digits behind
/// it, or the reverse, both sides vary, and some days are above 12. Of decimals
/// with two digits twelve in a hundred are like that, so that 20 different ones
/// are none by chance (0.12²⁰ = 4e-19); of the reverse 31 in a hundred, so that
/// 40 are asked for (0.31⁴⁰ = 5e-21).
struct DayMonths {
  /// Whether the day stands first.
  let dayIsFirst: Bool

  /// Looks at the values of a column; `nil` if they are numbers, as far as can
  /// be told.
  ///
  /// - Parameters:
  ///   - values: The values; NaN are passed over.
  ///   - rows: The rows in use, from 0.
  init?(_ values: [Double], rows: [Int]) {
    var kinds: [(whole: Int, hundredths: Int)] = []
    var seen: Set<Int> = []
    for row in rows where values[row].isFinite {
      let value = values[row]
      guard value >= 1, value < 32 else { return nil }
      let scaled = (value * 100).rounded()
      // Two digits and no more.
      guard abs(scaled / 100 - value) < 1e-12 else { return nil }
      let number = Int(scaled)
      guard (1...31).contains(number % 100) else { return nil }
      if seen.insert(number).inserted {
        kinds.append((number / 100, number % 100))
      }
    }
    let months = 1...12
    if Self.areDates(
      kinds.map { (day: $0.whole, month: $0.hundredths) }, months, least: 20)
    {
      dayIsFirst = true
    } else if Self.areDates(
      kinds.map { (day: $0.hundredths, month: $0.whole) }, months, least: 40)
    {
      dayIsFirst = false
    } else {
      return nil
    }
  }

  private static func areDates(
    _ dates: [(day: Int, month: Int)], _ months: ClosedRange<Int>, least: Int
  ) -> Bool {
    dates.count >= least && dates.allSatisfy { months.contains($0.month) }
      && dates.count { $0.day > 12 } >= 3
      && Set(dates.map(\.month)).count > 2
  }

  /// The warning about columns.
  ///
  /// - Parameters:
  ///   - columns: The names of the columns that hold dates, and of which kind.
  ///   - file: The table's name.
  /// - Returns: The warning; `nil` without such columns.
  static func warning(
    _ columns: [(name: String, dates: DayMonths)], file: String
  ) -> LatentWarning? {
    guard let first = columns.first else { return nil }
    let names = listing(columns.map(\.name), limit: 8)
    let form = first.dates.dayIsFirst ? "day.month" : "month.day"
    let place = file.isEmpty ? "" : " of \(file)"
    return LatentWarning(
      code: .dataDates,
      message:
        "\(names)\(place) look\(columns.count == 1 ? "s" : "") like dates "
        + "(\(form)), and \(columns.count == 1 ? "is" : "are") read as decimal "
        + "numbers, in which 24.12 is next to 24.11 and 2.01 far from 31.12. If "
        + "they are dates, count days instead.")
  }
}
