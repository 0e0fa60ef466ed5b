import InvarianceTesting
import Specification

extension Setting {
  /// The steps of a ladder of invariance.
  static let invarianceSettings: [Setting] = [
    Setting(
      "steps", "a,b+c", .choices(setsOfContinuous + ["thresholds"]),
      "What each step holds equal beside those before: "
        + "\(setsOfContinuous.joined(separator: ", ")), thresholds; + joins "
        + "several in one step.",
      default: .words(
        "loadings,intercepts,residuals,means; with ordered variables "
          + "thresholds before these")
    ) { value, _, settings in
      settings.invariance.steps = try SettingValue.list(value).map(step)
    },
    Setting(
      "criterion", "name", .choice(["cfi", "chen", "chisq"]),
      "What decides whether a step holds: cfi (a fall of at most .010), chen or "
        + "chisq.",
      default: .value("cfi")
    ) { value, _, settings in
      settings.invariance.criterion = try SettingValue.choice(
        value, "criterion")
    },
    Setting(
      "alpha", "p", .text,
      "The level of chi-square difference and score tests.",
      default: .value("\(InvarianceOptions().significance)")
    ) { value, _, settings in
      settings.invariance.significance = try SettingValue.level(
        value, "level of significance", such: 0.05)
    },
    truth(
      "partial",
      "Are equalities of a step that does not hold released one at a time?"
    ) { $1.invariance.releases = $0 },
    Setting(
      "keep", "n", .text,
      "How many indicators of a factor stay equal whatever is released.",
      default: .value("\(InvarianceOptions().minimumInvariant)")
    ) { value, _, settings in
      settings.invariance.minimumInvariant = try SettingValue.whole(
        value, "number of indicators")
    },
  ]

  /// Sets of parameters with `+` between them.
  private static func step(_ text: String) throws -> InvarianceStep {
    InvarianceStep(
      try text.split(separator: "+", omittingEmptySubsequences: false).map {
        try SettingValue.choice(
          SettingValue.trimmed($0), "set of parameters",
          of: GroupEquality.self)
      })
  }
}
