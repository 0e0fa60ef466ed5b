/// The derivatives of moments along two directions by every parameter: uᵀ∂Σv
/// and uᵀ∂μ, for parameters whose derivative of Σ is `factor * (l rᵀ + r lᵀ)`
/// and whose derivative of μ is a multiple of m, with l, r and m columns of a
/// known matrix Z.
package struct DirectionTerms: Sendable, Hashable {
  /// The column of Z that is l; 0 with a zero factor for none.
  package let left: [Int32]
  /// The column of Z that is r.
  package let right: [Int32]
  /// The factor.
  package let factor: [Double]
  /// The column of Z that is m; 0 where the parameter does not move means.
  package let mean: [Int32]
  /// One more than the last column of Z that is used.
  private let extent: Int

  /// Makes terms from parallel arrays.
  package init(
    left: [Int32], right: [Int32], factor: [Double], mean: [Int32]
  ) {
    precondition(left.count == right.count && left.count == factor.count)
    precondition(mean.count == left.count)
    self.left = left
    self.right = right
    self.factor = factor
    self.mean = mean
    extent = Int((left + right + mean).max() ?? -1) + 1
    precondition((left + right + mean).allSatisfy { $0 >= 0 })
  }

  /// The number of parameters.
  package var count: Int { left.count }

  /// Writes `scale * (uᵀ∂Σv + meanWeight * uᵀ∂μ)` of every parameter.
  ///
  /// - Parameters:
  ///   - u: Zᵀu as a column of a matrix.
  ///   - uColumn: The column of u.
  ///   - v: Zᵀv as a column of a matrix.
  ///   - vColumn: The column of v.
  ///   - meanScale: The multiple of m that is ∂μ, for every parameter.
  ///   - meanWeight: The factor of the means' part.
  ///   - scale: The factor of all.
  ///   - result: Receives the column, parameters × any.
  ///   - column: The column.
  package func write(
    _ u: borrowing MatrixBuffer, _ uColumn: Int,
    _ v: borrowing MatrixBuffer, _ vColumn: Int,
    meanScale: borrowing MatrixBuffer, meanWeight: Double, scale: Double,
    into result: borrowing MatrixBuffer, column: Int
  ) {
    let q = u.rows
    let n = count
    precondition(extent <= q)
    precondition(v.rows == q && result.rows == n && meanScale.count == n)
    precondition(uColumn >= 0 && uColumn < u.columns)
    precondition(vColumn >= 0 && vColumn < v.columns)
    precondition(column >= 0 && column < result.columns)
    let pu = unsafe u.pointer + uColumn &* q
    let pv = unsafe v.pointer + vColumn &* q
    let out = unsafe result.pointer + column &* n
    let means = unsafe meanScale.pointer
    unsafe left.withUnsafeBufferPointer { left in
      unsafe right.withUnsafeBufferPointer { right in
        unsafe factor.withUnsafeBufferPointer { factor in
          for a in 0..<n {
            let l = unsafe Int(left[a])
            let r = unsafe Int(right[a])
            unsafe out[a] =
              scale * factor[a] * (pu[l] * pv[r] + pu[r] * pv[l])
          }
        }
      }
    }
    if meanWeight == 0 { return }
    let weight = scale * meanWeight
    unsafe mean.withUnsafeBufferPointer { mean in
      for a in 0..<n {
        unsafe out[a] += weight * means[a] * pu[Int(mean[a])]
      }
    }
  }
}
