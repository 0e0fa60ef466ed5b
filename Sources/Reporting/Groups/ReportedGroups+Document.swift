import GroupDifferences
public import ReportRendering

extension ReportedGroups {
  /// Everything, a member a comparison.
  public var document: JSONValue {
    .object(
      [
        ("comparisons", .array(comparisons.map(document))),
        ("warnings", .warnings(allWarnings)),
      ] + context.jsonMembers)
  }

  /// A record for each variable and group.
  public var records: RecordTable {
    if comparisons.allSatisfy({ $0.variables.isEmpty }) {
      return RecordTable(comparisons.flatMap { TabulationSections($0).records })
    }
    return RecordTable(
      comparisons.flatMap { own in
        own.variables.flatMap { variable in
          variable.groups.indices.map { place in
            [
              ("by", .string(own.groups.name)),
              ("variable", .string(variable.name)),
              ("label", .string(variable.label)),
            ] + members(of: place, variable, own)
              + test(variable.analysis.fisher, "")
              + test(variable.analysis.welch, "welch_")
              + test(variable.levene, "levene_")
              + effects(variable.analysis)
          }
        }
      })
  }

  private func document(of own: GroupDifferences) -> JSONValue {
    .object([
      ("by", .string(own.groups.name)),
      ("groups", .array(own.groups.labels.map { .string($0) })),
      ("cases", .integer(own.caseCount)),
      ("level", .number(own.options.confidenceLevel)),
      ("letters_by", .string(own.options.pairTest.rawValue)),
      (
        "variables",
        .array(
          own.variables.map { variable in
            .object(
              [
                ("variable", .string(variable.name)),
                ("label", .string(variable.label)),
                (
                  "groups",
                  .array(
                    variable.groups.indices.map {
                      .object(members(of: $0, variable, own))
                    })
                ),
                ("anova", .object(test(variable.analysis.fisher, ""))),
                ("welch", object(variable.analysis.welch)),
                ("levene", object(variable.levene)),
                ("brown_forsythe", object(variable.brownForsythe)),
              ] + effects(variable.analysis) + [
                (
                  "pairs",
                  .array(variable.pairs.map { .object(members(of: $0, own)) })
                )
              ])
          })
      ),
      ("categories", .array(TabulationSections(own).documents)),
    ])
  }

  private func members(
    of place: Int, _ variable: VariableDifferences, _ own: GroupDifferences
  ) -> [(String, JSONValue)] {
    let group = variable.groups[place]
    return [
      ("group", .string(own.groups.labels[place])),
      ("n", .integer(group.count)), ("mean", .number(group.mean)),
      ("sd", .number(group.standardDeviation)),
      ("se", .number(group.standardError)),
      ("ci_lower", .number(group.limits.lowerBound)),
      ("ci_upper", .number(group.limits.upperBound)),
      ("letters", .string(variable.letters[place])),
    ]
  }

  private func members(
    of pair: PairDifference, _ own: GroupDifferences
  ) -> [(String, JSONValue)] {
    [
      ("lhs", .string(own.groups.labels[pair.first])),
      ("rhs", .string(own.groups.labels[pair.second])),
      ("difference", .number(pair.difference)),
      ("t", object(pair.student)), ("welch", object(pair.welch)),
      ("tukey", object(pair.tukey)), ("games_howell", object(pair.gamesHowell)),
      ("d", interval(pair.d, pair.dLimits)),
      ("g", interval(pair.g, pair.gLimits)),
    ]
  }

  private func test(
    _ test: VarianceRatio?, _ prefix: String
  ) -> [(String, JSONValue)] {
    [
      (prefix + "f", .optional(test?.statistic)),
      (prefix + "df1", .optional(test?.numerator)),
      (prefix + "df2", .optional(test?.denominator)),
      (prefix + "pvalue", .optional(test?.probability)),
    ]
  }

  private func object(_ test: VarianceRatio?) -> JSONValue {
    test.map { .object(self.test($0, "")) } ?? .null
  }

  private func effects(_ analysis: VarianceAnalysis) -> [(String, JSONValue)] {
    [
      ("eta_squared", .number(analysis.etaSquared)),
      (
        "eta_squared_lower", .optional(analysis.etaSquaredLimits?.lowerBound)
      ),
      (
        "eta_squared_upper", .optional(analysis.etaSquaredLimits?.upperBound)
      ),
      ("omega_squared", .number(analysis.omegaSquared)),
    ]
  }

  private func object(_ test: MeanTest?) -> JSONValue {
    guard let test else { return .null }
    return .object([
      ("t", .number(test.statistic)), ("df", .number(test.degreesOfFreedom)),
      ("pvalue", .number(test.probability)),
      ("ci_lower", .number(test.limits.lowerBound)),
      ("ci_upper", .number(test.limits.upperBound)),
    ])
  }

  private func object(_ test: RangeTest?) -> JSONValue {
    guard let test else { return .null }
    return .object([
      ("q", .number(test.statistic)), ("df", .number(test.degreesOfFreedom)),
      ("pvalue", .number(test.probability)),
      ("ci_lower", .number(test.limits.lowerBound)),
      ("ci_upper", .number(test.limits.upperBound)),
    ])
  }

  private func interval(
    _ estimate: Double, _ limits: ClosedRange<Double>?
  ) -> JSONValue {
    .object([
      ("est", .number(estimate)), ("ci_lower", .optional(limits?.lowerBound)),
      ("ci_upper", .optional(limits?.upperBound)),
    ])
  }
}
