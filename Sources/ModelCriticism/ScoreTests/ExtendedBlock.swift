internal import Discrepancies
internal import LinearAlgebra
internal import MomentStructure

/// One block of an extended model with what its information needs.
final class ExtendedBlock {
  /// The matrices and moments at the estimates.
  let workspace: BlockWorkspace
  private let cells: any CellInformation
  private let share: Double

  init(
    _ workspace: BlockWorkspace, weight: any MomentWeight, share: Double
  ) {
    self.workspace = workspace
    self.share = share
    cells = weight.cellInformation(workspace)
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
  func form(of cell: ParameterCell) -> CellForm { cells.form(of: cell) }

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
    _ form: CellForm, known count: Int, to result: borrowing MatrixBuffer,
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
  func information(_ form: CellForm, _ b: ParameterCell) -> Double {
    share * cells.information(form, b)
  }
}
