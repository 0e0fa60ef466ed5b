internal import FactorRotation
package import LinearAlgebra
package import MomentStructure
package import Specification
internal import Synchronization

/// The factors of an exploratory block in one group: their places in the model's
/// matrices.
package struct ExploratoryFactors: Sendable {
  /// The block's place among the model's.
  package let block: Int
  /// The factors, by their places among latent variables.
  package let factors: [Int]
  /// The indicators, by their places among observed variables.
  package let indicators: [Int]
  /// The cells of the loadings, factor by factor.
  package let cells: [[MatrixCell]]

  /// Finds the places.
  ///
  /// - Parameters:
  ///   - exploratory: The block of a model's table.
  ///   - model: The model.
  package init(_ exploratory: ExploratoryBlock, of model: CompiledModel) {
    let structure = model.blocks[exploratory.block]
    block = exploratory.block
    factors = exploratory.factors.compactMap {
      structure.latent.firstIndex(of: $0)
    }
    indicators = exploratory.indicators.compactMap {
      structure.observed.firstIndex(of: $0)
    }
    cells = exploratory.loadings.map { rows in
      rows.compactMap { model.locations[$0]?.cell }
    }
    precondition(
      factors.count == exploratory.factors.count
        && indicators.count == exploratory.indicators.count
        && cells.allSatisfy { $0.count == indicators.count },
      "observed indicators of latent variables")
  }

  /// The loadings where a workspace stands, of standardized indicators.
  package func loadings(in workspace: BlockWorkspace) -> (
    loadings: Matrix, deviations: [Double]
  ) {
    let deviations = indicators.map {
      workspace.totalVariance(observed: $0).squareRoot()
    }
    var loadings = Matrix(rows: indicators.count, columns: factors.count)
    for (j, own) in cells.enumerated() {
      for (i, cell) in own.enumerated() {
        loadings[i, j] = workspace.matrices[cell] / deviations[i]
      }
    }
    return (loadings, deviations)
  }

  /// The factors' residual covariances where a workspace stands.
  package func covariances(in workspace: BlockWorkspace) -> Matrix {
    var result = Matrix(rows: factors.count, columns: factors.count)
    for (s, column) in factors.enumerated() {
      for (r, row) in factors.enumerated() {
        result[r, s] = workspace.matrices.psi[row, column]
      }
    }
    return result
  }
}

/// The equations that the rotated factors of one block meet, and their
/// derivatives by the parameters: of loadings of standardized indicators, whose
/// variances depend on parameters too.
final class RotatedFactors: Sendable {
  private struct State {
    /// The moments of fixed exogenous variables.
    var exogenous: [Double]
    /// Where the equations were last evaluated.
    var theta: [Double] = []
    var values: [Double] = []
    var gradients: [[Double]] = []
  }

  /// The block's place among the model's.
  let block: Int
  /// The number of equations.
  let count: Int
  private let places: ExploratoryFactors
  private let equations: RotationEquations
  private let structure: BlockStructure
  private let parameters: [MatrixCell: ParameterIndex]
  private let state: Mutex<State>

  private init(
    _ places: ExploratoryFactors, _ equations: RotationEquations,
    _ structure: BlockStructure
  ) {
    self.places = places
    self.equations = equations
    self.structure = structure
    block = places.block
    count = equations.count(factors: places.factors.count)
    parameters = Dictionary(
      structure.parameters.map { ($0.cell, $0.parameter) },
      uniquingKeysWith: { first, _ in first })
    state = Mutex(
      State(
        exogenous: [Double](
          repeating: 0, count: structure.sampleCells.count)))
  }

  /// The rotated blocks of a model with a rotation of their own; none where
  /// nothing is rotated.
  static func all(of model: CompiledModel, _ request: RotationRequest?)
    -> [RotatedFactors]
  {
    guard model.table.isRotated else { return [] }
    return model.table.exploratoryBlocks.filter { $0.leader == nil }
      .compactMap { block in
        let options = (request ?? RotationRequest()).options(
          variables: block.indicators.count, factors: block.factors.count)
        return options?.equations.map {
          RotatedFactors(
            ExploratoryFactors(block, of: model), $0, model.blocks[block.block])
        }
      }
  }

  /// The equations as constraints.
  var constraints: [any DifferentiableConstraint] {
    (0..<count).map { RotationConstraint(factors: self, place: $0) }
  }

  /// Takes the moments of fixed exogenous variables from a workspace.
  func takeExogenous(from workspace: BlockWorkspace) {
    let values = structure.sampleCells.map { workspace.matrices[$0.cell] }
    state.withLock { state in
      guard state.exogenous != values else { return }
      state.exogenous = values
      state.theta = []
    }
  }

  /// An equation's left side and its derivatives by all parameters.
  func evaluate(_ place: Int, _ theta: [Double]) -> (
    value: Double, gradient: [Double]
  ) {
    state.withLock { state in
      if state.theta != theta { evaluate(theta, &state) }
      return (state.values[place], state.gradients[place])
    }
  }

  private func evaluate(_ theta: [Double], _ state: inout State) {
    state.theta = theta
    state.values = [Double](repeating: .nan, count: count)
    let none = [Double](repeating: 0, count: theta.count)
    state.gradients = [[Double]](repeating: none, count: count)
    let workspace = BlockWorkspace(structure)
    for (cell, value) in zip(structure.sampleCells, state.exogenous) {
      workspace.matrices[cell.cell] = value
    }
    let point = MatrixBuffer(rows: theta.count)
    point.copy(from: theta)
    guard workspace.update(point) else { return }
    let (loadings, deviations) = places.loadings(in: workspace)
    let covariances = places.covariances(in: workspace)
    let values = equations.values(loadings, covariances)
    let derivatives = equations.derivatives(loadings, covariances)
    guard values.count == count, derivatives.rows == count else { return }
    state.values = values
    let (p, m) = (loadings.rows, loadings.columns)
    let pairs = equations.pairs(factors: m)
    for place in 0..<count {
      var gradient = none
      // ∂/∂σᵢ of λᵢⱼ/σᵢ, and σᵢ of σᵢ².
      var scales = [Double](repeating: 0, count: p)
      for j in 0..<m {
        for i in 0..<p {
          let own = derivatives[place, i + p * j]
          if let parameter = parameters[places.cells[j][i]] {
            gradient[parameter] += own / deviations[i]
          }
          scales[i] -=
            own * loadings[i, j] / (2 * deviations[i] * deviations[i])
        }
      }
      for (offset, pair) in pairs.enumerated() {
        let (a, b) = (places.factors[pair.0], places.factors[pair.1])
        if let parameter = parameters[MatrixCell(.psi, max(a, b), min(a, b))] {
          gradient[parameter] += derivatives[place, p * m + offset]
        }
      }
      for cell in structure.parameters {
        for (i, observed) in places.indicators.enumerated() {
          gradient[cell.parameter] +=
            scales[i]
            * workspace.totalVarianceDerivative(observed: observed, by: cell)
        }
      }
      state.gradients[place] = gradient
    }
  }
}

/// One equation of a rotation.
private struct RotationConstraint: DifferentiableConstraint {
  let isEquality = true
  let isLinear = false
  let isNormalization = true
  let factors: RotatedFactors
  let place: Int

  func evaluate(_ theta: [Double]) -> (value: Double, gradient: [Double]) {
    factors.evaluate(place, theta)
  }
}
