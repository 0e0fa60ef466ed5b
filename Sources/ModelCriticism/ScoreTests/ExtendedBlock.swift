internal import Estimation
internal import LinearAlgebra
internal import MomentStructure

/// One block of an extended model with what its information needs.
final class ExtendedBlock {
  /// The matrices and moments at the estimates.
  let workspace: BlockWorkspace
  private let product: KroneckerWeight?
  private let dense: Matrix?
  /// V of ordered variables that is a diagonal; empty for others.
  private let diagonal: [Double]
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
    let isOfResponses = workspace.structure.responses != nil
    let own = isOfResponses ? weight.residual : nil
    diagonal = own?.isDiagonal == true ? own?.elements.elements ?? [] : []
    dense =
      weight.product == nil && diagonal.isEmpty
      ? weight.matrix(workspace.structure.layout) : nil
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
    if !diagonal.isEmpty {
      return Form(
        cell: cell,
        weighted: zip(diagonal, workspace.momentDerivative(cell)).map {
          $0 * $1
        })
    }
    return Form(
      cell: cell,
      weighted: dense.map { $0 * workspace.momentDerivative(cell) } ?? [])
  }

  /// Whether derivatives of the moments are kept as a matrix.
  var isFormed: Bool { workspace.structure.responses != nil }

  /// ∂σ of the first parameters, parameters × moments.
  private var turned = Matrix(rows: 0, columns: 0)

  private func turned(_ count: Int) -> Matrix {
    guard turned.rows != count else { return turned }
    let columns = workspace.structure.momentCount
    var elements = [Double](repeating: 0, count: count * columns)
    for cell in workspace.structure.parameters where cell.parameter < count {
      for (row, value) in workspace.momentDerivative(cell).enumerated() {
        elements[cell.parameter + row * count] = value
      }
    }
    turned = Matrix(rows: count, columns: columns, elements: elements)
    return turned
  }

  /// Adds the information of one case of the whole sample between a parameter
  /// and each of the first ones.
  ///
  /// - Parameters:
  ///   - form: The parameter.
  ///   - count: The number of the others.
  ///   - result: The matrix that it is added to, a row for each of the others.
  ///   - column: The column of the parameter.
  func addInformation(
    _ form: Form, known count: Int, to result: borrowing MatrixBuffer,
    _ column: Int
  ) {
    let derivatives = turned(count)
    // A covariance changes few moments.
    for (row, value) in form.weighted.enumerated() where value != 0 {
      for known in 0..<count {
        result[known, column] += share * value * derivatives[known, row]
      }
    }
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
