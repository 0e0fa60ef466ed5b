internal import LinearAlgebra
internal import Messages
internal import MomentStructure
internal import Specification

/// Residual variances by which every variable has a variance of 1.
///
/// With all variables in v = Bv + e, V = C Cov(e) Cᵀ and C = (I − B)⁻¹, a
/// variance is linear in those of e: V_ii = Σ_j C_ij² ψ_jj + Σ_{j≠k} C_ij C_ik
/// ψ_jk. The variances of e are the solution of these equations; covariances of
/// e are as they are written.
struct StandardizedVariances {
  private let model: CompiledModel
  private let place: Int
  private let workspace: BlockWorkspace
  private let observedCount: Int
  private let latentCount: Int

  init(_ model: CompiledModel, place: Int, _ workspace: BlockWorkspace) {
    self.model = model
    self.place = place
    self.workspace = workspace
    observedCount = workspace.structure.observedCount
    latentCount = workspace.structure.latentCount
  }

  /// Solves for the variances of a block.
  ///
  /// - Parameters:
  ///   - open: The variables that nothing explains.
  ///   - rows: The values of the table's rows; variances are written.
  /// - Throws: `LatentError` for a variance that is written and is another, and
  ///   for one that would be negative.
  func solve(_ open: OpenVariances, _ rows: inout [Double]) throws(LatentError)
  {
    let effects = try totalEffects()
    let variances = model.locations.indices.filter { index in
      guard let location = model.locations[index], location.block == place
      else { return false }
      return location.cell.matrix.isSymmetric
        && location.cell.row == location.cell.column
    }
    let places = variances.compactMap { row in
      model.locations[row].map { node($0.cell) }
    }
    let others = covariances()
    let count = places.count
    var system = Matrix(rows: count, columns: count)
    var right = [Double](repeating: 1, count: count)
    for (i, own) in places.enumerated() {
      for (j, other) in places.enumerated() {
        let effect = effects[own, other]
        system[i, j] = effect * effect
      }
      for (a, b, value) in others {
        right[i] -= 2 * effects[own, a] * effects[own, b] * value
      }
    }
    guard let inverse = system.generalInverse() else {
      throw LatentError(
        code: .populationContradiction,
        message: "No residual variances give every variable a variance of 1.",
        remedy: "Give the residual variances values, and leave "
          + "`population: standardized` out.")
    }
    let solution = inverse * right
    for (row, value) in zip(variances, solution) {
      let known = rows[row]
      // What rounding leaves of a variable that is explained whole.
      let own = abs(value) < 1e-12 ? 0 : value
      if !known.isNaN, abs(known - own) > 1e-8 {
        throw LatentError(
          code: .populationContradiction,
          message: "`\(model.table.rows[row].written(in: model.table))` is "
            + "\(NumberStyle.fixed(known, 4)) in the text, and would be "
            + "\(NumberStyle.fixed(own, 4)) where all variances are 1.",
          remedy: "Leave the variance out of the text, or "
            + "`population: standardized`.")
      }
      guard own >= 0 else {
        throw .negativeVariance(model.table.rows[row], own, in: model.table)
      }
      if known.isNaN, !model.isDerived(row) { rows[row] = own }
    }
  }

  /// A cell's variable among the latent variables, then the observed ones.
  private func node(_ cell: MatrixCell) -> Int {
    cell.matrix == .psi ? cell.row : latentCount + cell.row
  }

  /// C, of the latent variables, then the observed ones.
  private func totalEffects() throws(LatentError) -> Matrix {
    let order = latentCount + observedCount
    var paths = Matrix.identity(order)
    for j in 0..<latentCount {
      for i in 0..<latentCount {
        paths[i, j] -= workspace.matrices.beta[i, j]
      }
      for i in 0..<observedCount {
        paths[latentCount + i, j] -= workspace.matrices.lambda[i, j]
      }
    }
    guard let effects = paths.generalInverse() else {
      throw LatentError(
        code: .populationContradiction,
        message: "The paths of the population form a circle without end: no "
          + "moments follow from its values.",
        remedy: "Make the paths of the circle weaker.")
    }
    return effects
  }

  /// The covariances of e that are not 0.
  private func covariances() -> [(Int, Int, Double)] {
    var result: [(Int, Int, Double)] = []
    for j in 0..<latentCount {
      for i in (j + 1)..<max(latentCount, j + 1)
      where workspace.matrices.psi[i, j] != 0 {
        result.append((i, j, workspace.matrices.psi[i, j]))
      }
    }
    for j in 0..<observedCount {
      for i in (j + 1)..<max(observedCount, j + 1)
      where workspace.matrices.theta[i, j] != 0 {
        result.append(
          (latentCount + i, latentCount + j, workspace.matrices.theta[i, j]))
      }
    }
    return result
  }
}
