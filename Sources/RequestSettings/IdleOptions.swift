internal import Estimation
internal import FitSettings
package import Specification
import VariableNames

extension AnalysisSettings {
  /// Warnings about variables that are centred although no product has them.
  ///
  /// - Parameter table: The model's parameter table.
  /// - Returns: A sentence for each variable.
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

  /// Warnings about options that leave a fit of this model as it is.
  ///
  /// - Parameter table: The model's parameter table.
  /// - Returns: A sentence for each option.
  package func idleChoices(_ table: ParameterTable) -> [String] {
    let hasLatent = table.roles.contains { !$0.latent.isEmpty }
    let hasMeans = table.hasMeanStructure
    let noOrdered = "there is no ordered variable"
    let choices: [(name: String, isIdle: Bool, lack: String)] = [
      (
        "bounds",
        options.estimation.bounds == .positiveLatentVariances && !hasLatent,
        "the model has no latent variables"
      ),
      (
        "marker-int-zero",
        options.model.markerInterceptsZero
          && !(hasLatent && hasMeans),
        hasLatent
          ? "the model has no means" : "the model has no latent variables"
      ),
      (
        "group-layout", table.groupLabels.count < 2,
        "the model has one group"
      ),
      (
        "sampling-weights-type", options.samplingWeights == nil,
        "there are no sampling weights"
      ),
      ("zero-add", !table.hasOrdered, noOrdered),
      ("zero-keep-margins", !table.hasOrdered, noOrdered),
      ("zero-cell-warn", !table.hasOrdered, noOrdered),
      (
        "sample-cov-rescale", data.covariances.isEmpty,
        "it concerns covariances that `cov` gives"
      ),
    ]
    return choices.filter { $0.isIdle && given.contains($0.name) }.map {
      "The option `\($0.name)` changes nothing here: \($0.lack)."
    }
  }

  /// Warnings about options whose object no model has, or every one.
  ///
  /// - Parameter table: The model's parameter table.
  /// - Returns: A sentence for each option.
  package func withoutObject(_ table: ParameterTable) -> [String] {
    Setting.withoutObject.sorted { $0.key < $1.key }
      .filter { given.contains($0.key) }
      .map { option in
        let remains: String? =
          switch option.value {
          case "exploratory blocks" where !table.exploratoryBlocks.isEmpty:
            "exploratory blocks are identified whatever it says."
          default: nil
          }
        return "The option `\(option.key)` changes nothing in this model: "
          + (remains ?? "it has no \(option.value).")
      }
  }
}
