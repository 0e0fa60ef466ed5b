import LinearAlgebra
import TestSupport
import Testing

struct GeneralSolveTests {
  @Test(arguments: orders)
  func inverse(_ n: Int) throws {
    var generator = SeededGenerator(seed: UInt64(n))
    var matrix = generator.matrix(rows: n, columns: n)
    // A zero pivot at the start calls for an exchange of rows.
    if n > 1 { matrix[0, 0] = 0 }
    let inverse = poisoned(rows: n, columns: n)
    let isRegular = GeneralSolve.inverse(
      destroying: MatrixBuffer(matrix), into: inverse,
      pivots: PivotBuffer(count: n))
    #expect(isRegular)
    let result = Matrix(inverse)
    let tolerance =
      rounding(n) * Double(n) * largestElement(matrix)
      * largestElement(result)
    for product in [naiveProduct(matrix, result), naiveProduct(result, matrix)]
    {
      expectClose(
        product.elements, Matrix.identity(n).elements, relative: 0,
        absolute: tolerance)
    }
    #expect(try #require(matrix.generalInverse()) == result)
  }

  @Test(arguments: orders)
  func singularMatricesAreRefused(_ n: Int) {
    var zeroColumn = Matrix.identity(n)
    zeroColumn[n - 1, n - 1] = 0
    #expect(zeroColumn.generalInverse() == nil)
    if n > 1 {
      var twins = Matrix.identity(n)
      twins[0, 1] = 1
      twins[1, 0] = 1
      #expect(twins.generalInverse() == nil)
    }
  }

  @Test func emptyMatrix() {
    #expect(Matrix(rows: 0, columns: 0).generalInverse() != nil)
  }
}
