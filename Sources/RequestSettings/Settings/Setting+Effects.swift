import EffectAnalysis
import Latent

extension Setting {
  /// The effects, and the method of their intervals.
  static let effectSettings: [Setting] = [
    Setting("from", "a,b", .variables, "The acting variables.") {
      value, _, settings in
      settings.effects.sources = try SettingValue.list(value)
    }.required,
    Setting("to", "c,d", .variables, "The outcomes.") { value, _, settings in
      settings.effects.outcomes = try SettingValue.list(value)
    }.required,
    Setting(
      "at", "values", .choice(["mean-sd", "percentiles"]),
      "Values of moderators: mean-sd, percentiles, or values such as "
        + "'w=-1,0,1;z=percentiles'.",
      default: .words("`mean-sd`, where there are moderators")
    ) { value, _, settings in
      settings.effects.moderators = try ModeratorSettings(value)
    },
    intervalKind(
      "Confidence intervals of effects: wald (delta method) or profile (by "
        + "the likelihood)."),
    Setting(
      "monte-carlo", "n", .text,
      "Draws of the Monte Carlo intervals.",
      default: .value(
        "\(EffectOptions().monteCarloDraws)",
        "`0` beside a bootstrap or profile intervals")
    ) { value, _, settings in
      settings.effects.monteCarloDraws = try SettingValue.whole(
        value, "number of draws", from: 0, to: SettingValue.mostDraws)
    },
    truth(
      "contrasts", "Compare indirect effects pair by pair?", default: true
    ) { $1.effects.includesContrasts = $0 },
    truth(
      "group-differences", "Compare groups pair by pair?", default: true
    ) { $1.effects.includesGroupDifferences = $0 },
    Setting(
      "max-paths", "n", .text,
      "The most paths from one variable to another.",
      default: .value("\(EffectOptions().maximumPathCount)")
    ) { value, _, settings in
      settings.effects.maximumPathCount = try SettingValue.whole(
        value, "number of paths")
    },
  ]
}
