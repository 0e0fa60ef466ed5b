/// The lines of a file on which rows of a table begin: the first one and the
/// last ones.
package struct RowLines: Sendable {
  /// The line of the first row.
  package private(set) var first: Int?
  /// The lines of the last rows, a few.
  private var last: [Int] = []
  private var count = 0
  private static let kept = 8

  /// Appends the line of the next row.
  mutating func append(_ line: Int) {
    if first == nil { first = line }
    if last.count < Self.kept {
      last.append(line)
    } else {
      last[count % Self.kept] = line
    }
    count += 1
  }

  /// The line of a row; rows count from 0.
  ///
  /// - Returns: `nil` where it is not known.
  package subscript(row: Int) -> Int? {
    if row == 0 { return first }
    guard row < count, row >= count - last.count else { return nil }
    return last[row % Self.kept]
  }
}
