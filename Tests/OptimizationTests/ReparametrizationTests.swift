import LinearAlgebra
import Optimization
import TestSupport
import Testing

struct ReparametrizationTests {
  static let maps: [Reparametrization] = [
    Reparametrization(identity: 4),
    Reparametrization(grouped: [0, 1, 0, 2, 1, 0]),
    Reparametrization(grouped: [0, 1, 2]),
    // x₁ + 2x₂ − x₃ = 3 and, twice over, x₂ = x₄.
    Reparametrization(
      equations: Matrix(
        rowArrays: [[1, 2, -1, 0, 0], [0, 1, 0, -1, 0], [0, 2, 0, -2, 0]]),
      rightHandSide: [3, 0, 0]),
    // As many equations as parameters leave none.
    Reparametrization(
      equations: .identity(2), rightHandSide: [1, -2]),
  ].compactMap(\.self)

  @Test(arguments: maps)
  func expansionAndReductionAreInverse(_ map: Reparametrization) {
    var generator = SeededGenerator(seed: 5)
    let x = generator.normals(map.reducedCount)
    expectClose(map.reduce(map.expand(x)), x, absolute: 1e-13)
    // Expansion is the product with K.
    let zero = map.expand([Double](repeating: 0, count: map.reducedCount))
    expectClose(
      map.expand(x), zip(map.matrix * x, zero).map { $0 + $1 },
      absolute: 1e-13)
    // Reduction finds the nearest point: the difference is orthogonal to K.
    let theta = generator.normals(map.fullCount)
    let nearest = map.expand(map.reduce(theta))
    expectClose(
      map.matrix.transposed * zip(theta, nearest).map { $0 - $1 },
      [Double](repeating: 0, count: map.reducedCount), absolute: 1e-13)
  }

  @Test(arguments: maps)
  func workspaceMatchesTheMatrix(_ map: Reparametrization) {
    var generator = SeededGenerator(seed: 6)
    let workspace = ReparametrizationWorkspace(map)
    let x = generator.normals(map.reducedCount)
    let xBuffer = MatrixBuffer(rows: map.reducedCount)
    xBuffer.copy(from: x)
    let theta = MatrixBuffer(rows: map.fullCount)
    theta.fill(.nan)
    workspace.expand(xBuffer, into: theta)
    expectClose(theta.elements, map.expand(x), absolute: 1e-14)

    let g = generator.normals(map.fullCount)
    let full = MatrixBuffer(rows: map.fullCount)
    full.copy(from: g)
    let reduced = MatrixBuffer(rows: map.reducedCount)
    reduced.fill(.nan)
    workspace.reduceGradient(full, into: reduced)
    expectClose(
      reduced.elements, map.matrix.transposed * g, absolute: 1e-13)

    let h = generator.positiveDefinite(order: map.fullCount)
    let fullMatrix = MatrixBuffer(h)
    for j in 0..<map.fullCount {
      for i in 0..<j { fullMatrix[i, j] = .nan }
    }
    let reducedMatrix = MatrixBuffer(
      rows: map.reducedCount, columns: map.reducedCount)
    reducedMatrix.fill(.nan)
    workspace.reduceMatrix(fullMatrix, into: reducedMatrix)
    let expected = naiveProduct(
      map.matrix.transposed, naiveProduct(h, map.matrix))
    for j in 0..<map.reducedCount {
      for i in j..<map.reducedCount {
        expectClose(reducedMatrix[i, j], expected[i, j], absolute: 1e-12)
      }
    }
  }

  @Test func equationsHoldAfterExpansion() throws {
    let a = Matrix(rowArrays: [[1, 2, -1, 0], [0, 3, 1, 1]])
    let map = try #require(
      Reparametrization(equations: a, rightHandSide: [3, -1]))
    #expect(map.reducedCount == 2)
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<10 {
      expectClose(
        a * map.expand(generator.normals(2)), [3, -1], absolute: 1e-12)
    }
  }

  @Test func contradictionsAreRefused() {
    let a = Matrix(rowArrays: [[1, 1], [2, 2]])
    #expect(Reparametrization(equations: a, rightHandSide: [1, 3]) == nil)
    #expect(Reparametrization(equations: a, rightHandSide: [1, 2]) != nil)
    #expect(
      Reparametrization(
        equations: Matrix(rows: 1, columns: 2), rightHandSide: [1]) == nil)
  }
}
