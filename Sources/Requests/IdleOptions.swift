import FitSettings
import Latent
import ModelSyntax
import Specification
import VariableNames

/// Options that are asked for and leave the model as it would be without them.
///
/// An option is idle if its value is not the default and the parameter table
/// is the same with the default: so it is found whatever the reason.
struct IdleOptions {
  let model: Model
  let settings: AnalysisSettings
  /// The parameter table of the fit.
  let table: ParameterTable

  /// An option of the parameter table.
  private struct Probe {
    var name: String
    /// Whether a value is asked for that is not the default.
    var isGiven: (ModelOptions) -> Bool
    var reset: (inout ModelOptions) -> Void
    /// What the model lacks where the option is idle.
    var reason: String
  }

  private static func probes(_ kind: ModelKind, isML: Bool) -> [Probe] {
    let kindDefaults = KindDefaults(kind)
    let noLatent = "no loading depends on it"
    let noExogenous = "there is no exogenous observed variable"
    let noPair = "there are no two such variables"
    func choice(
      _ name: String, _ path: WritableKeyPath<ModelOptions, Bool?>,
      usually: Bool, _ reason: String
    ) -> Probe {
      Probe(
        name: name, isGiven: { ($0[keyPath: path] ?? usually) != usually },
        reset: { $0[keyPath: path] = usually }, reason: reason)
    }
    func flag(
      _ name: String, _ paths: [WritableKeyPath<ModelOptions, Bool>],
      _ reason: String
    ) -> Probe {
      Probe(
        name: name,
        isGiven: { options in paths.allSatisfy { options[keyPath: $0] } },
        reset: { options in
          for path in paths { options[keyPath: path] = false }
        }, reason: reason)
    }
    return [
      choice(
        "int-ov-free", \.observedInterceptsFree,
        usually: kindDefaults.observedInterceptsFree,
        "no intercept depends on it"),
      choice(
        "int-lv-free", \.latentInterceptsFree,
        usually: kindDefaults.latentInterceptsFree,
        "no latent intercept depends on it"),
      flag("std-lv", [\.standardizeLatent], noLatent),
      flag(
        "effect-coding",
        [\.effectCodingLoadings, \.effectCodingIntercepts], noLatent),
      choice("fixed-x", \.fixedExogenous, usually: isML, noExogenous),
      flag(
        "orthogonal", [\.orthogonalExogenous, \.orthogonalEndogenous], noPair),
      flag("orthogonal-x", [\.orthogonalExogenous], noPair),
      flag("orthogonal-y", [\.orthogonalEndogenous], noPair),
      flag("marker-int-zero", [\.markerInterceptsZero], noLatent),
      choice(
        "auto-fix-first", \.fixFirstLoading,
        usually: kindDefaults.fixFirstLoading, noLatent),
      choice(
        "auto-fix-single", \.fixSingleIndicator,
        usually: kindDefaults.fixSingleIndicator,
        "no latent variable has a single indicator"),
      choice(
        "auto-var", \.addVariances, usually: kindDefaults.addVariances,
        "no variance depends on it"),
      choice(
        "auto-cov-lv-x", \.addExogenousCovariances,
        usually: kindDefaults.addExogenousCovariances, noPair),
      choice(
        "auto-cov-y", \.addEndogenousCovariances,
        usually: kindDefaults.addEndogenousCovariances, noPair),
      Probe(
        name: "group-partial", isGiven: { !$0.groupPartial.isEmpty },
        reset: { $0.groupPartial = [] },
        reason: "`group-equal` does not make these parameters equal"),
    ]
  }

  /// What is to be said, a sentence an option.
  func warnings() throws -> [String] {
    let options = settings.options.resolved.model
    let isML = settings.options.estimation.estimator == .ml
    var warnings: [String] = []
    var given = Self.probes(options.kind, isML: isML)
      .filter { $0.isGiven(settings.options.model) }
    // One option stands for two.
    if given.contains(where: { $0.name == "orthogonal" }) {
      given.removeAll { $0.name.hasPrefix("orthogonal-") }
    }
    // All sets are asked for whatever the model has.
    let sets =
      options.groupEqual.count == GroupEquality.allCases.count
      ? [] : options.groupEqual
    if !given.isEmpty || !sets.isEmpty {
      var actual = options
      actual.groupLabels = table.groupLabels
      actual.groupsFromText = false
      let own = try content(actual)
      for probe in given {
        var other = actual
        probe.reset(&other)
        guard let table = try? content(other), table == own else { continue }
        warnings.append(
          "The option `\(probe.name)` changes nothing in this model: "
            + "\(probe.reason).")
      }
      for set in sets.sorted(by: { $0.rawValue < $1.rawValue }) {
        var other = actual
        other.groupEqual.remove(set)
        guard let table = try? content(other), table == own else { continue }
        warnings.append(
          "The set `\(set.rawValue)` of `group-equal` changes nothing: the "
            + "groups' models have no free parameters in it.")
      }
    }
    return warnings + withoutObject + idleCentering
  }

  /// What a fit depends on in the parameter table of options.
  private func content(_ options: ModelOptions) throws -> ParameterTable {
    var table = try ParameterTable(lowering: model.tree, options: options)
    table.warnings = []
    return table
  }

  /// Options of what no model has.
  private var withoutObject: [String] {
    Setting.withoutObject.sorted { $0.key < $1.key }
      .filter { settings.given.contains($0.key) }
      .map {
        "The option `\($0.key)` changes nothing in this model: it has no "
          + "\($0.value)."
      }
  }

  /// Centring of variables that no product has.
  private var idleCentering: [String] {
    var factors: Set<String> = []
    for roles in table.roles {
      for name in roles.observed + roles.latent {
        let own = VariableProduct.factors(of: name)
        if own.count > 1 { factors.formUnion(own) }
      }
    }
    return settings.data.centered.filter { !factors.contains($0) }.map {
      "The option `center` shifts \($0), which is in no product of the model: "
        + "only its mean changes."
    }
  }
}
