internal import Estimation
internal import Messages
internal import Specification

/// Rules of models with ordered variables: what is made for the moments of
/// numbers would be silently wrong for those of categories.
extension FitRules {
  /// Every rule.
  static let ordered: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .orderedEstimator, when: [.ordered, .estimator(.ml, .gls)],
      message: {
        "The estimator \($0.options.estimatorName) takes all variables for "
          + "continuous, and there are ordered ones."
      },
      remedy: { _ in "Use `estimator: WLSMV` or ULSMV." }),
    CombinationRule(
      .orderedUnsupported,
      when: [
        .ordered,
        .missing(
          MissingTreatment.allCases.filter {
            ![.listwise, .pairwise, .availableCases].contains($0)
          }),
      ],
      message: {
        "The treatment of missing values `\($0.missing)` is not supported for "
          + "ordered variables."
      },
      remedy: { _ in
        "Use `missing: pairwise`, which takes every pair of values, or "
          + "listwise."
      }),
    CombinationRule(
      .orderedUnsupported,
      when: [
        .ordered,
        Condition("`auxiliary`") { !$0.options.auxiliary.isEmpty },
      ],
      message: { _ in
        "Auxiliary variables belong to the likelihood of incomplete cases, "
          + "which ordered variables do not have."
      },
      remedy: { _ in
        "Leave `auxiliary` out, and use `missing: pairwise`."
      }),
    CombinationRule(
      .orderedUnsupported,
      when: [
        .ordered, .cluster,
        Condition("`estimator: WLS`") {
          $0.options.estimation.estimator.weighsByWholeCovariance
        },
      ],
      message: { _ in
        "The weight of WLS is one of independent cases, and there are clusters."
      },
      remedy: { _ in "Use WLSMV or ULSMV." }),
    CombinationRule(
      .orderedUnsupported,
      when: [
        .ordered,
        .standardErrors(
          StandardErrorKind.allCases.filter {
            ![.standard, .robustSEM, .robustClusterSEM, .bootstrap, .none]
              .contains($0)
          }),
      ], unless: [.estimator(.pml)],
      message: {
        "The \($0.standardErrors) standard errors are not supported for "
          + "ordered variables."
      },
      remedy: { _ in "Use `se: robust.sem`." }),
    CombinationRule(
      .orderedUnsupported,
      when: [
        .ordered,
        .test(
          .all(
            but: .standard, .satorraBentler, .meanVarAdjusted, .scaledShifted)),
      ], unless: [.estimator(.pml)],
      message: {
        let test = $0.test(
          in: .all(
            but: .standard, .satorraBentler, .meanVarAdjusted, .scaledShifted))
        return "The test \(test) is not supported for ordered variables."
      },
      remedy: { _ in
        "Use `test: scaled.shifted`, mean.var.adjusted or "
          + "satorra.bentler."
      }),
    CombinationRule(
      .orderedUnsupported,
      when: [
        .ordered,
        Condition("`correlation: true`") { $0.options.model.fitsCorrelations },
      ],
      message: { _ in
        "A correlation structure is one of continuous variables, and there are "
          + "ordered ones."
      },
      remedy: { _ in "Leave `correlation` out." }),
    CombinationRule(
      .orderedUnsupported, when: [.ordered, .boundsFromSample],
      message: {
        "`bounds: \($0.options.estimation.bounds.rawValue)` is not supported "
          + "for ordered variables."
      },
      remedy: { _ in "Use `bounds: pos.lv.var`." }),
    CombinationRule(
      .orderedUnsupported,
      when: [
        .ordered,
        Condition("`std-ov: true`") { $0.options.standardizesObserved },
      ],
      message: { _ in
        "Ordered variables have no standard deviations to be standardized by."
      },
      remedy: { _ in "Leave `std-ov` out." }),
    CombinationRule(
      .orderedUnsupported,
      when: [
        .ordered,
        Condition("`scaled-test` but `standard`") {
          $0.options.scaledStatistic != .standard
        },
      ],
      message: { _ in
        "The statistic of `scaled-test` is not supported for ordered variables."
      },
      remedy: { _ in "Leave `scaled-test` out." }),
    CombinationRule(
      .orderedUnsupported,
      when: [
        .ordered,
        Condition("`standard-test` but `standard`") {
          $0.options.standardStatistic != .standard
        },
      ],
      message: { _ in
        "The statistic of `standard-test` is not supported for ordered "
          + "variables."
      },
      remedy: { _ in "Leave `standard-test` out." }),
  ]
}
