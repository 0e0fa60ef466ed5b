internal import LinearAlgebra
internal import MomentStructure
internal import Optimization

/// ΔᵀVΔ over the moments of a block, or over those given exogenous variables.
final class ResidualCurvature: MomentCurvature {
  /// The derivatives of the block's moments as last written, moments × free.
  let jacobian: MatrixBuffer
  private let weight: ResidualWeight
  private let block: BlockWorkspace
  private let weighted: MatrixBuffer
  /// The elements of Δ that are not zero; `nil` where they are not looked for.
  private let sparse: SparseRows?
  private let given: GivenRows?

  /// The derivatives of moments given exogenous variables.
  private final class GivenRows {
    let map: ConditionalMap
    let jacobian: MatrixBuffer
    let plain: MatrixBuffer
    let crossed: MatrixBuffer

    init(_ map: ConditionalMap, parameterCount t: Int) {
      self.map = map
      jacobian = MatrixBuffer(rows: map.count, columns: t)
      let cells = map.places.count * map.exogenous.count
      plain = MatrixBuffer(rows: cells, columns: t)
      crossed = MatrixBuffer(rows: cells, columns: t)
    }
  }

  /// Makes room.
  ///
  /// - Parameters:
  ///   - weight: V.
  ///   - block: The block that the moments are of.
  ///   - parameterCount: The number of free parameters.
  ///   - map: The map from the block's moments to those given exogenous
  ///     variables, which V weighs; `nil` for the block's own.
  ///   - isSparse: Whether most derivatives of a moment are zero, as where a
  ///     parameter belongs to one variable.
  init(
    _ weight: ResidualWeight, _ block: BlockWorkspace, parameterCount: Int,
    given map: ConditionalMap? = nil, isSparse: Bool = false
  ) {
    self.weight = weight
    self.block = block
    sparse = isSparse && weight.isDiagonal ? SparseRows() : nil
    given = map.map { GivenRows($0, parameterCount: parameterCount) }
    let rows = block.structure.momentCount
    jacobian = MatrixBuffer(rows: rows, columns: parameterCount)
    weighted = MatrixBuffer(rows: map?.count ?? rows, columns: parameterCount)
  }

  /// Adds ΔᵀVΔ; over the moments given x, where their own second derivatives
  /// count, also −2 tr(G ∂ᵢΣ_yx S_xx⁻¹ ∂ⱼΣ_xy), which R has beside those of the
  /// moments of all variables.
  func add(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    block.writeJacobian(into: jacobian)
    if let sparse, sparse.take(jacobian, share: 0.25) {
      sparse.addGram(weights: weight.elements, factor: factor, to: matrix)
      return
    }
    guard let given else {
      addGram(of: jacobian, factor: factor, to: matrix)
      return
    }
    given.map.transform(jacobian, into: given.jacobian)
    addGram(of: given.jacobian, factor: factor, to: matrix)
    guard kind == .exact, includesStructure else { return }
    given.map.writeCrossFactors(
      jacobian, plain: given.plain, weighted: given.crossed)
    multiply(
      given.plain, given.crossed, into: matrix, transposeA: true,
      scale: -2 * factor, keep: 1)
  }

  private func addGram(
    of rows: borrowing MatrixBuffer, factor: Double,
    to matrix: borrowing MatrixBuffer
  ) {
    weight.multiply(rows, into: weighted)
    multiply(
      rows, weighted, into: matrix, transposeA: true, scale: factor, keep: 1)
  }
}
