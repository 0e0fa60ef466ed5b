internal import Estimation

extension FitOptions {
  /// Refuses what a model given exogenous variables (`conditional.x`) does
  /// not go with: its figures would be those of the model of all moments.
  ///
  /// - Throws: `FitError` with the code `conditional.unsupported`.
  func requireKnownConditional() throws(FitError) {
    func refuse(_ what: String, _ remedy: String) -> FitError {
      FitError(
        code: "conditional.unsupported",
        message: "\(what) not supported with conditional-x.",
        remedy: "\(remedy), or leave --conditional-x out.")
    }
    if estimation.estimator != .ml {
      throw refuse(
        "The estimator \(estimation.estimator.rawValue) is", "Use ML")
    }
    if estimation.bounds.isFromSample {
      throw refuse(
        "`bounds: \(estimation.bounds.rawValue)` is", "Use --bounds pos.var")
    }
    if missing.isFullInformation {
      throw refuse(
        "The treatment of missing values `\(missing.rawValue)` is",
        "Use --missing listwise")
    }
    if cluster != nil {
      throw refuse("Clusters are", "Leave --cluster out")
    }
    if samplingWeights != nil {
      throw refuse("Sampling weights are", "Leave --sampling-weights out")
    }
    if h1Information == .unstructured {
      throw refuse(
        "The option h1-information is", "Use --h1-information structured")
    }
    if observedInformation == .h1 {
      throw refuse(
        "The option `observed-information: h1` is",
        "Use --observed-information hessian")
    }
    let unsupported: Set<TestKind> = [
      .yuanBentler, .browneResidualADF, .browneResidualNT,
    ]
    if let test = tests.first(where: { unsupported.contains($0) }) {
      throw refuse(
        "The test \(test.rawValue) is",
        "Use satorra.bentler or yuan.bentler.mplus")
    }
  }
}
