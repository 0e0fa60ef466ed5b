/// A column-major matrix of doubles: the form of results and inputs.
///
/// Element (i, j) is `elements[i + j * rows]`. Iterations use
/// `MatrixBuffer`, which does not allocate.
public struct Matrix: Sendable, Hashable, Codable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The elements, column after column.
  @inlinable public var elements: [Double] { storage }
  @usableFromInline internal var storage: [Double]

  /// Makes a matrix from its elements in column-major order.
  ///
  /// - Precondition: `elements` has `rows * columns` entries.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(elements.count == rows * columns, "matrix size")
    self.rows = rows
    self.columns = columns
    self.storage = elements
  }

  /// Makes a matrix of one repeated value.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    self.init(
      rows: rows, columns: columns,
      elements: [Double](repeating: value, count: rows * columns))
  }

  /// Makes a matrix from rows, all of one length.
  package init(rowArrays: [[Double]]) {
    let columns = rowArrays.first?.count ?? 0
    self.init(rows: rowArrays.count, columns: columns)
    for (i, row) in rowArrays.enumerated() {
      precondition(row.count == columns, "rows of one length")
      for (j, value) in row.enumerated() { self[i, j] = value }
    }
  }

  /// Makes a diagonal matrix.
  package init(diagonal: [Double]) {
    self.init(rows: diagonal.count, columns: diagonal.count)
    for (i, value) in diagonal.enumerated() { self[i, i] = value }
  }

  /// The identity matrix.
  package static func identity(_ order: Int) -> Matrix {
    var result = Matrix(rows: order, columns: order)
    for i in 0..<order { result[i, i] = 1 }
    return result
  }

  /// The element in row `i` and column `j`, both from 0.
  @inlinable public subscript(i: Int, j: Int) -> Double {
    get {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns)
      return storage[i + j * rows]
    }
    set {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns)
      storage[i + j * rows] = newValue
    }
  }

  /// The diagonal.
  public var diagonal: [Double] {
    (0..<min(rows, columns)).map { self[$0, $0] }
  }

  /// The transposed matrix.
  package var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for j in 0..<columns {
      for i in 0..<rows { result[j, i] = self[i, j] }
    }
    return result
  }

  /// Row `i` as an array.
  public func row(_ i: Int) -> [Double] {
    (0..<columns).map { self[i, $0] }
  }

  /// Column `j` as an array.
  public func column(_ j: Int) -> [Double] {
    Array(elements[(j * rows)..<((j + 1) * rows)])
  }

  /// The rows and columns of the given indices, in their order.
  package func submatrix(rows rowIndices: [Int], columns columnIndices: [Int])
    -> Matrix
  {
    var result = Matrix(rows: rowIndices.count, columns: columnIndices.count)
    for (j, column) in columnIndices.enumerated() {
      for (i, row) in rowIndices.enumerated() {
        result[i, j] = self[row, column]
      }
    }
    return result
  }

  /// The matrix product.
  package static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.columns == right.rows, "matrix product sizes")
    let a = MatrixBuffer(left)
    let b = MatrixBuffer(right)
    let c = MatrixBuffer(rows: left.rows, columns: right.columns)
    multiply(a, b, into: c)
    return Matrix(c)
  }

  /// The product with a vector.
  package static func * (left: Matrix, right: [Double]) -> [Double] {
    precondition(left.columns == right.count, "matrix-vector sizes")
    var result = [Double](repeating: 0, count: left.rows)
    for j in 0..<left.columns where right[j] != 0 {
      for i in 0..<left.rows { result[i] += left[i, j] * right[j] }
    }
    return result
  }

  /// The product with a number.
  package static func * (left: Double, right: Matrix) -> Matrix {
    Matrix(
      rows: right.rows, columns: right.columns,
      elements: right.elements.map { left * $0 })
  }

  /// The sum.
  package static func + (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.rows == right.rows && left.columns == right.columns)
    return Matrix(
      rows: left.rows, columns: left.columns,
      elements: zip(left.elements, right.elements).map { $0 + $1 })
  }

  /// The difference.
  package static func - (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.rows == right.rows && left.columns == right.columns)
    return Matrix(
      rows: left.rows, columns: left.columns,
      elements: zip(left.elements, right.elements).map { $0 - $1 })
  }
}

extension Matrix {
  private enum CodingKeys: String, CodingKey {
    case rows, columns
    case storage = "elements"
  }

  /// Decodes a matrix.
  ///
  /// - Throws: `DecodingError` if there are not as many elements as the
  ///   numbers of rows and columns say.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let rows = try values.decode(Int.self, forKey: .rows)
    let columns = try values.decode(Int.self, forKey: .columns)
    let elements = try values.decode([Double].self, forKey: .storage)
    let (count, overflows) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflows, count == elements.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .storage, in: values,
        debugDescription: "A matrix of \(rows) rows and \(columns) columns "
          + "does not have \(elements.count) elements.")
    }
    self.init(rows: rows, columns: columns, elements: elements)
  }
}
