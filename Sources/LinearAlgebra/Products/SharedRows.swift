/// Rows of doubles that several workers fill at once, each row by one worker.
///
/// `@unchecked Sendable`: a row is written by the one worker that drew its
/// number, and read only after all workers have ended, so no two threads
/// touch one element at a time.
@safe
package final class SharedRows: @unchecked Sendable {
  /// The number of rows.
  package let rows: Int
  /// The number of columns.
  package let columns: Int
  private let base: UnsafeMutablePointer<Double>

  /// Makes rows of NaN.
  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    let count = max(rows * columns, 1)
    unsafe base = UnsafeMutablePointer<Double>.allocate(capacity: count)
    unsafe base.initialize(repeating: .nan, count: count)
  }

  deinit {
    unsafe base.deallocate()
  }

  /// The element in a row and column; a row is set by its own worker only.
  package subscript(row: Int, column: Int) -> Double {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      return unsafe base[row &* columns &+ column]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns)
      unsafe base[row &* columns &+ column] = newValue
    }
  }
}
