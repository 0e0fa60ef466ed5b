/// Columns of small codes, such as categories, and what is counted and looked
/// up by them.
package struct CodeColumns: Sendable {
  /// The number of rows.
  package let rows: Int
  private let codes: [UInt8]
  private let limits: [Int]

  /// Takes columns of one length.
  ///
  /// - Parameter columns: The columns.
  package init(_ columns: [[UInt8]]) {
    rows = columns.first?.count ?? 0
    precondition(
      columns.allSatisfy { $0.count == columns[0].count }, "one length")
    codes = columns.flatMap { $0 }
    limits = columns.map { Int($0.max() ?? 0) }
  }

  /// The code of a row.
  package subscript(row: Int, column: Int) -> Int {
    Int(codes[column * rows + row])
  }

  /// The largest code of a column.
  func limit(_ column: Int) -> Int { limits[column] }

  /// Does something with all codes, column after column.
  @unsafe
  func withCodes(_ body: (UnsafePointer<UInt8>) -> Void) {
    unsafe codes.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress else { return }
      unsafe body(base)
    }
  }

  /// Does something with the codes of columns.
  @unsafe
  private func with(
    _ a: Int, _ b: Int,
    _ body: (UnsafePointer<UInt8>, UnsafePointer<UInt8>)
      -> Void
  ) {
    let (first, second) = (a * rows, b * rows)
    unsafe codes.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress, first + rows <= all.count,
        second + rows <= all.count
      else { return }
      unsafe body(base + first, base + second)
    }
  }

  /// Adds weights of rows to the cells of two columns.
  ///
  /// - Parameters:
  ///   - a: The column of the cells' rows.
  ///   - b: The column of the cells' columns.
  ///   - height: The number of the cells' rows, more than any code of a.
  ///   - weights: The weight of each row.
  ///   - table: The cells, column after column.
  ///   - offset: The place of the first cell.
  package func addCells(
    _ a: Int, _ b: Int, height: Int, weights: [Double],
    to table: borrowing MatrixBuffer, at offset: Int
  ) {
    precondition(weights.count == rows && limits[a] < height)
    precondition(
      offset >= 0 && offset + (limits[b] + 1) * height <= table.count)
    let target = unsafe table.pointer + offset
    unsafe weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      unsafe with(a, b) { x, y in
        for r in 0..<rows {
          unsafe target[Int(x[r]) &+ Int(y[r]) &* height] += weights[r]
        }
      }
    }
  }

  /// Writes what a table has for the codes of two columns.
  ///
  /// - Parameters:
  ///   - a: The column of the cells' rows.
  ///   - b: The column of the cells' columns; `nil` for a table of one column.
  ///   - height: The number of the cells' rows, more than any code of a.
  ///   - range: The rows.
  ///   - table: The cells, column after column.
  ///   - offset: The place of the first cell.
  ///   - factor: The factor of what is written.
  ///   - factors: A factor for each row; `nil` for none.
  ///   - block: Receives the values.
  ///   - column: The column there; rows begin with its first.
  package func lookUp(
    _ a: Int, _ b: Int?, height: Int, rows range: Range<Int>,
    in table: [Double], at offset: Int, factor: Double,
    factors: [Double]?, into block: borrowing MatrixBuffer, column: Int
  ) {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows)
    precondition(range.count <= block.rows && column < block.columns)
    precondition(limits[a] < height && factors?.count ?? rows == rows)
    precondition(
      offset >= 0
        && offset + (b.map { limits[$0] * height } ?? 0) + limits[a]
          < table.count
    )
    let count = range.count
    let out = unsafe block.pointer + column &* block.rows
    unsafe table.withUnsafeBufferPointer { table in
      guard let base = table.baseAddress else { return }
      let cells = unsafe base + offset
      unsafe with(a, b ?? a) { x, y in
        let x = unsafe x + range.lowerBound
        let y = unsafe y + range.lowerBound
        if b == nil {
          for r in 0..<count { unsafe out[r] = factor * cells[Int(x[r])] }
        } else {
          for r in 0..<count {
            unsafe out[r] =
              factor * cells[Int(x[r]) &+ Int(y[r]) &* height]
          }
        }
      }
    }
    guard let factors else { return }
    unsafe factors.withUnsafeBufferPointer { factors in
      guard let base = factors.baseAddress else { return }
      let own = unsafe base + range.lowerBound
      for r in 0..<count { unsafe out[r] *= own[r] }
    }
  }
}
