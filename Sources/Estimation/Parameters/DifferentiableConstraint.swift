internal import ModelSyntax
internal import MomentStructure
package import Specification

/// A constraint c(θ) = 0 or c(θ) ≥ 0 with derivatives.
package protocol DifferentiableConstraint: Sendable {
  /// Whether the constraint is c(θ) = 0; else it is c(θ) ≥ 0.
  var isEquality: Bool { get }
  /// Whether c is known to be linear.
  var isLinear: Bool { get }
  /// Whether an equality only chooses among points that imply the same moments.
  var isNormalization: Bool { get }

  /// c(θ) and its gradient.
  ///
  /// - Parameter theta: All free parameters.
  /// - Returns: The value, and one derivative for each parameter.
  func evaluate(_ theta: [Double]) -> (value: Double, gradient: [Double])
}

extension DifferentiableConstraint {
  /// Constraints restrict the moments, unless a type says otherwise.
  package var isNormalization: Bool { false }
}

/// The values of all table rows as a function of the free parameters.
package struct RowValues: Sendable {
  /// The values of rows that are not free; NaN in rows that have none.
  package let base: [Double]
  /// The table row of each free parameter.
  package let rowOfParameter: [Int]
  /// The free parameter of each table row; `nil` where nothing is estimated.
  package let parameterOfRow: [ParameterIndex?]

  init(base: [Double], model: CompiledModel) {
    self.base = base
    rowOfParameter = model.rowOfParameter
    parameterOfRow = model.parameterOfRow
  }

  /// The values at θ.
  package func callAsFunction(_ theta: [Double]) -> [Double] {
    var rows = base
    for (parameter, row) in rowOfParameter.enumerated() {
      rows[row] = theta[parameter]
    }
    return rows
  }
}

/// A constraint that a model text states, an expression over row values.
struct ExpressionConstraint: DifferentiableConstraint {
  let isEquality: Bool
  let isLinear: Bool
  private let expression: ParameterExpression
  private let rows: RowValues

  init(_ constraint: ParameterConstraint, rows: RowValues) {
    isEquality = constraint.kind == .equality
    isLinear = constraint.expression.linearForm() != nil
    expression = constraint.expression
    self.rows = rows
  }

  func evaluate(_ theta: [Double]) -> (value: Double, gradient: [Double]) {
    let values = rows(theta)
    var gradient = [Double](repeating: 0, count: theta.count)
    for (row, derivative) in expression.gradient(values) {
      if let parameter = rows.parameterOfRow[row] {
        gradient[parameter] += derivative
      }
    }
    return (expression.value(values), gradient)
  }
}
