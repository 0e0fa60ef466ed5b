import Latent

extension Setting {
  static let estimationSettings: [Setting] = [
    Setting(name: "estimator") { value, _, request in
      request.inference.preset = try readEstimator(value)
    },
    Setting(name: "likelihood") { value, _, request in
      request.options.estimation.likelihood =
        value.lowercased() == "default"
        ? .normal : try SettingValue.choice(value, "likelihood")
    },
    Setting(name: "information") { value, _, request in
      request.inference.information =
        value.lowercased() == "default"
        ? nil : try SettingValue.choice(value, "information")
    },
    Setting(name: "h1-information") { value, _, request in
      request.options.h1Information =
        value.lowercased() == "default"
        ? .structured : try SettingValue.choice(value, "h1-information")
    },
    Setting(name: "observed-information") { value, _, request in
      request.options.observedInformation =
        value.lowercased() == "default"
        ? nil : try SettingValue.choice(value, "observed-information")
    },
    Setting(name: "se") { value, _, request in
      request.inference.standardErrors = try readStandardErrors(value)
    },
    Setting(name: "test") { value, _, request in
      request.inference.tests = try readTests(value)
    },
    Setting(name: "bounds") { value, _, request in
      request.options.estimation.bounds = try readBounds(value)
    },
    Setting(name: "level") { value, _, request in
      request.options.confidenceLevel = try SettingValue.level(
        value, "confidence level", such: 0.95)
    },
    Setting(name: "iter-max") { value, _, request in
      request.options.estimation.maximumIterations = try SettingValue.whole(
        value, "number of iterations")
    },
  ]

  /// lavaan's further estimators, with what serves now.
  private static let laterEstimators: [String: String] = [
    "fiml": "ML", "pml": "ML", "fml": "ML", "miiv": "ML", "iv": "ML",
    "dwls": "ULSM or WLS", "wlsm": "ULSM", "wlsmv": "ULSMV",
    "wlsmvs": "ULSMVS", "dls": "GLS",
  ]

  private static func readEstimator(_ value: String) throws
    -> EstimatorPreset?
  {
    let name = value.lowercased()
    switch name {
    case "default": return nil
    case "adf": return .wls
    default: break
    }
    if let alternative = laterEstimators[name] {
      throw SettingValue.comesLater(
        "The estimator \(value)", use: "Use \(alternative) instead.")
    }
    return try SettingValue.choice(value, "estimator")
  }

  private static func readStandardErrors(
    _ value: String
  ) throws -> InferenceRequest.Errors? {
    let name = value.lowercased()
    switch name {
    case "default": return nil
    case "boot": return .kind(.bootstrap)
    case "robust": return .robust
    case "robust.mlr": return .kind(.robustHuberWhite)
    case "robust.mlm": return .kind(.robustSEM)
    case "robust.sem.nt", "external", "two.step":
      throw SettingValue.comesLater(
        "`se: \(value)`",
        use: "Use standard, robust.sem, robust.huber.white, bootstrap or none."
      )
    default: break
    }
    return .kind(try SettingValue.choice(value, "kind of standard errors"))
  }

  /// Tests that have more than one name.
  private static let testAliases: [String: TestKind] = [
    "default": .standard, "chisq": .standard,
    "satorra-bentler": .satorraBentler, "sb": .satorraBentler,
    "yuan-bentler": .yuanBentler, "yuan-bentler-mplus": .yuanBentlerMplus,
    "satterthwaite": .meanVarAdjusted, "mean-var-adjusted": .meanVarAdjusted,
    "scaled-shifted": .scaledShifted,
    "browne": .browneResidualADF, "residual": .browneResidualADF,
  ]

  private static func readTests(_ value: String) throws -> [TestKind]? {
    let names = try SettingValue.list(value).map { $0.lowercased() }
    if names == ["none"] { return [] }
    if names == ["default"] { return nil }
    return try names.map { name in
      if name == "bollen.stine" || name == "bootstrap" {
        throw InputError(
          message: "`test: \(name)` is a command of its own.",
          help: "Use `latent bootstrap MODEL DATA --bootstrap-kind "
            + "bollen.stine`.")
      }
      if name == "none" {
        throw InputError(
          message: "The test `none` stands beside others: `\(value)`.",
          help: "Write `none` alone.")
      }
      if let known = testAliases[name] { return known }
      return try SettingValue.choice(name, "test")
    }
  }

  private static func readBounds(_ value: String) throws -> BoundsKind {
    switch value.lowercased() {
    case "default", "false": return .none
    case "true": return .wide
    default: return try SettingValue.choice(value, "bounds")
    }
  }
}
