import Latent
import ModelCriticism

extension Setting {
  /// The search for changes of a fit's model.
  static let criticismSettings: [Setting] = [
    truth("modindices", "Print modification indices?") {
      $1.output.modification.isWanted = $0
    },
    Setting(
      "modindices-minimum", "mi", .text,
      "Only indices above it: 3.84 in the text if not given."
    ) { value, _, settings in
      guard let minimum = Double(value), minimum >= 0, minimum.isFinite else {
        throw InputError(
          message: "`\(value)` is no smallest modification index.",
          help: "Expected a number from 0 on, such as 10.")
      }
      settings.output.modification.minimum = minimum
    },
    Setting(
      "modindices-top", "n", .text,
      "The largest ones: 20 in the text if not given."
    ) { value, _, settings in
      settings.output.modification.top = try SettingValue.whole(
        value, "number of modification indices")
    },
    Setting(
      "modindices-op", "op", .choices(["=~", "~", "~~", "~1"]),
      "Only those of some operators, such as '=~,~~'."
    ) { value, _, settings in
      settings.output.modification.operators = try readOperators(value)
    },
    truth(
      "modindices-free", "Are parameters that the model estimates listed too?"
    ) { $1.output.modification.includesFree = $0 },
    Setting(
      "modindices-power", "kind",
      .choice(["true", "standardized", "false"]),
      "Judge each by its power to find a change: true (of --modindices-delta in "
        + "its unit) or standardized (loadings of 0.4, regressions and "
        + "correlations of 0.1, intercepts of 0.2)."
    ) { value, _, settings in
      settings.output.modification.misspecification = try readPower(value)
    },
    Setting(
      "modindices-delta", "0.1", .text,
      "The change that should be found: 0.1 if not given."
    ) { value, _, settings in
      guard let target = Double(value), target > 0, target.isFinite else {
        throw InputError(
          message: "`\(value)` is no change of a parameter.",
          help: "Expected a number above 0, such as 0.1.")
      }
      settings.output.modification.target = target
    },
    Setting(
      "modindices-alpha", "0.05", .text,
      "The level of significance of an index: 0.05 if not given."
    ) { value, _, settings in
      settings.output.modification.level = try SettingValue.level(
        value, "level of significance", such: 0.05)
    },
    Setting(
      "modindices-high-power", "0.75", .text,
      "The power from which on it is high: 0.75 if not given."
    ) { value, _, settings in
      settings.output.modification.highPower = try SettingValue.level(
        value, "power", such: 0.75)
    },
    Setting(
      "residual-tests", "a,b", .choices(["cor.bentler", "cor", "raw"]),
      "Test residuals: cor.bentler (or true), cor, raw."
    ) { value, _, settings in
      settings.output.residualTests = try readResidualTests(value)
    },
  ]

  private static func readPower(
    _ value: String
  ) throws -> MisspecificationOptions? {
    var options = MisspecificationOptions()
    if value.lowercased() == "standardized" {
      options.target = .standardized()
      return options
    }
    return try SettingValue.bool(value, default: false) ? options : nil
  }

  private static func readOperators(
    _ value: String
  ) throws -> Set<ModelOperator> {
    let known: [ModelOperator] = [
      .measurement, .regression, .covariance, .intercept,
    ]
    return Set(
      try SettingValue.list(value).map { item in
        guard let op = known.first(where: { $0.rawValue == item }) else {
          throw InputError.unknown(
            "operator", item, among: known.map(\.rawValue))
        }
        return op
      })
  }

  /// Scales of residuals, by the names of the root mean squares too.
  private static func readResidualTests(
    _ value: String
  ) throws -> [ResidualKind] {
    if let flag = try? SettingValue.bool(value, default: false) {
      return flag ? [.scaled] : []
    }
    if value.lowercased() == "none" { return [] }
    let names: [(name: String, kind: ResidualKind)] = [
      ("cor.bentler", .scaled), ("srmr", .scaled), ("cor", .correlation),
      ("cor.bollen", .correlation), ("crmr", .correlation), ("raw", .raw),
      ("rmr", .raw),
    ]
    return try SettingValue.list(value).map { item in
      guard let kind = names.first(where: { $0.name == item.lowercased() })
      else {
        throw InputError.unknown(
          "scale of residuals", item,
          among: ["cor.bentler", "cor", "raw"])
      }
      return kind.kind
    }
  }
}
