package import Messages
internal import ModelSyntax
package import Specification

/// One group of a compiled model.
package struct CompiledGroup: Sendable, Hashable {
  /// The places of its blocks among the model's, level after level.
  package let places: Range<Int>
  /// Its blocks: one for each level.
  package let blocks: [BlockStructure]

  /// The block of a group with a single level.
  package var block: BlockStructure {
    precondition(blocks.count == 1, "a group of one level")
    return blocks[0]
  }

  /// The place of the block of a group with a single level.
  package var place: Int {
    precondition(blocks.count == 1, "a group of one level")
    return places.lowerBound
  }
}

/// A parameter table placed into model matrices: immutable, shared by all
/// workers.
package struct CompiledModel: Sendable {
  /// The table.
  package let table: ParameterTable
  /// The blocks of all groups, in block order.
  package let blocks: [BlockStructure]
  /// The groups with their blocks.
  package let groups: [CompiledGroup]
  /// The cell of each table row; `nil` for statements about parameters.
  package let locations: [(block: Int, cell: MatrixCell)?]
  /// The table row of each free parameter.
  package let rowOfParameter: [Int]
  /// The free parameter of each table row; `nil` where nothing is estimated.
  package let parameterOfRow: [ParameterIndex?]

  /// The number of free parameters, constraints not subtracted.
  package var parameterCount: Int { rowOfParameter.count }

  /// The block and the cell of each free parameter.
  package var cellOfParameter: [(block: Int, cell: ParameterCell)] {
    let placed = blocks.enumerated().flatMap { index, block in
      block.parameters.map { (block: index, cell: $0) }
    }.sorted { $0.cell.parameter < $1.cell.parameter }
    precondition(placed.count == parameterCount, "one cell a parameter")
    return placed
  }

  /// Whether a row's value follows from parameters that are others: a residual
  /// variance of an ordered variable in delta, its scaling factor in theta.
  ///
  /// - Parameter row: The index of the row.
  /// - Returns: True if it does.
  package func isDerived(_ row: Int) -> Bool {
    guard row < locations.count, let location = locations[row] else {
      return false
    }
    return blocks[location.block].derivedCells.contains(location.cell)
  }

  /// Compiles a table.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - levels: The number of levels that the likelihood knows.
  /// - Throws: `LatentError` for rows that no estimator
  ///   can fit (more levels), and for ordered variables
  ///   whose responses the parameterization cannot scale.
  package init(_ table: ParameterTable, levels: Int = 1)
    throws(LatentError)
  {
    for row in table.rows {
      if row.op == .scaling, table.isCorrelationStructure { continue }
      if let refusal = Self.refusal(of: row, in: table, levels: levels) {
        throw refusal
      }
    }
    var blocks: [BlockStructure] = []
    var locations = [(block: Int, cell: MatrixCell)?](
      repeating: nil, count: table.rows.count)
    var rowOfParameter = [Int](repeating: -1, count: table.freeCount)
    for block in 0..<table.blockCount {
      if let refusal = table.responseRefusal(block: block) { throw refusal }
      let builder = BlockBuilder(table: table, block: block)
      let structure = builder.structure
      blocks.append(structure)
      for (row, cell) in builder.cells { locations[row] = (block, cell) }
    }
    let parameterOfRow = table.rows.map { $0.parameter }
    for (row, parameter) in parameterOfRow.enumerated() {
      if let parameter { rowOfParameter[parameter] = row }
    }
    precondition(!rowOfParameter.contains(-1), "free numbers are 1, 2, …")
    self.table = table
    self.blocks = blocks
    groups = Self.groups(table, blocks)
    self.locations = locations
    self.rowOfParameter = rowOfParameter
    self.parameterOfRow = parameterOfRow
  }

  /// The blocks by groups, which follow one another.
  private static func groups(
    _ table: ParameterTable, _ blocks: [BlockStructure]
  ) -> [CompiledGroup] {
    var groupOfBlock = Array(blocks.indices)
    for row in table.rows {
      guard let block = row.blockIndex, let group = row.groupIndex else {
        continue
      }
      groupOfBlock[block] = group
    }
    var result: [CompiledGroup] = []
    var start = 0
    while start < blocks.count {
      let end =
        (start..<blocks.count).first {
          groupOfBlock[$0] != groupOfBlock[start]
        } ?? blocks.count
      result.append(
        CompiledGroup(
          places: start..<end, blocks: Array(blocks[start..<end])))
      start = end
    }
    return result
  }

  private static func refusal(
    of row: ParameterRow, in table: ParameterTable, levels: Int
  ) -> LatentError? {
    func unsupported(_ what: String, _ remedy: String) -> LatentError {
      LatentError(
        code: .modelUnsupported,
        message: "\(what) cannot be fitted.",
        remedy: remedy)
    }
    if let level = row.level, level > levels {
      return unsupported(
        "A model with levels ('level:' blocks)",
        "Fit a single-level model without 'level:' headers.")
    }
    return nil
  }
}

/// Places one block's rows into matrices.
private struct BlockBuilder {
  var structure: BlockStructure
  var cells: [(row: Int, cell: MatrixCell)] = []

  init(table: ParameterTable, block: Int) {
    let roles = table.roles[block]
    let rows = table.rows.enumerated().filter {
      $0.element.blockIndex == block && !$0.element.op.isConstraint
    }
    let observedIndex = Dictionary(
      uniqueKeysWithValues: roles.observed.enumerated().map { ($1, $0) })
    let isLatent = Set(roles.latent)
    let hasScales = table.isCorrelationStructure
    let phantoms =
      hasScales
      ? Set(roles.observed)
      : Self.phantoms(
        rows: rows.map(\.element), isLatent: isLatent, parts: roles.composed)
    let phantomNames = roles.observed.filter { phantoms.contains($0) }
    let latent = roles.latent + phantomNames
    let latentIndex = Dictionary(
      uniqueKeysWithValues: latent.enumerated().map { ($1, $0) })
    let p = roles.observed.count
    let m = latent.count

    let composites = roles.composites.compactMap { name in
      Self.composite(
        rows.map(\.element).filter { $0.op == .formative && $0.lhs == name },
        latentIndex: latentIndex, observedIndex: observedIndex)
    }
    let equations = Dictionary(
      uniqueKeysWithValues: composites.map { ($0.structure.composite, $0) })
    var fixed: [FixedCell] = []
    var sample: [SampleCell] = []
    var parameters: [ParameterCell] = []
    var hasRegressions = !composites.isEmpty
    let phantomObserved = phantomNames.compactMap { observedIndex[$0] }
    let counts = table.thresholdCounts(block: block)
    var thresholdStarts: [String: Int] = [:]
    var thresholdCount = 0
    for name in roles.observed {
      guard let count = counts[name] else { continue }
      thresholdStarts[name] = thresholdCount
      thresholdCount += count
    }
    for (offset, observed) in phantomObserved.enumerated() where !hasScales {
      fixed.append(
        FixedCell(
          cell: MatrixCell(.lambda, observed, roles.latent.count + offset),
          value: 1))
    }
    for (index, row) in rows {
      guard
        let cell = Self.cell(
          of: row, latentIndex: latentIndex, observedIndex: observedIndex,
          thresholdStarts: thresholdStarts)
      else { continue }
      cells.append((index, cell))
      if cell.matrix == .beta, row.isFree || row.fixedValue != 0 {
        hasRegressions = true
      }
      if let parameter = row.parameter {
        let own = cell.matrix == .weight ? equations[cell.column] : nil
        parameters.append(
          own.map {
            ParameterCell(
              weight: parameter, cell: cell,
              path: $0.structure.path(ofPart: cell.row),
              scalingWeight: $0.weight, observed: p, latent: m)
          }
            ?? ParameterCell(
              parameter: parameter, cell: cell, observed: p, latent: m))
      } else if let value = row.fixedValue {
        if value != 0 { fixed.append(FixedCell(cell: cell, value: value)) }
      } else if row.isExogenous, let first = observedIndex[row.lhs] {
        sample.append(
          SampleCell(
            cell: cell, first: first,
            second: row.op == .intercept ? nil : observedIndex[row.rhs],
            row: index))
      }
    }
    parameters.sort { $0.parameter < $1.parameter }
    let exogenous = sample.filter { $0.first == $0.second }.map(\.first)
      .sorted()
    let given = table.conditionsOnExogenous ? exogenous : []
    let responses =
      thresholdCount == 0
      ? nil
      : ResponseStructure(
        thresholdCounts: roles.observed.map { counts[$0] ?? 0 },
        parameterization: table.parameterization, exogenous: given,
        phantoms: given.compactMap { latentIndex[roles.observed[$0]] })
    structure = BlockStructure(
      observed: roles.observed, latent: latent,
      factorCount: roles.latent.count, phantomObserved: phantomObserved,
      hasMeans: table.hasMeanStructure, fixedCells: fixed,
      sampleCells: sample, parameters: parameters,
      fixedExogenous: exogenous, hasRegressions: hasRegressions,
      composites: composites.map(\.structure), responses: responses)
  }

  /// The equation of a composite and the weight that scales it.
  ///
  /// - Parameters:
  ///   - weights: The rows of its weights.
  ///   - latentIndex: The places of latent variables and phantoms.
  ///   - observedIndex: The places of observed variables.
  /// - Returns: Both; `nil` without such a weight.
  static func composite(
    _ weights: [ParameterRow], latentIndex: [String: Int],
    observedIndex: [String: Int]
  ) -> (structure: CompositeStructure, weight: Double)? {
    guard let scaling = weights.scalingWeight,
      let weight = scaling.fixedValue, let composite = latentIndex[scaling.lhs]
    else { return nil }
    let parts = weights.compactMap { row -> CompositeStructure.Part? in
      guard let observed = observedIndex[row.rhs],
        let phantom = latentIndex[row.rhs]
      else { return nil }
      return CompositeStructure.Part(observed: observed, phantom: phantom)
    }
    guard let first = weights.firstIndex(of: scaling),
      parts.count == weights.count
    else { return nil }
    var others = parts
    others.remove(at: first)
    return (
      CompositeStructure(
        composite: composite, scaling: parts[first], others: others), weight
    )
  }

  /// The observed variables that need a phantom latent variable: those in
  /// regressions, and those that covary with a latent variable or with
  /// another phantom, since such covariances live in Ψ; and the parts of
  /// composites.
  static func phantoms(
    rows: [ParameterRow], isLatent: Set<String>, parts: [String]
  ) -> Set<String> {
    var phantoms = Set(parts)
    for row in rows where row.op == .regression {
      for name in [row.lhs, row.rhs] where !isLatent.contains(name) {
        phantoms.insert(name)
      }
    }
    var grew = true
    while grew {
      grew = false
      for row in rows where row.op == .covariance && row.lhs != row.rhs {
        let inPsi = [row.lhs, row.rhs].map {
          isLatent.contains($0) || phantoms.contains($0)
        }
        if inPsi[0] != inPsi[1] {
          phantoms.insert(inPsi[0] ? row.rhs : row.lhs)
          grew = true
        }
      }
    }
    return phantoms
  }

  static func cell(
    of row: ParameterRow, latentIndex: [String: Int],
    observedIndex: [String: Int], thresholdStarts: [String: Int]
  ) -> MatrixCell? {
    let left = latentIndex[row.lhs]
    let right = latentIndex[row.rhs]
    switch row.op {
    case .measurement:
      guard let factor = left else { return nil }
      // An indicator that is itself latent, or takes part in the structural
      // model as a phantom, is regressed on the factor.
      if let right { return MatrixCell(.beta, right, factor) }
      return observedIndex[row.rhs].map { MatrixCell(.lambda, $0, factor) }
    case .regression:
      guard let left, let right else { return nil }
      return MatrixCell(.beta, left, right)
    case .covariance:
      if let left, let right {
        return MatrixCell(.psi, max(left, right), min(left, right))
      }
      guard let i = observedIndex[row.lhs], let j = observedIndex[row.rhs]
      else { return nil }
      return MatrixCell(.theta, max(i, j), min(i, j))
    case .formative:
      guard let left, let i = observedIndex[row.rhs] else { return nil }
      return MatrixCell(.weight, i, left)
    case .intercept:
      if let left { return MatrixCell(.alpha, left, 0) }
      return observedIndex[row.lhs].map { MatrixCell(.nu, $0, 0) }
    case .threshold:
      guard let start = thresholdStarts[row.lhs],
        let number = row.thresholdNumber
      else { return nil }
      return MatrixCell(.tau, start + number - 1, 0)
    case .scaling where thresholdStarts[row.lhs] != nil:
      return observedIndex[row.lhs].map { MatrixCell(.delta, $0, 0) }
    case .scaling:
      guard let left, let i = observedIndex[row.lhs] else { return nil }
      return MatrixCell(.lambda, i, left)
    default:
      return nil
    }
  }
}
