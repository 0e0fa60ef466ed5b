internal import Estimation
internal import Specification

extension FitOptions {
  /// Decides what two stages leave open: means, random exogenous variables,
  /// and the standard errors and the scaled test of their kind, with the
  /// observed information of the saturated model, as in lavaan.
  mutating func resolveTwoStage() {
    guard missing.isTwoStage else { return }
    model.meanStructure = true
    // The first stage makes moments of every variable.
    if model.fixedExogenous == nil { model.fixedExogenous = false }
    if information == nil { information = .observed }
    h1Information = .unstructured
    if standardErrors == .standard {
      standardErrors = missing == .twoStage ? .twoStage : .robustTwoStage
    }
    if tests == [.standard] { tests.append(.satorraBentler) }
  }

  /// Refuses what two stages do not go with.
  package func requireKnownTwoStage() throws(FitError) {
    let name = missing.rawValue
    func refuse(_ part: String, _ message: String, _ remedy: String) -> FitError
    {
      FitError(
        code: "two-stage.\(part)",
        message: "With `missing: \(name)` \(message).", remedy: remedy)
    }
    guard estimation.estimator == .ml, estimation.likelihood == .normal else {
      throw refuse(
        "needs-ml", "the estimator is ML with the normal likelihood",
        "Leave --estimator and --likelihood out.")
    }
    guard model.fixedExogenous == false else {
      throw refuse(
        "fixed-x",
        "exogenous variables are random: their moments are "
          + "estimated from incomplete cases too", "Leave --fixed-x out.")
    }
    guard cluster == nil || missing == .robustTwoStage else {
      throw refuse(
        "cluster", "clusters would change nothing",
        "Use --missing robust.two.stage.")
    }
    guard
      standardErrors == .none || standardErrors == .bootstrap
        || standardErrors.rawValue == name
    else {
      throw refuse(
        "standard-errors",
        "the standard errors are `\(name)`, not "
          + "`\(standardErrors.rawValue)`",
        "Leave --se out, and use the estimator ML.")
    }
    for test in tests where test != .standard && test != .satorraBentler {
      throw refuse(
        "test", "the test is satorra.bentler, not \(test.rawValue)",
        "Leave --test out, and use the estimator ML.")
    }
    guard information != .firstOrder, observedInformation == nil else {
      throw refuse(
        "information",
        "the information is the observed or the expected one "
          + "of the saturated model",
        "Use --information observed or expected, without "
          + "--observed-information.")
    }
  }
}
