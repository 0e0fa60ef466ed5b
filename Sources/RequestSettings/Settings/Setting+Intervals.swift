import Latent
package import ModelFit
package import ProfileLikelihood
package import Reporting

extension Setting {
  /// The confidence intervals of a fit.
  static let intervalSettings: [Setting] = [
    intervalKind(
      "Confidence intervals: wald (by standard errors) or profile (by the "
        + "likelihood), which R-squared and standardized values have too."),
    Setting(
      "se-def", "name", .choice(["delta", "monte.carlo"]),
      "Standard errors of defined parameters: delta or monte.carlo (with "
        + "`seed`).", default: .value("delta")
    ) { value, _, settings in
      let way: DefinitionWay = try SettingValue.choice(value, "way")
      settings.intervals.drawsDefinitions = way == .monteCarlo
    },
    Setting(
      "monte-carlo", "n", .text,
      "The number of draws for `se-def: monte.carlo`.",
      default: .value("20000")
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
        + "rise of chi-square) or deviance (the rise).",
      default: .value("root")
    ) { value, _, settings in
      settings.intervals.plotScale = try SettingValue.choice(value, "scale")
    },
  ]
}

extension Setting {
  /// The kind of confidence intervals.
  ///
  /// - Parameter help: The help.
  /// - Returns: The option `ci`.
  static func intervalKind(_ help: String) -> Setting {
    Setting(
      "ci", "kind", .choice(["wald", "profile"]), help, default: .value("wald")
    ) { value, _, settings in
      settings.intervals.kind = try SettingValue.choice(
        value, "kind of interval")
    }
  }
}

/// The method of the confidence intervals of parameters.
package enum ParameterIntervalKind: String, CaseIterable {
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
package struct IntervalSettings {
  /// The kind of intervals.
  package var kind = ParameterIntervalKind.wald
  /// Whether standard errors of defined parameters are those of draws.
  var drawsDefinitions = false
  /// The number of these draws; `nil` for the usual one.
  var drawCount: Int?
  /// Whether second derivatives count in the delta method.
  var hasSecondOrder = false
  /// The vertical axis of a profile's picture.
  package var plotScale = ProfileScale.root

  /// The way to standard errors of defined parameters; `nil` for the usual
  /// one.
  ///
  /// - Parameter seed: The seed of draws.
  /// - Returns: The way.
  package func definitionErrors(seed: UInt64) -> DefinitionErrors? {
    if drawsDefinitions {
      return .monteCarlo(draws: drawCount ?? 20_000, seed: seed)
    }
    return hasSecondOrder ? .secondOrder : nil
  }

  /// The values that have intervals, beside parameters.
  ///
  /// - Parameter standardized: The standardized columns that are shown.
  /// - Returns: The options.
  package func options(_ standardized: [StandardizedKind]) -> ProfileOptions {
    var options = ProfileOptions()
    options.includesStandardizedLatent = standardized.contains(.latent)
    options.includesStandardizedAll = standardized.contains(.all)
    options.includesStandardizedNoExogenous =
      standardized.contains(.noExogenous)
    return options
  }
}
