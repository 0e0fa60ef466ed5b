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
}
