internal import Estimation
internal import Messages
internal import MomentInformation
internal import Specification

extension FitRules {
  /// Auxiliary variables and weights of incomplete cases.
  static let missing: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .auxiliaryNeedsFiml, when: [.auxiliary],
      unless: [.missing(.fullInformation)],
      message: {
        "Auxiliary variables tell about missing values; with "
          + "`missing: \($0.missing)` nothing would use them."
      },
      remedy: { _ in "Use `missing: fiml`, or leave `auxiliary` out." }),
    CombinationRule(
      .missingSamplingWeights,
      when: [
        .missing([.twoStage, .robustTwoStage, .pairwise]), .samplingWeights,
      ], unless: [.ordered],
      message: {
        "Sampling weights are not supported with `missing: \($0.missing)`."
      },
      remedy: { _ in "Use `missing: fiml`, or leave the weights out." }),
  ]

  /// Choices that the likelihood of incomplete cases does not go with.
  static let fullInformation: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .auxiliaryFixedX,
      when: [
        .missing(.fullInformation), .auxiliary,
        Condition("`fixed-x: true`") {
          $0.options.model.fixedExogenous == true
        },
      ],
      message: { _ in
        "Auxiliary variables covary with exogenous variables, whose moments "
          + "cannot be fixed then."
      },
      remedy: { _ in "Leave `fixed-x` out." }),
    CombinationRule(
      .missingNeedsMl, when: [.missing(.fullInformation)],
      unless: [.estimator(.ml)],
      message: {
        "`missing: \($0.missing)` is maximum likelihood; the estimator is "
          + "\($0.estimator)."
      },
      remedy: { _ in "Use `estimator: ML`, or `missing: listwise`." }),
    CombinationRule(
      .missingStandardErrors,
      when: [
        .missing(.fullInformation),
        .standardErrors(.fromMoments + [.robustSEMNT]),
      ],
      message: {
        "The \($0.standardErrors) standard errors need complete cases."
      },
      remedy: { _ in "Use MLR, or `missing: listwise`." }),
    CombinationRule(
      .missingTest,
      when: [
        .missing(.fullInformation),
        .test(.all(but: .standard, .yuanBentlerMplus)),
      ],
      message: {
        let test = $0.test(in: .all(but: .standard, .yuanBentlerMplus))
        return "The test \(test) needs complete cases."
      },
      remedy: { _ in
        "Use yuan.bentler.mplus (estimator MLR), or `missing: listwise`."
      }),
    CombinationRule(
      .missingNeedsNormalLikelihood,
      when: [.missing(.fullInformation), .likelihood(.wishart)],
      message: { _ in "Incomplete cases have no Wishart likelihood." },
      remedy: { _ in "Leave `likelihood` out." }),
  ]

  /// Choices that two stages do not go with.
  static let twoStage: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .twoStageNeedsMl, when: [.missing(.twoStage)],
      unless: [.all(.estimator(.ml), .likelihood(.normal))],
      message: {
        "With `missing: \($0.missing)` the estimator is ML with the normal "
          + "likelihood."
      },
      remedy: { _ in "Leave `estimator` and `likelihood` out." }),
    CombinationRule(
      .twoStageFixedX, when: [.missing(.twoStage)],
      unless: [
        Condition("`fixed-x: false`") {
          $0.options.model.fixedExogenous == false
        }
      ],
      message: {
        "With `missing: \($0.missing)` exogenous variables are random: their "
          + "moments are estimated from incomplete cases too."
      },
      remedy: { _ in "Leave `fixed-x` out." }),
    CombinationRule(
      .twoStageCluster, when: [.missing([.twoStage]), .cluster],
      message: {
        "With `missing: \($0.missing)` clusters would change nothing."
      },
      remedy: { _ in "Use `missing: robust.two.stage`." }),
    CombinationRule(
      .twoStageStandardErrors, when: [.missing(.twoStage)],
      unless: [
        .standardErrors([.none, .bootstrap]),
        Condition("`se` of the same name") { $0.standardErrors == $0.missing },
      ],
      message: {
        "With `missing: \($0.missing)` the standard errors are "
          + "`\($0.missing)`, not `\($0.standardErrors)`."
      },
      remedy: { _ in "Leave `se` out, and use the estimator ML." }),
    CombinationRule(
      .twoStageTest,
      when: [
        .missing(.twoStage), .test(.all(but: .standard, .satorraBentler)),
      ],
      message: {
        let test = $0.test(in: .all(but: .standard, .satorraBentler))
        return "With `missing: \($0.missing)` the test is satorra.bentler, "
          + "not \(test)."
      },
      remedy: { _ in "Leave `test` out, and use the estimator ML." }),
    CombinationRule(
      .twoStageInformation,
      when: [
        .missing(.twoStage),
        Condition("`information: first.order` or `observed-information`") {
          $0.options.information == .firstOrder
            || $0.options.observedInformation != nil
        },
      ],
      message: {
        "With `missing: \($0.missing)` the information is the observed or the "
          + "expected one of the saturated model."
      },
      remedy: { _ in
        "Use `information: observed` or expected, without "
          + "`observed-information`."
      }),
  ]

  /// Choices that pairwise covariances do not go with.
  static let pairwise: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .missingPairwiseGls, when: [.missing([.pairwise]), .estimator(.gls)],
      message: { _ in
        "The estimator GLS is not supported with `missing: pairwise`."
      },
      remedy: { _ in "Use ML or ULS, or `missing: listwise`." }),
    CombinationRule(
      .missingPairwise,
      when: [
        .missing([.pairwise]),
        Condition(
          "`cluster`, `estimator: WLS` or `DWLS`, robust standard errors, scaled tests "
            + "or `information: first.order`"
        ) { $0.needOfPairs != nil },
      ], unless: [.ordered],
      message: {
        let need = $0.needOfPairs ?? ""
        return "\(need) need\(need.hasSuffix("errors") ? "" : "s") cases; "
          + "`missing: pairwise` uses covariances only."
      },
      remedy: { _ in
        "Use `missing: fiml` or robust.two.stage, or ML or ULS with the usual "
          + "standard errors and test."
      }),
  ]
}

extension RequestedFit {
  /// The first choice that needs more than the pairs' covariances.
  fileprivate var needOfPairs: String? {
    if options.cluster != nil { return "The option cluster" }
    if options.estimation.estimator.weighsByMoments {
      return "The estimator \(estimator)"
    }
    return options.firstNeedOfCases
  }
}
