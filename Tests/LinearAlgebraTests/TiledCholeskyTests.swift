import LinearAlgebra
import TestSupport
import Testing

/// Factors and inverses of large matrices.
struct TiledCholeskyTests {
  private func large(_ n: Int) -> Matrix {
    var generator = SeededGenerator(seed: UInt64(n))
    var matrix = generator.symmetric(order: n)
    for i in 0..<n { matrix[i, i] += Double(n) }
    return matrix
  }

  @Test(arguments: [40, 300, 521, 590])
  func factorAndInverseDoNotDependOnThreads(_ n: Int) {
    let matrix = large(n)
    var factors: [[Double]] = []
    var inverses: [[Double]] = []
    for threads in [1, 3] {
      let team = WorkTeam(threads: threads)
      let factor = MatrixBuffer(matrix)
      for j in 0..<n {
        for i in 0..<j { factor[i, j] = .nan }
      }
      #expect(Cholesky.factor(factor, team: team).isFactored)
      var lower = Matrix(factor)
      for j in 0..<n {
        for i in 0..<j { lower[i, j] = 0 }
      }
      factors.append(lower.elements)
      Cholesky.invert(factor: factor, team: team)
      inverses.append(factor.elements)
    }
    #expect(factors[0] == factors[1])
    #expect(inverses[0] == inverses[1])
    let l = Matrix(rows: n, columns: n, elements: factors[0])
    let inverse = Matrix(rows: n, columns: n, elements: inverses[0])
    #expect(inverse == inverse.transposed)
    expectClose(
      (l * l.transposed).elements, matrix.elements, relative: 0,
      absolute: rounding(n) * largestElement(matrix), "L Lᵀ")
    expectClose(
      (matrix * inverse).elements, Matrix.identity(n).elements, relative: 0,
      absolute: rounding(n), "A A⁻¹")
  }

  @Test(arguments: [3, 200, 520])
  func pivotsThatAreNotPositiveAreFound(_ pivot: Int) {
    var matrix = large(600)
    matrix[pivot, pivot] = -1
    let factor = MatrixBuffer(matrix)
    #expect(
      Cholesky.factor(factor, team: WorkTeam(threads: 2))
        == .notPositiveDefinite(pivot: pivot))
    matrix[pivot, pivot] = .nan
    let other = MatrixBuffer(matrix)
    #expect(!Cholesky.factor(other, team: WorkTeam(threads: 1)).isFactored)
  }
}
