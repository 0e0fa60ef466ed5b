package import Specification
import VariableNames

extension AnalysisSettings {
  /// What is to be said of centring variables that no product has.
  ///
  /// - Parameter table: The model's parameter table.
  /// - Returns: A sentence a variable.
  package func idleCentering(_ table: ParameterTable) -> [String] {
    var factors: Set<String> = []
    for roles in table.roles {
      for name in roles.observed + roles.latent {
        let own = VariableProduct.factors(of: name)
        if own.count > 1 { factors.formUnion(own) }
      }
    }
    return data.centered.filter { !factors.contains($0) }.map {
      "The option `center` shifts \($0), which is in no product of the model: "
        + "only its mean changes."
    }
  }

  /// What is to be said of options of what no model has.
  ///
  /// - Returns: A sentence an option.
  package var withoutObject: [String] {
    Setting.withoutObject.sorted { $0.key < $1.key }
      .filter { given.contains($0.key) }
      .map {
        "The option `\($0.key)` changes nothing in this model: it has no "
          + "\($0.value)."
      }
  }
}
