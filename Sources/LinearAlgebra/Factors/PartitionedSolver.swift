internal import RealModule

/// Variables divided into those that are known and those that are not.
package struct VariablePartition: Sendable, Hashable {
  /// The known variables, ascending.
  package let known: [Int32]
  /// The unknown variables, ascending.
  package let unknown: [Int32]

  /// Makes a partition of 0..<count.
  ///
  /// - Parameters:
  ///   - count: The number of variables.
  ///   - known: The known ones, ascending.
  package init(count: Int, known: [Int]) {
    var isKnown = [Bool](repeating: false, count: count)
    for variable in known { isKnown[variable] = true }
    self.known = known.map { Int32($0) }
    unknown = (0..<count).filter { !isKnown[$0] }.map { Int32($0) }
  }

  /// The number of variables.
  package var count: Int { known.count + unknown.count }

  /// Whether fewer variables are unknown than known: then the unknown ones are
  /// removed from the whole, else the known ones are built up.
  package var removesUnknown: Bool { unknown.count <= known.count }
}

/// Conditional normal moments for one partition after the other, from one
/// covariance matrix Σ and its inverse W.
///
/// With few unknowns m everything follows from the small W_mm: the regression
/// of m on the rest is −W_mm⁻¹W_mo, the conditional covariance W_mm⁻¹, and
/// log|Σ_oo| = log|Σ| + log|W_mm|. Otherwise Σ_oo is factored. Owns its
/// buffers: nothing here allocates.
package final class PartitionedSolver {
  private let order: Int
  private let factor: MatrixBuffer
  private let inverse: MatrixBuffer
  private let side: MatrixBuffer
  private let vector: MatrixBuffer

  /// Makes a solver for matrices of an order.
  package init(order p: Int) {
    order = p
    factor = MatrixBuffer(rows: p, columns: p)
    inverse = MatrixBuffer(rows: p, columns: p)
    side = MatrixBuffer(rows: p, columns: p)
    vector = MatrixBuffer(rows: p)
  }

  /// Fills in the unknown rows of deviations with their conditional
  /// expectations, and adds the conditional covariances.
  ///
  /// - Parameters:
  ///   - partition: The partition.
  ///   - covariance: Σ, p × p.
  ///   - weight: W = Σ⁻¹, both triangles.
  ///   - logDeterminant: log|Σ|.
  ///   - deviations: p × any; unknown rows of the columns are overwritten.
  ///   - columns: The columns of this partition.
  ///   - share: The factor of the conditional covariances.
  ///   - residual: The sum that they are added to, p × p, lower triangle.
  /// - Returns: log|Σ_oo|; `nil` if a matrix is not positive definite.
  package func complete(
    _ partition: VariablePartition, covariance: borrowing MatrixBuffer,
    weight: borrowing MatrixBuffer, logDeterminant: Double,
    deviations: borrowing MatrixBuffer, columns: Range<Int>, share: Double,
    residual: borrowing MatrixBuffer
  ) -> Double? {
    let p = order
    precondition(partition.count == p && deviations.rows == p)
    precondition(covariance.rows == p && covariance.columns == p)
    precondition(weight.rows == p && weight.columns == p)
    precondition(residual.rows == p && residual.columns == p)
    precondition(
      columns.lowerBound >= 0 && columns.upperBound <= deviations.columns)
    if partition.unknown.isEmpty { return logDeterminant }
    return unsafe partition.known.withUnsafeBufferPointer { known in
      unsafe partition.unknown.withUnsafeBufferPointer { unknown in
        if partition.removesUnknown {
          return unsafe completeByRemoval(
            unknown, weight: weight.pointer, deviations: deviations.pointer,
            columns: columns, share: share, residual: residual.pointer
          ).map { logDeterminant + $0 }
        }
        return unsafe completeFromKnown(
          known, unknown, covariance: covariance.pointer,
          deviations: deviations.pointer, columns: columns, share: share,
          residual: residual.pointer)
      }
    }
  }

  /// The root of a partition's part of a weight: `L⁻¹` applied from the right
  /// to columns of a matrix.
  ///
  /// With `removesUnknown`, W_j = W − UUᵀ with U = W_{:m}L⁻ᵀ and LLᵀ = W_mm,
  /// and the result is XᵀU for a source XᵀW; else W_j = BBᵀ with B = I_{:o}L⁻ᵀ
  /// and LLᵀ = Σ_oo, and the result is XᵀB for a source Xᵀ.
  ///
  /// - Parameters:
  ///   - partition: The partition.
  ///   - matrix: W or Σ, p × p.
  ///   - source: XᵀW or Xᵀ, any × p or more columns.
  ///   - result: The result's columns, as many as the root's rank.
  /// - Returns: The rank; `nil` if a matrix is not positive definite.
  package func root(
    _ partition: VariablePartition, of matrix: borrowing MatrixBuffer,
    source: borrowing MatrixBuffer, into result: borrowing MatrixBuffer
  ) -> Int? {
    let q = source.rows
    let p = order
    let indices =
      partition.removesUnknown ? partition.unknown : partition.known
    let r = indices.count
    precondition(matrix.rows == p && matrix.columns == p)
    precondition(source.columns >= p && partition.count == p)
    precondition(result.rows == q && result.columns >= r)
    let l = unsafe factor.pointer
    return unsafe indices.withUnsafeBufferPointer { indices in
      unsafe gather(matrix.pointer, indices, indices, into: l)
      guard unsafe Cholesky.factor(l, order: r).isFactored else { return nil }
      for k in 0..<r {
        let target = unsafe result.pointer + k &* q
        let from = unsafe source.pointer + Int(indices[k]) &* q
        for i in 0..<q { unsafe target[i] = from[i] }
        for other in 0..<k {
          let scale = unsafe l[k &+ other &* r]
          if scale == 0 { continue }
          let column = unsafe result.pointer + other &* q
          for i in 0..<q { unsafe target[i] -= scale * column[i] }
        }
        let scale = unsafe 1 / l[k &+ k &* r]
        for i in 0..<q { unsafe target[i] *= scale }
      }
      return r
    }
  }

  /// Copies rows × columns of a p × p matrix without gaps.
  @unsafe
  private func gather(
    _ a: UnsafeMutablePointer<Double>, _ rows: UnsafeBufferPointer<Int32>,
    _ columns: UnsafeBufferPointer<Int32>,
    into target: UnsafeMutablePointer<Double>
  ) {
    var at = 0
    for j in 0..<columns.count {
      let source = unsafe a + Int(columns[j]) &* order
      for i in 0..<rows.count {
        unsafe target[at] = source[Int(rows[i])]
        at &+= 1
      }
    }
  }

  @unsafe
  private func completeByRemoval(
    _ unknown: UnsafeBufferPointer<Int32>,
    weight: UnsafeMutablePointer<Double>,
    deviations: UnsafeMutablePointer<Double>, columns: Range<Int>,
    share: Double, residual: UnsafeMutablePointer<Double>
  ) -> Double? {
    let p = order
    let m = unknown.count
    let l = unsafe factor.pointer
    let x = unsafe vector.pointer
    unsafe gather(weight, unknown, unknown, into: l)
    guard unsafe Cholesky.factor(l, order: m).isFactored else { return nil }
    for column in columns {
      let d = unsafe deviations + column &* p
      for i in 0..<m { unsafe d[Int(unknown[i])] = 0 }
      for i in 0..<m {
        unsafe x[i] = dotProduct(weight + Int(unknown[i]) &* p, d, p)
      }
      unsafe solve(l, order: m, x)
      for i in 0..<m { unsafe d[Int(unknown[i])] = -x[i] }
    }
    unsafe addInverse(l, unknown, share: share, to: residual)
    return unsafe logDeterminant(l, order: m)
  }

  @unsafe
  private func completeFromKnown(
    _ known: UnsafeBufferPointer<Int32>,
    _ unknown: UnsafeBufferPointer<Int32>,
    covariance: UnsafeMutablePointer<Double>,
    deviations: UnsafeMutablePointer<Double>, columns: Range<Int>,
    share: Double, residual: UnsafeMutablePointer<Double>
  ) -> Double? {
    let p = order
    let n = known.count
    let m = unknown.count
    let l = unsafe factor.pointer
    let x = unsafe vector.pointer
    unsafe gather(covariance, known, known, into: l)
    guard unsafe Cholesky.factor(l, order: n).isFactored else { return nil }
    for column in columns {
      let d = unsafe deviations + column &* p
      for i in 0..<n { unsafe x[i] = d[Int(known[i])] }
      unsafe solve(l, order: n, x)
      for i in 0..<m {
        let source = unsafe covariance + Int(unknown[i]) &* p
        var sum = 0.0
        for k in 0..<n { unsafe sum += source[Int(known[k])] * x[k] }
        unsafe d[Int(unknown[i])] = sum
      }
    }
    // Σ_mm − VᵀV with V = L⁻¹Σ_om.
    let v = unsafe side.pointer
    unsafe gather(covariance, known, unknown, into: v)
    for j in 0..<m {
      let column = unsafe v + j &* n
      for k in 0..<n {
        let value = unsafe column[k] / l[k &+ k &* n]
        unsafe column[k] = value
        let lower = unsafe l + k &* n
        for i in (k &+ 1)..<max(n, k &+ 1) {
          unsafe column[i] -= value * lower[i]
        }
      }
    }
    for j in 0..<m {
      for i in j..<m {
        let explained = unsafe dotProduct(v + i &* n, v + j &* n, n)
        let (row, column) = unsafe (Int(unknown[i]), Int(unknown[j]))
        unsafe residual[row &+ column &* p] +=
          share * (covariance[row &+ column &* p] - explained)
      }
    }
    return unsafe logDeterminant(l, order: n)
  }

  /// Solves L Lᵀ x = x in place.
  @unsafe
  private func solve(
    _ l: UnsafeMutablePointer<Double>, order n: Int,
    _ x: UnsafeMutablePointer<Double>
  ) {
    for j in 0..<n {
      let column = unsafe l + j &* n
      let value = unsafe x[j] / column[j]
      unsafe x[j] = value
      for i in (j &+ 1)..<max(n, j &+ 1) { unsafe x[i] -= value * column[i] }
    }
    for j in stride(from: n - 1, through: 0, by: -1) {
      let column = unsafe l + j &* n
      var sum = unsafe x[j]
      for i in (j &+ 1)..<max(n, j &+ 1) { unsafe sum -= column[i] * x[i] }
      unsafe x[j] = sum / column[j]
    }
  }

  /// Adds the inverse behind a factor to rows and columns of a matrix.
  @unsafe
  private func addInverse(
    _ l: UnsafeMutablePointer<Double>, _ indices: UnsafeBufferPointer<Int32>,
    share: Double, to residual: UnsafeMutablePointer<Double>
  ) {
    let p = order
    let m = indices.count
    let inverse = unsafe inverse.pointer
    unsafe Cholesky.lowerInverse(l, into: inverse, order: m)
    for j in 0..<m {
      let column = unsafe Int(indices[j]) &* p
      for i in j..<m {
        unsafe residual[Int(indices[i]) &+ column] +=
          share * inverse[i &+ j &* m]
      }
    }
  }

  @unsafe
  private func logDeterminant(_ l: UnsafeMutablePointer<Double>, order n: Int)
    -> Double
  {
    var sum = 0.0
    for i in 0..<n { unsafe sum += Double.log(l[i &+ i &* n]) }
    return 2 * sum
  }
}
