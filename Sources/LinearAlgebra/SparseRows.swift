/// The elements of a matrix that are not zero, row after row, in storage that
/// grows to what is needed and then is used again.
package final class SparseRows {
  private(set) var rows = 0
  private(set) var columns = 0
  private(set) var starts: [Int] = []
  private var next: [Int] = []
  private(set) var places: [Int] = []
  private(set) var values: [Double] = []
  private var given: [(row: Int, column: Int, value: Double)] = []

  /// Makes room for nothing.
  package init() {}

  /// Takes the elements of a matrix that are not zero.
  ///
  /// - Parameters:
  ///   - rows: The number of its rows.
  ///   - columns: The number of its columns.
  ///   - write: Gives the elements to a function that takes the row, the column
  ///     and the value, column after column.
  package func take(
    rows: Int, columns: Int,
    _ write: ((_ row: Int, _ column: Int, _ value: Double) -> Void) -> Void
  ) {
    self.rows = rows
    self.columns = columns
    // Storage is taken out, since every access to what a class holds is checked.
    var (starts, given) = (self.starts, self.given)
    var (places, values) = (self.places, self.values)
    (self.starts, self.given, self.places, self.values) = ([], [], [], [])
    if starts.count != rows + 1 {
      starts = [Int](repeating: 0, count: rows + 1)
      self.next = starts
    } else {
      for i in 0...rows { starts[i] = 0 }
    }
    given.removeAll(keepingCapacity: true)
    write { row, column, value in
      starts[row + 1] += 1
      given.append((row, column, value))
    }
    for i in 0..<rows { starts[i + 1] += starts[i] }
    let count = starts[rows]
    if places.count < count {
      places = [Int](repeating: 0, count: count)
      values = [Double](repeating: 0, count: count)
    }
    var next = self.next
    self.next = []
    for i in 0...rows { next[i] = starts[i] }
    for (row, column, value) in given {
      places[next[row]] = column
      values[next[row]] = value
      next[row] += 1
    }
    self.starts = starts
    self.next = next
    self.given = given
    self.places = places
    self.values = values
  }

  /// The share of elements that are not zero.
  package var share: Double {
    rows * columns == 0
      ? 0 : Double(starts[rows]) / (Double(rows) * Double(columns))
  }

  /// Adds AᵀVA of the matrix A last taken, V a diagonal, to a lower triangle.
  ///
  /// - Parameters:
  ///   - weights: The elements of V.
  ///   - factor: The factor of the product.
  ///   - matrix: The sum, columns × columns.
  package func addGram(
    weights: borrowing MatrixBuffer, factor: Double,
    to matrix: borrowing MatrixBuffer
  ) {
    precondition(weights.count == rows, "a weight a row")
    precondition(matrix.rows == columns && matrix.columns == columns)
    for i in 0..<rows {
      let weight = factor * weights[i]
      for a in starts[i]..<starts[i + 1] {
        let value = weight * values[a]
        let row = places[a]
        for b in starts[i]...a { matrix[row, places[b]] += value * values[b] }
      }
    }
  }
}
