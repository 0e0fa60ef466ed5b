internal import Estimation

extension FitOptions {
  /// What first needs the cases and not only their moments.
  package var firstNeedOfCases: String? {
    guard needsCases else { return nil }
    if standardErrors.isFromScores || standardErrors.isFromMoments {
      return "The \(standardErrors.rawValue) standard errors"
    }
    if informationKind == .firstOrder {
      return estimation.estimator == .ml ? "The first-order information" : nil
    }
    return tests.first { $0.isScaled || $0 == .browneResidualADF }
      .map { "The test \($0.rawValue)" }
  }

  /// Refuses combinations of standard errors, tests and information that do
  /// not exist or are not supported.
  package func requireKnownRobust() throws(FitError) {
    try requireKnownErrors()
    for test in tests { try requireKnown(test) }
    if Set(tests).count != tests.count {
      throw FitError(
        code: "test.twice", message: "A test is asked for twice.",
        remedy: "Name each test once.")
    }
    let isML = estimation.estimator == .ml
    if h1Information == .unstructured, !isML {
      throw FitError(
        code: "information.h1-needs-ml",
        message: "The option h1-information chooses a weight for ML; "
          + "\(estimation.estimator.rawValue) has its own.",
        remedy: "Leave --h1-information out.")
    }
    if observedInformation == .h1, !isML || informationKind != .observed {
      throw FitError(
        code: "information.observed-unused",
        message: "The option observed-information needs ML with the observed "
          + "information.",
        remedy: "Add --information observed, or leave "
          + "--observed-information out.")
    }
    try requireKnownDependence()
  }

  private func requireKnownErrors() throws(FitError) {
    let name = standardErrors.rawValue
    if standardErrors.isTwoStage, name != missing.rawValue {
      throw FitError(
        code: "se.two-stage",
        message: "The \(name) standard errors belong to `missing: \(name)`.",
        remedy: "Use --missing \(name), or other standard errors.")
    }
    if standardErrors.isClustered, cluster == nil {
      throw FitError(
        code: "se.needs-cluster",
        message: "The \(name) standard errors need clusters.",
        remedy: "Name the cluster variable with --cluster.")
    }
    if standardErrors.isFromScores {
      guard estimation.estimator == .ml else {
        throw FitError(
          code: "se.needs-ml",
          message: "The \(name) standard errors belong to ML; "
            + "\(estimation.estimator.rawValue) has no likelihood.",
          remedy: "Use --se robust.sem.")
      }
      if informationKind == .firstOrder {
        throw FitError(
          code: "se.information",
          message: "The \(name) standard errors have the first-order "
            + "information inside; it cannot stand outside too.",
          remedy: "Use --information observed or expected.")
      }
    }
    if standardErrors.isFromMoments, !hasInformationOfMoments {
      throw FitError(
        code: "se.information",
        message: "The \(name) standard errors do not derive from the "
          + "\(informationKind.rawValue) information"
          + (informationKind == .observed
            ? " of \(estimation.estimator.rawValue)." : "."),
        remedy: "Leave --information out"
          + (estimation.estimator == .ml
            ? ", or use --se robust.huber.white." : "."))
    }
  }

  /// Whether the information is one that weighs moments: the expected one,
  /// or, of ML, the observed one.
  private var hasInformationOfMoments: Bool {
    switch outerInformation {
    case .expected: true
    case .observed: estimation.estimator == .ml
    case .firstOrder: false
    }
  }

  private func requireKnown(_ test: TestKind) throws(FitError) {
    let estimator = estimation.estimator
    func refuse(_ reason: String, _ remedy: String) -> FitError {
      FitError(
        code: "test.unsupported",
        message: "The test \(test.rawValue) \(reason).", remedy: remedy)
    }
    switch test {
    case .standard, .browneResidualADF, .browneResidualNT: return
    case .satorraBentler, .meanVarAdjusted, .scaledShifted:
      guard estimator != .wls else {
        throw refuse(
          "is the standard test with WLS, whose weight is the inverse of Γ: "
            + "the scaling factor is 1", "Leave --test out.")
      }
      guard hasInformationOfMoments else {
        throw refuse(
          "does not go with the \(informationKind.rawValue) information",
          "Use --information expected.")
      }
    case .yuanBentler, .yuanBentlerMplus:
      guard estimator == .ml else {
        throw refuse(
          "needs ML; \(estimator.rawValue) has no likelihood",
          "Use satorra.bentler.")
      }
      guard informationKind != .firstOrder else {
        throw refuse(
          "compares the first-order information with another",
          "Use --information observed or expected.")
      }
    }
  }

  /// What clusters and sampling weights go with.
  private func requireKnownDependence() throws(FitError) {
    for (name, isGiven) in [
      ("cluster", cluster != nil), ("sampling-weights", samplingWeights != nil),
    ] where isGiven {
      let isML = estimation.estimator == .ml
      let isKnown = isML || (cluster == nil && estimation.estimator != .wls)
      guard isKnown, estimation.likelihood == .normal else {
        throw FitError(
          code: "\(name).needs-ml",
          message: "The option \(name) needs ML"
            + (cluster == nil ? ", GLS or ULS" : "")
            + " with the normal likelihood.",
          remedy: "Use MLR.")
      }
      guard
        standardErrors.isFromScores || standardErrors.isFromMoments
          || standardErrors == .robustTwoStage
          || standardErrors == .none || standardErrors == .bootstrap
      else {
        throw FitError(
          code: "\(name).standard-errors",
          message: "The standard errors `\(standardErrors.rawValue)` "
            + "\(informationKind == .firstOrder ? "of MLF " : "")take no "
            + "notice of \(name).",
          remedy: "Use \(isML ? "MLR" : "--se robust.sem"), or --se none.")
      }
      for test in tests
      where test == .browneResidualADF || test == .browneResidualNT {
        throw FitError(
          code: "\(name).test",
          message: "The test \(test.rawValue) is not supported with "
            + "\(name).",
          remedy: "Use yuan.bentler.mplus (estimator MLR).")
      }
    }
  }
}
