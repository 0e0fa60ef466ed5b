internal import Estimation
internal import Messages
internal import MomentInformation

extension FitRules {
  /// The requirements of kinds of standard errors.
  static let standardErrors: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .seTwoStage, when: [.standardErrors(.twoStage)],
      unless: [
        Condition("`missing` of the same name") {
          $0.standardErrors == $0.missing
        }
      ],
      message: {
        "The \($0.standardErrors) standard errors belong to "
          + "`missing: \($0.standardErrors)`."
      },
      remedy: {
        "Use `missing: \($0.standardErrors)`, or other standard errors."
      }),
    CombinationRule(
      .seNeedsMl, when: [.standardErrors([.robustSEMNT])],
      unless: [.estimator(.ml, .uls, .dwls)],
      message: {
        "The \($0.standardErrors) standard errors take moments to vary as "
          + "those of normal variables, which the weight of \($0.estimator) "
          + "does already, or replaces."
      },
      remedy: { _ in "Use `se: standard` or robust.sem." }),
    CombinationRule(
      .seInformation,
      when: [.standardErrors([.robustSEMNT]), .information(.firstOrder)],
      message: {
        "The \($0.standardErrors) standard errors do not derive from the "
          + "first-order information."
      },
      remedy: { _ in "Leave `information` out." }),
    CombinationRule(
      .seNeedsCluster, when: [.standardErrors(.clustered)],
      unless: [.cluster],
      message: { "The \($0.standardErrors) standard errors need clusters." },
      remedy: { _ in "Name the cluster variable with `cluster`." }),
    CombinationRule(
      .seNeedsMl, when: [.standardErrors(.fromScores)],
      unless: [.estimator(.ml, .pml)],
      message: {
        "The \($0.standardErrors) standard errors belong to ML; "
          + "\($0.estimator) has no likelihood."
      },
      remedy: { _ in "Use `se: robust.sem`." }),
    CombinationRule(
      .seInformation,
      when: [.standardErrors(.fromScores), .information(.firstOrder)],
      message: {
        "The \($0.standardErrors) standard errors have the first-order "
          + "information inside; it cannot stand outside too."
      },
      remedy: { _ in "Use `information: observed` or expected." }),
    CombinationRule(
      .seInformation, when: [.standardErrors(.fromMoments)],
      unless: [.informationOfMoments],
      message: {
        "The \($0.standardErrors) standard errors do not derive from the "
          + "\($0.information) information"
          + ($0.options.informationKind == .observed
            ? " of \($0.estimator)." : ".")
      },
      remedy: {
        "Leave `information` out"
          + ($0.options.estimation.estimator.hasCaseLikelihood
            ? ", or use `se: robust.huber.white`." : ".")
      }),
  ]

  /// The requirements of tests.
  static let tests: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .testUnsupported, when: [.test(.scaledByMoments), .estimator(.wls)],
      message: {
        "The test \($0.test(in: .scaledByMoments)) is the standard test with "
          + "WLS, whose weight is the inverse of Γ: the scaling factor is 1."
      },
      remedy: { _ in "Leave `test` out." }),
    CombinationRule(
      .testUnsupported, when: [.test(.scaledByMoments)],
      unless: [.informationOfMoments],
      message: {
        "The test \($0.test(in: .scaledByMoments)) does not go with the "
          + "\($0.information) information."
      },
      remedy: { _ in "Use `information: expected`." }),
    CombinationRule(
      .testUnsupported, when: [.test(.yuanBentler)],
      unless: [.estimator(.ml)],
      message: {
        "The test \($0.test(in: .yuanBentler)) needs ML; \($0.estimator) has "
          + "no likelihood."
      },
      remedy: { _ in "Use satorra.bentler." }),
    CombinationRule(
      .testUnsupported,
      when: [.test(.yuanBentler), .information(.firstOrder)],
      message: {
        "The test \($0.test(in: .yuanBentler)) compares the first-order "
          + "information with another."
      },
      remedy: { _ in "Use `information: observed` or expected." }),
    CombinationRule(
      .testCorrected, when: [.test(.corrected)],
      unless: [.all(.estimator(.ml), .information(.expected))],
      message: {
        "The test \($0.test(in: .corrected)) needs ML with the expected "
          + "information."
      },
      remedy: { _ in "Use mean.var.adjusted or scaled.shifted." }),
    CombinationRule(
      .testCorrected,
      when: [.test(.corrected), .conditionalExogenous],
      message: {
        "The test \($0.test(in: .corrected)) is not supported with "
          + "conditional-x."
      },
      remedy: { _ in
        "Use mean.var.adjusted or scaled.shifted, or leave `conditional-x` out."
      }),
    CombinationRule(
      .testEigenvalues,
      when: [
        Condition("a `test` by eigenvalues with `_rls`") {
          $0.eigenvalueTests.contains(where: \.isReweighted)
        }
      ], unless: [.estimator(.ml)],
      message: {
        "A test with _rls takes the statistic of the normal likelihood; "
          + "\($0.estimator) has none."
      },
      remedy: { _ in "Leave _rls out, or use ML." }),
    CombinationRule(
      .testEigenvalues,
      when: [
        Condition("a `test` by eigenvalues with `_ug`") {
          $0.eigenvalueTests.contains(where: \.isUnbiased)
        },
        Condition("`cluster`, `sampling-weights` or `conditional-x: true`") {
          $0.options.cluster != nil || $0.options.samplingWeights != nil
            || $0.conditionsOnExogenous
        },
      ],
      message: { _ in
        "The unbiased covariances of the moments (_ug) are those of "
          + "independent cases without weights, of moments of all variables."
      },
      remedy: { _ in "Leave _ug out." }),
    CombinationRule(
      .testScaledStatistic, when: [.otherScaledStatistic],
      unless: [
        Condition("a scaled `test` or one by eigenvalues") {
          $0.options.tests.contains {
            $0.isScaled || $0.family == .familyOfEigenvalues
          }
        }
      ],
      message: { _ in
        "The option scaled-test names the statistic of a scaled test; there is "
          + "none."
      },
      remedy: { _ in
        "Add a scaled test such as `test: satorra.bentler`, or leave "
          + "`scaled-test` out."
      }),
    CombinationRule(
      .testScaledStatistic, when: [.otherScaledStatistic],
      unless: [.all(.estimator(.ml), .missing([.listwise]))],
      message: {
        "Scaled tests of \($0.options.scaledStatistic.rawValue) need ML and "
          + "complete cases."
      },
      remedy: { _ in "Leave `scaled-test` out." }),
    CombinationRule(
      .testStandardStatistic, when: [.otherStandardStatistic],
      unless: [.all(.missing([.listwise]), .tested)],
      message: {
        "Fit measures of \($0.options.standardStatistic.rawValue) need a test "
          + "and complete cases."
      },
      remedy: { _ in "Leave `standard-test` out." }),
    CombinationRule(
      .testStandardStatistic,
      when: [
        .standardStatistic([.browneResidualADFModel]), .conditionalExogenous,
      ],
      message: { _ in
        "The statistic browne.residual.adf.model is not supported with "
          + "conditional-x."
      },
      remedy: { _ in
        "Use browne.residual.adf, or leave `conditional-x` out."
      }),
    CombinationRule(
      .testResidualModel,
      when: [
        .test([.browneResidualADFModel]), .conditionalExogenous,
      ],
      message: { _ in
        "The test browne.residual.adf.model is not supported with "
          + "conditional-x."
      },
      remedy: { _ in
        "Use browne.residual.adf, or leave `conditional-x` out."
      }),
    CombinationRule(
      .testSmallSample, when: [.test(.smallSample)],
      unless: [.estimator(.ml)],
      message: {
        "The correction \($0.test(in: .smallSample)) belongs to the likelihood "
          + "ratio of ML; \($0.estimator) has none."
      },
      remedy: { _ in "Use ML, or leave the correction out." }),
    CombinationRule(
      .testSmallSample,
      when: [
        .test(.smallSample),
        Condition("a scaled test") {
          $0.options.tests.contains(where: \.isScaled)
        },
      ],
      message: {
        let scaled = $0.options.tests.first(where: \.isScaled)?.rawValue ?? ""
        return "The correction \($0.test(in: .smallSample)) belongs to "
          + "the statistic of normal cases, not to the scaled test \(scaled)."
      },
      remedy: { _ in
        "Use ML without a scaled test, or for small samples of other cases "
          + "mean.var.adjusted.corrected or peba4_rls."
      }),
    CombinationRule(
      .testTwice,
      when: [
        Condition("one `test` twice") {
          Set($0.options.tests).count != $0.options.tests.count
        }
      ],
      message: { _ in "A test is asked for twice." },
      remedy: { _ in "Name each test once." }),
  ]

  /// The requirements of choices of an information.
  static let information: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .informationH1NeedsMl,
      when: [
        Condition("`h1-information: unstructured`") {
          $0.options.h1Information == .unstructured
        }
      ], unless: [.estimator(.ml)],
      message: {
        "The option h1-information chooses a weight for ML; \($0.estimator) "
          + "has its own."
      },
      remedy: { _ in "Leave `h1-information` out." }),
    CombinationRule(
      .informationObservedUnused,
      when: [
        Condition("`observed-information: h1`") {
          $0.options.observedInformation == .h1
        }
      ], unless: [.all(.estimator(.ml), .information(.observed))],
      message: { _ in
        "The option observed-information needs ML with the observed "
          + "information."
      },
      remedy: {
        ($0.options.estimation.estimator.hasCaseLikelihood
          ? "Add `information: observed`, or leave " : "Leave ")
          + "`observed-information` out."
      }),
  ]

  /// The information that one estimator lacks.
  static let lackingInformation: [CombinationRule<RequestedFit>] = [
    CombinationRule(
      .informationUnsupported,
      when: [.information(.firstOrder), .estimator(.gls)],
      message: { _ in "The first-order information exists for ML only." },
      remedy: { _ in "Use `information: expected` or observed." })
  ]

  /// The options that go with clusters and sampling weights.
  static let dependence: [CombinationRule<RequestedFit>] =
    [
      CombinationRule(
        .clusterNeedsMl, when: [.cluster],
        unless: [.all(.estimator(.ml), .likelihood(.normal)), .ordered],
        message: { _ in
          "The option cluster needs ML with the normal likelihood."
        },
        remedy: { _ in "Use MLR." })
    ]
    + dependence(
      "cluster", .cluster, (.clusterStandardErrors, .clusterTest),
      not: ofIndependentCases)
    + dependence(
      // The weight of WLS is the inverse of the weighted cases' Γ.
      "sampling-weights", .samplingWeights,
      (.samplingWeightsStandardErrors, .samplingWeightsTest),
      exempt: [.estimator(.wls)],
      not: ofIndependentCases.filter { $0 != .browneResidualADF })

  /// Tests that take cases for independent and equally weighted.
  private static let ofIndependentCases: [TestKind] =
    .residualBased + .corrected + .smallSample

  private static func dependence(
    _ name: String, _ isGiven: Condition<RequestedFit>,
    _ codes: (standardErrors: LatentError.Code, test: LatentError.Code),
    exempt: [Condition<RequestedFit>] = [], not tests: [TestKind]
  ) -> [CombinationRule<RequestedFit>] {
    [
      CombinationRule(
        codes.standardErrors, when: [isGiven],
        unless: exempt + [
          .standardErrors(
            .fromScores + .fromMoments + [.robustTwoStage, .none, .bootstrap])
        ],
        message: {
          let kind = $0.options.informationKind == .firstOrder ? "of MLF " : ""
          return "The standard errors `\($0.standardErrors)` \(kind)ignore "
            + "\(name)."
        },
        remedy: {
          let isML = $0.options.estimation.estimator.hasCaseLikelihood
          return "Use \(isML ? "MLR" : "`se: robust.sem`"), or `se: none`."
        }),
      CombinationRule(
        codes.test,
        when: [isGiven, .test(tests)],
        message: {
          "The test \($0.test(in: tests)) is not supported with \(name)."
        },
        remedy: { _ in "Use yuan.bentler.mplus (estimator MLR)." }),
    ]
  }
}

extension RequestedFit {
  /// The tests by eigenvalues that are asked for.
  fileprivate var eigenvalueTests: [EigenvalueTest] {
    options.tests.compactMap {
      if case .eigenvalues(let test) = $0 { test } else { nil }
    }
  }
}

extension Condition where Subject == RequestedFit {
  /// Scaled tests scale another statistic than the standard one.
  fileprivate static var otherScaledStatistic: Condition {
    Condition("another `scaled-test` than `standard`") {
      $0.options.scaledStatistic != .standard
    }
  }

  /// Fit measures derive from another statistic than the standard one.
  fileprivate static var otherStandardStatistic: Condition {
    Condition("another `standard-test` than `standard`") {
      $0.options.standardStatistic != .standard
    }
  }

  /// Fit measures derive from one of some statistics.
  fileprivate static func standardStatistic(_ kinds: [TestKind]) -> Condition {
    .option("standard-test", in: kinds) { $0.options.standardStatistic }
  }

  /// The model is tested.
  fileprivate static var tested: Condition {
    Condition("a `test`") { !$0.options.tests.isEmpty }
  }

  /// The information is one that weighs moments.
  fileprivate static var informationOfMoments: Condition {
    Condition("`information: expected` or, of ML, `observed`") {
      $0.options.hasInformationOfMoments
    }
  }
}
