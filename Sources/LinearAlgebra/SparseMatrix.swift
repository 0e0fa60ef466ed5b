/// A matrix of few elements that are not zero, row after row.
package struct SparseMatrix: Sendable {
  /// The number of rows.
  package let rows: Int
  /// The number of columns.
  package let columns: Int
  /// The place of each row's first element, and at the end that of none.
  private var starts: [Int]
  /// The column of each element.
  private var places: [Int]
  /// The elements.
  private var values: [Double]

  /// Takes the elements of a matrix, its rows multiplied by factors.
  ///
  /// - Parameters:
  ///   - matrix: The matrix.
  ///   - factors: A factor for each row; `nil` for 1.
  package init(_ matrix: Matrix, scaledBy factors: [Double]? = nil) {
    precondition(factors.map { $0.count == matrix.rows } ?? true)
    rows = matrix.rows
    columns = matrix.columns
    var counts = [Int](repeating: 0, count: matrix.rows + 1)
    for j in 0..<matrix.columns {
      for i in 0..<matrix.rows where matrix[i, j] != 0 { counts[i + 1] += 1 }
    }
    for i in 0..<matrix.rows { counts[i + 1] += counts[i] }
    var next = counts
    var places = [Int](repeating: 0, count: counts[matrix.rows])
    var values = [Double](repeating: 0, count: counts[matrix.rows])
    for j in 0..<matrix.columns {
      for i in 0..<matrix.rows where matrix[i, j] != 0 {
        places[next[i]] = j
        values[next[i]] = matrix[i, j] * (factors?[i] ?? 1)
        next[i] += 1
      }
    }
    starts = counts
    self.places = places
    self.values = values
  }

  /// Takes the elements of rows that are used again.
  package init(_ other: SparseRows) {
    rows = other.rows
    columns = other.columns
    starts = other.starts
    let count = starts.last ?? 0
    places = Array(other.places[..<count])
    values = Array(other.values[..<count])
  }

  /// The same with rows multiplied by factors.
  package func scaled(by factors: [Double]) -> SparseMatrix {
    precondition(factors.count == rows, "a factor a row")
    var result = self
    for i in 0..<rows {
      for at in starts[i]..<starts[i + 1] { result.values[at] *= factors[i] }
    }
    return result
  }

  /// Some rows and columns, in the order of their places here.
  ///
  /// - Parameters:
  ///   - ranges: The rows.
  ///   - kept: The columns, ascending.
  /// - Returns: A matrix of these alone.
  package func part(rows ranges: [Range<Int>], columns kept: [Int])
    -> SparseMatrix
  {
    var numbers = [Int](repeating: -1, count: columns)
    for (number, column) in kept.enumerated() { numbers[column] = number }
    var result = SparseMatrix(
      rows: ranges.reduce(0) { $0 + $1.count }, columns: kept.count)
    result.starts.removeAll(keepingCapacity: true)
    for row in ranges.joined() {
      result.starts.append(result.places.count)
      for at in starts[row]..<starts[row + 1] where numbers[places[at]] >= 0 {
        result.places.append(numbers[places[at]])
        result.values.append(values[at])
      }
    }
    result.starts.append(result.places.count)
    return result
  }

  /// A matrix of zeros.
  private init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    starts = [Int](repeating: 0, count: rows + 1)
    places = []
    values = []
  }

  /// The elements that are not 0 and alone in their row and in their column.
  package var loneElements: [(row: Int, column: Int, value: Double)] {
    var counts = [Int](repeating: 0, count: columns)
    for (at, column) in places.enumerated() where values[at] != 0 {
      counts[column] += 1
    }
    return (0..<rows).compactMap { row in
      let own = (starts[row]..<starts[row + 1]).filter { values[$0] != 0 }
      guard own.count == 1, counts[places[own[0]]] == 1 else { return nil }
      return (row, places[own[0]], values[own[0]])
    }
  }

  /// Whether a column has elements other than 0.
  package var isNonzeroColumn: [Bool] {
    var result = [Bool](repeating: false, count: columns)
    for (at, column) in places.enumerated() where values[at] != 0 {
      result[column] = true
    }
    return result
  }

  /// All elements.
  package var dense: Matrix {
    var result = Matrix(rows: rows, columns: columns)
    for i in 0..<rows {
      for at in starts[i]..<starts[i + 1] {
        result[i, places[at]] += values[at]
      }
    }
    return result
  }

  /// Adds the product of some columns of a matrix A with the same rows of this
  /// one, in that order, to rows of a result.
  ///
  /// - Parameters:
  ///   - a: The columns of A, lines × any; only the first ones are used.
  ///   - range: Which columns of A, and rows of this matrix, they are.
  ///   - lines: The number of lines.
  ///   - result: The sum, any × columns.
  ///   - first: The row of the result that the first line is added to.
  package func addProduct(
    _ a: borrowing MatrixBuffer, _ range: Range<Int>, lines: Int,
    to result: borrowing MatrixBuffer, from first: Int
  ) {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows)
    precondition(lines <= a.rows && range.count <= a.columns)
    precondition(result.columns == columns && first + lines <= result.rows)
    for (column, k) in range.enumerated() {
      let source = unsafe a.pointer + column &* a.rows
      for at in starts[k]..<starts[k + 1] {
        unsafe addMultiple(
          values[at], source,
          to: result.pointer + (first &+ places[at] &* result.rows), lines)
      }
    }
  }
}

extension SparseMatrix {
  /// The transposed product of this matrix with another one, of as many rows.
  package func transposedProduct(_ other: borrowing MatrixBuffer) -> Matrix {
    precondition(other.rows == rows, "a row each")
    var result = Matrix(rows: columns, columns: other.columns)
    for j in 0..<other.columns {
      for k in 0..<rows {
        let value = other[k, j]
        if value == 0 { continue }
        for at in starts[k]..<starts[k + 1] {
          result[places[at], j] += values[at] * value
        }
      }
    }
    return result
  }

  /// Subtracts the products of some rows of a matrix Y with some rows of this
  /// one, Δyᵀ for each row y.
  ///
  /// - Parameters:
  ///   - moved: Y, any × columns.
  ///   - range: The rows of Y.
  ///   - own: The rows of this matrix.
  ///   - result: The difference, rows of Y × rows of this matrix.
  package func subtractProduct(
    of moved: borrowing MatrixBuffer, rows range: Range<Int>,
    over own: Range<Int>, from result: borrowing MatrixBuffer
  ) {
    precondition(moved.columns == columns && own.upperBound <= rows)
    precondition(range.lowerBound >= 0 && range.upperBound <= moved.rows)
    precondition(
      result.rows == range.count && result.columns == own.count)
    for (column, k) in own.enumerated() {
      let target = unsafe result.pointer + column &* result.rows
      for at in starts[k]..<starts[k + 1] {
        unsafe addMultiple(
          -values[at],
          moved.pointer + range.lowerBound + places[at] &* moved.rows,
          to: target, range.count)
      }
    }
  }
}
