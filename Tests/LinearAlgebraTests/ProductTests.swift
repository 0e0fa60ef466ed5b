import LinearAlgebra
import TestSupport
import Testing

struct ProductTests {
  @Test(arguments: orders)
  func generalProductsMatchPlainLoops(_ n: Int) {
    var generator = SeededGenerator(seed: UInt64(n))
    // Flat, tall and square, so that each dimension crosses the threshold.
    for (m, k, width) in [(n, n, n), (n, 3, n), (3, n, 2), (n, n, 1)] {
      for (ta, tb) in [
        (false, false), (true, false), (false, true), (true, true),
      ] {
        let left = generator.matrix(rows: m, columns: k)
        let right = generator.matrix(rows: k, columns: width)
        let a = MatrixBuffer(ta ? left.transposed : left)
        let b = MatrixBuffer(tb ? right.transposed : right)
        let c = poisoned(rows: m, columns: width)
        let expected = naiveProduct(left, right)
        multiply(a, b, into: c, transposeA: ta, transposeB: tb, scale: -0.5)
        expectClose(
          c.elements, expected.elements.map { -0.5 * $0 }, relative: 0,
          absolute: rounding(k), "\(m)x\(k)x\(width) \(ta) \(tb)")
        multiply(a, b, into: c, transposeA: ta, transposeB: tb, keep: -2)
        expectClose(
          c.elements, expected.elements.map { 2 * $0 }, relative: 0,
          absolute: 4 * rounding(k), "kept \(m)x\(k)x\(width) \(ta) \(tb)")
      }
    }
  }

  @Test(arguments: orders)
  func vectorsSumsAndInnerProducts(_ n: Int) {
    var generator = SeededGenerator(seed: UInt64(100 + n))
    let a = generator.matrix(rows: n, columns: n + 1)
    let x = generator.normals(n + 1)
    let vector = MatrixBuffer(rows: n + 1)
    vector.copy(from: x)
    let y = poisoned(rows: n)
    multiply(MatrixBuffer(a), vector: vector, into: y)
    expectClose(
      y.elements, a * x, relative: 0, absolute: rounding(n), "A x")
    let z = poisoned(rows: n + 1)
    multiply(MatrixBuffer(a), vector: y, into: z, transpose: true)
    expectClose(
      z.elements, a.transposed * (a * x), relative: 0,
      absolute: rounding(n) * Double(n), "Aᵀ A x")
    expectClose(
      dot(z, vector), dot(y, y), relative: rounding(n), "xᵀAᵀAx")
    addScaled(vector, by: -3, to: z)
    expectClose(
      z.elements, zip(a.transposed * (a * x), x).map { $0 - 3 * $1 },
      relative: 0, absolute: rounding(n) * Double(n), "z − 3x")
  }

  @Test(arguments: orders)
  func partialProductsTouchOnlyTheirPart(_ n: Int) {
    var generator = SeededGenerator(seed: UInt64(200 + n))
    let width = n + 5
    let a = generator.matrix(rows: n, columns: n)
    let b = generator.matrix(rows: n, columns: width)
    for transpose in [false, true] {
      let c = poisoned(rows: n, columns: width)
      multiplyColumns(
        MatrixBuffer(a), MatrixBuffer(b), into: c, columns: 2..<(n + 3),
        transpose: transpose)
      let expected = naiveProduct(transpose ? a.transposed : a, b)
      for j in 0..<width {
        for i in 0..<n {
          if (2..<(n + 3)).contains(j) {
            expectClose(
              c[i, j], expected[i, j], relative: 0, absolute: rounding(n))
          } else {
            #expect(c[i, j].isNaN)
          }
        }
      }
    }
  }

  /// ZᵀXZ for a symmetric X has a symmetric corner.
  @Test(arguments: orders, [0, 4])
  func cornersOfSymmetricProducts(_ n: Int, _ start: Int) {
    var generator = SeededGenerator(seed: UInt64(300 + n + start))
    let q = n + start
    let x = generator.symmetric(order: n)
    let z = generator.matrix(rows: n, columns: q)
    let xz = naiveProduct(x, z)
    let c = poisoned(rows: q, columns: q)
    multiplyCorner(MatrixBuffer(z), MatrixBuffer(xz), into: c, from: start)
    let expected = naiveProduct(z.transposed, xz)
    let size = largestElement(expected)
    for j in 0..<q {
      for i in 0..<q {
        if min(i, j) >= start {
          expectClose(
            c[i, j], expected[i, j], relative: 0,
            absolute: rounding(n) * size)
        } else {
          #expect(c[i, j].isNaN)
        }
      }
    }
  }

  @Test func emptyProducts() {
    let c = poisoned(rows: 2, columns: 3)
    multiply(
      MatrixBuffer(rows: 2, columns: 0), MatrixBuffer(rows: 0, columns: 3),
      into: c)
    #expect(c.elements == [Double](repeating: 0, count: 6))
    let none = Matrix(rows: 0, columns: 4) * Matrix(rows: 4, columns: 2)
    #expect(none.elements.isEmpty && none.columns == 2)
  }

  @Test(arguments: [3, 40])
  func notANumberComesThrough(_ n: Int) {
    var poison = Matrix.identity(n)
    poison[n - 1, 0] = .nan
    let c = MatrixBuffer(rows: n, columns: n)
    multiply(
      MatrixBuffer(Matrix.identity(n)), MatrixBuffer(poison), into: c)
    #expect(c[n - 1, 0].isNaN)
    multiply(
      MatrixBuffer(poison), MatrixBuffer(Matrix.identity(n)), into: c)
    #expect(c[n - 1, 0].isNaN)
  }
}
