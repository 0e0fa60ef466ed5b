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

  /// The loadings where a workspace stands.
  package func loadings(in workspace: BlockWorkspace) -> Matrix {
    var loadings = Matrix(rows: indicators.count, columns: factors.count)
    for (j, own) in cells.enumerated() {
      for (i, cell) in own.enumerated() {
        loadings[i, j] = workspace.matrices[cell]
      }
    }
    return loadings
  }

  /// The cells of the indicators' residual variances.
  func residualCells(_ structure: BlockStructure) -> [MatrixCell] {
    indicators.map { i in
      structure.phantomObserved.firstIndex(of: i).map {
        let place = structure.factorCount + $0
        return MatrixCell(.psi, place, place)
      } ?? MatrixCell(.theta, i, i)
    }
  }

  /// The indicators' standard deviations by which loadings are divided while
  /// they are rotated: of what the factors' residuals and the indicators' own
  /// explain, as in lavaan; of groups with one rotation the mean of the
  /// latter.
  ///
  /// - Parameters:
  ///   - workspace: The group with the rotation.
  ///   - members: The groups that the rotation serves, with the factors there.
  /// - Returns: One for each indicator.
  package func deviations(
    in workspace: BlockWorkspace,
    members: [(factors: ExploratoryFactors, workspace: BlockWorkspace)]
  ) -> [Double] {
    let loadings = loadings(in: workspace)
    let common = loadings * covariances(in: workspace)
    return indicators.indices.map { i in
      var variance = 0.0
      for j in factors.indices { variance += common[i, j] * loadings[i, j] }
      for member in members {
        let cells = member.factors.residualCells(member.workspace.structure)
        variance +=
          member.workspace.matrices[cells[i]] / Double(members.count)
      }
      return variance.squareRoot()
    }
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
  /// A group that the rotation serves.
  private struct Member: Sendable {
    let places: ExploratoryFactors
    let structure: BlockStructure
  }

  private struct State {
    /// The moments of fixed exogenous variables, by member.
    var exogenous: [[Double]]
    /// Where the equations were last evaluated.
    var theta: [Double] = []
    var values: [Double] = []
    var gradients: [[Double]] = []
  }

  /// The number of equations.
  let count: Int
  /// The groups that the rotation serves; the loadings are the first's.
  private let members: [Member]
  private let equations: RotationEquations
  private let isStandardized: Bool
  private let state: Mutex<State>

  private init(
    _ members: [Member], _ equations: RotationEquations, isStandardized: Bool
  ) {
    self.members = members
    self.equations = equations
    self.isStandardized = isStandardized
    count = equations.count(factors: members[0].places.factors.count)
    state = Mutex(
      State(
        exogenous: members.map {
          [Double](repeating: 0, count: $0.structure.sampleCells.count)
        }))
  }

  /// The rotated blocks of a model with a rotation of their own; none where
  /// nothing is rotated.
  static func all(of model: CompiledModel, _ request: RotationRequest?)
    -> [RotatedFactors]
  {
    guard model.table.isRotated else { return [] }
    let blocks = model.table.exploratoryBlocks
    return blocks.indices.filter { blocks[$0].leader == nil }
      .compactMap { place in
        let block = blocks[place]
        // What has been rotated has a rotation.
        let request = request ?? RotationRequest()
        let options = try? request.options(
          indicators: block.indicators, factors: block.factors)
        let members = blocks.indices.filter {
          $0 == place || blocks[$0].leader == place
        }.map {
          Member(
            places: ExploratoryFactors(blocks[$0], of: model),
            structure: model.blocks[blocks[$0].block])
        }
        return options.map {
          RotatedFactors(
            members, $0.equations, isStandardized: request.isStandardized)
        }
      }
  }

  /// The equations as constraints.
  var constraints: [any DifferentiableConstraint] {
    (0..<count).map { RotationConstraint(factors: self, place: $0) }
  }

  /// Takes the moments of fixed exogenous variables from the blocks of a model.
  func takeExogenous(from blocks: [BlockWorkspace]) {
    let values = members.map { member in
      member.structure.sampleCells.map {
        blocks[member.places.block].matrices[$0.cell]
      }
    }
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
    let point = MatrixBuffer(rows: theta.count)
    point.copy(from: theta)
    var stands: [(factors: ExploratoryFactors, workspace: BlockWorkspace)] = []
    for (member, exogenous) in zip(members, state.exogenous) {
      let workspace = BlockWorkspace(member.structure)
      for (cell, value) in zip(member.structure.sampleCells, exogenous) {
        workspace.matrices[cell.cell] = value
      }
      guard workspace.update(point) else { return }
      stands.append((member.places, workspace))
    }
    let (places, workspace) = stands[0]
    let deviations =
      isStandardized
      ? places.deviations(in: workspace, members: stands)
      : [Double](repeating: 1, count: places.indicators.count)
    let loadings = places.loadings(in: workspace)
    var scaled = loadings
    for j in 0..<loadings.columns {
      for i in 0..<loadings.rows { scaled[i, j] /= deviations[i] }
    }
    let covariances = places.covariances(in: workspace)
    let values = equations.values(scaled, covariances)
    let derivatives = equations.derivatives(scaled, covariances)
    guard values.count == count, derivatives.rows == count else { return }
    state.values = values
    let variances =
      isStandardized
      ? varianceDerivatives(
        stands, loadings, loadings * covariances, count: theta.count) : []
    let cells = LoadingCells(places, workspace.structure, equations)
    let p = loadings.rows
    for place in 0..<count {
      var gradient = none
      for (i, column) in variances.enumerated() {
        // ∂/∂σᵢ² of λᵢⱼ/σᵢ.
        var factor = 0.0
        for j in 0..<loadings.columns {
          factor -=
            derivatives[place, i + p * j] * scaled[i, j]
            / (2 * deviations[i] * deviations[i])
        }
        for (parameter, value) in column.enumerated() where value != 0 {
          gradient[parameter] += factor * value
        }
      }
      for (column, parameter) in cells.parameters.enumerated() {
        guard let parameter else { continue }
        let unit = column < cells.loadingCount ? deviations[column % p] : 1
        gradient[parameter] += derivatives[place, column] / unit
      }
      state.gradients[place] = gradient
    }
  }

  /// The derivatives of the indicators' variances by all parameters.
  private func varianceDerivatives(
    _ stands: [(factors: ExploratoryFactors, workspace: BlockWorkspace)],
    _ loadings: Matrix, _ common: Matrix, count: Int
  ) -> [[Double]] {
    let (p, m) = (loadings.rows, loadings.columns)
    var result = [[Double]](
      repeating: [Double](repeating: 0, count: count), count: p)
    let cells = LoadingCells(
      stands[0].factors, stands[0].workspace.structure, equations)
    for (column, parameter) in cells.parameters.enumerated() {
      guard let parameter else { continue }
      if column < cells.loadingCount {
        result[column % p][parameter] += 2 * common[column % p, column / p]
      } else {
        let (r, s) = equations.pairs(factors: m)[column - cells.loadingCount]
        for i in 0..<p {
          result[i][parameter] += 2 * loadings[i, r] * loadings[i, s]
        }
      }
    }
    for (places, workspace) in stands {
      let structure = workspace.structure
      let residuals = places.residualCells(structure)
      for (i, observed) in places.indicators.enumerated() {
        let follows = structure.responses?.hasRemainder(observed) == true
        for cell in structure.parameters {
          let own =
            follows
            ? workspace.remainderDerivative(observed: observed, by: cell)
            : cell.cell == residuals[i] ? 1 : 0
          result[i][cell.parameter] += own / Double(stands.count)
        }
      }
    }
    return result
  }
}

/// The parameters behind the arguments of a rotation's equations.
private struct LoadingCells {
  /// The number of loadings, which stand first.
  let loadingCount: Int
  /// The parameter of each argument; `nil` for what is fixed.
  let parameters: [ParameterIndex?]

  init(
    _ places: ExploratoryFactors, _ structure: BlockStructure,
    _ equations: RotationEquations
  ) {
    let known = Dictionary(
      structure.parameters.map { ($0.cell, $0.parameter) },
      uniquingKeysWith: { first, _ in first })
    let loadings = places.cells.joined().map { known[$0] }
    loadingCount = loadings.count
    parameters =
      loadings
      + equations.pairs(factors: places.factors.count).map { pair in
        let (a, b) = (places.factors[pair.0], places.factors[pair.1])
        return known[MatrixCell(.psi, max(a, b), min(a, b))]
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
