import LinearAlgebra
import RealModule
import TestSupport
import Testing

struct CholeskyTests {
  @Test(arguments: orders)
  func factorRebuildsTheMatrixFromItsLowerTriangle(_ n: Int) {
    var generator = SeededGenerator(seed: UInt64(n))
    let matrix = generator.positiveDefinite(order: n)
    let buffer = MatrixBuffer(matrix)
    for j in 0..<n {
      for i in 0..<j { buffer[i, j] = .nan }
    }
    let outcome = Cholesky.factor(buffer)
    #expect(outcome.isFactored)
    var l = Matrix(rows: n, columns: n)
    for j in 0..<n {
      for i in j..<n { l[i, j] = buffer[i, j] }
    }
    expectClose(
      naiveProduct(l, l.transposed).elements, matrix.elements, relative: 0,
      absolute: rounding(n) * largestElement(matrix), "L Lᵀ")
    let logs = (0..<n).reduce(0) { $0 + 2 * Double.log(l[$1, $1]) }
    expectClose(
      Cholesky.logDeterminant(ofFactor: buffer), logs, relative: 1e-14,
      absolute: 1e-14, "log |A|")
  }

  @Test(arguments: orders)
  func inverseAndSolutionsLeaveTheIdentity(_ n: Int) throws {
    var generator = SeededGenerator(seed: UInt64(50 + n))
    let matrix = generator.positiveDefinite(order: n)
    let factor = MatrixBuffer(matrix)
    let outcome = Cholesky.factor(factor)
    #expect(outcome.isFactored)
    let inverse = poisoned(rows: n, columns: n)
    Cholesky.inverse(fromFactor: factor, into: inverse)
    let tolerance = rounding(n) * conditionBound(matrix, Matrix(inverse))
    expectClose(
      naiveProduct(matrix, Matrix(inverse)).elements,
      Matrix.identity(n).elements, relative: 0, absolute: tolerance, "A A⁻¹")
    #expect(Matrix(inverse) == Matrix(inverse).transposed)

    let right = generator.matrix(rows: n, columns: 3)
    let solved = MatrixBuffer(right)
    Cholesky.solve(factor: factor, inPlace: solved)
    expectClose(
      naiveProduct(matrix, Matrix(solved)).elements, right.elements,
      relative: 0, absolute: 10 * tolerance, "A X = B")

    let lower = MatrixBuffer(right)
    Cholesky.solveLower(factor: factor, inPlace: lower)
    var l = Matrix(rows: n, columns: n)
    for j in 0..<n {
      for i in j..<n { l[i, j] = factor[i, j] }
    }
    expectClose(
      naiveProduct(l, Matrix(lower)).elements, right.elements, relative: 0,
      absolute: 10 * tolerance, "L X = B")
    let direct = try #require(matrix.choleskyInverse())
    #expect(direct.inverse == Matrix(inverse))
  }

  private func conditionBound(_ a: Matrix, _ b: Matrix) -> Double {
    Double(a.rows) * largestElement(a) * largestElement(b)
  }

  @Test(arguments: orders)
  func failureNamesThePivot(_ n: Int) {
    for bad in Set([0, n / 2, n - 1]) {
      for value in [-1, 0, Double.nan] {
        var matrix = Matrix.identity(n)
        matrix[bad, bad] = value
        let buffer = MatrixBuffer(matrix)
        let outcome = Cholesky.factor(buffer)
        #expect(
          outcome == .notPositiveDefinite(pivot: bad),
          "order \(n), pivot \(bad): \(value)")

      }
    }
  }

  @Test(arguments: orders.filter { $0 > 1 })
  func singularMatricesHaveNoInverse(_ n: Int) {
    var generator = SeededGenerator(seed: UInt64(70 + n))
    // The last variable is minus the first: exactly singular in arithmetic
    // that does not round.
    var matrix = generator.positiveDefinite(order: n)
    for i in 0..<(n - 1) {
      matrix[n - 1, i] = -matrix[0, i]
      matrix[i, n - 1] = -matrix[i, 0]
    }
    matrix[n - 1, n - 1] = matrix[0, 0] - 0x1p-30
    let buffer = MatrixBuffer(matrix)
    let outcome = Cholesky.factor(buffer)
    #expect(outcome == .notPositiveDefinite(pivot: n - 1))
    #expect(matrix.choleskyInverse() == nil)
  }
}
