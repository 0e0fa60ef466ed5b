import ItemAnalysis
public import ReportRendering

extension ReportedItems {
  /// Everything, a member a subject.
  public var document: JSONValue {
    .object(
      [
        ("cases", .integer(analysis.caseCount)),
        ("level", .number(level)),
        (
          "items",
          .array(
            analysis.items.map { item in
              .object(
                members(of: item) + [
                  (
                    "answers",
                    .array(
                      item.answers.map {
                        .object([
                          ("value", .number($0.value)),
                          ("n", .integer($0.count)),
                        ])
                      })
                  )
                ])
            })
        ),
        ("scales", .array(analysis.scales.map { .object(members(of: $0)) })),
        ("correlations", correlations), ("normality", normality),
        (
          "parcels",
          .array(
            parcels.flatMap { scale, parcels in
              parcels.items.enumerated().map { place, items in
                .object([
                  ("name", .string("\(scale)_p\(place + 1)")),
                  ("items", .array(items.map { .string($0) })),
                ])
              }
            })
        ),
        ("warnings", .warnings(allWarnings)),
      ] + context.jsonMembers)
  }

  /// A record an item, with its first scale.
  public var records: RecordTable {
    RecordTable(
      analysis.items.map { item in
        let scale = analysis.scales.first {
          $0.scale.items.contains(item.name)
        }
        let place = scale?.scale.items.firstIndex(of: item.name) ?? 0
        let own = scale.flatMap { $0.items.isEmpty ? nil : $0.items[place] }
        return members(of: item)
          + [("scale", scale.map { .string($0.scale.name) } ?? .null)]
          + members(of: own, loading: scale?.factor?.loadings[place])
      })
  }

  private func members(of item: ItemStatistics) -> [(String, JSONValue)] {
    [
      ("item", .string(item.name)), ("label", .string(item.label)),
      ("n", .integer(item.count)), ("missing", .integer(item.missingCount)),
      ("mean", .number(item.mean)), ("sd", .optional(item.standardDeviation)),
      ("skewness", .optional(item.skewness)),
      ("skewness_se", .optional(item.skewnessError)),
      ("kurtosis", .optional(item.kurtosis)),
      ("kurtosis_se", .optional(item.kurtosisError)),
      ("lowest", .number(item.lowest)), ("highest", .number(item.highest)),
      ("floor", .number(item.floor)), ("ceiling", .number(item.ceiling)),
    ]
  }

  private func members(
    of item: ItemTotal?, loading: Double?
  ) -> [(String, JSONValue)] {
    [
      ("mean_if_deleted", .optional(item?.meanIfDeleted)),
      ("variance_if_deleted", .optional(item?.varianceIfDeleted)),
      ("r_rest", .optional(item?.correctedCorrelation)),
      ("smc", .optional(item?.squaredMultipleCorrelation)),
      ("alpha_if_deleted", .optional(item?.alphaIfDeleted)),
      ("loading", .optional(loading)),
    ]
  }

  private func members(of own: ScaleStatistics) -> [(String, JSONValue)] {
    let reliability = own.reliability
    return [
      ("scale", .string(own.scale.name)), ("label", .string(own.scale.label)),
      ("n", .integer(own.count)),
      ("incomplete", .integer(own.incompleteCount)),
      ("mean", .number(own.mean)), ("sd", .number(own.standardDeviation)),
      ("alpha", interval(reliability?.alpha)),
      ("alpha_standardized", .optional(reliability?.standardizedAlpha)),
      ("lambda2", .optional(reliability?.lambda2)),
      ("lambda6", .optional(reliability?.lambda6)),
      ("mean_r", .optional(reliability?.meanCorrelation)),
      ("min_r", .optional(reliability?.correlations.lowerBound)),
      ("max_r", .optional(reliability?.correlations.upperBound)),
      ("split_half_r", .optional(own.splitHalf?.correlation)),
      ("spearman_brown", .optional(own.splitHalf?.spearmanBrown)),
      (
        "spearman_brown_unequal",
        .optional(own.splitHalf?.unequalSpearmanBrown)
      ),
      ("guttman_split_half", .optional(own.splitHalf?.guttman)),
      ("omega", interval(own.factor?.omega)),
      (
        "composite_reliability", .optional(own.factor?.compositeReliability)
      ),
      ("ave", .optional(own.factor?.averageVarianceExtracted)),
      ("omega_hierarchical", interval(own.hierarchical?.hierarchical)),
      ("omega_total", interval(own.hierarchical?.total)),
      ("ecv", .optional(own.hierarchical?.explainedCommonVariance)),
      ("ordered_omega", .optional(own.ordered?.omega)),
      ("ordered_alpha", .optional(own.ordered?.alpha)),
      (
        "items",
        .array(
          own.items.enumerated().map { place, item in
            .object(
              [("item", .string(item.name))]
                + members(of: item, loading: own.factor?.loadings[place]))
          })
      ),
    ]
  }

  private func interval(_ value: Bounded?) -> JSONValue {
    guard let value else { return .null }
    return .object([
      ("est", .number(value.estimate)),
      ("ci_lower", .optional(value.limits?.lowerBound)),
      ("ci_upper", .optional(value.limits?.upperBound)),
    ])
  }

  private var correlations: JSONValue {
    guard let own = analysis.correlations else { return .null }
    return .object([
      (
        "scales",
        .array(
          own.names.indices.map {
            .object([
              ("scale", .string(own.names[$0])),
              ("n", .integer(own.counts[$0])),
              ("mean", .number(own.means[$0])),
              ("sd", .number(own.standardDeviations[$0])),
            ])
          })
      ),
      (
        "pairs",
        .array(
          own.pairs.map {
            .object([
              ("lhs", .string(own.names[$0.first])),
              ("rhs", .string(own.names[$0.second])),
              ("n", .integer($0.count)), ("r", .number($0.correlation)),
              ("pvalue", .optional($0.pValue)),
            ])
          })
      ),
    ])
  }

  private var normality: JSONValue {
    guard let own = analysis.normality else { return .null }
    return .object([
      ("n", .integer(own.count)), ("items", .integer(own.itemCount)),
      ("skewness", .number(own.skewness)),
      ("skewness_chisq", .number(own.skewnessStatistic)),
      ("skewness_df", .integer(own.skewnessDegreesOfFreedom)),
      ("skewness_pvalue", .number(own.skewnessPValue)),
      ("kurtosis", .number(own.kurtosis)),
      ("kurtosis_z", .number(own.kurtosisZ)),
      ("kurtosis_pvalue", .number(own.kurtosisPValue)),
      (
        "outliers",
        .array(
          own.outliers.map {
            .object([
              ("case", .integer($0.row)), ("distance", .number($0.distance)),
              ("pvalue", .number($0.pValue)),
            ])
          })
      ),
    ])
  }
}
