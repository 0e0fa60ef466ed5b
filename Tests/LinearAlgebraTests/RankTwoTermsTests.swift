import LinearAlgebra
import TestSupport
import Testing

/// The pairs loop, whose runs must not change a bit.
struct RankTwoTermsTests {
  /// Terms as a factor model has them: loadings, residual variances, latent
  /// variances and covariances; then some without any order.
  static func terms(observed p: Int, latent m: Int) -> RankTwoTerms {
    var left: [Int32] = []
    var right: [Int32] = []
    var factor: [Double] = []
    func add(_ l: Int, _ r: Int, _ f: Double) {
      left.append(Int32(l))
      right.append(Int32(r))
      factor.append(f)
    }
    let own = p / m
    for k in 0..<m {
      for i in 1..<own { add(k * own + i, p + m + k, 1) }
    }
    for i in 0..<p { add(i, i, 0.5) }
    for k in 0..<m { add(p + k, p + k, 0.5) }
    for k in 0..<m {
      for l in (k + 1)..<max(m, k + 1) { add(p + k, p + l, 1) }
    }
    for k in 0..<7 { add((5 * k) % p, (3 * k + 1) % p, k == 3 ? 0 : 1) }
    // Gaps in the index, as parameters of other blocks leave them.
    let index = left.indices.map { Int32($0 + ($0 > 11 ? 4 : 0)) }
    return RankTwoTerms(
      index: index, left: left, right: right, factor: factor)
  }

  @Test(arguments: [(6, 2), (21, 3), (40, 5)], [false, true])
  func pairsMatchTheFormula(_ size: (p: Int, m: Int), isOne: Bool) {
    let (p, m) = size
    let terms = Self.terms(observed: p, latent: m)
    let q = p + 2 * m
    var generator = SeededGenerator(seed: UInt64(p))
    let w = generator.symmetric(order: q)
    let v = isOne ? w : generator.symmetric(order: q)
    let n = terms.index.count + 5
    let left = MatrixBuffer(w)
    let right = MatrixBuffer(v)
    let result = poisoned(rows: n, columns: n)
    for j in 0..<n {
      for i in j..<n { result[i, j] = Double(i - j) }
    }
    if isOne {
      terms.addPairs(left, left, weight: 0.7, to: result)
    } else {
      terms.addPairs(left, right, weight: 0.7, to: result)
    }
    var expected = [Double](repeating: .nan, count: n * n)
    for j in 0..<n {
      for i in j..<n { expected[i + j * n] = Double(i - j) }
    }
    for b in terms.index.indices {
      let (x, y) = (Int(terms.left[b]), Int(terms.right[b]))
      let scale = 0.5 * 0.7 * terms.factor[b]
      for a in b..<terms.index.count {
        let (l, r) = (Int(terms.left[a]), Int(terms.right[a]))
        let sum =
          v[r, x] * w[l, y] + v[r, y] * w[l, x] + v[l, x] * w[r, y]
          + v[l, y] * w[r, x]
        expected[Int(terms.index[a]) + Int(terms.index[b]) * n] +=
          scale * terms.factor[a] * sum
      }
    }
    for j in 0..<n {
      for i in 0..<n {
        let (own, other) = (result[i, j], expected[i + j * n])
        #expect(i < j ? own.isNaN && other.isNaN : own == other)
      }
    }
  }

  @Test(arguments: [1, 4, 7, 18])
  func columnsAndOuterProductsAreAdded(_ n: Int) {
    var generator = SeededGenerator(seed: UInt64(n))
    let a = generator.matrix(rows: n, columns: n)
    let x = generator.matrix(rows: n, columns: 3)
    let made = poisoned(rows: n, columns: n)
    copyScaled(
      MatrixBuffer(a), by: -0.3, addingOuterOf: MatrixBuffer(x), column: 2,
      factor: 2, into: made)
    let target = MatrixBuffer(rows: n + 2, columns: 2)
    addTwoColumns(
      of: MatrixBuffer(a), 0, by: 1.5, n - 1, by: -2, from: n / 2,
      count: n - n / 2, scale: 3, to: target, row: 1, column: 1)
    for j in 0..<n {
      for i in 0..<n {
        expectClose(
          made[i, j], -0.3 * a[i, j] + 2 * x[i, 2] * x[j, 2],
          relative: 1e-14, absolute: 1e-15)
      }
    }
    for i in 0..<(n + 2) {
      let k = i - 1 + n / 2
      let expected =
        i >= 1 && k < n ? 3 * (1.5 * a[k, 0] - 2 * a[k, n - 1]) : 0
      expectClose(target[i, 1], expected, relative: 1e-14, absolute: 1e-15)
      #expect(target[i, 0] == 0)
    }
  }
}
