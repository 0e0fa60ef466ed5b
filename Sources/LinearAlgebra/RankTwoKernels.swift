/// The pairs loop behind information matrices: parameters whose derivative of
/// Σ is `factor * (u vᵀ + v uᵀ)` with u and v columns of a known matrix Z.
///
/// Terms are stored as parallel arrays so that a pass over one column of the
/// result reads four columns of Gram matrices and nothing else.
package struct RankTwoTerms: Sendable, Hashable {
  /// The row and column of the result, ascending.
  package let index: [Int32]
  /// The column of Z that is u; 0 with a zero factor for no term.
  package let left: [Int32]
  /// The column of Z that is v.
  package let right: [Int32]
  /// The factor; 0 for no term.
  package let factor: [Double]

  /// Makes terms from parallel arrays.
  package init(
    index: [Int32], left: [Int32], right: [Int32], factor: [Double]
  ) {
    precondition(index.count == left.count && left.count == right.count)
    precondition(factor.count == index.count)
    self.index = index
    self.left = left
    self.right = right
    self.factor = factor
  }

  /// Adds `weight * ½ tr(W ∂ₐ V ∂ᵦ)`, symmetrized in W and V, to the lower
  /// triangle of the result.
  ///
  /// - Parameters:
  ///   - w: ZᵀWZ.
  ///   - v: ZᵀVZ; the same as `w` for an information matrix.
  ///   - weight: The factor of every term.
  ///   - result: Where the terms are added.
  package func addPairs(
    _ w: borrowing MatrixBuffer, _ v: borrowing MatrixBuffer, weight: Double,
    to result: borrowing MatrixBuffer
  ) {
    let q = w.rows
    let n = result.rows
    let last = index.last.map { Int($0) } ?? -1
    precondition(w.columns == q && v.rows == q && v.columns == q)
    precondition(last < n && result.columns == n)
    precondition(left.allSatisfy { $0 >= 0 && Int($0) < q })
    precondition(right.allSatisfy { $0 >= 0 && Int($0) < q })
    let count = index.count
    let pw = unsafe w.pointer
    let pv = unsafe v.pointer
    let out = unsafe result.pointer
    unsafe index.withUnsafeBufferPointer { index in
      unsafe left.withUnsafeBufferPointer { left in
        unsafe right.withUnsafeBufferPointer { right in
          unsafe factor.withUnsafeBufferPointer { factor in
            for b in 0..<count {
              let scale = unsafe 0.5 * weight * factor[b]
              if scale == 0 { continue }
              let x = unsafe Int(left[b])
              let y = unsafe Int(right[b])
              let wx = unsafe pw + x &* q
              let wy = unsafe pw + y &* q
              let vx = unsafe pv + x &* q
              let vy = unsafe pv + y &* q
              let column = unsafe out + Int(index[b]) &* n
              for a in b..<count {
                let l = unsafe Int(left[a])
                let r = unsafe Int(right[a])
                let sum =
                  unsafe vx[r] * wy[l] + vy[r] * wx[l] + vx[l] * wy[r]
                  + vy[l] * wx[r]
                unsafe column[Int(index[a])] += scale * factor[a] * sum
              }
            }
          }
        }
      }
    }
  }
}
