internal import Messages
internal import ModelSyntax
internal import Specification

/// The values of a population's rows before anything is solved.
struct PopulationValues {
  let table: ParameterTable
  let scale: PopulationModel.Scale
  let estimates: [ParameterKey: Double]?
  let open: OpenVariances
  let isDerived: (Int) -> Bool

  /// The value of each row; NaN for what is solved, what follows from others,
  /// and constraints.
  ///
  /// - Throws: `LatentError` naming the parameters without a value.
  func rows() throws(LatentError) -> [Double] {
    var missing: [ParameterRow] = []
    var values = [Double](repeating: .nan, count: table.rows.count)
    for (index, row) in table.rows.enumerated()
    where row.block != nil && !row.op.isConstraint && row.op != .groupWeight {
      if isDerived(index) { continue }
      if let value = value(of: row) {
        values[index] = value
      } else if !isSolved(row) {
        missing.append(row)
      }
    }
    guard missing.isEmpty else { throw error(missing) }
    return values
  }

  private func isVariance(_ row: ParameterRow) -> Bool {
    row.op == .covariance && row.lhs == row.rhs
  }

  private func isSolved(_ row: ParameterRow) -> Bool {
    scale == .standardized && isVariance(row)
  }

  private func value(of row: ParameterRow) -> Double? {
    // What default rules fix here may have been free in the fit.
    if row.origin == .automatic, let estimate = estimates?[row.key] {
      return estimate
    }
    if let value = row.fixedValue ?? row.start { return value }
    if let estimate = estimates?[row.key] { return estimate }
    guard row.origin == .automatic else { return nil }
    switch row.op {
    case .covariance where row.lhs == row.rhs:
      let isFree = estimates == nil && scale == .asWritten
      return isFree && open.isExogenous(row) ? 1 : nil
    case .covariance, .intercept: return 0
    default: return nil
    }
  }

  private func error(_ rows: [ParameterRow]) -> LatentError {
    let names = rows.map { $0.written(in: table) }.distinct
    let one = names.count == 1
    let list = listing(names.map { "`\($0)`" }, limit: 8)
    if estimates != nil {
      return LatentError(
        code: .populationNoValue,
        message: "The fit has no estimate of \(list).",
        remedy: "Give the fit of this very model, or a value in the text.")
    }
    guard rows.allSatisfy({ isVariance($0) }) else {
      return LatentError(
        code: .populationNoValue,
        message: "The population has no value of \(list).",
        remedy: "Write a number before the variable, such as `f =~ 0.7*x1`.")
    }
    let name = rows[0].lhs
    return LatentError(
      code: .populationNoValue,
      message: "The population has no value of "
        + (one ? "the residual variance" : "the residual variances")
        + " \(list).",
      remedy: "Write values, such as `\(name) ~~ 0.5*\(name)`, or have all "
        + "variances be 1 by `population: standardized`.")
  }
}

extension ParameterRow {
  /// The parameter as a text would have it, with its group where there are
  /// several.
  func written(in table: ParameterTable) -> String {
    let own =
      op == .intercept ? "\(lhs) ~ 1" : "\(lhs) \(op.rawValue) \(rhs)"
    guard table.groupLabels.count > 1, let group = groupIndex else {
      return own
    }
    return "\(own) [\(table.groupLabels[group])]"
  }
}

extension LatentError {
  /// A variance below 0.
  static func negativeVariance(
    _ row: ParameterRow, _ value: Double, in table: ParameterTable
  ) -> LatentError {
    LatentError(
      code: .populationNotPositiveDefinite,
      message: "The population has a negative variance, "
        + "`\(row.written(in: table))`: \(NumberStyle.fixed(value, 3)).",
      remedy: "Make the paths to \(row.lhs) weaker, or give another variance.")
  }
}
