internal import CLAPACK

/// Factors and inverses by blocks of columns, of parts of column-major
/// matrices with a leading dimension.
extension Cholesky {
  /// The columns of a block.
  private static let block = 32

  /// Replaces the lower triangle of a symmetric matrix by its factor.
  @unsafe
  static func blockedFactor(
    order n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int
  ) -> Outcome {
    guard LevelThree.isOwn(order: n) else {
      let info = unsafe clapack_dpotrf(
        CChar(UInt8(ascii: "L")), Int32(n), a, Int32(lda))
      if info != 0 { return .notPositiveDefinite(pivot: Int(info) - 1) }
      // OpenBLAS lets NaN pass for a positive pivot.
      for i in 0..<n {
        let pivot = unsafe a[i &+ i &* lda]
        if !(pivot > 0 && pivot.isFinite) {
          return .notPositiveDefinite(pivot: i)
        }
      }
      return .factored
    }
    for first in stride(from: 0, to: n, by: block) {
      let size = min(block, n - first)
      let corner = unsafe a + (first &* lda &+ first)
      if case .notPositiveDefinite(let pivot) =
        unsafe columnFactor(order: size, corner, lda)
      {
        return .notPositiveDefinite(pivot: first + pivot)
      }
      let below = unsafe corner + size
      let rest = unsafe reach(
        below, rows: n - first - size, columns: size, lda)
      unsafe TriangularSolve.lowerTransposedFromRight(
        rows: rest, columns: size, corner, lda, below, lda)
      unsafe LevelThree.outerProduct(
        order: rest, inner: size, scale: -1, below, lda, transpose: false,
        keep: 1, below + size &* lda, lda)
    }
    return .factored
  }

  /// The rows of a part of a matrix up to the last that is not zero: below
  /// them nothing changes what is factored later.
  @unsafe
  static func reach(
    _ a: UnsafePointer<Double>, rows: Int, columns: Int, _ lda: Int
  ) -> Int {
    var reach = 0
    for j in 0..<columns {
      let column = unsafe a + j &* lda
      var i = rows
      while unsafe i > reach && column[i &- 1] == 0 { i &-= 1 }
      reach = i
    }
    return reach
  }

  /// The same column by column.
  @unsafe
  static func columnFactor(
    order n: Int, _ p: UnsafeMutablePointer<Double>, _ lda: Int
  ) -> Outcome {
    for j in 0..<n {
      let column = unsafe p + j &* lda
      let rest = n &- j
      var k = 0
      while k &+ 4 <= j {
        let other = unsafe p + (k &* lda &+ j)
        unsafe addFourMultiples(
          -other[0], -other[lda], -other[2 &* lda], -other[3 &* lda], other,
          stride: lda, to: column + j, rest)
        k &+= 4
      }
      while k < j {
        let other = unsafe p + (k &* lda &+ j)
        unsafe addMultiple(-other[0], other, to: column + j, rest)
        k &+= 1
      }
      let pivot = unsafe column[j]
      // Written so that NaN fails too.
      guard pivot > 0, pivot.isFinite else {
        return .notPositiveDefinite(pivot: j)
      }
      let root = pivot.squareRoot()
      let inverse = 1 / root
      unsafe column[j] = root
      for i in (j &+ 1)..<max(n, j &+ 1) { unsafe column[i] *= inverse }
    }
    return .factored
  }

  /// A⁻¹, lower triangle, from the factor.
  ///
  /// - Parameters:
  ///   - l: The factor; its upper triangle is not read.
  ///   - p: The inverse; its upper triangle is room for work.
  ///   - n: The order, and the leading dimension of both.
  @unsafe
  static func blockedInverse(
    _ l: UnsafePointer<Double>, into p: UnsafeMutablePointer<Double>,
    order n: Int
  ) {
    // X = L⁻¹, last block column first: what is below its corner X₁₁ is
    // −X₂₂ L₂₁ X₁₁, with X₂₂ made before.
    let count = (n + block - 1) / block
    for number in stride(from: count - 1, through: 0, by: -1) {
      let first = number * block
      let size = min(block, n - first)
      let end = first + size
      let corner = unsafe p + (first &* n &+ first)
      unsafe columnTriangle(
        l + (first &* n &+ first), into: corner, order: size, n)
      for from in stride(from: end, to: n, by: block) {
        unsafe LevelThree.product(
          rows: n - from, columns: size, inner: min(block, n - from), scale: 1,
          p + (from &* n &+ from), n, transposeA: false,
          l + (first &* n &+ from), n, transposeB: false,
          keep: from == end ? 0 : 1, p + (first &* n &+ from), n)
      }
      unsafe multiplyFromRight(
        corner + size, rows: n - end, by: corner, order: size, n)
    }
    // XᵀX, top down: a block of rows needs those below only.
    for first in stride(from: 0, to: n, by: block) {
      let size = min(block, n - first)
      let end = first + size
      let corner = unsafe p + (first &* n &+ first)
      for from in stride(from: 0, to: first, by: block) {
        let target = unsafe p + (from &* n &+ first)
        unsafe columnProduct(corner, target, columns: block, order: size, n)
        unsafe LevelThree.product(
          rows: size, columns: block, inner: n - end, scale: 1, corner + size,
          n, transposeA: true, target + size, n, transposeB: false, keep: 1,
          target, n)
      }
      unsafe columnSquare(corner, order: size, n)
      unsafe LevelThree.outerProduct(
        order: size, inner: n - end, scale: 1, corner + size, n,
        transpose: true, keep: 1, corner, n)
    }
  }

  /// A⁻¹, lower triangle, from the factor, column by column.
  @unsafe
  static func columnInverse(
    _ l: UnsafePointer<Double>, into p: UnsafeMutablePointer<Double>,
    order n: Int
  ) {
    unsafe columnTriangle(l, into: p, order: n, n)
    unsafe columnSquare(p, order: n, n)
  }

  /// L⁻¹ with zeros above its diagonal, both with one leading dimension; last
  /// column first, since column j is made of those behind it.
  @unsafe
  private static func columnTriangle(
    _ l: UnsafePointer<Double>, into p: UnsafeMutablePointer<Double>,
    order n: Int, _ ld: Int
  ) {
    for j in stride(from: n - 1, through: 0, by: -1) {
      let column = unsafe p + j &* ld
      let factors = unsafe l + j &* ld
      for i in 0..<n { unsafe column[i] = 0 }
      let scale = unsafe -1 / factors[j]
      var k = j &+ 1
      while k &+ 4 <= n {
        unsafe addFourMultiples(
          scale * factors[k], scale * factors[k &+ 1],
          scale * factors[k &+ 2], scale * factors[k &+ 3],
          p + (k &* ld &+ k), stride: ld, to: column + k, n &- k)
        k &+= 4
      }
      while k < n {
        unsafe addMultiple(
          scale * factors[k], p + (k &* ld &+ k), to: column + k, n &- k)
        k &+= 1
      }
      unsafe column[j] = -scale
    }
  }

  /// XᵀX, lower triangle, in place of X with zeros above its diagonal; top
  /// down, since row i needs rows k ≥ i only.
  @unsafe
  private static func columnSquare(
    _ p: UnsafeMutablePointer<Double>, order n: Int, _ ld: Int
  ) {
    for i in 0..<n {
      let left = unsafe p + (i &* ld &+ i)
      var j = 0
      while j &+ 4 <= i {
        let right = unsafe p + (j &* ld &+ i)
        let sums = unsafe fourDotProducts(left, right, stride: ld, n &- i)
        unsafe right[0] = sums.x
        unsafe right[ld] = sums.y
        unsafe right[2 &* ld] = sums.z
        unsafe right[3 &* ld] = sums.w
        j &+= 4
      }
      while j <= i {
        let right = unsafe p + (j &* ld &+ i)
        unsafe right[0] = dotProduct(left, right, n &- i)
        j &+= 1
      }
    }
  }

  /// XᵀY in place of Y, with X lower triangular.
  @unsafe
  private static func columnProduct(
    _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>,
    columns: Int, order n: Int, _ ld: Int
  ) {
    for j in 0..<columns {
      for i in 0..<n {
        let target = unsafe y + (j &* ld &+ i)
        unsafe target[0] = dotProduct(x + (i &* ld &+ i), target, n &- i)
      }
    }
  }

  /// −YX in place of Y, with X lower triangular.
  @unsafe
  private static func multiplyFromRight(
    _ y: UnsafeMutablePointer<Double>, rows m: Int,
    by x: UnsafePointer<Double>, order n: Int, _ ld: Int
  ) {
    for j in 0..<n {
      let column = unsafe y + j &* ld
      let scale = unsafe -x[j &+ j &* ld]
      for i in 0..<m { unsafe column[i] *= scale }
      for k in (j &+ 1)..<max(n, j &+ 1) {
        unsafe addMultiple(-x[k &+ j &* ld], y + k &* ld, to: column, m)
      }
    }
  }
}
