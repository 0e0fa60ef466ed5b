internal import LinearAlgebra
package import MomentStructure

/// The information of one case between single parameters of a block, which need
/// not be among those that the block knows.
package protocol CellInformation: AnyObject {
  /// Prepares a parameter that is paired with many others.
  func form(of cell: ParameterCell) -> CellForm
  /// The information between two parameters.
  func information(_ form: CellForm, _ other: ParameterCell) -> Double
}

/// A parameter, ready to be paired with many others.
package struct CellForm {
  /// The parameter.
  package var cell: ParameterCell
  /// V times the derivatives of the moments; empty where they are not needed.
  package var weighted: [Double]

  init(cell: ParameterCell, weighted: [Double] = []) {
    self.cell = cell
    self.weighted = weighted
  }
}

/// ∂ᵢσᵀV∂ⱼσ by vectors over the moments.
final class FormedCellInformation: CellInformation {
  private let block: BlockWorkspace
  private let times: ([Double]) -> [Double]

  /// Prepares a block.
  ///
  /// - Parameters:
  ///   - block: The block, as last evaluated.
  ///   - times: Vx.
  init(_ block: BlockWorkspace, times: @escaping ([Double]) -> [Double]) {
    self.block = block
    self.times = times
  }

  func form(of cell: ParameterCell) -> CellForm {
    CellForm(cell: cell, weighted: times(block.momentDerivative(cell)))
  }

  func information(_ form: CellForm, _ other: ParameterCell) -> Double {
    zip(form.weighted, block.momentDerivative(other)).reduce(0) {
      $0 + $1.0 * $1.1
    }
  }
}

/// ½ tr(W ∂ᵢΣ W ∂ⱼΣ) + ∂ᵢμᵀ V ∂ⱼμ by rank-two terms.
final class KroneckerCellInformation: CellInformation {
  private let block: BlockWorkspace
  private let doublesVariances: Bool
  private let gram: MatrixBuffer
  private let meanGram: MatrixBuffer

  /// Prepares a block, as last evaluated.
  init(_ weight: KroneckerWeight, _ block: BlockWorkspace) {
    self.block = block
    doublesVariances = weight.doublesVariances
    let p = block.structure.observedCount
    let q = block.structure.vectorCount
    gram = MatrixBuffer(rows: q, columns: q)
    let moved = MatrixBuffer(rows: p, columns: q)
    block.gram(of: weight.covariance, into: gram, product: moved)
    let means =
      block.structure.hasMeans && !weight.sharesCovariance ? q : 0
    meanGram = MatrixBuffer(rows: means, columns: means)
    if means > 0 {
      block.gram(of: weight.mean, into: meanGram, product: moved)
    }
  }

  func form(of cell: ParameterCell) -> CellForm { CellForm(cell: cell) }

  func information(_ form: CellForm, _ other: ParameterCell) -> Double {
    var value =
      meanGram.count > 0
      ? block.information(form.cell, other, gram: gram, meanGram: meanGram)
      : block.information(form.cell, other, gram: gram, meanGram: gram)
    if doublesVariances {
      value += block.varianceInformation(form.cell, other)
    }
    return value
  }
}
