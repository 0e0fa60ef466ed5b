import LinearAlgebra
import MomentStructure
import TestSupport
import Testing

/// The pair-by-pair second-order terms against products with the Jacobian and
/// against differences.
struct SecondOrderTests {
  /// ½ tr(W ∂ₐΣ W ∂ᵦΣ) + ∂ₐμᵀ V ∂ᵦμ against its definition on Δ.
  @Test(arguments: StructureCase.all)
  func informationMatchesTheJacobian(_ item: StructureCase) throws {
    let point = StructurePoint(try item.compile(), seed: 21)
    var generator = SeededGenerator(seed: 22)
    let count = point.theta.count
    for workspace in point.workspaces() {
      let structure = workspace.structure
      let p = structure.observedCount
      let q = structure.vectorCount
      let w = generator.positiveDefinite(order: p)
      let v = generator.positiveDefinite(order: p)
      let gram = MatrixBuffer(rows: q, columns: q)
      let meanGram = MatrixBuffer(rows: q, columns: q)
      let product = MatrixBuffer(rows: p, columns: q)
      gram.fill(.nan)
      meanGram.fill(.nan)
      product.fill(.nan)
      workspace.gram(of: MatrixBuffer(w), into: gram, product: product)
      workspace.gram(of: MatrixBuffer(v), into: meanGram, product: product)
      let information = MatrixBuffer(rows: count, columns: count)
      workspace.addInformation(
        gram: gram, meanGram: meanGram, weight: 0.7, to: information)
      let delta = MatrixBuffer(rows: structure.momentCount, columns: count)
      workspace.writeJacobian(into: delta)
      let weight = Self.normalWeight(w, v, hasMeans: structure.hasMeans)
      let d = Matrix(delta)
      let expected = 0.7 * (d.transposed * (weight * d))
      for j in 0..<count {
        for i in j..<count {
          expectClose(
            information[i, j], expected[i, j], relative: 1e-11,
            absolute: 1e-11, "\(i), \(j)")
        }
      }
    }
  }

  /// The weight over (μ, vech Σ) of ½ tr(W X W Y): 2 − δ on each index pair.
  static func normalWeight(_ w: Matrix, _ v: Matrix, hasMeans: Bool) -> Matrix {
    let p = w.rows
    let offset = hasMeans ? p : 0
    let count = offset + Vech.count(order: p)
    var result = Matrix(rows: count, columns: count)
    for j in 0..<offset {
      for i in 0..<offset { result[i, j] = v[i, j] }
    }
    var pairs: [(Int, Int)] = []
    for j in 0..<p {
      for i in j..<p { pairs.append((i, j)) }
    }
    for (a, (i, j)) in pairs.enumerated() {
      for (b, (k, l)) in pairs.enumerated() {
        // ½ tr(W X W Y) with X and Y the units of two moments.
        let sum = w[i, k] * w[j, l] + w[i, l] * w[j, k]
        let halves = (i == j ? 0.5 : 1) * (k == l ? 0.5 : 1)
        result[offset + a, offset + b] = sum * halves
      }
    }
    return result
  }

  /// tr(Ω ∂²Σ) + wᵀ∂²μ for fixed Ω and w: the Jacobian of the pullback.
  @Test(arguments: StructureCase.all)
  func curvatureIsTheJacobianOfThePullback(_ item: StructureCase) throws {
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
