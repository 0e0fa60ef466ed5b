import LinearAlgebra
import ModelTestSupport
import MomentStructure
import TestSupport
import Testing

/// The pair-by-pair second-order terms against products with the Jacobian and
/// against differences.
struct SecondOrderTests {
  /// ½ tr(W ∂ₐΣ V ∂ᵦΣ) + ∂ₐμᵀ M ∂ᵦμ against its definition on Δ, with V = W
  /// and with another V.
  @Test(arguments: ModelCase.all, [false, true])
  func informationMatchesTheJacobian(_ item: ModelCase, isSquare: Bool)
    throws
  {
    let point = StructurePoint(try item.compile(), seed: 21)
    var generator = SeededGenerator(seed: 22)
    let count = point.theta.count
    for workspace in point.workspaces() {
      let structure = workspace.structure
      let p = structure.observedCount
      let w = generator.positiveDefinite(order: p)
      let v = isSquare ? w : generator.symmetric(order: p)
      let m = generator.positiveDefinite(order: p)
      let information = MatrixBuffer(rows: count, columns: count)
      workspace.addInformation(
        gram: gram(workspace, w), other: gram(workspace, v),
        meanGram: gram(workspace, m), weight: 0.7, to: information)
      let delta = MatrixBuffer(rows: structure.momentCount, columns: count)
      workspace.writeJacobian(into: delta)
      let d = Matrix(delta)
      let expected =
        0.7
        * (d.transposed
          * (Self.weight(w, v, m, hasMeans: structure.hasMeans) * d))
      let size = largestElement(expected)
      for j in 0..<count {
        for i in j..<count {
          expectClose(
            information[i, j], expected[i, j], relative: 1e-11,
            absolute: 1e-13 * size, "\(i), \(j)")
        }
      }
    }
  }

  private func gram(_ workspace: BlockWorkspace, _ x: Matrix) -> MatrixBuffer {
    let q = workspace.structure.vectorCount
    let gram = MatrixBuffer(rows: q, columns: q)
    let product = MatrixBuffer(rows: x.rows, columns: q)
    gram.fill(.nan)
    product.fill(.nan)
    workspace.gram(of: MatrixBuffer(x), into: gram, product: product)
    return gram
  }

  /// The weight over (μ, vech Σ) of ½ tr(W X V Y) + xᵀ M y.
  private static func weight(
    _ w: Matrix, _ v: Matrix, _ m: Matrix, hasMeans: Bool
  ) -> Matrix {
    let p = w.rows
    let offset = hasMeans ? p : 0
    let count = offset + Vech.count(order: p)
    var result = Matrix(rows: count, columns: count)
    for j in 0..<offset {
      for i in 0..<offset { result[i, j] = m[i, j] }
    }
    let pairs = (0..<p).flatMap { j in (j..<p).map { ($0, j) } }
    for (a, (i, j)) in pairs.enumerated() {
      for (b, (k, l)) in pairs.enumerated() {
        // X and Y are ones at a moment's two places, or at its one.
        let sum =
          w[l, i] * v[j, k] + w[k, i] * v[j, l] + w[l, j] * v[i, k]
          + w[k, j] * v[i, l]
        let halves = (i == j ? 0.5 : 1) * (k == l ? 0.5 : 1)
        result[offset + a, offset + b] = 0.5 * sum * halves
      }
    }
    return result
  }

  /// tr(Ω ∂²Σ) + wᵀ∂²μ for fixed Ω and w: the Jacobian of the pullback.
  @Test(arguments: ModelCase.all)
  func curvatureIsTheJacobianOfThePullback(_ item: ModelCase) throws {
    let point = StructurePoint(try item.compile(), seed: 31)
    let count = point.theta.count
    for workspace in point.workspaces() {
      let structure = workspace.structure
      let p = structure.observedCount
      let q = structure.vectorCount
      var generator = SeededGenerator(seed: 32)
      let omega = MatrixBuffer(generator.symmetric(order: p))
      let w = buffer(generator.normals(p))
      let gram = MatrixBuffer(rows: q, columns: q)
      let product = MatrixBuffer(rows: p, columns: q)
      let projection = MatrixBuffer(rows: q)
      func pull(_ theta: [Double]) -> [Double] {
        let isRegular = workspace.update(buffer(theta))
        precondition(isRegular)
        gram.fill(.nan)
        projection.fill(.nan)
        workspace.gram(of: omega, into: gram, product: product)
        workspace.project(w, into: projection)
        let gradient = MatrixBuffer(rows: count)
        workspace.addGradient(
          gram: gram, meanProjection: projection, weight: -1.3, to: gradient)
        return gradient.elements
      }
      let expected = richardsonJacobian(of: pull, at: point.theta, levels: 5)
      _ = pull(point.theta)
      let hessian = MatrixBuffer(rows: count, columns: count)
      workspace.addCurvature(
        adjointGram: gram, meanProjection: projection, weight: -1.3,
        to: hessian)
      for j in 0..<count {
        for i in j..<count {
          expectClose(
            hessian[i, j], expected[i][j], relative: 1e-7, absolute: 1e-8,
            "\(i), \(j)")
        }
      }
    }
  }
}
