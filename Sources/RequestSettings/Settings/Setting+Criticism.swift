import ModelCriticism
import ModelSyntax

extension Setting {
  /// The search for changes of a fit's model.
  static let criticismSettings: [Setting] = [
    truth(
      "modindices", "Print modification indices?",
      without: .words("`false`; `true` with one of the next five")
    ) { $1.output.modification.isWanted = $0 },
    Setting(
      "modindices-minimum", "mi", .text,
      "Only indices above it.",
      default: .words(
        "in the text \(modificationMinimumWords), the chi-square of p = .05; else "
          + "0")
    ) { value, _, settings in
      guard let minimum = Double(value), minimum >= 0, minimum.isFinite else {
        throw InputError(
          message: "`\(value)` is not a smallest modification index.",
          help: "Expected a number from 0 on, such as 10.")
      }
      settings.output.modification.minimum = minimum
    },
    Setting(
      "modindices-top", "n", .text,
      "The largest ones.",
      default: .words(
        "in the text \(ModificationSettings.usualCount); else all")
    ) { value, _, settings in
      settings.output.modification.top = try SettingValue.whole(
        value, "number of modification indices")
    },
    Setting(
      "modindices-op", "op", .choices(["=~", "~", "~~", "~1"]),
      "Only those of some operators of =~, ~, ~~ and ~1, such as '=~,~~'.",
      default: .words("all")
    ) { value, _, settings in
      settings.output.modification.operators = try readOperators(value)
    },
    truth(
      "modindices-free", "Are parameters that the model estimates listed too?"
    ) { $1.output.modification.includesFree = $0 },
    Setting(
      "modindices-power", "kind",
      .choice(["true", "standardized", "false"]),
      "Judge each by its power to find a change: true (of `modindices-delta` in "
        + "its unit) or standardized (loadings of 0.4, regressions and "
        + "correlations of 0.1, intercepts of 0.2).",
      default: .value("false")
    ) { value, _, settings in
      settings.output.modification.misspecification = try readPower(value)
    },
    Setting(
      "modindices-delta", "change", .text,
      "The change that should be found.",
      default: .words("0.1; standardized: by operator")
    ) { value, _, settings in
      guard let target = Double(value), target > 0, target.isFinite else {
        throw InputError(
          message: "`\(value)` is not a change of a parameter.",
          help: "Expected a number above 0, such as 0.1.")
      }
      settings.output.modification.target = target
    },
    Setting(
      "modindices-alpha", "p", .text,
      "The level of significance of an index.",
      default: .words("\(MisspecificationOptions().level)")
    ) { value, _, settings in
      settings.output.modification.level = try SettingValue.level(
        value, "level of significance", such: 0.05)
    },
    Setting(
      "modindices-high-power", "power", .text,
      "The power from which on it is high.",
      default: .words("\(MisspecificationOptions().highPower)")
    ) { value, _, settings in
      settings.output.modification.highPower = try SettingValue.level(
        value, "power", such: 0.75)
    },
    Setting(
      "residual-tests", "a,b", .choices(["cor.bentler", "cor", "raw"]),
      "Test residuals: cor.bentler (or true), cor, raw.",
      default: .value("none")
    ) { value, _, settings in
      settings.output.residualTests = try readResidualTests(value)
    },
  ]

  /// The smallest index that people read, as tables print it.
  private static var modificationMinimumWords: String {
    "\((ModificationSettings.usualMinimum * 100).rounded() / 100)"
  }

  private static func readPower(
    _ value: String
  ) throws -> MisspecificationOptions? {
    var options = MisspecificationOptions()
    if value.lowercased() == "standardized" {
      options.target = .standardized()
      return options
    }
    return try SettingValue.bool(value) ? options : nil
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
    if let flag = try? SettingValue.bool(value) {
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
