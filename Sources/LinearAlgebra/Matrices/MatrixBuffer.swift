#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Owned column-major storage for workspaces.
///
/// A buffer allocates once and is written in place; kernels take buffers and
/// write `into:` buffers, so that repeated fits do not allocate. The checked
/// subscript is for ordinary code; kernels use `unchecked`.
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
    unsafe base = LargeMemory.zeros(max(rows * columns, 1))
  }

  /// Makes a buffer with the elements of a matrix.
  package init(_ matrix: Matrix) {
    self.init(rows: matrix.rows, columns: matrix.columns)
    copy(from: matrix.elements)
  }

  deinit {
    unsafe free(base)
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
    unsafe Array(unsafeUninitializedCapacity: count) { target, size in
      if let start = target.baseAddress {
        unsafe LargeMemory.prefersLargePages(start, count)
        unsafe start.initialize(from: base, count: count)
      }
      size = count
    }
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

/// Memory for large matrices.
private enum LargeMemory {
  /// The size from which large pages are asked for, bytes.
  private static let large = 4 << 20
  /// The size of a large page, bytes.
  private static let page = 2 << 20

  /// Memory of zeros.
  ///
  /// `calloc` takes large pieces from the system, which gives pages of zeros
  /// when they are first touched.
  @unsafe
  static func zeros(_ count: Int) -> UnsafeMutablePointer<Double> {
    guard
      let memory = unsafe calloc(count, MemoryLayout<Double>.stride)
    else { fatalError("no memory for \(count) numbers") }
    let base = unsafe memory.bindMemory(to: Double.self, capacity: count)
    unsafe prefersLargePages(base, count)
    return unsafe base
  }

  /// Asks for pages of 2 MB, which take fewer faults when they are first
  /// touched; where there are none, everything works as before.
  @unsafe
  static func prefersLargePages(
    _ base: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    #if os(Linux)
    let size = count * MemoryLayout<Double>.stride
    if size < large { return }
    let start = UInt(bitPattern: base)
    let first = (start + UInt(page) - 1) / UInt(page) * UInt(page)
    let end = (start + UInt(size)) / UInt(page) * UInt(page)
    if end > first {
      _ = unsafe madvise(
        UnsafeMutableRawPointer(base) + Int(first - start),
        Int(end - first), MADV_HUGEPAGE)
    }
    #endif
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
