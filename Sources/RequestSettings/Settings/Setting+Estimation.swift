import Estimation
import FitSettings
import MomentInformation

extension Setting {
  /// The estimation of parameters.
  static let estimationSettings: [Setting] = [
    Setting(
      "estimator", "name",
      .choice(EstimatorPreset.allCases.map(\.rawValue)),
      "ML, MLR, MLM, MLMV, MLMVS, MLF, GLS, ULS, ULSM, ULSMV, ULSMVS, WLS, "
        + "DWLS, WLSM, WLSMV, WLSMVS or, of ordered variables, PML.",
      default: .words("`ML`; `WLSMV` with ordered variables")
    ) { value, _, settings in
      settings.inference.preset = try readEstimator(value)
    },
    Setting(
      "likelihood", "name", .choice(["normal", "wishart"]),
      "normal or wishart, the numbers of AMOS and LISREL.",
      default: .value("normal")
    ) { value, _, settings in
      settings.inference.likelihood = try SettingValue.choice(
        value, "likelihood")
    },
    Setting(
      "information", "name", .choice(["expected", "observed", "first.order"]),
      "What standard errors come from: expected, observed or first.order; a "
        + "second one, with a comma before it, is that of tests.",
      default: .words("by `estimator`, else `expected`")
    ) { value, _, settings in
      (settings.inference.information, settings.options.informationOfTests) =
        try SettingValue.pair(value, "information")
    },
    Setting(
      "h1-information", "name", .choice(["structured", "unstructured"]),
      "Where the expected information is taken: structured (at the implied "
        + "moments) or unstructured; a second one is that of tests.",
      default: .value("structured")
    ) { value, _, settings in
      let (own, ofTests): (H1Information?, H1Information?) =
        try SettingValue.pair(value, "h1-information")
      settings.options.h1Information = own ?? .structured
      settings.options.h1InformationOfTests = ofTests
    },
    Setting(
      "observed-information", "name", .choice(["hessian", "h1"]),
      "The observed information: hessian or h1; a second one is that of tests.",
      default: .words("`hessian`; `h1` for tests other than those of MLR")
    ) { value, _, settings in
      (
        settings.options.observedInformation,
        settings.options.observedInformationOfTests
      ) = try SettingValue.pair(value, "observed-information")
    },
    Setting(
      "se", "name",
      .choice([
        "standard", "robust", "robust.sem", "robust.huber.white",
        "robust.cluster", "robust.cluster.sem", "bootstrap", "none",
      ]),
      "Standard errors: standard, robust, robust.sem, robust.huber.white, "
        + "robust.cluster or robust.cluster.sem (with `cluster`), bootstrap "
        + "or none.",
      default: .words("by `estimator`, else `standard`")
    ) { value, _, settings in
      settings.inference.standardErrors = try readStandardErrors(value)
    },
    Setting(
      "test", "a,b",
      .choices([
        "satorra.bentler", "yuan.bentler", "yuan.bentler.mplus",
        "mean.var.adjusted", "scaled.shifted", "mean.var.adjusted.corrected",
        "scaled.shifted.corrected", "browne.residual.adf",
        "browne.residual.nt", "browne.residual.adf.model",
        "browne.residual.nt.model", "peba4", "peba4_rls", "pols3", "pall",
        "all", "swain", "bartlett", "yuan.2005", "yuan.2015", "none",
      ]),
      "Tests: satorra.bentler, yuan.bentler, yuan.bentler.mplus, "
        + "mean.var.adjusted, scaled.shifted, these two with .corrected, "
        + "browne.residual.adf, browne.residual.nt, these two with .model, "
        + "peba4, pols3, pall or all with _ug or _rls, swain, bartlett, "
        + "yuan.2005, yuan.2015, or none.",
      default: .words("by `estimator`, else `standard`")
    ) { value, _, settings in
      settings.inference.tests = try readTests(value)
    },
    Setting(
      "scaled-test", "name",
      .choice(["standard", "browne.residual.nt", "browne.residual.nt.model"]),
      "What scaled tests scale: standard, browne.residual.nt or "
        + "browne.residual.nt.model (rls).",
      default: .value("standard")
    ) { value, _, settings in
      settings.options.scaledStatistic = try readStatistic(
        value, "statistic of scaled tests",
        among: [.standard, .browneResidualNT, .browneResidualNTModel])
    },
    Setting(
      "standard-test", "name", .choice(standardStatistics.map(\.rawValue)),
      "The statistic of which fit measures are made: standard, "
        + "browne.residual.nt, browne.residual.nt.model, browne.residual.adf or "
        + "browne.residual.adf.model.",
      default: .value("standard")
    ) { value, _, settings in
      settings.options.standardStatistic = try readStatistic(
        value, "statistic of fit measures", among: standardStatistics)
    },
    Setting(
      "bounds", "name",
      .choice([
        "none", "pos.var", "pos.ov.var", "pos.lv.var", "standard", "wide",
        "wide.zerovar",
      ]),
      "Bounds on variances: none, pos.var, pos.ov.var, pos.lv.var, standard, "
        + "wide or wide.zerovar.",
      default: .value("none")
    ) { value, _, settings in
      settings.options.estimation.bounds = try readBounds(value)
    },
    Setting(
      "level", "p", .text, "The level of confidence intervals.",
      default: .value("\(FitOptions().confidenceLevel)")
    ) { value, _, settings in
      settings.options.confidenceLevel = try SettingValue.level(
        value, "confidence level", such: 0.95)
    },
    Setting(
      "iter-max", "n", .text, "The most iterations.",
      default: .value("\(EstimationOptions().maximumIterations)")
    ) { value, _, settings in
      settings.options.estimation.maximumIterations = try SettingValue.whole(
        value, "number of iterations")
    },
    Setting(
      "threads", "n", .text,
      "The number of threads; the result is the same for any.",
      default: .words("one a core")
    ) { value, _, settings in
      let threads = try SettingValue.whole(
        value, "number of threads", to: 1024)
      settings.bootstrap.threads = threads
      settings.options.estimation.threads = threads
    },
  ]

  private static func readEstimator(_ value: String) throws
    -> EstimatorPreset
  {
    switch value.lowercased() {
    case "adf": .wls
    default: try SettingValue.choice(value, "estimator")
    }
  }

  private static func readStandardErrors(
    _ value: String
  ) throws -> InferenceSettings.Errors? {
    let name = value.lowercased()
    switch name {
    case "boot": return .kind(.bootstrap)
    case "robust": return .robust
    case "robust.mlr", "sandwich": return .kind(.robustHuberWhite)
    case "robust.mlm": return .kind(.robustSEM)
    case "robust.mlm.nt": return .kind(.robustSEMNT)
    default: break
    }
    if let information = InformationKind(rawValue: name) {
      return .usual(information)
    }
    return .kind(try SettingValue.choice(value, "kind of standard errors"))
  }

  /// Tests that have more than one name.
  private static let testAliases: [String: TestKind] = [
    "default": .standard, "chisq": .standard,
    "satorra-bentler": .satorraBentler, "sb": .satorraBentler,
    "mean.adjusted": .satorraBentler, "mean-adjusted": .satorraBentler,
    "yb": .yuanBentler, "yuan-bentler": .yuanBentler,
    "yuan-bentler-mplus": .yuanBentlerMplus,
    "satterthwaite": .meanVarAdjusted, "mean-var-adjusted": .meanVarAdjusted,
    "scaled-shifted": .scaledShifted,
    "browne": .browneResidualADF, "residual": .browneResidualADF,
    "rls": .browneResidualNTModel, "mvc": .meanVarAdjustedCorrected,
    "hayakawa": .meanVarAdjustedCorrected, "ssc": .scaledShiftedCorrected,
  ]

  private static func readTests(_ value: String) throws -> [TestKind]? {
    let names = try SettingValue.list(value).map { $0.lowercased() }
    if names == ["none"] { return [] }
    return try names.map { name in
      if name == "none" {
        throw InputError(
          message: "The test `none` stands beside others: `\(value)`.",
          help: "Write `none` alone.")
      }
      if let known = testAliases[name] ?? TestKind(rawValue: name) {
        return known
      }
      return try SettingValue.choice(name, "test")
    }
  }

  /// The statistics that fit measures may be made of.
  private static let standardStatistics: [TestKind] = [
    .standard, .browneResidualNT, .browneResidualADF, .browneResidualNTModel,
    .browneResidualADFModel,
  ]

  private static func readStatistic(
    _ value: String, _ what: String, among known: [TestKind]
  ) throws -> TestKind {
    let name = value.lowercased()
    guard
      let kind = testAliases[name] ?? TestKind(rawValue: name),
      known.contains(kind)
    else {
      throw InputError.unknown(
        what, value, among: known.map(\.rawValue))
    }
    return kind
  }

  private static func readBounds(_ value: String) throws -> BoundsKind {
    switch value.lowercased() {
    case "false": return .none
    case "true": return .wide
    default: return try SettingValue.choice(value, "bounds")
    }
  }
}
