import Latent
import ModelFit
import ProfileLikelihood
import Reporting

extension Setting {
  /// The confidence intervals of a fit.
  static let intervalSettings: [Setting] = [
    Setting(
      "ci", "kind", .choice(["wald", "profile"]),
      "Confidence intervals: wald (by standard errors, if not given) or "
        + "profile (by the likelihood), which R-squared and standardized "
        + "values have too."
    ) { value, _, settings in
      settings.intervals.kind =
        value.lowercased() == "default"
        ? .wald : try SettingValue.choice(value, "kind of interval")
    },
    Setting(
      "se-def", "name", .choice(["delta", "monte.carlo"]),
      "Standard errors of defined parameters: delta (if not given) or "
        + "monte.carlo (with --seed)."
    ) { value, _, settings in
      let way: DefinitionWay =
        value.lowercased() == "default"
        ? .delta : try SettingValue.choice(value, "way")
      settings.intervals.drawsDefinitions = way == .monteCarlo
    },
    Setting(
      "monte-carlo", "n", .text,
      "The number of draws for --se-def monte.carlo: 20000 if not given."
    ) { value, _, settings in
      settings.intervals.drawCount = try SettingValue.whole(
        value, "number of draws", to: SettingValue.mostDraws)
    },
    truth(
      "se-delta-second-order",
      "Do second derivatives count in the delta method of defined parameters?"
    ) { $1.intervals.hasSecondOrder = $0 },
    Setting(
      "plot-scale", "scale", .choice(["root", "deviance"]),
      "The vertical axis of a profile's picture: root (the signed root of the "
        + "rise of chi-square, if not given) or deviance (the rise)."
    ) { value, _, settings in
      settings.intervals.plotScale = try SettingValue.choice(value, "scale")
    },
  ]
}

/// How confidence intervals of parameters are made.
enum ParameterIntervalKind: String, CaseIterable {
  /// By standard errors.
  case wald
  /// By the profile of the likelihood.
  case profile
}

/// The ways to standard errors of defined parameters.
enum DefinitionWay: String, CaseIterable {
  /// The delta method.
  case delta
  /// Draws of the parameters.
  case monteCarlo = "monte.carlo"
}

/// The confidence intervals that a fit is asked for.
struct IntervalSettings {
  /// The kind of intervals.
  var kind = ParameterIntervalKind.wald
  /// Whether standard errors of defined parameters are those of draws.
  var drawsDefinitions = false
  /// The number of these draws; `nil` for the usual one.
  var drawCount: Int?
  /// Whether second derivatives count in the delta method.
  var hasSecondOrder = false
  /// The vertical axis of a profile's picture; `nil` for the usual one.
  var plotScale: ProfileScale?

  /// The way to standard errors of defined parameters; `nil` for the usual
  /// one.
  ///
  /// - Parameter seed: The seed of draws.
  /// - Returns: The way.
  func definitionErrors(seed: UInt64) -> DefinitionErrors? {
    if drawsDefinitions {
      return .monteCarlo(draws: drawCount ?? 20_000, seed: seed)
    }
    return hasSecondOrder ? .secondOrder : nil
  }

  /// The values that have intervals, beside parameters.
  ///
  /// - Parameter standardized: The standardized columns that are shown.
  /// - Returns: The options.
  func options(_ standardized: [StandardizedKind]) -> ProfileOptions {
    var options = ProfileOptions()
    options.includesStandardizedLatent = standardized.contains(.latent)
    options.includesStandardizedAll = standardized.contains(.all)
    options.includesStandardizedNoExogenous =
      standardized.contains(.noExogenous)
    return options
  }
}

extension AnalysisSettings {
  /// Refuses profiles beside what they do not go with, and their pictures
  /// without them.
  func requireConsistentIntervals() throws {
    try requireConsistentDefinitions()
    guard intervals.kind == .profile else {
      if plot.file != nil {
        throw InputError(
          message: "The picture of a fit is the profile of a likelihood.",
          help: "Add --ci profile.", option: "plot")
      }
      if intervals.plotScale != nil, given.contains("plot-scale") {
        throw InputError(
          message: "--plot-scale belongs to the picture of a profile.",
          help: "Add --ci profile and --plot FILE.svg, or leave it out.")
      }
      return
    }
    switch options.standardErrors {
    case .none:
      throw InputError(
        message: "Profile-likelihood intervals stand beside standard errors, "
          + "which `se: none` leaves out.",
        help: "Leave `se: none` out, or `ci: profile`.")
    case .bootstrap:
      throw InputError(
        message: "A bootstrap has intervals of its own: `ci: profile` would "
          + "replace them.",
        help: "Leave `se: bootstrap` out, or `ci: profile`.")
    default: break
    }
    if intervals.plotScale != nil, given.contains("plot-scale"),
      plot.file == nil
    {
      throw InputError(
        message: "--plot-scale belongs to a picture.",
        help: "Add --plot FILE.svg, or leave it out.")
    }
  }

  /// Refuses ways to standard errors of defined parameters that contradict each
  /// other or have nothing to rest on.
  private func requireConsistentDefinitions() throws {
    if intervals.drawCount != nil, !intervals.drawsDefinitions {
      throw InputError(
        message: "`monte-carlo` is the number of draws for "
          + "`se-def: monte.carlo`.",
        help: "Add `se-def: monte.carlo`, or leave it out.")
    }
    guard intervals.drawsDefinitions || intervals.hasSecondOrder else {
      return
    }
    if intervals.drawsDefinitions, intervals.hasSecondOrder {
      throw InputError(
        message: "`se-delta-second-order` is about the delta method, which "
          + "`se-def: monte.carlo` replaces.", help: "Leave one out.")
    }
    if options.standardErrors == .bootstrap || options.standardErrors == .none {
      throw InputError(
        message: (intervals.drawsDefinitions
          ? "`se-def`" : "`se-delta-second-order`")
          + " needs the covariances of the estimates, which "
          + "`se: \(options.standardErrors.rawValue)` does not make.",
        help: "Leave one of the two out.")
    }
  }
}
