internal import Estimation
internal import FitSettings
internal import Messages
internal import ModelSyntax
internal import Specification

/// Options that are asked for and leave the model as it would be without them.
///
/// An option is idle if its value is not the default and the parameter table
/// is the same with the default: so it is found for any reason.
struct IdleOptions {
  /// The text.
  let tree: SyntaxTree
  /// The choices as they were given.
  let given: FitOptions
  /// The parameter table of the fit.
  let table: ParameterTable

  /// An option of the parameter table.
  private struct Probe {
    var name: String
    /// Whether a value is asked for that is not the default.
    var isGiven: (ModelOptions) -> Bool
    var reset: (inout ModelOptions) -> Void
    /// The reason why the option is idle, as the end of a sentence.
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
        reset: { $0[keyPath: path] = nil }, reason: reason)
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
      flag("effect-coding: loadings", [\.effectCodingLoadings], noLatent),
      flag(
        "effect-coding: intercepts", [\.effectCodingIntercepts],
        "no intercept depends on it"),
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
        "auto-var", \.addVariances,
        usually: kindDefaults.addVariances,
        "no variance depends on it"),
      choice(
        "auto-cov-lv-x", \.addExogenousCovariances,
        usually: kindDefaults.addExogenousCovariances, noPair),
      choice(
        "auto-cov-y", \.addEndogenousCovariances,
        usually: kindDefaults.addEndogenousCovariances, noPair),
      choice(
        "auto-th", \.addThresholds, usually: kindDefaults.addThresholds,
        "no threshold depends on it"),
      choice(
        "auto-delta", \.addScales, usually: kindDefaults.addScales,
        "no scaling factor depends on it"),
      Probe(
        name: "group-partial", isGiven: { !$0.groupPartial.isEmpty },
        reset: { $0.groupPartial = [] },
        reason: "`group-equal` does not make these parameters equal"),
    ]
  }

  /// The warnings, one for each idle option.
  func warnings() -> [LatentWarning] {
    let options = given.model
    var plain = ModelOptions()
    plain.kind = options.kind
    var sentences: [String] = []
    if given.estimation.rotation != nil, table.exploratoryBlocks.isEmpty {
      sentences.append(
        "The options of rotations change nothing in this model: it has no two "
          + "factors of an `efa()` block.")
    }
    if options == plain { return warnings(sentences) }
    let isML = given.estimation.estimator.hasCaseLikelihood
    var probes = Self.probes(options.kind, isML: isML)
      .filter { $0.isGiven(given.model) }
    // One option stands for two.
    if probes.contains(where: { $0.name == "orthogonal" }) {
      probes.removeAll { $0.name.hasPrefix("orthogonal-") }
    }
    // All sets are asked for whatever the model has.
    let sets =
      options.groupEqual.count == GroupEquality.allCases.count
      ? [] : options.groupEqual.sorted { $0.rawValue < $1.rawValue }
    if options.parameterization != .delta, !table.hasOrdered {
      sentences.append(
        "The option `parameterization` changes nothing in this model: there is "
          + "no ordered variable.")
    }
    if probes.isEmpty, sets.isEmpty { return warnings(sentences) }
    guard let own = content(given) else { return warnings(sentences) }
    let idle = probes.filter { probe in
      var other = given
      probe.reset(&other.model)
      return content(other) == own
    }
    let idleSets = sets.filter { set in
      var other = given
      other.model.groupEqual.remove(set)
      return content(other) == own
    }
    sentences +=
      idle.map {
        "The option `\($0.name)` changes nothing in this model: \($0.reason)."
      }
      + idleSets.map {
        "The set `\($0.rawValue)` of `group-equal` changes nothing: "
          + (table.groupLabels.count > 1
            ? "the groups' models have no free parameters in it."
            : "there is one group.")
      }
    return warnings(sentences)
  }

  private func warnings(_ sentences: [String]) -> [LatentWarning] {
    sentences.map { LatentWarning(code: .optionsIdle, message: $0) }
  }

  /// The part of an option set's parameter table on which a fit depends: the
  /// table without its warnings.
  private func content(_ options: FitOptions) -> ParameterTable? {
    var options = options.resolved.model
    options.groupLabels = table.groupLabels
    options.groupsFromText = false
    for block in 0..<table.blockCount {
      options.thresholdCounts.merge(table.thresholdCounts(block: block)) {
        max($0, $1)
      }
    }
    guard var table = try? ParameterTable(lowering: tree, options: options)
    else { return nil }
    table.warnings = []
    return table
  }
}
