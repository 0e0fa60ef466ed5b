import Estimation
import FitSettings
import Specification

extension Setting {
  /// The rules by which the text becomes a parameter table.
  static let modelSettings: [Setting] = [
    Setting(
      "kind", "name", .choice(["sem", "cfa", "growth", "lavaan"]),
      "The defaults of lavaan's function of this name: sem, cfa, growth or "
        + "lavaan.",
      default: .value("sem")
    ) { value, _, settings in
      settings.options.model.kind = try SettingValue.choice(
        value, "kind of model")
    },
    derived("meanstructure", "Are means in the model?", .words("if needed")) {
      $1.meanStructure = $0
    },
    byKind(
      "int-ov-free", "Are observed intercepts free?",
      \.observedInterceptsFree
    ) { $1.observedInterceptsFree = $0 },
    byKind(
      "int-lv-free", "Are latent intercepts free?", \.latentInterceptsFree
    ) { $1.latentInterceptsFree = $0 },
    truth(
      "std-lv", "Scale latent variables by their variance, not by a loading?"
    ) { $1.options.model.standardizeLatent = $0 },
    truth(
      "composites",
      "Does `<~` form composites? Else it is a regression without an error, as "
        + "in lavaan before 0.6-20.", default: true
    ) { $1.options.model.formsComposites = $0 },
    Setting(
      "effect-coding", "which", .choices(["loadings", "intercepts"]),
      "Scale by effect coding: loadings, intercepts.", default: .value("false")
    ) { value, _, settings in
      try readEffectCoding(value, into: &settings.options.model)
    },
    derived(
      "fixed-x",
      "Are the moments of exogenous observed variables fixed to the sample's?",
      .words(fixedExogenousWords)
    ) { $1.fixedExogenous = $0 },
    derived(
      "conditional-x",
      "Is the model one of the moments given exogenous observed variables?",
      .words("`false`; `true` with ordered variables")
    ) {
      $1.conditionsOnExogenous = $0
      $1.keepsExogenousJoint = !$0
    },
    Setting(
      "parameterization", "which",
      .choice(ResponseParameterization.allCases.map(\.rawValue)),
      "What scales the responses behind ordered variables: delta, scaling "
        + "factors; theta, residual variances.", default: .value("delta")
    ) { value, _, settings in
      settings.options.model.parameterization = try SettingValue.choice(
        value, "parameterization")
    },
    truth("orthogonal", "Are latent variables uncorrelated?") {
      $1.options.model.orthogonalExogenous = $0
      $1.options.model.orthogonalEndogenous = $0
    },
    truth("orthogonal-x", "Are exogenous latent ones uncorrelated?") {
      $1.options.model.orthogonalExogenous = $0
    },
    truth("orthogonal-y", "Are endogenous latent ones uncorrelated?") {
      $1.options.model.orthogonalEndogenous = $0
    },
    byKind(
      "auto-fix-first", "Is the first loading fixed to 1?", \.fixFirstLoading
    ) { $1.fixFirstLoading = $0 },
    byKind(
      "auto-fix-single",
      "Is a single indicator's residual variance fixed to 0?",
      \.fixSingleIndicator
    ) { $1.fixSingleIndicator = $0 },
    byKind("auto-var", "Are variances added?", \.addVariances) {
      $1.addVariances = $0
    },
    byKind(
      "auto-cov-lv-x", "Are covariances of exogenous latent variables added?",
      \.addExogenousCovariances
    ) { $1.addExogenousCovariances = $0 },
    byKind(
      "auto-cov-y", "Are covariances of endogenous variables' residuals added?",
      \.addEndogenousCovariances
    ) { $1.addEndogenousCovariances = $0 },
    Setting(
      "products", "which", .choice(["matched", "all"]),
      "Which products of indicators measure a product of latent variables: "
        + "matched or all.",
      default: .words("`matched`, if they are equally many")
    ) { value, _, settings in
      settings.options.model.productPairing = try SettingValue.choice(
        value, "choice of product indicators", of: ProductPairing.self)
    },
    Setting(
      "product-centering", "how", .choice(["double", "single", "none"]),
      "How these are centred: double, single or none.",
      default: .value("double")
    ) { value, _, settings in
      settings.options.productCentering = try SettingValue.choice(
        value, "centring of products")
    },
    Setting(
      "group-equal", "a,b",
      .choices(setsOfContinuous + ["thresholds", "all", "none"]),
      "What groups have in common: "
        + "\(setsOfContinuous.joined(separator: ", ")), thresholds; all or "
        + "none.",
      default: .value("none")
    ) { value, _, settings in
      settings.inference.groupEqual = try readGroupEqual(value)
    },
    Setting(
      "group-partial", "a,b", .text,
      "Exceptions from `group-equal`, such as 'x2~1,visual=~x3'.",
      default: .words("none")
    ) { value, _, settings in
      settings.options.model.groupPartial = try SettingValue.list(value)
    },
  ]

  private static func readGroupEqual(
    _ value: String
  ) throws -> Set<GroupEquality> {
    switch SettingValue.trimmed(value).lowercased() {
    case "", "none", "false": return []
    case "all": return Set(GroupEquality.allCases)
    default:
      return Set(
        try SettingValue.list(value).map {
          try SettingValue.choice(
            $0, "set of parameters", of: GroupEquality.self)
        })
    }
  }

  /// The sets of parameters that models of continuous variables have.
  static let setsOfContinuous = GroupEquality.allCases.filter {
    ![.thresholds, .compositeLoadings].contains($0)
  }.map(\.rawValue)

  /// A truth value that the options' other choices decide without it.
  private static func derived(
    _ name: String, _ help: String, _ usual: Default,
    reading: @escaping @Sendable (Bool, inout ModelOptions) -> Void
  ) -> Setting {
    Setting(name, "bool", .truth, help, default: usual) { value, _, settings in
      reading(try SettingValue.bool(value), &settings.options.model)
    }
  }

  /// A truth value that the kind of model decides without the option.
  static func byKind(
    _ name: String, _ help: String, _ usual: KeyPath<KindDefaults, Bool>,
    reading: @escaping @Sendable (Bool, inout ModelOptions) -> Void
  ) -> Setting {
    func kinds(_ value: Bool) -> [String] {
      ModelKind.allCases.filter {
        KindDefaults($0)[keyPath: usual] == value
      }.map(\.rawValue)
    }
    let own = KindDefaults(ModelOptions().kind)[keyPath: usual]
    return derived(
      name, help,
      .words(
        "`\(own)`; `\(!own)` with "
          + Condition<Void>.optionWords("kind", kinds(!own))),
      reading: reading)
  }

  /// The estimators for which moments are fixed.
  private static var fixedExogenousWords: String {
    let random = Estimator.allCases.filter { estimator in
      var options = FitOptions()
      options.estimation.estimator = estimator
      return options.resolved.model.fixedExogenous == false
    }
    return "`true`; `false` with "
      + Condition<Void>.optionWords("estimator", random.map(\.rawValue))
      + ", and with `correlation: true`"
  }

  private static func readEffectCoding(
    _ value: String, into options: inout ModelOptions
  ) throws {
    if let flag = try? SettingValue.bool(value) {
      options.effectCodingLoadings = flag
      options.effectCodingIntercepts = flag
      return
    }
    let items = try SettingValue.list(value).map { $0.lowercased() }
    for item in items where item != "loadings" && item != "intercepts" {
      throw InputError.unknown(
        "effect coding", item,
        among: ["loadings", "intercepts", "true", "false"])
    }
    options.effectCodingLoadings = items.contains("loadings")
    options.effectCodingIntercepts = items.contains("intercepts")
  }
}
