import Latent

/// Which modification indices a fit prints.
struct ModificationRequest {
  /// Whether they were asked for, or refused, by name.
  var isWanted: Bool?
  /// Only larger ones.
  var minimum: Double?
  /// At most so many.
  var top: Int?
  /// Only those of some operators.
  var operators: Set<ModelOperator>?
  /// Whether estimated parameters are listed too.
  var includesFree = false

  /// Whether one of the choices has been made.
  var isRestricted: Bool {
    minimum != nil || top != nil || operators != nil || includesFree
  }

  /// The library's options; `nil` if no indices are printed.
  ///
  /// People read the largest; programs get all, in lavaan's order, unless
  /// they say otherwise.
  func options(for format: OutputFormat) -> ModificationOptions? {
    guard isWanted ?? isRestricted else { return nil }
    var options = ModificationOptions()
    options.operators = operators
    options.includesFree = includesFree
    let isText = format == .text
    options.minimum = minimum ?? (isText ? 3.841458820694124 : 0)
    options.limit = top ?? (isText ? 20 : nil)
    options.isSorted = isText || top != nil
    return options
  }
}

extension Setting {
  static let criticismSettings: [Setting] = [
    Setting(name: "modindices") { value, _, request in
      request.output.modification.isWanted = try SettingValue.bool(
        value, default: false)
    },
    Setting(name: "modindices-minimum") { value, _, request in
      guard let minimum = Double(value), minimum >= 0, minimum.isFinite else {
        throw InputError(
          message: "`\(value)` is no smallest modification index.",
          help: "Expected a number from 0 on, such as 10.")
      }
      request.output.modification.minimum = minimum
    },
    Setting(name: "modindices-top") { value, _, request in
      request.output.modification.top = try SettingValue.whole(
        value, "number of modification indices")
    },
    Setting(name: "modindices-op") { value, _, request in
      let known: [ModelOperator] = [
        .measurement, .regression, .covariance, .intercept,
      ]
      request.output.modification.operators = Set(
        try SettingValue.list(value).map { item in
          guard let op = known.first(where: { $0.rawValue == item }) else {
            throw InputError.unknown(
              "operator", item, among: known.map(\.rawValue))
          }
          return op
        })
    },
    Setting(name: "residual-tests") { value, _, request in
      request.output.residualTests = try readResidualTests(value)
    },
    Setting(name: "modindices-free") { value, _, request in
      request.output.modification.includesFree = try SettingValue.bool(
        value, default: false)
    },
  ]

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
