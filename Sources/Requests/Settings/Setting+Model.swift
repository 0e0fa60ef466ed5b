import Latent

extension Setting {
  /// The rules by which the text becomes a parameter table.
  static let modelSettings: [Setting] = [
    Setting(
      "kind", "name", .choice(["sem", "cfa", "growth", "lavaan"]),
      "The defaults of lavaan's function of this name: sem (if not given), "
        + "cfa, growth or lavaan."
    ) { value, _, settings in
      settings.options.model.kind = try SettingValue.choice(
        value, "kind of model")
    },
    byKind("meanstructure", "Are means in the model?") {
      $1.meanStructure = $0
    },
    byKind("int-ov-free", "Are observed intercepts free?") {
      $1.observedInterceptsFree = $0
    },
    byKind("int-lv-free", "Are latent intercepts free?") {
      $1.latentInterceptsFree = $0
    },
    truth(
      "std-lv", "Scale latent variables by their variance, not by a loading?"
    ) { $1.options.model.standardizeLatent = $0 },
    Setting(
      "effect-coding", "which", .choices(["loadings", "intercepts"]),
      "Scale by effect coding: loadings, intercepts."
    ) { value, _, settings in
      try readEffectCoding(value, into: &settings.options.model)
    },
    byKind(
      "fixed-x",
      "Are the moments of exogenous observed variables fixed to the sample's?"
    ) { $1.fixedExogenous = $0 },
    truth(
      "conditional-x",
      "Is the model one of the moments given exogenous observed variables?"
    ) { $1.options.model.conditionsOnExogenous = $0 },
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
    byKind("auto-fix-first", "Is the first loading fixed to 1?") {
      $1.fixFirstLoading = $0
    },
    byKind(
      "auto-fix-single", "Is a single indicator's residual variance fixed to 0?"
    ) { $1.fixSingleIndicator = $0 },
    byKind("auto-var", "Are variances added?") { $1.addVariances = $0 },
    byKind(
      "auto-cov-lv-x", "Are covariances of exogenous latent variables added?"
    ) { $1.addExogenousCovariances = $0 },
    byKind(
      "auto-cov-y", "Are covariances of endogenous variables' residuals added?"
    ) { $1.addEndogenousCovariances = $0 },
    Setting(
      "products", "which", .choice(["matched", "all"]),
      "Which products of indicators measure a product of latent variables: "
        + "matched (if they are equally many) or all."
    ) { value, _, settings in
      settings.options.model.productPairing =
        value.lowercased() == "default"
        ? nil
        : try SettingValue.choice(
          value, "choice of product indicators", of: ProductPairing.self)
    },
    Setting(
      "product-centering", "how", .choice(["double", "single", "none"]),
      "How these are centred: double (if not given), single or none."
    ) { value, _, settings in
      settings.options.productCentering =
        value.lowercased() == "default"
        ? .double : try SettingValue.choice(value, "centring of products")
    },
    Setting(
      "group-equal", "a,b",
      .choices(GroupEquality.allCases.map(\.rawValue) + ["all", "none"]),
      "What groups have in common: loadings, intercepts, residuals, means, "
        + "lv.variances, lv.covariances, residual.covariances, regressions; "
        + "all or none (if not given)."
    ) { value, _, settings in
      settings.options.model.groupEqual = try readGroupEqual(value)
    },
    Setting(
      "group-partial", "a,b", .text,
      "Exceptions from --group-equal, such as 'x2~1,visual=~x3'."
    ) { value, _, settings in
      settings.options.model.groupPartial = try SettingValue.list(value)
    },
  ]

  private static func readGroupEqual(
    _ value: String
  ) throws -> Set<GroupEquality> {
    switch SettingValue.trimmed(value).lowercased() {
    case "", "none", "default", "false": return []
    case "all": return Set(GroupEquality.allCases)
    default:
      return Set(
        try SettingValue.list(value).map {
          try SettingValue.choice(
            $0, "set of parameters", of: GroupEquality.self)
        })
    }
  }

  /// A truth value that the kind of model decides without the option.
  private static func byKind(
    _ name: String, _ help: String,
    reading: @escaping @Sendable (Bool?, inout ModelOptions) -> Void
  ) -> Setting {
    Setting(name, "bool", .truth, help) { value, _, settings in
      reading(try SettingValue.optionalBool(value), &settings.options.model)
    }
  }

  private static func readEffectCoding(
    _ value: String, into options: inout ModelOptions
  ) throws {
    if let flag = try? SettingValue.bool(value, default: false) {
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
