internal import CLAPACK

/// LU with partial pivoting of small general matrices, such as I − B.
package enum GeneralSolve {
  /// Writes the inverse of a square matrix.
  ///
  /// - Parameters:
  ///   - a: The matrix; destroyed.
  ///   - result: The inverse.
  ///   - pivots: Room for as many pivots as `a` has rows.
  /// - Returns: False if the matrix is singular.
  package static func inverse(
    destroying a: borrowing MatrixBuffer,
    into result: borrowing MatrixBuffer,
    pivots: borrowing PivotBuffer
  ) -> Bool {
    let n = a.rows
    precondition(a.columns == n && result.rows == n && result.columns == n)
    precondition(pivots.count >= n)
    result.fill(0)
    for i in 0..<n { result[i, i] = 1 }
    if n <= smallOrder { return gaussJordan(a, result) }
    if LevelThree.isOwn(order: n) {
      return unsafe eliminate(a.base, result.base, order: n)
    }
    let order = Int32(n)
    let info = unsafe clapack_dgetrf(order, order, a.base, order, pivots.base)
    guard info == 0 else { return false }
    _ = unsafe clapack_dgetrs(
      CChar(UInt8(ascii: "N")), order, order, a.base, order, pivots.base,
      result.base, order)
    return true
  }

  /// Elimination of both sides at once with row pivoting, column by column;
  /// columns that have no element in the pivot's row cost nothing.
  @unsafe
  private static func eliminate(
    _ a: UnsafeMutablePointer<Double>, _ x: UnsafeMutablePointer<Double>,
    order n: Int
  ) -> Bool {
    for j in 0..<n {
      let own = unsafe a + j &* n
      var row = j
      for i in j..<n where unsafe abs(own[i]) > abs(own[row]) { row = i }
      let pivot = unsafe own[row]
      guard pivot != 0, pivot.isFinite else { return false }
      if row != j {
        unsafe swapRows(row, j, of: a, from: j, order: n)
        unsafe swapRows(row, j, of: x, from: 0, order: n)
      }
      for k in (j &+ 1)..<(n &+ n) {
        let column = unsafe k < n ? a + k &* n : x + (k &- n) &* n
        let value = unsafe column[j] / pivot
        if value == 0 { continue }
        unsafe addMultiple(-value, own, to: column, n)
        unsafe column[j] = value
      }
    }
    return true
  }

  @unsafe
  private static func swapRows(
    _ first: Int, _ second: Int, of a: UnsafeMutablePointer<Double>,
    from start: Int, order n: Int
  ) {
    for k in start..<n {
      let column = unsafe a + k &* n
      let held = unsafe column[first]
      unsafe column[first] = column[second]
      unsafe column[second] = held
    }
  }

  /// Elimination of both sides at once with row pivoting.
  private static func gaussJordan(
    _ a: borrowing MatrixBuffer, _ x: borrowing MatrixBuffer
  ) -> Bool {
    let n = a.rows
    for j in 0..<n {
      var pivotRow = j
      for i in j..<n where abs(a[i, j]) > abs(a[pivotRow, j]) { pivotRow = i }
      let pivot = a[pivotRow, j]
      guard pivot != 0, pivot.isFinite else { return false }
      for k in 0..<n {
        if pivotRow != j {
          let held = a[j, k]
          a[j, k] = a[pivotRow, k]
          a[pivotRow, k] = held
          let other = x[j, k]
          x[j, k] = x[pivotRow, k]
          x[pivotRow, k] = other
        }
        a[j, k] /= pivot
        x[j, k] /= pivot
      }
      for i in 0..<n where i != j {
        let factor = a[i, j]
        if factor == 0 { continue }
        for k in 0..<n {
          a[i, k] -= factor * a[j, k]
          x[i, k] -= factor * x[j, k]
        }
      }
    }
    return true
  }
}

/// Room for LAPACK's row pivots.
@safe
package struct PivotBuffer: ~Copyable {
  /// The number of pivots.
  package let count: Int
  let base: UnsafeMutablePointer<Int32>

  /// Makes room for `count` pivots.
  package init(count: Int) {
    self.count = count
    unsafe base = UnsafeMutablePointer<Int32>.allocate(capacity: max(count, 1))
    unsafe base.initialize(repeating: 0, count: max(count, 1))
  }

  deinit {
    unsafe base.deallocate()
  }
}
