internal import LinearAlgebra
internal import MomentStructure
internal import Specification

/// The unit variance of an observed variable before its scale multiplies it:
/// (P)ᵢᵢ = 1 in Σ = ΔP(θ)Δ.
struct UnitVariance: DifferentiableConstraint {
  let isEquality = true
  let isLinear = false
  private let structure: BlockStructure
  /// The observed variable.
  private let observed: Int
  /// Its phantom latent variable.
  private let phantom: Int
  /// The parameter of its scale.
  private let scale: ParameterIndex

  /// The constraints of a model: none but of correlation structures.
  static func all(of model: CompiledModel) -> [any DifferentiableConstraint] {
    guard model.table.isCorrelationStructure else { return [] }
    return model.blocks.flatMap { block in
      block.parameters.compactMap {
        parameter -> (any DifferentiableConstraint)? in
        let cell = parameter.cell
        guard cell.matrix == .lambda, cell.column >= block.factorCount,
          !isGiven(cell.column, in: block)
        else { return nil }
        return UnitVariance(
          structure: block, observed: cell.row, phantom: cell.column,
          scale: parameter.parameter)
      }
    }
  }

  /// Whether nothing predicts a phantom, and its variance is fixed at 1.
  private static func isGiven(_ phantom: Int, in block: BlockStructure) -> Bool
  {
    let own = MatrixCell(.psi, phantom, phantom)
    func predicts(_ cell: MatrixCell) -> Bool {
      cell.matrix == .beta && cell.row == phantom
    }
    return !block.parameters.contains { $0.cell == own || predicts($0.cell) }
      && !block.fixedCells.contains { predicts($0.cell) && $0.value != 0 }
      && block.fixedCells.contains { $0.cell == own && $0.value == 1 }
  }

  func evaluate(_ theta: [Double]) -> (value: Double, gradient: [Double]) {
    let block = BlockWorkspace(structure)
    let point = MatrixBuffer(rows: theta.count)
    point.copy(from: theta)
    guard block.update(point) else {
      return (.nan, [Double](repeating: 0, count: theta.count))
    }
    let p = structure.observedCount
    let q = structure.vectorCount
    // Σᵢᵢ = δᵢ² Pᵢᵢ, so that its derivatives over δᵢ² are those of Pᵢᵢ.
    let adjoint = MatrixBuffer(rows: p, columns: p)
    let own = theta[scale]
    adjoint[observed, observed] = 1 / (own * own)
    let gram = MatrixBuffer(rows: q, columns: q)
    let product = MatrixBuffer(rows: p, columns: q)
    block.gram(of: adjoint, into: gram, product: product)
    let sum = MatrixBuffer(rows: theta.count)
    block.addGradient(
      gram: gram,
      meanProjection: MatrixBuffer(rows: structure.hasMeans ? q : 0),
      weight: 1, to: sum)
    var gradient = sum.elements
    gradient[scale] = 0
    return (block.latentCovariance[phantom, phantom] - 1, gradient)
  }
}
