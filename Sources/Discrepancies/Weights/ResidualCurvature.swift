internal import LinearAlgebra
internal import MomentStructure
internal import Optimization

/// ΔᵀVΔ over the moments of a block, or over those given exogenous variables.
final class ResidualCurvature: MomentCurvature {
  /// The derivatives of the block's moments as last written, moments × free; of
  /// sparse ones after `writeJacobian`.
  private(set) lazy var jacobian = MatrixBox(
    rows: block.structure.momentCount, columns: parameterCount)
  private lazy var weighted = MatrixBox(
    rows: weight.elements.rows, columns: parameterCount)
  private let weight: ResidualWeight
  private let block: BlockWorkspace
  private let parameterCount: Int
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

  /// Makes room where it is first needed.
  ///
  /// - Parameters:
  ///   - weight: V.
  ///   - block: The block that the moments are of.
  ///   - parameterCount: The number of free parameters.
  ///   - map: The map from the block's moments to those given exogenous
  ///     variables, which V weighs; `nil` for the block's own.
  init(
    _ weight: ResidualWeight, _ block: BlockWorkspace, parameterCount: Int,
    given map: ConditionalMap? = nil
  ) {
    self.weight = weight
    self.block = block
    self.parameterCount = parameterCount
    // A parameter belongs to one or two variables as a rule.
    sparse =
      weight.isDiagonal && block.structure.responses != nil
      ? SparseRows() : nil
    given = map.map { GivenRows($0, parameterCount: parameterCount) }
  }

  /// Writes the derivatives of the block's moments.
  func writeJacobian() { block.writeJacobian(into: jacobian.buffer) }

  /// Adds ΔᵀVΔ; over the moments given x, where their own second derivatives
  /// count, also −2 tr(G ∂ᵢΣ_yx S_xx⁻¹ ∂ⱼΣ_xy), which R has beside those of the
  /// moments of all variables.
  func add(
    _ kind: Curvature, factor: Double, includesStructure: Bool,
    to matrix: borrowing MatrixBuffer
  ) {
    if let sparse {
      block.writeJacobian(into: sparse, parameterCount: parameterCount)
      if sparse.share < 0.25 {
        sparse.addGram(weights: weight.elements, factor: factor, to: matrix)
        return
      }
    }
    writeJacobian()
    guard let given else {
      addGram(of: jacobian.buffer, factor: factor, to: matrix)
      return
    }
    given.map.transform(jacobian.buffer, into: given.jacobian)
    addGram(of: given.jacobian, factor: factor, to: matrix)
    guard kind == .exact, includesStructure else { return }
    given.map.writeCrossFactors(
      jacobian.buffer, plain: given.plain, weighted: given.crossed)
    multiply(
      given.plain, given.crossed, into: matrix, transposeA: true,
      scale: -2 * factor, keep: 1)
  }

  private func addGram(
    of rows: borrowing MatrixBuffer, factor: Double,
    to matrix: borrowing MatrixBuffer
  ) {
    weight.multiply(rows, into: weighted.buffer)
    multiply(
      rows, weighted.buffer, into: matrix, transposeA: true, scale: factor,
      keep: 1)
  }
}
