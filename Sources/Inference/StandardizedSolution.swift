internal import Estimation
internal import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import Specification

/// Which variables a standardized solution scales.
enum Standardization: CaseIterable {
  /// Latent variables only (`std.lv`).
  case latent
  /// All variables (`std.all`).
  case all
  /// All but exogenous observed variables (`std.nox`).
  case noExogenous
}

/// A value with its derivatives by the free parameters that it depends on.
struct Differentiable {
  var value: Double
  var gradient: [Int: Double] = [:]

  /// The standard error by the delta method; `nil` if nothing is estimated.
  func standardError(_ covariance: Matrix?) -> Double? {
    guard let covariance, !gradient.isEmpty else { return nil }
    var variance = 0.0
    let terms = gradient.sorted { $0.key < $1.key }
    for (a, one) in terms {
      for (b, two) in terms { variance += one * two * covariance[a, b] }
    }
    let result = variance.squareRoot()
    return result.isFinite ? result : nil
  }

  /// f(value) by the chain rule.
  func map(_ value: Double, derivative: Double) -> Differentiable {
    Differentiable(
      value: value, gradient: gradient.mapValues { derivative * $0 })
  }

  static func * (left: Differentiable, right: Differentiable)
    -> Differentiable
  {
    var gradient = left.gradient.mapValues { $0 * right.value }
    for (key, value) in right.gradient {
      gradient[key, default: 0] += left.value * value
    }
    return Differentiable(value: left.value * right.value, gradient: gradient)
  }

  var squareRoot: Differentiable {
    let root = value.squareRoot()
    return map(root, derivative: 0.5 / root)
  }

  var reciprocal: Differentiable {
    map(1 / value, derivative: -1 / (value * value))
  }
}

/// Standardized values of every row of a table, with derivatives.
///
/// Loadings and regressions scale by the implied standard deviations of both
/// sides, variances by the variable's implied variance, covariances by the
/// residual standard deviations of both sides, intercepts by the standard
/// deviation; standard errors follow by the delta method (Bollen, 1989,
/// p. 349; Jöreskog, Olsson & Wallentin, 2016).
struct StandardizedSolution {
  private let table: ParameterTable
  private let model: CompiledModel
  private let rowValues: [Double]
  private let blocks: [BlockScales]

  /// Prepares the scales of all blocks.
  ///
  /// - Parameters:
  ///   - fitter: A fitter that stands at the estimates.
  ///   - estimates: The estimates.
  init(_ fitter: Fitter, _ estimates: Estimates) {
    table = fitter.model.table
    model = fitter.model
    rowValues = estimates.rowValues
    let count = fitter.model.parameterCount
    blocks = zip(fitter.objective.blocks, fitter.model.table.roles).map {
      BlockScales($0, roles: $1, parameterCount: count)
    }
  }

  /// One entry a row; `nil` for rows that have no standardized value.
  func values(_ kind: Standardization) -> [Differentiable?] {
    var result = [Differentiable?](repeating: nil, count: table.rows.count)
    for (index, row) in table.rows.enumerated() where !row.op.isConstraint {
      guard let location = model.locations[index] else { continue }
      let own = Differentiable(
        value: rowValues[index],
        gradient: row.free > 0 ? [row.free - 1: 1] : [:])
      result[index] = blocks[location.block].standardized(
        row, own, kind: kind)
    }
    let plain = result.map { $0?.value ?? .nan }
    for definition in table.definitions {
      var gradient: [Int: Double] = [:]
      for (row, derivative) in definition.expression.gradient(plain) {
        for (parameter, value) in result[row]?.gradient ?? [:] {
          gradient[parameter, default: 0] += derivative * value
        }
      }
      result[definition.row] = Differentiable(
        value: definition.expression.value(plain), gradient: gradient)
    }
    return result
  }
}

/// The standard deviations of one block's variables, with derivatives.
private struct BlockScales {
  private var total: [String: Differentiable] = [:]
  private var residual: [String: Differentiable] = [:]
  private let latent: Set<String>
  private let exogenous: Set<String>

  init(_ block: BlockWorkspace, roles: VariableRoles, parameterCount: Int) {
    let structure = block.structure
    latent = Set(roles.latent)
    exogenous = Set(roles.observedExogenous)
    let latentJacobian = block.latentVarianceJacobian(
      parameterCount: parameterCount)
    let observedJacobian = block.observedVarianceJacobian(
      parameterCount: parameterCount)
    let used = structure.parameters.map(\.parameter)
    func sparse(_ jacobian: Matrix, _ row: Int) -> [Int: Double] {
      var result: [Int: Double] = [:]
      for parameter in used where jacobian[row, parameter] != 0 {
        result[parameter] = jacobian[row, parameter]
      }
      return result
    }
    for (i, name) in structure.observed.enumerated() {
      total[name] = Differentiable(
        value: block.sigma[i, i], gradient: sparse(observedJacobian, i))
      residual[name] = Differentiable(value: block.theta[i, i])
    }
    for (j, name) in structure.latent.enumerated() {
      if j < structure.trueLatentCount {
        total[name] = Differentiable(
          value: block.latentCovariance[j, j],
          gradient: sparse(latentJacobian, j))
      }
      residual[name] = Differentiable(value: block.psi[j, j])
    }
    for cell in structure.parameters where cell.cell.row == cell.cell.column {
      switch cell.cell.matrix {
      case .theta:
        residual[structure.observed[cell.cell.row]]?.gradient =
          [cell.parameter: 1]
      case .psi:
        residual[structure.latent[cell.cell.row]]?.gradient =
          [cell.parameter: 1]
      default: break
      }
    }
  }

  private func isScaled(_ name: String, _ kind: Standardization) -> Bool {
    if latent.contains(name) { return true }
    return switch kind {
    case .latent: false
    case .all: true
    case .noExogenous: !exogenous.contains(name)
    }
  }

  private func deviation(_ name: String, _ kind: Standardization)
    -> Differentiable
  {
    guard isScaled(name, kind), let variance = total[name] else {
      return Differentiable(value: 1)
    }
    return variance.squareRoot
  }

  private func residualDeviation(_ name: String, _ kind: Standardization)
    -> Differentiable
  {
    guard isScaled(name, kind), let variance = residual[name] else {
      return Differentiable(value: 1)
    }
    return variance.squareRoot
  }

  func standardized(
    _ row: ParameterRow, _ own: Differentiable, kind: Standardization
  ) -> Differentiable? {
    switch row.op {
    case .measurement:
      return own * deviation(row.lhs, kind)
        * deviation(row.rhs, kind).reciprocal
    case .regression:
      return own * deviation(row.rhs, kind)
        * deviation(row.lhs, kind).reciprocal
    case .intercept:
      return own * deviation(row.lhs, kind).reciprocal
    case .covariance where row.lhs == row.rhs:
      let scale = deviation(row.lhs, kind).reciprocal
      return own * scale * scale
    case .covariance:
      if own.value == 0, own.gradient.isEmpty { return own }
      return own * residualDeviation(row.lhs, kind).reciprocal
        * residualDeviation(row.rhs, kind).reciprocal
    default: return nil
    }
  }
}
