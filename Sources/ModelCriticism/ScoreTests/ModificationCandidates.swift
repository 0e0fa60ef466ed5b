internal import Messages
internal import ModelSyntax
internal import Specification

/// The parameters that a model does not have and could have.
///
/// In each block, in lavaan's order: loadings of every observed variable on
/// every latent variable, covariances of the residuals of indicators and of
/// observed outcomes of regressions, covariances among exogenous observed and
/// among latent variables, regressions between variables that regressions name,
/// and, where means are modelled, intercepts.
enum ModificationCandidates {
  /// The candidates of all blocks.
  static func rows(of table: ParameterTable) -> [ParameterRow] {
    var known: Set<ParameterKey> = []
    for row in table.rows where !row.op.isConstraint {
      known.insert(row.key)
    }
    var result: [ParameterRow] = []
    for block in table.roles.indices {
      guard let any = table.rows.first(where: { $0.blockIndex == block })
      else { continue }
      let responses = ResponseCandidates(table, block: block)
      for (lhs, op, rhs) in terms(table, block: block)
      where responses?.admits(lhs, op, rhs) ?? true {
        let row = ParameterRow(
          lhs: lhs, op: op, rhs: rhs, origin: .automatic, block: block + 1,
          group: any.group, level: any.level, fixedValue: 0)
        if known.insert(row.key).inserted { result.append(row) }
      }
    }
    return result
  }

  private typealias Term = (lhs: String, op: ModelOperator, rhs: String)

  private static func terms(_ table: ParameterTable, block: Int) -> [Term] {
    let roles = table.roles[block]
    let exogenous = Set(roles.observedExogenous)
    let indicators = Set(roles.indicators)
    let latent = Set(roles.latent)
    let parts = Set(roles.composed)
    let others = roles.observed.filter {
      !exogenous.contains($0) && !parts.contains($0)
    }
    let structural = structuralNames(table, block: block)
    let inStructure = Set(structural)
    var result: [Term] = []
    for factor in roles.latent where !roles.composites.contains(factor) {
      for name in others where !inStructure.contains(name) {
        result.append((factor, .measurement, name))
      }
    }
    let explained = indicators.union(outcomes(table, block: block))
    result += pairs(others.filter { explained.contains($0) })
    result += pairs(roles.observedExogenous)
    result += pairs(roles.latent)
    for outcome in structural {
      for predictor in structural where predictor != outcome {
        // That would be a loading.
        if indicators.contains(outcome), latent.contains(predictor) {
          continue
        }
        result.append((outcome, .regression, predictor))
      }
    }
    if table.hasMeanStructure {
      for name in roles.observed + roles.latent {
        result.append((name, .intercept, ""))
      }
    }
    return result
  }

  /// The variables of a block's regressions: outcomes, then predictors.
  private static func structuralNames(_ table: ParameterTable, block: Int)
    -> [String]
  {
    let regressions = regressions(table, block: block)
    return (regressions.map(\.lhs) + regressions.map(\.rhs)).distinct
  }

  /// The outcomes of a block's regressions.
  private static func outcomes(_ table: ParameterTable, block: Int)
    -> Set<String>
  {
    Set(regressions(table, block: block).map(\.lhs))
  }

  private static func regressions(_ table: ParameterTable, block: Int)
    -> [ParameterRow]
  {
    table.rows.filter { $0.op == .regression && $0.blockIndex == block }
  }

  /// Variances and covariances of the lower triangle, column after column.
  private static func pairs(_ names: [String]) -> [Term] {
    var result: [Term] = []
    for (index, first) in names.enumerated() {
      for second in names[index...] {
        result.append((first, .covariance, second))
      }
    }
    return result
  }
}

/// The limits of candidates of a block with ordered variables.
///
/// The moments of variables that the others are given are not modelled. In
/// delta a response that others depend on has no residual variance of its own,
/// so that it cannot come to depend on others, and one that depends on others
/// cannot come to predict.
private struct ResponseCandidates {
  private let given: Set<String>
  private let ordered: Set<String>
  private let predictors: Set<String>
  private let isDelta: Bool

  /// Looks at a block; `nil` without ordered variables.
  init?(_ table: ParameterTable, block: Int) {
    let own = table.rows.filter { $0.blockIndex == block }
    ordered = Set(own.filter { $0.op == .threshold }.map(\.lhs))
    if ordered.isEmpty { return nil }
    given = Set(
      table.conditionsOnExogenous ? table.roles[block].observedExogenous : [])
    predictors = Set(own.filter { $0.op == .regression }.map(\.rhs))
    isDelta = table.parameterization == .delta
  }

  func admits(_ lhs: String, _ op: ModelOperator, _ rhs: String) -> Bool {
    switch op {
    case .regression:
      if given.contains(lhs) { return false }
      guard isDelta else { return true }
      if ordered.contains(rhs), !predictors.contains(rhs) { return false }
      return !ordered.contains(lhs) || !predictors.contains(lhs)
        || given.contains(rhs)
    case .measurement:
      return !isDelta || !ordered.contains(rhs) || !predictors.contains(rhs)
    case .covariance: return !given.contains(lhs) && !given.contains(rhs)
    default: return !given.contains(lhs)
    }
  }
}
