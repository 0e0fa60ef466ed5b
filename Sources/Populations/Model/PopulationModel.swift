internal import LinearAlgebra
package import Messages
package import ModelSyntax
internal import MomentStructure
package import Specification

/// A population: a model whose parameters all have values, and the moments that
/// they imply.
package struct PopulationModel: Sendable {
  /// The source of the values of residual variances that the text does not
  /// give.
  package enum Scale: String, Sendable, Hashable, CaseIterable {
    /// The text gives all of them.
    case asWritten = "as-written"
    /// They are what is left of variances of 1, of observed and of latent
    /// variables.
    case standardized
  }

  /// The table of parameters.
  package let table: ParameterTable
  /// The value of each of the table's rows; NaN for constraints.
  package let values: [Double]
  /// The groups.
  package let groups: [PopulationGroup]

  /// Makes a population of a model text.
  ///
  /// What the text leaves open takes these values: variances of variables that
  /// no arrow points to, 1; covariances that the text does not name, 0; means
  /// and intercepts, 0. All else needs a value.
  ///
  /// - Parameters:
  ///   - tree: The text; a value is a fixed one, `0.7*x1`, or a start,
  ///     `start(0.7)*x1`.
  ///   - scale: The source of residual variances.
  ///   - groupLabels: The groups' labels; one empty label for a single group.
  ///   - estimates: The estimates of a fit of the same model, which take the
  ///     place of what the text leaves open; `nil` without a fit.
  /// - Throws: `LatentError` for parameters without values, and for values that
  ///   no population has.
  package init(
    _ tree: SyntaxTree, scale: Scale, groupLabels: [String],
    estimates: [ParameterKey: Double]? = nil
  ) throws(LatentError) {
    try Self.requireSupported(tree)
    let table = try Self.table(tree, groupLabels: groupLabels)
    try Self.requireSupported(table)
    try Self.requireSameModel(table, estimates)
    let model = try CompiledModel(table)
    let open = OpenVariances(table)
    var rows = try PopulationValues(
      table: table, scale: scale, estimates: estimates, open: open,
      isDerived: { model.isDerived($0) }
    ).rows()
    var groups: [PopulationGroup] = []
    for group in model.groups {
      let workspace = BlockWorkspace(group.block)
      groups.append(
        try Self.group(
          model, place: group.place, workspace, scale, open, &rows))
    }
    for definition in table.definitions {
      rows[definition.row] = definition.expression.value(rows)
    }
    try Self.requireConstraints(table, rows)
    self.table = table
    values = rows
    self.groups = groups
  }

  private static func table(
    _ tree: SyntaxTree, groupLabels: [String]
  ) throws(LatentError) -> ParameterTable {
    var options = ModelOptions()
    options.meanStructure = true
    options.fixedExogenous = false
    options.keepsExogenousJoint = true
    options.groupLabels = groupLabels
    // A scale is a value like others: none is fixed in silence.
    options.fixFirstLoading = false
    options.fixSingleIndicator = false
    do {
      if tree.hasThresholds {
        options = options.naming(
          ordered: try ParameterTable.orderedVariables(
            of: tree, options: options))
      }
      return try ParameterTable(lowering: tree, options: options)
    } catch {
      throw LatentError(error)
    }
  }

  /// The moments of a group, whose residual variances are solved first where
  /// the population is standardized.
  private static func group(
    _ model: CompiledModel, place: Int, _ workspace: BlockWorkspace,
    _ scale: Scale, _ open: OpenVariances, _ rows: inout [Double]
  ) throws(LatentError) -> PopulationGroup {
    let table = model.table
    func write(_ values: [Double]) {
      for (row, location) in model.locations.enumerated() {
        guard let location, location.block == place, !model.isDerived(row),
          !values[row].isNaN
        else { continue }
        workspace.matrices[location.cell] = values[row]
      }
    }
    write(rows)
    if scale == .standardized {
      try StandardizedVariances(model, place: place, workspace).solve(
        open, &rows)
      write(rows)
    }
    guard workspace.computeMoments() else {
      throw LatentError(
        code: .populationContradiction,
        message: "The paths of the population form a circle without end: no "
          + "moments follow from its values.",
        remedy: "Make the paths of the circle weaker.")
    }
    for (row, location) in model.locations.enumerated() {
      if let location, location.block == place, model.isDerived(row) {
        rows[row] = workspace.matrices[location.cell]
      }
    }
    try requireVariances(model, place, rows)
    let structure = workspace.structure
    let label = table.groupLabels[
      model.groups.firstIndex { $0.place == place } ?? 0]
    try requireProper(workspace.matrices.psi, structure.latent, label)
    try requireProper(workspace.matrices.theta, structure.observed, label)
    try requirePositiveDefinite(workspace.implied.sigma, structure, label)
    var thresholds = [[Double]](repeating: [], count: structure.observed.count)
    for (row, location) in model.locations.enumerated() {
      guard let location, location.block == place,
        location.cell.matrix == .tau,
        let own = structure.observed.firstIndex(of: table.rows[row].lhs)
      else { continue }
      thresholds[own].append(rows[row])
    }
    for (own, values) in thresholds.enumerated()
    where zip(values, values.dropFirst()).contains(where: { $0 >= $1 }) {
      throw LatentError(
        code: .populationContradiction,
        message: "The thresholds of \(structure.observed[own]) do not ascend.",
        remedy: "Give t1, t2 and so on ascending values.")
    }
    return PopulationGroup(
      label: label, variables: structure.observed,
      covariance: Matrix(workspace.implied.sigma),
      mean: workspace.implied.mu.elements, thresholds: thresholds)
  }

  private static func requireVariances(
    _ model: CompiledModel, _ place: Int, _ rows: [Double]
  ) throws(LatentError) {
    for (row, value) in zip(model.table.rows, rows)
    where row.op == .covariance && row.lhs == row.rhs
      && row.blockIndex == place && value < 0
    {
      throw .negativeVariance(row, value, in: model.table)
    }
  }

  /// Requires covariances of latent variables, or of residuals, that there can
  /// be: no eigenvalue below 0.
  private static func requireProper(
    _ covariance: borrowing MatrixBuffer, _ names: [String], _ label: String
  ) throws(LatentError) {
    let own = Matrix(covariance)
    guard own.rows > 1, let eigen = SymmetricEigen(own),
      let least = eigen.values.first, let most = eigen.values.last,
      least < -1e-9 * max(most, 1)
    else { return }
    // The variables that the impossible direction is made of.
    let part = own.rows
    var involved: [String] = []
    for index in 0..<min(part, names.count)
    where abs(eigen.vectors[index, 0]) > 0.1 {
      involved.append(names[index])
    }
    let group = label.isEmpty ? "" : " of group \(label)"
    throw LatentError(
      code: .populationNotPositiveDefinite,
      message: "The covariances of \(listing(involved, limit: 6))\(group) are "
        + "not positive definite: a combination of these would have a "
        + "negative variance.",
      remedy: "Make covariances smaller: no correlation is beyond 1.")
  }

  private static func requirePositiveDefinite(
    _ sigma: borrowing MatrixBuffer, _ structure: BlockStructure,
    _ label: String
  ) throws(LatentError) {
    let p = structure.observed.count
    let scaled = MatrixBuffer(rows: p, columns: p)
    var fault: Int?
    for j in 0..<p where fault == nil && !(sigma[j, j] > 0) { fault = j }
    if fault == nil {
      for j in 0..<p {
        for i in 0..<p {
          scaled[i, j] = sigma[i, j] / (sigma[i, i] * sigma[j, j]).squareRoot()
        }
      }
      if case .notPositiveDefinite(let pivot) = Cholesky.factor(scaled) {
        fault = pivot
      } else {
        // A pivot of rounding is none.
        fault = (0..<p).first { scaled[$0, $0] < 1e-7 }
      }
    }
    guard let fault else { return }
    let group = label.isEmpty ? "" : " of group \(label)"
    throw LatentError(
      code: .populationNotPositiveDefinite,
      message: "The covariances that the population\(group) implies are not "
        + "positive definite: \(structure.observed[fault]) has no variance "
        + "beside the variables before it.",
      remedy: "Give it a residual variance above 0, or look at its paths and "
        + "covariances.")
  }

  /// Requires that the values meet the constraints of the text.
  private static func requireConstraints(
    _ table: ParameterTable, _ rows: [Double]
  ) throws(LatentError) {
    for constraint in table.constraints {
      let value = constraint.expression.value(rows)
      let isMet =
        constraint.kind == .equality ? abs(value) <= 1e-8 : value >= -1e-8
      guard !isMet else { continue }
      let row = table.rows[constraint.row]
      let text = "\(row.lhs) \(row.op.rawValue) \(row.rhs)"
      throw LatentError(
        code: .populationContradiction,
        message: "The population's values do not meet the constraint "
          + "`\(text)`.",
        remedy: "Change a value, or leave the constraint, or the shared label, "
          + "out.")
    }
  }
}
