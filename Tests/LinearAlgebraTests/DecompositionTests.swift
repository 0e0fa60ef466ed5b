import LinearAlgebra
import TestSupport
import Testing

struct DecompositionTests {
  @Test(arguments: orders)
  func eigenvectorsRebuildTheMatrix(_ n: Int) throws {
    var generator = SeededGenerator(seed: UInt64(n))
    let matrix = generator.symmetric(order: n)
    let eigen = try #require(SymmetricEigen(matrix))
    #expect(eigen.values == eigen.values.sorted())
    let v = eigen.vectors
    var scaled = v
    for j in 0..<n {
      for i in 0..<n { scaled[i, j] *= eigen.values[j] }
    }
    expectClose(
      naiveProduct(scaled, v.transposed).elements, matrix.elements,
      relative: 0, absolute: rounding(n) * largestElement(matrix), "V D Vᵀ")
    expectClose(
      naiveProduct(v.transposed, v).elements, Matrix.identity(n).elements,
      relative: 0, absolute: rounding(n), "Vᵀ V")
  }

  /// Equal values, no rank, rank one, and values far apart.
  @Test(arguments: [1, 2, 5, 40], [0.0, 1e-150, 1, 1e150])
  func eigenOfMatricesThatAreSpecial(_ n: Int, _ scale: Double) throws {
    let ones = Matrix(rows: n, columns: n, repeating: scale)
    let rankOne = try #require(SymmetricEigen(ones))
    let tolerance = rounding(n) * scale * Double(n)
    for (k, value) in rankOne.values.enumerated() {
      let expected = k == n - 1 ? Double(n) * scale : 0
      #expect(abs(value - expected) <= tolerance)
    }
    let flat = try #require(SymmetricEigen(scale * Matrix.identity(n)))
    #expect(flat.values.allSatisfy { $0 == scale })
    var graded = Matrix(rows: n, columns: n)
    for i in 0..<n { graded[i, i] = scale * Double(i - 2) }
    let ascending = try #require(SymmetricEigen(graded))
    #expect(ascending.values == graded.diagonal)
    for found in [rankOne, flat, ascending] {
      expectClose(
        naiveProduct(found.vectors.transposed, found.vectors).elements,
        Matrix.identity(n).elements, relative: 0, absolute: rounding(n),
        "VᵀV")
    }
  }

  @Test func eigenRefusesWhatIsNotFinite() {
    var matrix = Matrix.identity(3)
    matrix[1, 1] = .nan
    #expect(SymmetricEigen(matrix) == nil)
    #expect(SymmetricEigen(Matrix(rows: 0, columns: 0))?.values == [])
  }

  /// A of the given rank, from factors; b in its range.
  @Test(arguments: [(4, 7, 4), (4, 7, 2), (7, 4, 3), (20, 33, 18), (3, 3, 0)])
  func nullSpace(_ rows: Int, _ columns: Int, _ rank: Int) {
    var generator = SeededGenerator(seed: UInt64(rows * columns + rank))
    let a = naiveProduct(
      generator.matrix(rows: rows, columns: rank),
      generator.matrix(rows: rank, columns: columns))
    let b = a * generator.normals(columns)
    let space = NullSpace(of: a, rightHandSide: b, tolerance: 1e-10)
    #expect(space.rank == rank)
    #expect(space.basis.columns == columns - rank)
    let size = max(1, largestElement(a))
    expectClose(
      largestElement(naiveProduct(a, space.basis)), 0, relative: 0,
      absolute: rounding(columns) * size, "A Z = 0")
    expectClose(
      naiveProduct(space.basis.transposed, space.basis).elements,
      Matrix.identity(columns - rank).elements, relative: 0,
      absolute: rounding(columns), "Zᵀ Z")
    expectClose(
      a * space.solution, b, relative: 0,
      absolute: 1e3 * rounding(columns) * size, "A x = b")
    // The least-norm solution has no part in the null space.
    expectClose(
      space.basis.transposed * space.solution,
      [Double](repeating: 0, count: columns - rank), relative: 0,
      absolute: 1e3 * rounding(columns), "Zᵀ x = 0")
    #expect(space.residual <= 1e-10 * size)
  }

  @Test func contradictionsShowAsResidual() {
    let a = Matrix(rowArrays: [[1, -1, 0], [2, -2, 0]])
    let space = NullSpace(of: a, rightHandSide: [1, 3], tolerance: 1e-10)
    #expect(space.rank == 1)
    // Least squares leaves (1, 3) less its projection on (1, 2).
    expectClose(space.residual, 0.4, relative: 1e-12)
    let zero = NullSpace(
      of: Matrix(rows: 1, columns: 2), rightHandSide: [1], tolerance: 1e-10)
    #expect(zero.rank == 0 && zero.residual == 1)
    let none = NullSpace(
      of: Matrix(rows: 0, columns: 3), rightHandSide: [], tolerance: 1e-10)
    #expect(none.basis == .identity(3) && none.residual == 0)
  }

  @Test(arguments: orders)
  func halfVectorization(_ n: Int) {
    var generator = SeededGenerator(seed: UInt64(n))
    let matrix = generator.symmetric(order: n)
    let vector = Vech.vector(matrix)
    #expect(vector.count == Vech.count(order: n))
    #expect(Vech.matrix(vector, order: n) == matrix)
    for i in 0..<n {
      for j in 0..<n {
        #expect(vector[Vech.index(i, j, order: n)] == matrix[i, j])
      }
    }
  }

  @Test func submatricesAndTransposes() {
    let matrix = Matrix(rowArrays: [[1, 2, 3], [4, 5, 6]])
    #expect(
      matrix.transposed == Matrix(rowArrays: [[1, 4], [2, 5], [3, 6]]))
    #expect(matrix.row(1) == [4, 5, 6] && matrix.column(2) == [3, 6])
    #expect(
      matrix.submatrix(rows: [1], columns: [2, 0])
        == Matrix(rowArrays: [[6, 4]]))
    #expect(
      (2 * matrix - matrix + matrix).elements
        == matrix.elements.map { 2 * $0 })
  }
}
