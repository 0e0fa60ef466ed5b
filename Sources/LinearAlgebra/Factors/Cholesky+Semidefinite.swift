extension Cholesky {
  /// Replaces the lower triangle of a positive semidefinite matrix by a root:
  /// A = LLᵀ with columns of zeros where A has no more rank.
  ///
  /// - Parameters:
  ///   - a: The symmetric matrix; only its lower triangle is read.
  ///   - tolerance: The share of its variance that a variable may keep given
  ///     the ones before it and still count as one of their combinations.
  package static func factorSemidefinite(
    _ a: borrowing MatrixBuffer, tolerance: Double = 1e-13
  ) {
    precondition(a.rows == a.columns, "a square matrix")
    let n = a.rows
    let p = unsafe a.pointer
    for j in 0..<n {
      let column = unsafe p + j &* n
      let variance = unsafe column[j]
      for k in 0..<j {
        let other = unsafe p + k &* n
        let factor = unsafe other[j]
        if factor == 0 { continue }
        unsafe addMultiple(-factor, other + j, to: column + j, n &- j)
      }
      let pivot = unsafe column[j]
      guard pivot > tolerance * variance, pivot > 0 else {
        for i in j..<n { unsafe column[i] = 0 }
        continue
      }
      let inverse = 1 / pivot.squareRoot()
      for i in j..<n { unsafe column[i] *= inverse }
    }
  }
}
