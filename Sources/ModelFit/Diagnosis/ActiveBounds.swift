internal import Estimation
internal import FitSettings
internal import Messages
internal import ModelSyntax
internal import MomentStructure
internal import Specification

/// Estimates that stopped at a bound.
enum ActiveBounds {
  /// The free parameters, from 0, that lie on a bound.
  static func parameters(_ fitter: Fitter, _ estimates: Estimates) -> Set<Int> {
    var result = Set<Int>()
    for bound in fitter.space.bounds
    where estimates.theta[bound.parameter] == bound.value {
      result.insert(bound.parameter)
    }
    return result
  }

  /// One warning that names them.
  static func warnings(_ fitter: Fitter, _ estimates: Estimates)
    -> [LatentWarning]
  {
    let model = fitter.model
    let names = parameters(fitter, estimates).sorted().map { parameter in
      model.table.rows[model.rowOfParameter[parameter]].key.description
    }
    if names.isEmpty { return [] }
    return [
      LatentWarning(
        code: "bounds.active",
        message: "Estimates that lie on a bound: "
          + "\(names.joined(separator: "; ")). Their standard errors and p values "
          + "assume that there is none.")
    ]
  }
}
