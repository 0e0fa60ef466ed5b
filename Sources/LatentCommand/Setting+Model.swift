import Latent

extension Setting {
  static let modelSettings: [Setting] = [
    Setting(name: "kind") { value, _, request in
      request.options.model.kind = try SettingValue.choice(
        value, "kind of model")
    },
    optional("meanstructure", \.meanStructure),
    optional("int-ov-free", \.observedInterceptsFree),
    optional("int-lv-free", \.latentInterceptsFree),
    Setting(name: "std-lv") { value, _, request in
      request.options.model.standardizeLatent = try SettingValue.bool(
        value, default: false)
    },
    Setting(name: "effect-coding") { value, _, request in
      try readEffectCoding(value, into: &request.options.model)
    },
    optional("fixed-x", \.fixedExogenous),
    Setting(name: "conditional-x") { value, _, request in
      request.options.model.conditionsOnExogenous = try SettingValue.bool(
        value, default: false)
    },
    Setting(name: "orthogonal") { value, _, request in
      let isOrthogonal = try SettingValue.bool(value, default: false)
      request.options.model.orthogonalExogenous = isOrthogonal
      request.options.model.orthogonalEndogenous = isOrthogonal
    },
    Setting(name: "orthogonal-x") { value, _, request in
      request.options.model.orthogonalExogenous = try SettingValue.bool(
        value, default: false)
    },
    Setting(name: "orthogonal-y") { value, _, request in
      request.options.model.orthogonalEndogenous = try SettingValue.bool(
        value, default: false)
    },
    optional("auto-fix-first", \.fixFirstLoading),
    optional("auto-fix-single", \.fixSingleIndicator),
    optional("auto-var", \.addVariances),
    optional("auto-cov-lv-x", \.addExogenousCovariances),
    optional("auto-cov-y", \.addEndogenousCovariances),
    Setting(name: "products") { value, _, request in
      request.options.model.productPairing =
        value.lowercased() == "default"
        ? nil
        : try SettingValue.choice(
          value, "choice of product indicators", of: ProductPairing.self)
    },
    Setting(name: "product-centering") { value, _, request in
      request.options.productCentering =
        value.lowercased() == "default"
        ? .double : try SettingValue.choice(value, "centring of products")
    },
    Setting(name: "group-equal") { value, _, request in
      request.options.model.groupEqual = Set(
        try SettingValue.list(value).map {
          try SettingValue.choice(
            $0, "set of parameters", of: GroupEquality.self)
        })
    },
    Setting(name: "group-partial") { value, _, request in
      request.options.model.groupPartial = try SettingValue.list(value)
    },
  ]

  private static func optional(
    _ name: String,
    _ path: any WritableKeyPath<ModelOptions, Bool?> & Sendable
  ) -> Setting {
    Setting(name: name) { value, _, request in
      request.options.model[keyPath: path] = try SettingValue.optionalBool(
        value)
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
