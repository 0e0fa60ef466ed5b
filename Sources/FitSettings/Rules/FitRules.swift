internal import Estimation
package import Messages
internal import Specification

/// The rules of what a fit may be asked for at once.
package enum FitRules {
  /// Every rule; where several apply, the first one speaks: those of ordered
  /// variables before others, which are made for continuous ones.
  package static let all = CombinationRules<RequestedFit>(
    pairwiseLikelihood + ordered + dataNeeds + missing + fullInformation
      + twoStage + pairwise
      + model
      + standardErrors + tests + information + dependence
      + lackingInformation + caseNeeds)

  /// Refuses a fit that a rule refuses.
  package static func check(_ fit: RequestedFit) throws(LatentError) {
    for rule in all.rules where rule.refuses(fit) { throw rule.error(fit) }
    guard let tests = fit.byInformationOfTests else { return }
    for rule in ofTests.rules where rule.refuses(tests) {
      throw rule.error(tests)
    }
  }

  /// The rules for the information of tests as well.
  private static let ofTests = CombinationRules<RequestedFit>(
    twoStage + tests + information + lackingInformation)

  /// The rules of standard errors of residuals.
  package static let residuals = CombinationRules<RequestedFit>([
    CombinationRule(
      .conditionalResiduals,
      when: [
        .residualErrors, .conditionalExogenous, .estimator(.uls, .wls, .dwls),
      ], unless: [.ordered],
      message: {
        "Standard errors of residuals are not supported with \($0.estimator) "
          + "and conditional-x."
      },
      remedy: { _ in "Use ML, or leave `conditional-x` out." })
  ])

  /// Rules about choices that only cases allow, and about what follows the fit.
  static let dataNeeds: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .seBootstrapIsDrawn,
      when: [
        Condition("a fit") { _ in true }, .standardErrors([.bootstrap]),
      ],
      message: { _ in "Bootstrap standard errors are drawn after a fit." },
      remedy: { _ in
        "Fit with standard errors, draw with Fit.bootstrap, then use "
          + "Fit.withStandardErrors(from:)."
      }),
    CombinationRule(
      .missingNeedsCases,
      when: [
        Condition("`auxiliary` or another `missing` than `listwise`") {
          !$0.options.auxiliary.isEmpty || $0.options.missing != .listwise
        }, .momentsOnly,
      ],
      message: { _ in
        "Missing values are treated in cases; there are covariances only."
      },
      remedy: { _ in
        "Give a data file, or leave `missing` and `auxiliary` out."
      }),
    CombinationRule(
      .clusterNeedsRawData, when: [.cluster, .momentsOnly],
      message: { _ in "The option cluster needs cases; covariances have none."
      },
      remedy: { _ in "Give a table of cases." }),
    CombinationRule(
      .samplingWeightsNeedsRawData,
      when: [.samplingWeights, .momentsOnly],
      message: { _ in
        "The option sampling-weights needs cases; covariances have none."
      },
      remedy: { _ in "Give a table of cases." }),
  ]

  /// Choices that need the cases, not only their moments.
  static let caseNeeds: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .informationNeedsRawData,
      when: [
        Condition("robust standard errors, scaled tests, `first.order`") {
          $0.options.firstNeedOfCases != nil
        }, .momentsOnly,
      ],
      message: { "\($0.need) raw data." },
      remedy: { _ in
        "Give a data file instead of covariances, or use standard errors and "
          + "tests from the expected or observed information."
      }),
    CombinationRule(
      .estimatorNeedsRawData, when: [.estimator(.wls, .dwls), .momentsOnly],
      unless: [.standardErrors([.robustSEMNT])],
      message: {
        "The estimator \($0.estimator) needs raw data for its weight matrix."
      },
      remedy: {
        "Give a data file instead of covariances, or use ML, GLS or ULS"
          + ($0.options.estimation.estimator.weighsByVariances
            ? ", or `se: robust.sem.nt`, whose weight is that of normal "
              + "variables." : ".")
      }),
  ]

  /// Choices that a model given exogenous variables, and effect coding, do not
  /// go with: figures would be those of the model of all moments.
  static let model: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .boundsEffectCoding,
      when: [
        .boundsFromSample,
        Condition("`effect-coding`") {
          $0.options.model.effectCodingLoadings
            || $0.options.model.effectCodingIntercepts
        },
      ],
      message: {
        "`bounds: \($0.options.estimation.bounds.rawValue)` follows from "
          + "markers, and effect coding has none."
      },
      remedy: { _ in "Use `bounds: pos.var`, or leave `effect-coding` out." }),
    CombinationRule(
      .correlationUnsupported, when: [.correlation],
      unless: [.estimator(.ml)],
      message: {
        "Correlations with free scales are fitted by ML; the estimator is "
          + "\($0.estimator)."
      },
      remedy: { _ in
        "Use `estimator: ML`, or leave the option `correlation` out."
      }),
    CombinationRule(
      .correlationUnsupported,
      when: [
        .correlation,
        Condition(
          "`fixed-x: true`, `conditional-x: true`, `missing: two.stage`, "
            + "`pairwise`, `auxiliary` or `bounds` from the sample"
        ) { $0.isBeyondCorrelations },
      ],
      message: { _ in
        "A model of correlations has no fixed exogenous variables, no second "
          + "stage, no auxiliary variables and no bounds from the sample."
      },
      remedy: { _ in
        "Leave the other option out, or the option `correlation`."
      }),
    CombinationRule(
      .groupWeightsUnsupported,
      when: [
        Condition("`group-w-free: true`") {
          $0.options.hasFreeGroupWeights
        },
        Condition("`cluster`, `sampling-weights` or `ordered`") {
          $0.options.cluster != nil || $0.options.samplingWeights != nil
            || $0.hasOrdered
        },
      ],
      message: { _ in
        "Groups' sizes are parameters of independent, equally weighted cases "
          + "of continuous variables."
      },
      remedy: { _ in "Leave the option `group-w-free` out." }),
    CombinationRule(
      .conditionalUnsupported,
      when: [.conditionalExogenous, .estimator(.gls)],
      message: {
        "The estimator \($0.estimator) is not supported with conditional-x."
      },
      remedy: { _ in
        "Use ML, ULS, DWLS or WLS, or leave `conditional-x` out."
      }),
    CombinationRule(
      .conditionalUnsupported,
      when: [.conditionalExogenous, .boundsFromSample],
      message: {
        "`bounds: \($0.options.estimation.bounds.rawValue)` is not supported "
          + "with conditional-x."
      },
      remedy: { _ in
        "Use `bounds: pos.var`, or leave `conditional-x` out."
      }),
    CombinationRule(
      .conditionalUnsupported,
      when: [
        .conditionalExogenous, .missing([.fullInformationExogenous]),
      ],
      message: {
        "The treatment of missing values `\($0.missing)` is not supported "
          + "with conditional-x, which takes exogenous variables for known."
      },
      remedy: { _ in
        "Use `missing: fiml`, or leave `conditional-x` out."
      }),
    CombinationRule(
      .conditionalUnsupported,
      when: [
        .conditionalExogenous, .missing([.fullInformation]),
        Condition(
          "`auxiliary`, `h1-information: unstructured` or "
            + "`observed-information: h1`"
        ) {
          !$0.options.auxiliary.isEmpty
            || $0.options.h1Information == .unstructured
            || $0.options.observedInformation == .h1
        },
      ],
      message: { _ in
        "Auxiliary variables, and information at the saturated moments, are "
          + "not supported with conditional-x and missing values."
      },
      remedy: { _ in "Leave these, or `conditional-x`, out." }),
    CombinationRule(
      .likelihoodNeedsMl, when: [.likelihood(.wishart)],
      unless: [.estimator(.ml)],
      message: {
        "The wishart likelihood belongs to ML; \($0.estimator) has no "
          + "likelihood."
      },
      remedy: { _ in "Leave `likelihood` out." }),
  ]
}

extension RequestedFit {
  /// Whether something is asked for that a model of correlations lacks.
  fileprivate var isBeyondCorrelations: Bool {
    options.model.fixedExogenous == true || conditionsOnExogenous
      || options.missing.isTwoStage || options.missing == .pairwise
      || options.missing == .fullInformationExogenous
      || !options.auxiliary.isEmpty || options.estimation.bounds.isFromSample
  }

  /// The first choice that needs cases, with its verb.
  var need: String {
    let need = options.firstNeedOfCases ?? ""
    return "\(need) need\(need.hasSuffix("errors") ? "" : "s")"
  }
}

extension Condition where Subject == RequestedFit {
  /// Standard errors of residuals are asked for; always, where rules of them
  /// are looked at.
  static var residualErrors: Condition {
    Condition("standard errors of residuals") { _ in true }
  }

  /// The model is one of correlations.
  static var correlation: Condition {
    Condition("`correlation: true`") { $0.options.model.fitsCorrelations }
  }

  /// Bounds that follow from the sample.
  static var boundsFromSample: Condition {
    .bounds(BoundsKind.allCases.filter(\.isFromSample))
  }
}

extension CombinationRules where Subject == RequestedFit {
  /// Refuses what a rule refuses; every fit asks, so that the compiler makes
  /// code for this subject.
  ///
  /// - Parameter subject: The requested choice.
  /// - Throws: The refusal of the first rule that applies.
  package func check(_ subject: RequestedFit) throws(LatentError) {
    for rule in rules where rule.refuses(subject) {
      throw rule.error(subject)
    }
  }
}
