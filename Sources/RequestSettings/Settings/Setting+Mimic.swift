import Estimation
import FitSettings
import MomentInformation
import Reporting
internal import SampleStatistics
import Specification

extension Setting {
  /// Whose defaults hold, and what else lavaan's users ask for.
  static let mimicSettings: [Setting] = [
    Setting(
      "mimic", "name", .choice(ProgramDefaults.allCases.map(\.rawValue)),
      "Whose defaults hold where no option says otherwise: lavaan (0.7), "
        + "lavaan-0.6 (ULS and DWLS without sandwich, gfi of LISREL, weights "
        + "normalized in total), Mplus "
        + "(means, observed information, equal loadings and intercepts in "
        + "groups), EQS or LISREL (Wishart likelihood, random exogenous "
        + "variables).",
      default: .value("lavaan")
    ) { value, _, settings in
      settings.mimic = try readMimic(value)
    },
    truth(
      "std-ov",
      "Are observed variables standardized in every group first, but "
        + "exogenous ones whose moments are fixed?"
    ) { $1.options.standardizesObserved = $0 },
    truth(
      "group-w-free",
      "Are the groups' sizes parameters, of a Poisson distribution? They "
        + "change the number of parameters and what depends on it."
    ) { $1.options.hasFreeGroupWeights = $0 },
    Setting(
      "correlation", "bool", .truth,
      "Is the model one of correlations, with a free scale for every observed "
        + "variable? By ML.",
      default: .value("false")
    ) { value, _, settings in
      guard let flag = try? SettingValue.bool(value) else {
        throw InputError(
          message: "`\(value)` is neither true nor false.",
          help: "Correlations are those of all observed variables; single "
            + "ones have none.")
      }
      settings.options.model.fitsCorrelations = flag
    },
    truth(
      "marker-int-zero",
      "Are intercepts of markers 0, and latent means free?"
    ) { $1.options.model.markerInterceptsZero = $0 },
    Setting(
      "constraints", "text", .text,
      "Constraints beside those of the text, such as 'b1 == b2; b1 > 0'.",
      default: .words("none")
    ) { value, _, settings in
      settings.constraints = value
    },
    Setting(
      "sample-cov-rescale", "bool", .truth,
      "Are covariances in `cov` multiplied by (N - 1)/N?",
      default: .words("for maximum likelihood of the normal variables")
    ) { value, _, settings in
      settings.options.rescalesCovariances = try SettingValue.bool(value)
    },
    truth(
      "baseline-fixed-x-free-cov",
      "Do exogenous observed variables covary in the baseline model?",
      default: true
    ) { $1.inference.baselineFreesExogenous = $0 },
    byKind(
      "auto-th",
      "Are thresholds that the text does not name free, and not fixed to the "
        + "sample's?", \.addThresholds
    ) { $1.addThresholds = $0 },
    byKind(
      "auto-delta",
      "Are scaling factors of ordered variables free in later groups where "
        + "equal thresholds identify them?", \.addScales
    ) { $1.addScales = $0 },
    truth(
      "auto-efa", "Are exploratory blocks identified?", default: true
    ) { _, _ in },
  ]

  /// Options that change nothing, by what they concern.
  static let withoutObject: [String: String] = [
    "auto-efa": "exploratory blocks"
  ]

  private static func readMimic(_ value: String) throws -> ProgramDefaults {
    switch value.lowercased() {
    case "lm", "lm.ols":
      throw InputError(
        message: "There are no defaults of `lm`.",
        help: "Use `fixed-x: false`; its standard errors divide by the "
          + "residual degrees of freedom, these by N.")
    default: return try SettingValue.choice(value, "program")
    }
  }
}

/// A program whose defaults a fit has (`mimic`).
enum ProgramDefaults: String, CaseIterable {
  case lavaan
  case lavaan06 = "lavaan-0.6"
  case mplus = "Mplus"
  case eqs = "EQS"
  case lisrel = "LISREL"
}

extension AnalysisSettings {
  /// Puts the defaults of the program in the place of what no option says,
  /// after the estimator's name has been resolved.
  mutating func resolveMimic() {
    switch mimic {
    case .lavaan: return
    case .lavaan06: resolveOlderLavaan()
    case .mplus:
      options.takesMplusSRMR = true
      if options.model.meanStructure == nil {
        options.model.meanStructure = true
      }
      if options.information == nil { options.information = .observed }
      if inference.groupEqual == nil, hasGroups {
        options.model.groupEqual = [.loadings, .intercepts]
      }
    case .eqs, .lisrel:
      if options.estimation.estimator.hasCaseLikelihood {
        if inference.likelihood == nil {
          options.estimation.likelihood = .wishart
        }
        if options.model.fixedExogenous == nil {
          options.model.fixedExogenous = false
        }
      }
      if inference.baselineFreesExogenous == nil {
        options.estimation.baselineFreesExogenous = false
      }
      // Yuan and Bentler's test in its own form, with the information that
      // leaves the second derivatives of moments out.
      if inference.tests == nil,
        let place = options.tests.firstIndex(of: .yuanBentlerMplus)
      {
        options.tests[place] = .yuanBentler
      }
    }
  }

  /// The defaults of lavaan 0.6-14 where those of 0.7 differ.
  private mutating func resolveOlderLavaan() {
    options.hasClassicGFI = true
    if case .named(let names) = output.report.fitMeasures {
      output.report.fitMeasures = .named(
        names.map { $0.replacing("gfi_lisrel", with: "gfi") })
    }
    if options.samplingWeights != nil, inference.weightNormalization == nil {
      options.weightNormalization = .total
    }
    guard inference.preset == .uls || inference.preset == .dwls else { return }
    if inference.standardErrors == nil { options.standardErrors = .standard }
    if inference.tests == nil { options.tests = [.standard] }
  }

  /// Whether there are several groups.
  private var hasGroups: Bool {
    data.group != nil || data.covariances.count > 1
  }
}
