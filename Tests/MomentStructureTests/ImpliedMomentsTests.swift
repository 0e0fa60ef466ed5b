import LinearAlgebra
import Messages
import ModelTestSupport
import MomentStructure
import Specification
import TestSupport
import Testing

/// The library's moments and their derivatives against the reticular oracle.
@Suite struct ImpliedMomentsTests {
  @Test(arguments: ModelCase.all, [1, 2, 3])
  func momentsMatchTheOracle(_ item: ModelCase, seed: UInt64) throws {
    let point = StructurePoint(try item.compile(), seed: seed)
    for (block, workspace) in point.workspaces().enumerated() {
      let oracle = point.reticular(block: block, theta: point.theta)
      expectClose(
        workspace.implied.sigma.elements, oracle.covariance.elements,
        relative: 1e-12,
        absolute: 1e-13, "Σ of block \(block)")
      #expect(
        Matrix(workspace.implied.sigma)
          == Matrix(workspace.implied.sigma).transposed)
      if workspace.structure.hasMeans {
        expectClose(
          workspace.implied.mu.elements, oracle.mean, relative: 1e-12,
          absolute: 1e-13, "μ of block \(block)")
      }
      let p = oracle.observedCount
      for l in 0..<workspace.structure.factorCount {
        expectClose(
          workspace.latentCovariance[l, l], oracle.total[p + l, p + l],
          relative: 1e-12, "variance of \(workspace.structure.latent[l])")
        if workspace.structure.hasMeans {
          expectClose(
            workspace.latentMean[l], oracle.totalMean[p + l],
            relative: 1e-12, absolute: 1e-14)
        }
      }
    }
  }

  @Test(arguments: ModelCase.all)
  func everyFreeParameterMovesAMoment(_ item: ModelCase) throws {
    let point = StructurePoint(try item.compile(), seed: 4)
    var touched = Set<Int>()
    for workspace in point.workspaces() {
      touched.formUnion(workspace.structure.parameters.map(\.parameter))
    }
    #expect(touched.count == point.model.parameterCount)
  }

  @Test(arguments: ModelCase.all)
  func jacobianMatchesDifferencesOfTheOracle(_ item: ModelCase) throws {
    let point = StructurePoint(try item.compile(), seed: 11)
    for (block, workspace) in point.workspaces().enumerated() {
      let structure = workspace.structure
      let delta = MatrixBuffer(
        rows: structure.momentCount, columns: point.theta.count)
      delta.fill(.nan)
      workspace.writeJacobian(into: delta)
      let expected = richardsonJacobian(
        of: { theta in
          let oracle = point.reticular(block: block, theta: theta)
          return (structure.hasMeans ? oracle.mean : [])
            + Vech.vector(oracle.covariance)
        }, at: point.theta, levels: 4)
      expectClose(
        Matrix(delta).elements, Matrix(rowArrays: expected).elements,
        relative: 1e-7, absolute: 1e-9, "Δ of block \(block)")
    }
  }

  @Test(arguments: ModelCase.all)
  func varianceJacobiansMatchDifferencesOfTheOracle(_ item: ModelCase)
    throws
  {
    let point = StructurePoint(try item.compile(), seed: 12)
    let count = point.theta.count
    for (block, workspace) in point.workspaces().enumerated() {
      let structure = workspace.structure
      let p = structure.observedCount
      let places =
        Array(p..<(p + structure.factorCount)) + structure.phantomObserved
      let expected = richardsonJacobian(
        of: { theta in
          let total = point.reticular(block: block, theta: theta).total
          return places.map { total[$0, $0] } + total.diagonal.prefix(p)
        }, at: point.theta, levels: 4)
      let latent = workspace.latentVarianceJacobian(parameterCount: count)
      let observed = workspace.observedVarianceJacobian(parameterCount: count)
      let rows =
        (0..<latent.rows).map { latent.row($0) }
        + (0..<observed.rows).map { observed.row($0) }
      expectClose(
        rows, expected, relative: 1e-7, absolute: 1e-9, "block \(block)")
    }
  }

  /// ZᵀXZ against its definition, for sizes on both sides of the kernels'
  /// threshold.
  @Test(arguments: [3, 12, 18, 40])
  func gramMatchesItsDefinition(_ indicators: Int) throws {
    let names = (1...indicators).map { "x\($0)" }
    let item = ModelCase(
      testDescription: "wide",
      text: "f =~ \(names.joined(separator: " + "))\nf ~ z\ny ~ f")
    let workspace = try #require(
      StructurePoint(item.compile(), seed: 3).workspaces().first)
    let p = workspace.structure.observedCount
    let q = workspace.structure.vectorCount
    var generator = SeededGenerator(seed: 9)
    let x = generator.symmetric(order: p)
    let gram = MatrixBuffer(rows: q, columns: q)
    let product = MatrixBuffer(rows: p, columns: q)
    gram.fill(.nan)
    product.fill(.nan)
    workspace.gram(of: MatrixBuffer(x), into: gram, product: product)
    let z = Matrix(workspace.vectors)
    let expected = naiveProduct(z.transposed, naiveProduct(x, z))
    expectClose(
      Matrix(gram).elements, expected.elements, relative: 1e-12,
      absolute: 1e-12 * largestElement(expected))
    let w = generator.normals(p)
    let projection = MatrixBuffer(rows: q)
    projection.fill(.nan)
    workspace.project(buffer(w), into: projection)
    expectClose(
      projection.elements, z.transposed * w, relative: 1e-12, absolute: 1e-12)
  }

  @Test func singularRegressionsAreReported() throws {
    let item = ModelCase(
      testDescription: "loop", text: "y1 ~ y2\ny2 ~ y1\ny1 ~ x")
    let model = try item.compile()
    let workspace = BlockWorkspace(model.blocks[0])
    // β₁₂ β₂₁ = 1 makes I − B singular.
    let ones = [Double](repeating: 1, count: model.parameterCount)
    let isRegular = workspace.update(buffer(ones))
    #expect(!isRegular)
  }

  @Test(arguments: [
    ("level: 1\nf =~ x1 + x2 + x3\nlevel: 2\ng =~ x1 + x2 + x3", "level")
  ])
  func whatCannotBeFittedIsRefused(_ text: String, _ word: String) {
    let error = #expect(throws: LatentError.self) {
      try ModelCase(testDescription: word, text: text).compile()
    }
    #expect(error?.message.contains(word) == true)
    #expect(
      error?.code == "model.unsupported" && error?.remedy.isEmpty == false)
  }
}

extension BlockWorkspace {
  /// The derivatives of the observed variables' implied variances, p × free.
  func observedVarianceJacobian(parameterCount: Int) -> Matrix {
    let result = MatrixBuffer(
      rows: structure.observedCount, columns: parameterCount)
    writeVarianceJacobian(into: result)
    return Matrix(result)
  }
}
