extension Matrix {
  /// L with L Lᵀ = self for a covariance matrix that may be singular, as
  /// equality constraints make it: columns without variance are zero.
  package var semidefiniteRoot: Matrix {
    let n = rows
    var root = Matrix(rows: n, columns: n)
    for j in 0..<n {
      var pivot = self[j, j]
      for k in 0..<j { pivot -= root[j, k] * root[j, k] }
      // The rounding that remains of a variance that others determine.
      guard pivot > 1e-12 * self[j, j] else { continue }
      root[j, j] = pivot.squareRoot()
      for i in (j + 1)..<max(n, j + 1) {
        var sum = self[i, j]
        for k in 0..<j { sum -= root[i, k] * root[j, k] }
        root[i, j] = sum / root[j, j]
      }
    }
    return root
  }
}
