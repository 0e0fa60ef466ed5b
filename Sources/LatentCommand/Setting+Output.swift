import Latent

extension Setting {
  static let outputSettings: [Setting] = [
    Setting(name: "format") { value, _, request in
      request.output.format = try SettingValue.choice(value, "format")
    },
    Setting(name: "fit-measures") { value, _, request in
      request.output.report.fitMeasures = try readFitMeasures(value)
    },
    Setting(name: "standardized") { value, _, request in
      request.output.report.standardized = try readStandardized(value)
    },
    Setting(name: "residuals") { value, _, request in
      request.output.residuals = try readResiduals(value)
    },
    Setting(name: "implied") { value, _, request in
      request.output.report.showsImplied = try SettingValue.bool(
        value, default: false)
    },
    Setting(name: "vcov") { value, _, request in
      request.output.report.showsParameterCovariance =
        try SettingValue.bool(value, default: false)
    },
    Setting(name: "group-layout") { value, _, request in
      request.output.report.groupLayout = try SettingValue.choice(
        value, "layout of groups")
    },
    Setting(name: "output") { value, scope, request in
      request.output.path = scope.resolve(value)
    },
  ]

  /// Every fit measure that some fit has, so that a wrong name is found
  /// before the fit.
  private static let fitMeasureNames =
    [
      "npar", "fmin", "chisq", "df", "pvalue", "baseline_chisq", "baseline_df",
      "baseline_pvalue", "cfi", "tli", "nnfi", "rfi", "nfi", "pnfi", "ifi",
      "rni", "logl", "unrestricted_logl", "aic", "bic", "ntotal", "bic2",
      "rmsea", "rmsea_ci_lower", "rmsea_ci_upper", "rmsea_ci_level",
      "rmsea_pvalue", "rmsea_close_h0", "rmsea_notclose_pvalue",
      "rmsea_notclose_h0", "rmr", "rmr_nomean", "srmr", "srmr_bentler",
      "srmr_bentler_nomean", "crmr", "crmr_nomean", "srmr_mplus",
      "srmr_mplus_nomean", "cn_05", "cn_01", "gfi", "agfi", "pgfi", "mfi",
      "ecvi", "scaling_factor_h1", "scaling_factor_h0",
    ] + scaledMeasureNames

  /// The scaled and robust versions of measures.
  private static let scaledMeasureNames: [String] =
    ["", "baseline_"].flatMap { prefix in
      ["chisq_scaled", "df_scaled", "pvalue_scaled", "chisq_scaling_factor"]
        .map { prefix + $0 }
    }
    + ["cfi", "tli", "nnfi", "rfi", "nfi", "pnfi", "ifi", "rni"].map {
      $0 + "_scaled"
    } + ["cfi_robust", "tli_robust", "nnfi_robust", "rni_robust"]
    + ["scaled", "robust"].flatMap { suffix in
      [
        "rmsea", "rmsea_ci_lower", "rmsea_ci_upper", "rmsea_pvalue",
        "rmsea_notclose_pvalue",
      ].map { "\($0)_\(suffix)" }
    }

  private static func readFitMeasures(
    _ value: String
  ) throws -> FitMeasureChoice {
    switch value.lowercased() {
    case "default": return .usual
    case "all": return .all
    case "none", "false": return .none
    case "true": return .usual
    default:
      return .named(
        try SettingValue.list(value).map { item in
          let name = String(item.map { $0 == "." ? "_" : $0 })
          guard fitMeasureNames.contains(name) else {
            throw InputError.unknown(
              "fit measure", name, among: fitMeasureNames)
          }
          return name
        })
    }
  }

  private static func readStandardized(
    _ value: String
  ) throws -> [StandardizedKind] {
    if let flag = try? SettingValue.bool(value, default: true) {
      return flag ? [.all] : []
    }
    if value.lowercased() == "none" { return [] }
    return try SettingValue.list(value).map { item in
      let name = item.hasPrefix("std.") ? String(item.dropFirst(4)) : item
      return try SettingValue.choice(name, "standardization")
    }
  }

  private static func readResiduals(
    _ value: String
  ) throws -> [ResidualKind] {
    if value.lowercased() == "none" { return [] }
    if value.lowercased() == "all" { return ResidualKind.allCases }
    return try SettingValue.list(value).map { item in
      switch item.lowercased() {
      case "correlation", "cor.bollen", "cor_bollen": .correlation
      default: try SettingValue.choice(item, "kind of residuals")
      }
    }
  }
}
