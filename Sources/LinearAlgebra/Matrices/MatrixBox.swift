/// A buffer that arrays can hold.
@safe
@usableFromInline
package final class MatrixBox {
  /// The buffer.
  @usableFromInline package let buffer: MatrixBuffer

  /// Makes a buffer of zeros.
  package init(rows: Int, columns: Int) {
    buffer = MatrixBuffer(rows: rows, columns: columns)
  }

  /// Makes a copy of a matrix.
  package init(_ matrix: Matrix) {
    buffer = MatrixBuffer(matrix)
  }
}
