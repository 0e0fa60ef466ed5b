internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentStructure
internal import Specification

/// The directions that releasing each equality constraint opens.
struct ConstraintDirections {
  /// R⁺: one direction for each constraint, along which it alone changes, by
  /// one.
  let matrix: Matrix
  /// False for constraints that follow from others, and those of fixed
  /// parameters.
  let isTestable: [Bool]

  init(_ fit: Fit, _ constraints: [ParameterConstraint]) throws(LatentError) {
    let count = fit.model.parameterCount
    let values = fit.estimates.rowValues
    var gradients = constraints.map { constraint in
      var gradient = [Double](repeating: 0, count: count)
      for (row, derivative) in constraint.expression.gradient(values) {
        if let parameter = fit.model.parameterOfRow[row] {
          gradient[parameter] += derivative
        }
      }
      return gradient
    }
    let space = try fit.evaluatedFitter().space
    let multipliers = fit.estimates.multipliers
    for (index, function) in space.functions.enumerated()
    where !function.isEquality && multipliers.indices.contains(index)
      && abs(multipliers[index]) > 1e-8
    {
      gradients.append(function.evaluate(fit.estimates.theta).gradient)
    }
    let active = gradients.indices
    var jacobian = Matrix(rows: active.count, columns: count)
    for (i, gradient) in gradients.enumerated() {
      for (j, value) in gradient.enumerated() { jacobian[i, j] = value }
    }
    // Rows of one length, so that their units do not matter.
    let lengths = (0..<active.count).map { i in
      jacobian.row(i).reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    for i in 0..<active.count where lengths[i] > 0 {
      for j in 0..<count { jacobian[i, j] /= lengths[i] }
    }
    let gram = jacobian * jacobian.transposed
    guard let eigen = SymmetricEigen(gram) else {
      throw LatentError(
        code: .scoreConstraintsNotFinite,
        message: "The constraints have no derivatives at the estimates.",
        remedy: "Write them with functions that are smooth there.")
    }
    var inverse = Matrix(rows: active.count, columns: active.count)
    for (k, value) in eigen.values.enumerated() where value > 1e-10 {
      for j in 0..<active.count {
        let factor = eigen.vectors[j, k] / value
        if factor == 0 { continue }
        for i in 0..<active.count {
          inverse[i, j] += eigen.vectors[i, k] * factor
        }
      }
    }
    var directions = jacobian.transposed * inverse
    let identity = gram * inverse
    for j in 0..<active.count where lengths[j] > 0 {
      for i in 0..<count { directions[i, j] /= lengths[j] }
    }
    matrix = directions
    isTestable = constraints.indices.map {
      lengths[$0] > 0 && identity[$0, $0] > 1 - 1e-8
    }
  }
}
