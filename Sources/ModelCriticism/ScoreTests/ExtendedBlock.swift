internal import Estimation
internal import LinearAlgebra
internal import MomentStructure

/// One block of an extended model with what its information needs.
final class ExtendedBlock {
  /// The matrices and moments at the estimates.
  let workspace: BlockWorkspace
  private let product: KroneckerWeight?
  private let dense: Matrix?
  private let share: Double
  private let gram: MatrixBuffer
  private let meanGram: MatrixBuffer

  /// A parameter, ready to be paired with many others.
  struct Form {
    var cell: ParameterCell
    /// V times the derivative of the moments, for dense weights.
    var weighted: [Double]
  }

  init(
    _ workspace: BlockWorkspace, weight: any MomentWeight, share: Double
  ) {
    self.workspace = workspace
    self.share = share
    product = weight.product
    dense =
      weight.product == nil ? weight.matrix(workspace.structure.layout) : nil
    let p = workspace.structure.observedCount
    let q = workspace.structure.vectorCount
    gram = MatrixBuffer(rows: q, columns: q)
    var ownMeans = 0
    let moved = MatrixBuffer(rows: p, columns: q)
    if let product {
      workspace.gram(of: product.covariance, into: gram, product: moved)
      if workspace.structure.hasMeans, !product.sharesCovariance {
        ownMeans = q
      }
    }
    meanGram = MatrixBuffer(rows: ownMeans, columns: ownMeans)
    if ownMeans > 0, let product {
      workspace.gram(of: product.mean, into: meanGram, product: moved)
    }
  }

  /// Adds the derivatives of the discrepancy to a gradient.
  func addGradient(
    _ adjoint: MomentAdjoint, weight: Double,
    to gradient: borrowing MatrixBuffer
  ) {
    let projection = AdjointProjection(workspace)
    projection.project(adjoint)
    projection.addGradient(weight: weight, to: gradient)
  }

  /// Prepares a parameter.
  func form(of cell: ParameterCell) -> Form {
    Form(
      cell: cell,
      weighted: dense.map { $0 * workspace.momentDerivative(cell) } ?? [])
  }

  /// The information of one case of the whole sample between two parameters.
  func information(_ a: ParameterCell, _ b: ParameterCell) -> Double {
    information(form(of: a), b)
  }

  /// The information of one case of the whole sample between two parameters.
  func information(_ form: Form, _ b: ParameterCell) -> Double {
    guard let product else {
      return share
        * zip(form.weighted, workspace.momentDerivative(b)).reduce(0) {
          $0 + $1.0 * $1.1
        }
    }
    var value =
      meanGram.count > 0
      ? workspace.information(form.cell, b, gram: gram, meanGram: meanGram)
      : workspace.information(form.cell, b, gram: gram, meanGram: gram)
    if product.doublesVariances {
      value += workspace.varianceInformation(form.cell, b)
    }
    return share * value
  }
}
