internal import Estimation
internal import LinearAlgebra
internal import MomentStructure

/// ΔᵀV times the cases' moments for a weight V without product form, which
/// has been formed already.
struct DenseScores {
  /// The block, at the estimates.
  let block: BlockWorkspace
  /// The cases.
  let cases: GroupCases
  /// V over means, where modelled, and vech covariances.
  let weight: DenseWeight
  /// The model's number of free parameters.
  let parameterCount: Int

  /// Σ dᵢdᵢᵀ between VΔ, for independent cases without fixed variables.
  func addProducts(to meat: borrowing MatrixBuffer, scale: Double) {
    let structure = block.structure
    let count = structure.momentCount
    let delta = MatrixBuffer(rows: count, columns: parameterCount)
    block.writeJacobian(into: delta)
    let weighted = MatrixBuffer(rows: count, columns: parameterCount)
    multiply(weight.matrix, delta, into: weighted)
    let size = CaseScores.blockSize
    let rows = MatrixBuffer(rows: size, columns: count)
    let scores = MatrixBuffer(rows: size, columns: parameterCount)
    for start in stride(from: 0, to: cases.count, by: size) {
      let range = start..<min(start + size, cases.count)
      rows.fill(0)
      for (k, i) in range.enumerated() {
        cases.writeMoments(of: i, hasMeans: structure.hasMeans) {
          rows[k, $0] = $1
        }
      }
      multiply(rows, weighted, into: scores)
      multiply(
        scores, scores, into: meat, transposeA: true, scale: scale, keep: 1)
    }
  }
}
