internal import LinearAlgebra
internal import Messages
internal import TableReading

/// Single values that lie so far from all others of their column that they are
/// slips rather than tails.
///
/// Up to three values at an end are such if the distance from the next one is
/// ten times the range of the others or more; four times where these are whole
/// numbers from 0 or 1 up to 11 at most, such as ratings. The largest of 100
/// values whose tail falls as x⁻² is as far off in one of a hundred samples, of
/// normal or exponential tails never.
struct OutlyingValues {
  /// A value that lies far off.
  struct Outlier {
    /// Its row, from 0.
    var row: Int
    /// The value.
    var value: Double
  }

  /// The values, from the smallest.
  private(set) var found: [Outlier] = []
  private static let most = 3

  /// Looks at the rows of a column; NaN and values to leave out are passed over.
  init(_ column: [Double], rows: [Int], except codes: Set<Double> = []) {
    if rows.count == column.count, codes.isEmpty, Self.areSpread(column) {
      return
    }
    var count = 0
    var lowest: [Outlier] = []
    var highest: [Outlier] = []
    for row in rows {
      let value = column[row]
      guard value.isFinite, codes.isEmpty || !codes.contains(value) else {
        continue
      }
      count += 1
      Self.insert(Outlier(row: row, value: value), into: &highest) { $0 > $1 }
      Self.insert(Outlier(row: row, value: value), into: &lowest) { $0 < $1 }
    }
    guard count >= 12 else { return }
    let low = lowest[Self.most].value
    let high = highest[Self.most].value
    let above = Self.outliers(highest, end: low, count: count)
    let below = Self.outliers(lowest, end: high, count: count)
    found = below + above.reversed()
    guard !found.isEmpty else { return }
    let taken = Set(found.map(\.row))
    // Ratings are told from the values themselves.
    let others = rows.lazy.filter { !taken.contains($0) }.map { column[$0] }
      .filter { $0.isFinite && !codes.contains($0) }
    let areRatings =
      others.allSatisfy { $0 == $0.rounded() && $0 >= 0 && $0 <= 11 }
      && others.contains { $0 <= 1 }
    if !areRatings {
      let range = abs(high - low)
      found.removeAll { outlier in
        let gap =
          outlier.value > high ? outlier.value - high : low - outlier.value
        return range > 0 && gap < 10 * range
      }
    }
  }

  /// Whether values cannot lie far from all others, as most columns tell at
  /// once: four lie in the lower 40% of the range, and four in the upper.
  ///
  /// With a range of 1, the fourth value from each end is then 0.4 from it at
  /// most, so that what lies between is 0.2 at least: no step at an end is four
  /// times as wide.
  private static func areSpread(_ values: [Double]) -> Bool {
    let range = ValueRange(values)
    let width = range.high - range.low
    guard range.isFinite, width > 0, width.isFinite else { return false }
    let low = range.low + 0.4 * width
    let high = range.low + 0.6 * width
    var below = 0
    var above = 0
    for value in values {
      if value < low { below += 1 } else if value > high { above += 1 }
      if below > most, above > most { return true }
    }
    return false
  }

  /// Keeps the four outermost values.
  private static func insert(
    _ outlier: Outlier, into ends: inout [Outlier],
    _ isBeyond: (Double, Double) -> Bool
  ) {
    if ends.count > most {
      guard isBeyond(outlier.value, ends[most].value) else { return }
      ends.removeLast()
    }
    let position =
      ends.firstIndex { isBeyond(outlier.value, $0.value) } ?? ends.count
    ends.insert(outlier, at: position)
  }

  private static func outliers(_ ends: [Outlier], end: Double, count: Int)
    -> [Outlier]
  {
    for taken in (1...most).reversed() where taken * 12 <= count {
      let next = ends[taken].value
      let gap = abs(ends[taken - 1].value - next)
      let range = abs(next - end)
      let isFar =
        range > 0
        ? gap >= 4 * range : next != 0 && gap >= 100 * next.magnitude
      if isFar { return Array(ends.prefix(taken)) }
    }
    return []
  }
}

extension LatentWarning {
  /// Values that lie far from all others.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - columns: The columns.
  ///   - rows: The rows that are used.
  ///   - codes: Values that have been warned of already, by column.
  /// - Returns: The warning; `nil` if there are none.
  static func outlyingValues(
    _ table: DataTable, _ columns: [DataColumn], rows: [Int],
    except codes: [String: Set<Double>]
  ) -> LatentWarning? {
    var said: [String] = []
    for column in columns {
      guard let numbers = column.original ?? column.numbers else { continue }
      let outliers = OutlyingValues(
        numbers, rows: rows, except: codes[column.name] ?? [])
      for outlier in outliers.found {
        said.append(
          "\(DataColumn.label(of: outlier.value)) in \(column.name), row "
            + "\(outlier.row + 1)"
            + (table.rowLines[outlier.row].map { " (line \($0))" } ?? ""))
      }
    }
    guard !said.isEmpty else { return nil }
    return LatentWarning(
      code: .dataOutlyingValue,
      message: listing(said, limit: 6)
        + (said.count == 1 ? " lies" : " lie")
        + " further from the other values there than these spread, many times: "
        + "check the data for slips.")
  }
}
