import TestSupport
import Testing

@testable import LinearAlgebra

/// Solutions from L alone: the other triangle and the gaps hold NaN.
struct TriangularSolveTests {
  @Test(arguments: [0, 1, 5, 31, 32, 33, 64, 97, 150], [0, 1, 7])
  func trianglesAreSolved(_ n: Int, _ width: Int) {
    var generator = SeededGenerator(seed: UInt64(2 * n + width))
    var l = generator.matrix(rows: n, columns: n)
    let factor = poisoned(rows: n + 1, columns: n)
    for j in 0..<n {
      for i in 0..<n {
        l[i, j] = i < j ? 0 : i == j ? 2 + abs(l[i, j]) : l[i, j] / Double(n)
        if i >= j { factor[i, j] = l[i, j] }
      }
    }
    let right = generator.matrix(rows: n, columns: width)
    let forward = MatrixBuffer(right)
    let backward = MatrixBuffer(right)
    let side = MatrixBuffer(right.transposed)
    unsafe TriangularSolve.lower(
      order: n, columns: width, factor.pointer, n + 1, forward.pointer, n)
    unsafe TriangularSolve.lowerTransposed(
      order: n, columns: width, factor.pointer, n + 1, backward.pointer, n)
    unsafe TriangularSolve.lowerTransposedFromRight(
      rows: width, columns: n, factor.pointer, n + 1, side.pointer, width)
    let cases = [
      (exactProduct(l, Matrix(forward)), right, "L X = B"),
      (exactProduct(l.transposed, Matrix(backward)), right, "Lᵀ X = B"),
      (exactProduct(Matrix(side), l.transposed), right.transposed, "X Lᵀ = B"),
    ]
    for (product, expected, name) in cases {
      expectClose(
        product.elements, expected.elements, relative: 0,
        absolute: rounding(max(n, 1)), name)
    }
  }
}
