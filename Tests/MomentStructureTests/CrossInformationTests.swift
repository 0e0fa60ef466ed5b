import LinearAlgebra
import ModelTestSupport
import MomentStructure
import TestSupport
import Testing

/// Information pair by pair against the matrix and against the Jacobian.
struct CrossInformationTests {
  @Test(arguments: ModelCase.all)
  func pairsAreTheElementsOfTheMatrix(_ item: ModelCase) throws {
    let point = StructurePoint(try item.compile(), seed: 31)
    var generator = SeededGenerator(seed: 32)
    let count = point.theta.count
    for workspace in point.workspaces() {
      let structure = workspace.structure
      let (p, q) = (structure.observedCount, structure.vectorCount)
      let gram = MatrixBuffer(rows: q, columns: q)
      let means = MatrixBuffer(rows: q, columns: q)
      for buffer in [0, 1] {
        let x = MatrixBuffer(generator.positiveDefinite(order: p))
        let product = MatrixBuffer(rows: p, columns: q)
        if buffer == 0 {
          workspace.gram(of: x, into: gram, product: product)
        } else {
          workspace.gram(of: x, into: means, product: product)
        }
      }
      let matrix = MatrixBuffer(rows: count, columns: count)
      workspace.addInformation(
        gram: gram, other: gram, meanGram: means, weight: 1, to: matrix)
      let delta = MatrixBuffer(rows: structure.momentCount, columns: count)
      workspace.writeJacobian(into: delta)
      let variances = workspace.observedVarianceJacobian(parameterCount: count)
      let size = largestElement(Matrix(matrix))
      for first in structure.parameters {
        let a = first.parameter
        expectClose(
          workspace.momentDerivative(first), Matrix(delta).column(a),
          relative: 1e-13, absolute: 1e-14, "\(a)")
        for second in structure.parameters {
          let b = second.parameter
          expectClose(
            workspace.information(
              first, second, gram: gram, meanGram: means),
            matrix[max(a, b), min(a, b)], relative: 1e-11,
            absolute: 1e-13 * size, "\(a), \(b)")
          let sum = (0..<p).reduce(0) {
            $0 + 0.5 * variances[$1, a] * variances[$1, b]
          }
          expectClose(
            workspace.varianceInformation(first, second), sum,
            relative: 1e-11, absolute: 1e-12, "\(a), \(b)")
        }
      }
    }
  }
}
