import Latent

extension Setting {
  static let estimationSettings: [Setting] = [
    Setting(name: "estimator") { value, _, request in
      request.options.estimation.estimator = try readEstimator(value)
    },
    Setting(name: "likelihood") { value, _, request in
      request.options.estimation.likelihood =
        value.lowercased() == "default"
        ? .normal : try SettingValue.choice(value, "likelihood")
    },
    Setting(name: "information") { value, _, request in
      request.options.information =
        value.lowercased() == "default"
        ? nil : try SettingValue.choice(value, "information")
    },
    Setting(name: "se") { value, _, request in
      request.options.standardErrors = try readStandardErrors(value)
    },
    Setting(name: "test") { value, _, _ in
      try readTest(value)
    },
    Setting(name: "bounds") { value, _, request in
      request.options.estimation.bounds = try readBounds(value)
    },
    Setting(name: "level") { value, _, request in
      request.options.confidenceLevel = try SettingValue.level(value)
    },
    Setting(name: "iter-max") { value, _, request in
      guard let count = Int(value), count > 0 else {
        throw InputError(
          message: "`\(value)` is no number of iterations.",
          help: "Expected a whole number above 0.")
      }
      request.options.estimation.maximumIterations = count
    },
  ]

  /// lavaan's further estimators, with what serves now.
  private static let laterEstimators: [String: String] = [
    "mlr": "ML", "mlm": "ML", "mlmv": "ML", "mlmvs": "ML", "fiml": "ML",
    "pml": "ML", "fml": "ML", "miiv": "ML", "iv": "ML", "dwls": "WLS or ULS",
    "wlsm": "WLS", "wlsmv": "WLS", "wlsmvs": "WLS", "ulsm": "ULS",
    "ulsmv": "ULS", "ulsmvs": "ULS", "dls": "GLS",
  ]

  private static func readEstimator(_ value: String) throws -> Estimator {
    let name = value.lowercased()
    switch name {
    case "default": return .ml
    case "adf": return .wls
    case "mlf":
      throw InputError(
        message: "The estimator `\(value)` has no name of its own here.",
        help: "Use estimator ML with information first.order.")
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
  ) throws -> StandardErrorKind {
    let later = [
      "robust", "robust.sem", "robust.huber.white", "robust.sem.nt",
      "robust.mlr", "external", "two.step",
    ]
    let name = value.lowercased()
    if name == "default" { return .standard }
    if name == "boot" { return .bootstrap }
    if later.contains(name) {
      throw SettingValue.comesLater(
        "`se: \(value)`", use: "Use standard, bootstrap or none.")
    }
    return try SettingValue.choice(value, "kind of standard errors")
  }

  private static func readTest(_ value: String) throws {
    let later = [
      "none", "satorra.bentler", "satorra-bentler", "yuan.bentler",
      "yuan-bentler", "yuan.bentler.mplus", "mean.var.adjusted",
      "satterthwaite", "scaled.shifted",
      "browne.residual.adf", "browne.residual.nt",
    ]
    let name = value.lowercased()
    if name == "standard" || name == "default" { return }
    if name == "bollen.stine" || name == "bootstrap" {
      throw InputError(
        message: "`test: \(value)` is a command of its own.",
        help: "Use `latent bootstrap MODEL DATA --bootstrap-kind "
          + "bollen.stine`.")
    }
    if later.contains(name) {
      throw SettingValue.comesLater(
        "`test: \(value)`", use: "Use standard.")
    }
    throw InputError.unknown("test", value, among: ["standard"])
  }

  private static func readBounds(_ value: String) throws -> BoundsKind {
    switch value.lowercased() {
    case "default", "false": return .none
    case let name
    where BoundsKind(rawValue: name) == nil
      && ["standard", "wide", "wide.zerovar", "true"].contains(name):
      throw SettingValue.comesLater(
        "`bounds: \(value)`",
        use:
          "Expected \(InputError.listing(BoundsKind.allCases.map(\.rawValue)))."
      )
    default: return try SettingValue.choice(value, "bounds")
    }
  }
}
