internal import Messages
package import ReportRendering

extension ReportedPower {
  /// Everything, by names that do not change.
  package var document: JSONValue {
    .object([
      ("method", .string(result.method.rawValue)),
      ("test", result.test.map { .string($0.rawValue) } ?? .null),
      ("subject", .object(subjectMembers)),
      ("alpha", .number(result.alpha)),
      ("groups", .integer(result.groups)),
      ("df", result.degrees.map { .integer($0) } ?? .null),
      (
        "noncentrality_per_case",
        .array(result.noncentralities.map { .number($0) })
      ),
      ("given", Self.value(of: result.given)),
      ("needed", neededValue),
      ("detectable", detectableValue),
      ("curve", .array(result.curve.map { Self.value(of: $0) })),
      ("smooth", .array(result.smooth.map { Self.value(of: $0) })),
      ("samples", .integer(result.sampleCount)),
      ("samples_without_test", .integer(result.unusableCount)),
      ("draws", result.draws.map { .integer($0) } ?? .null),
      ("seed", result.seed.map { .string("\($0)") } ?? .null),
      ("version", .string(LatentVersion.current)),
    ])
  }

  private var subjectMembers: [(String, JSONValue)] {
    switch result.subject {
    case .effects(let effects, let isEquality):
      [
        ("effects", .array(effects.map { .string($0) })),
        ("null", .string(isEquality ? "equal-groups" : "zero")),
      ]
    case .restriction(let text): [("restriction", .string(text))]
    case .fit(let null, let rmsea):
      [("rmsea_null", .number(null)), ("rmsea", .number(rmsea))]
    case .difference(let null, let rmsea):
      [
        ("rmsea_null", .array(null.map { .number($0) })),
        ("rmsea", .array(rmsea.map { .number($0) })),
      ]
    case .misfit: [("misfit", .bool(true))]
    }
  }

  private static func value(of figure: PowerFigure?) -> JSONValue {
    figure.map { .object(members(of: $0)) } ?? .null
  }

  private static func members(of own: PowerFigure) -> [(String, JSONValue)] {
    [
      ("n", .integer(own.cases)), ("power", .number(own.power)),
      ("lower", .optional(own.interval?.lowerBound)),
      ("upper", .optional(own.interval?.upperBound)),
      ("replicates", own.replicates.map { .integer($0) } ?? .null),
    ]
  }

  private var neededValue: JSONValue {
    guard let own = result.needed else { return .null }
    return .object([
      ("n", .integer(own.cases)),
      ("counts", .array(own.counts.map { .integer($0) })),
      ("power", .number(own.power)),
      ("lower", own.interval.map { .integer($0.lowerBound) } ?? .null),
      ("upper", own.interval.map { .integer($0.upperBound) } ?? .null),
      ("reached", Self.value(of: own.reached)),
    ])
  }

  private var detectableValue: JSONValue {
    guard let own = result.detectable else { return .null }
    return .object([
      ("value", .number(own.value)),
      ("population", .number(own.populationValue)),
      ("power", .number(own.power)),
    ])
  }

  /// A record for each number of cases of the curve.
  package var records: RecordTable {
    RecordTable(
      result.curve.map {
        [("method", .string(result.method.rawValue))] + Self.members(of: $0)
      })
  }
}
