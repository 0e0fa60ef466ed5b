internal import Estimation
internal import LinearAlgebra
internal import ModelSyntax
internal import MomentStructure
internal import Specification

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

/// Standardized values of every row of a table, with derivatives, by the
/// plan's recipes; standard errors follow by the delta method (Jöreskog,
/// Olsson & Wallentin, 2016).
struct StandardizedSolution {
  private let table: ParameterTable
  private let plan: StandardizationPlan
  private let rowValues: [Double]
  private let blocks: [BlockVariances]

  /// Prepares the variances of all blocks.
  ///
  /// - Parameters:
  ///   - fitter: A fitter that stands at the estimates.
  ///   - estimates: The estimates.
  init(_ fitter: Fitter, _ estimates: Estimates) {
    table = fitter.model.table
    plan = StandardizationPlan(fitter.model)
    rowValues = estimates.rowValues
    let count = fitter.model.parameterCount
    blocks = fitter.objective.blocks.map {
      BlockVariances($0, parameterCount: count)
    }
  }

  /// One entry a row; `nil` for rows that have no standardized value.
  func values(_ kind: Standardization) -> [Differentiable?] {
    var result = [Differentiable?](repeating: nil, count: table.rows.count)
    for (index, recipe) in plan.recipes[kind.rawValue].enumerated() {
      guard let recipe else { continue }
      let row = table.rows[index]
      var value = Differentiable(
        value: rowValues[index],
        gradient: row.free > 0 ? [row.free - 1: 1] : [:])
      for factor in [recipe.first, recipe.second] {
        guard let factor else { continue }
        let root = blocks[recipe.block].variance(factor.variance).squareRoot
        value = value * (factor.divides ? root.reciprocal : root)
      }
      result[index] = value
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

/// One block's variances with derivatives.
private struct BlockVariances {
  private var observedTotal: [Differentiable] = []
  private var latentTotal: [Differentiable] = []
  private var observedResidual: [Differentiable] = []
  private var latentResidual: [Differentiable] = []

  init(_ block: BlockWorkspace, parameterCount: Int) {
    let structure = block.structure
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
    for i in 0..<structure.observedCount {
      observedTotal.append(
        Differentiable(
          value: block.sigma[i, i], gradient: sparse(observedJacobian, i)))
      observedResidual.append(Differentiable(value: block.theta[i, i]))
    }
    for j in 0..<structure.latentCount {
      latentTotal.append(
        Differentiable(
          value: block.latentCovariance[j, j],
          gradient: sparse(latentJacobian, j)))
      latentResidual.append(Differentiable(value: block.psi[j, j]))
    }
    for cell in structure.parameters where cell.cell.row == cell.cell.column {
      let gradient = [cell.parameter: 1.0]
      switch cell.cell.matrix {
      case .theta: observedResidual[cell.cell.row].gradient = gradient
      case .psi: latentResidual[cell.cell.row].gradient = gradient
      default: break
      }
    }
  }

  func variance(_ source: VarianceSource) -> Differentiable {
    switch source {
    case .observedTotal(let i): observedTotal[i]
    case .latentTotal(let j): latentTotal[j]
    case .observedResidual(let i): observedResidual[i]
    case .latentResidual(let j): latentResidual[j]
    }
  }
}
