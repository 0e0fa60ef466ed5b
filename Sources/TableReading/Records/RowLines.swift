/// The lines of a file on which rows of a table begin.
///
/// Rows mostly follow each other line by line, so that only the others are kept
/// with their lines; of files with very many such, the last few rows too.
package struct RowLines: Sendable {
  /// The line of the first row.
  package var first: Int? { runs.first?.line }
  /// The rows that do not stand in the line below the row before.
  private var runs: [(row: Int, line: Int)] = []
  private static let mostRuns = 4096
  /// The number of rows that `runs` tells the lines of.
  private var known = 0
  private var previous = 0
  /// The lines of the last rows, a few.
  private var last: [Int] = []
  private var count = 0
  private static let kept = 8

  /// Appends the line of the next row.
  mutating func append(_ line: Int) {
    if known == count {
      if line == previous + 1, !runs.isEmpty {
        known += 1
      } else if runs.count < Self.mostRuns {
        runs.append((count, line))
        known += 1
      }
      previous = line
    }
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
    guard 0..<count ~= row else { return nil }
    guard row < known else {
      return row >= count - last.count ? last[row % Self.kept] : nil
    }
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].row <= row { low = middle } else { high = middle }
    }
    return runs[low].line + row - runs[low].row
  }
}
