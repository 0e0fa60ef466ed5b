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
    guard n > smallOrder else {
      return gaussJordan(a, result)
    }
    let order = Int32(n)
    let info = unsafe clapack_dgetrf(order, order, a.base, order, pivots.base)
    guard info == 0 else { return false }
    _ = unsafe clapack_dgetrs(
      CChar(UInt8(ascii: "N")), order, order, a.base, order, pivots.base,
      result.base, order)
    return true
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
