internal import Messages
internal import ModelFit
package import ReportRendering

extension ReportedMonteCarlo {
  /// Everything, by condition.
  package var document: JSONValue {
    .object([
      ("title", .string(results.study.title)),
      ("seed", .string("\(results.study.seed)")),
      ("alpha", .number(results.study.alpha)),
      (
        "conditions",
        .array(results.conditions.map { .object(members(of: $0)) })
      ),
      ("version", .string(LatentVersion.current)),
    ])
  }

  private func members(of condition: ConditionSummary)
    -> [(String, JSONValue)]
  {
    [
      ("condition", .integer(condition.number)),
      (
        "levels",
        .object(condition.labels.map { ($0.factor, .string($0.level)) })
      ),
      ("replicates", .integer(condition.count)),
      (
        "outcomes",
        .object(
          SimulationStatus.allCases.map {
            ($0.word, .integer(condition.outcomes[$0.rawValue]))
          })
      ),
    ] + Self.figure("convergence", condition.convergence)
      + Self.figure("admissibility", condition.admissibility)
      + Self.figure("rejection", condition.rejection) + [
        (
          "measures",
          .array(
            ReplicateMeasures.names.enumerated().compactMap { place, name in
              measure(condition, place, name)
            })
        ),
        (
          "parameters",
          .array(condition.parameters.map { .object(Self.figures(of: $0)) })
        ),
      ]
  }

  private func measure(
    _ condition: ConditionSummary, _ place: Int, _ name: String
  ) -> JSONValue? {
    guard let own = condition.measure(place) else { return nil }
    let quantiles = zip(ConditionSummary.probabilities, own.quantiles)
    return .object(
      [
        ("name", .string(name)), ("mean", .number(own.moments.mean)),
        ("mean_mce", .optional(own.moments.errorOfMean)),
        ("sd", .optional(own.moments.deviation)),
      ] + quantiles.map { ("q\(Int(($0 * 100).rounded()))", .number($1)) })
  }

  private static func figure(_ name: String, _ figure: SimulatedFigure?)
    -> [(String, JSONValue)]
  {
    [
      (name, .optional(figure?.value)),
      ("\(name)_mce", .optional(figure?.error)),
    ]
  }

  private static func figures(of own: ParameterSummary)
    -> [(String, JSONValue)]
  {
    [("name", .string(own.name)), ("true", .optional(own.truth))]
      + [("replicates", .integer(own.count))] + figure("mean", own.mean)
      + figure("bias", own.bias) + figure("relative_bias", own.relativeBias)
      + figure("sd", own.deviation) + figure("se", own.standardError)
      + figure("rmse", own.rootMeanSquare) + figure("coverage", own.coverage)
      + figure("power", own.power) + figure("width", own.width)
  }

  /// A record a parameter and condition.
  package var records: RecordTable {
    RecordTable(
      results.conditions.flatMap { condition in
        condition.parameters.map { own in
          [("condition", .integer(condition.number))]
            + condition.labels.map { ($0.factor, .string($0.level)) }
            + Self.figures(of: own)
        }
      })
  }
}
