package import Messages
internal import ModelSyntax
package import Specification

extension ParameterTable {
  /// The reason why the responses behind a block's ordered variables cannot be
  /// scaled.
  ///
  /// In delta the residual variance of a response is what its scale leaves, and
  /// not one of the parameters that Σ is made of: variables that depend on the
  /// response take it for 1.
  ///
  /// - Parameter block: The block, from 0.
  /// - Returns: `nil` if they can.
  package func responseRefusal(block: Int) -> LatentError? {
    let ordered = thresholdCounts(block: block)
    guard !ordered.isEmpty else { return nil }
    // The rows of each variable: all of them for each would take long.
    var own: [String: [ParameterRow]] = [:]
    for row in rows where row.blockIndex == block {
      if ordered[row.lhs] != nil { own[row.lhs, default: []].append(row) }
      if row.rhs != row.lhs, ordered[row.rhs] != nil {
        own[row.rhs, default: []].append(row)
      }
    }
    let given = Set(conditionsOnExogenous ? roles[block].observedExogenous : [])
    for name in roles[block].observed where ordered[name] != nil {
      if let refusal = scaleRefusal(of: name, own[name] ?? [], given) {
        return refusal
      }
    }
    return nil
  }

  /// The same for one variable.
  ///
  /// - Parameters:
  ///   - name: The variable.
  ///   - rows: The rows that name it on either side.
  ///   - given: The variables that the others are given.

  private func scaleRefusal(
    of name: String, _ rows: [ParameterRow], _ given: Set<String>
  ) -> LatentError? {
    func isFree(_ op: ModelOperator) -> Bool {
      rows.contains {
        $0.lhs == name && $0.op == op && $0.isFree
          && (op != .covariance || $0.rhs == name)
      }
    }
    if let scale = rows.first(where: {
      $0.lhs == name && $0.op == .scaling && ($0.fixedValue ?? 1) <= 0
    }) {
      return LatentError(
        code: .modelScaleNotPositive,
        message: "The scaling factor `\(name) ~*~ \(name)` is fixed to "
          + "\((scale.fixedValue ?? 0).asWritten), and scales are positive.",
        remedy: "Fix it to a number above 0, or leave it out.")
    }
    switch parameterization {
    case .theta:
      guard isFree(.scaling) else { return nil }
      return LatentError(
        code: .modelScaleOfTheta,
        message: "The scaling factor `\(name) ~*~ \(name)` is free, and "
          + "`parameterization: theta` has residual variances instead.",
        remedy: "Free `\(name) ~~ \(name)`, or use `parameterization: delta`.")
    case .delta:
      if isFree(.covariance) {
        return LatentError(
          code: .modelVarianceOfDelta,
          message: "The residual variance `\(name) ~~ \(name)` of an ordered "
            + "variable is free, and with `parameterization: delta` it is what "
            + "the scaling factor leaves.",
          remedy: "Free `\(name) ~*~ \(name)`, or use "
            + "`parameterization: theta`.")
      }
      if let variance = rows.first(where: {
        $0.key.isVariance && $0.lhs == name && $0.origin == .user
          && ($0.fixedValue ?? 1) != 1
      }) {
        return LatentError(
          code: .modelVarianceOfDelta,
          message: "The residual variance `\(name) ~~ \(name)` of an ordered "
            + "variable is fixed to "
            + "\((variance.fixedValue ?? 1).asWritten), and with "
            + "`parameterization: delta` it is what the scaling factor leaves.",
          remedy: "Leave it out, or use `parameterization: theta`.")
      }
      let predicts = rows.contains { $0.op == .regression && $0.rhs == name }
      let depends = rows.contains {
        $0.op == .measurement && $0.rhs == name
          || $0.op == .regression && $0.lhs == name && !given.contains($0.rhs)
      }
      let measures = rows.contains { $0.op == .measurement && $0.lhs == name }
      let isRescaled = rows.contains {
        $0.lhs == name && $0.rhs == name && $0.fixedValue != 1
          && ($0.op == .scaling || $0.op == .covariance)
      }
      guard predicts || measures, depends || isRescaled else { return nil }
      return LatentError(
        code: .modelMediatorOfDelta,
        message: "The ordered variable `\(name)` depends on others and "
          + "predicts others, which `parameterization: delta` has no residual "
          + "variance for.",
        remedy: "Use `parameterization: theta`.")
    }
  }
}
