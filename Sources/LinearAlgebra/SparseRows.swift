/// The elements of a matrix that are not zero, row after row, in storage that
/// grows to what is needed and then is used again.
package final class SparseRows {
  private var rows = 0
  private var columns = 0
  private var starts: [Int] = []
  private var next: [Int] = []
  private var places: [Int] = []
  private var values: [Double] = []

  /// Makes room for nothing.
  package init() {}

  /// Takes the elements of a matrix.
  ///
  /// - Parameters:
  ///   - matrix: The matrix.
  ///   - share: The largest share of elements that are not zero.
  /// - Returns: False if there are more of them, and they are not taken.
  package func take(_ matrix: borrowing MatrixBuffer, share: Double) -> Bool {
    rows = matrix.rows
    columns = matrix.columns
    if starts.count != rows + 1 {
      starts = [Int](repeating: 0, count: rows + 1)
      next = starts
    } else {
      for i in 0...rows { starts[i] = 0 }
    }
    let base = unsafe matrix.pointer
    for j in 0..<columns {
      let column = unsafe base + j &* rows
      for i in 0..<rows where unsafe column[i] != 0 { starts[i + 1] += 1 }
    }
    for i in 0..<rows { starts[i + 1] += starts[i] }
    let count = starts[rows]
    guard Double(count) <= share * Double(matrix.count) else { return false }
    if places.count < count {
      places = [Int](repeating: 0, count: count)
      values = [Double](repeating: 0, count: count)
    }
    for i in 0...rows { next[i] = starts[i] }
    for j in 0..<columns {
      let column = unsafe base + j &* rows
      for i in 0..<rows where unsafe column[i] != 0 {
        places[next[i]] = j
        unsafe values[next[i]] = column[i]
        next[i] += 1
      }
    }
    return true
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
