internal import Estimation

extension FitOptions {
  /// Refuses what a model given exogenous variables (`conditional.x`) does
  /// not go with: its figures would be those of the model of all moments.
  ///
  /// - Throws: `FitError` with the code `conditional.unsupported`.
  package func requireKnownConditional() throws(FitError) {
    func refuse(_ what: String, _ remedy: String) -> FitError {
      FitError(
        code: "conditional.unsupported",
        message: "\(what) not supported with conditional-x.",
        remedy: "\(remedy), or leave --conditional-x out.")
    }
    if estimation.estimator == .gls {
      throw refuse(
        "The estimator \(estimation.estimator.rawValue) is",
        "Use ML, ULS or WLS")
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
  }
}
