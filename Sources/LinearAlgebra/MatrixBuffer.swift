/// Owned column-major storage for workspaces.
///
/// A buffer allocates once and is written in place; kernels take buffers and
/// write `into:` buffers, so that repeated fits never touch the heap. The
/// checked subscript serves ordinary code; kernels use `unchecked`.
///
/// `@usableFromInline` throughout: without it on the type itself, the
/// compiler (6.3) calls `@inlinable` accessors from other modules instead of
/// inlining them.
@safe
@usableFromInline
package struct MatrixBuffer: ~Copyable {
  /// The number of rows.
  @usableFromInline package let rows: Int
  /// The number of columns.
  @usableFromInline package let columns: Int
  @usableFromInline package let base: UnsafeMutablePointer<Double>

  /// Makes a buffer of zeros.
  package init(rows: Int, columns: Int = 1) {
    self.rows = rows
    self.columns = columns
    let count = max(rows * columns, 1)
    unsafe base = UnsafeMutablePointer<Double>.allocate(capacity: count)
    unsafe base.initialize(repeating: 0, count: count)
  }

  /// Makes a buffer with the elements of a matrix.
  package init(_ matrix: Matrix) {
    self.init(rows: matrix.rows, columns: matrix.columns)
    copy(from: matrix.elements)
  }

  deinit {
    unsafe base.deallocate()
  }

  /// The number of elements.
  @inlinable package var count: Int { rows * columns }

  /// The element in row `i` and column `j`, checked.
  @inlinable package subscript(i: Int, j: Int) -> Double {
    @inline(__always) get {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns)
      return unsafe base[i &+ j &* rows]
    }
    @inline(__always) nonmutating set {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns)
      unsafe base[i &+ j &* rows] = newValue
    }
  }

  /// The element at a linear index, checked.
  @inlinable package subscript(index: Int) -> Double {
    @inline(__always) get {
      precondition(index >= 0 && index < rows &* columns)
      return unsafe base[index]
    }
    @inline(__always) nonmutating set {
      precondition(index >= 0 && index < rows &* columns)
      unsafe base[index] = newValue
    }
  }

  /// The storage itself, for kernels; it must not outlive the buffer.
  @inlinable @unsafe package var pointer: UnsafeMutablePointer<Double> {
    unsafe base
  }

  /// Sets every element to a value.
  package func fill(_ value: Double) {
    unsafe base.update(repeating: value, count: count)
  }

  /// Copies all elements of a buffer with the same count.
  package func copy(from other: borrowing MatrixBuffer) {
    precondition(count == other.count, "buffer sizes")
    unsafe base.update(from: other.base, count: count)
  }

  /// Copies the elements of an array with the same count.
  package func copy(from array: [Double]) {
    precondition(count == array.count, "buffer sizes")
    unsafe array.withUnsafeBufferPointer { source in
      if let start = source.baseAddress {
        unsafe base.update(from: start, count: source.count)
      }
    }
  }

  /// The elements as an array.
  package var elements: [Double] {
    unsafe Array(UnsafeBufferPointer(start: base, count: count))
  }

  /// Copies the lower triangle into the upper, tile after tile so that large
  /// matrices stay in the cache.
  package func symmetrizeFromLower() {
    let n = rows
    let tile = 32
    for firstColumn in stride(from: 0, to: n, by: tile) {
      let endColumn = min(firstColumn + tile, n)
      for firstRow in stride(from: firstColumn, to: n, by: tile) {
        let endRow = min(firstRow + tile, n)
        for j in firstColumn..<endColumn {
          for i in max(firstRow, j + 1)..<max(endRow, j + 1, firstRow) {
            unsafe base[j &+ i &* n] = base[i &+ j &* n]
          }
        }
      }
    }
  }
}

extension Matrix {
  /// Makes a matrix with a buffer's elements.
  package init(_ buffer: borrowing MatrixBuffer) {
    self.init(
      rows: buffer.rows, columns: buffer.columns, elements: buffer.elements)
  }

  /// Copies all elements of a buffer of the same size; does not allocate if
  /// nothing else holds the matrix.
  package mutating func copy(from buffer: borrowing MatrixBuffer) {
    precondition(rows == buffer.rows && columns == buffer.columns, "size")
    for j in 0..<columns {
      for i in 0..<rows { self[i, j] = buffer[i, j] }
    }
  }
}
