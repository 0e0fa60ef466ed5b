internal import Estimation
internal import FitSettings
internal import Messages
internal import ModelSyntax
internal import MomentStructure
internal import Specification

/// Estimates that stopped at a bound.
enum ActiveBounds {
  /// The free parameters that lie on a bound.
  static func parameters(_ fitter: Fitter, _ estimates: Estimates) -> Set<Int> {
    let space = fitter.space
    return Set(
      space.activeBounds(at: estimates.theta).map { space.bounds[$0].parameter }
    )
  }

  /// One warning that names them.
  static func warnings(_ fitter: Fitter, _ estimates: Estimates)
    -> [LatentWarning]
  {
    let model = fitter.model
    let names = parameters(fitter, estimates).sorted().map { parameter in
      model.table.rows[model.rowOfParameter[parameter]].key.description
    }
    return inequalities(fitter, estimates)
      + (names.isEmpty ? [] : [onBounds(names)])
  }

  private static func onBounds(_ names: [String]) -> LatentWarning {
    LatentWarning(
      code: "bounds.active",
      message: "Estimates that lie on a bound: "
        + "\(names.joined(separator: "; ")). They have no standard errors, and "
        + "those of other estimates are those of the model in which they are "
        + "fixed there.")
  }

  /// One warning that names inequalities which hold with equality.
  private static func inequalities(_ fitter: Fitter, _ estimates: Estimates)
    -> [LatentWarning]
  {
    let table = fitter.model.table
    let bounded = parameters(fitter, estimates)
    let names = table.constraints.compactMap { constraint -> String? in
      let row = table.rows[constraint.row]
      guard row.op == .less || row.op == .greater else { return nil }
      let value = constraint.expression.value(estimates.rowValues)
      guard abs(value) <= 1e-7 else { return nil }
      // A bound on one parameter is named as a bound.
      let free = Set(
        constraint.expression.rows.compactMap { table.rows[$0].parameter })
      if free.count == 1, free.isSubset(of: bounded) { return nil }
      return "\(row.lhs) \(row.op.rawValue) \(row.rhs)"
    }
    if names.isEmpty { return [] }
    return [
      LatentWarning(
        code: "constraints.active",
        message: "Inequalities that hold with equality: "
          + "\(names.joined(separator: "; ")). Standard errors and p values "
          + "are those of equalities: they assume that the estimates would "
          + "stay there in every sample.")
    ]
  }
}
