public import Estimation
public import Specification

/// Whether and how standard errors are computed.
public enum StandardErrorKind: String, Sendable, Hashable, Codable,
  CaseIterable
{
  /// From the information matrix.
  case standard
  /// From a bootstrap's draws: fit with `.standard`, then
  /// `Fit.withStandardErrors(from:)`.
  case bootstrap
  /// None.
  case none
}

/// Everything that a fit can be asked for.
public struct FitOptions: Sendable, Hashable {
  /// How the text becomes a parameter table.
  public var model = ModelOptions()
  /// How parameters are estimated.
  public var estimation = EstimationOptions()
  /// What happens to cases with missing values (`missing`).
  public var missing: MissingTreatment = .listwise
  /// Variables that tell about missing values without being part of the model:
  /// saturated correlates of it (`auxiliary`; Graham, 2003).
  public var auxiliary: [String] = []
  /// What the standard errors derive from; `nil` is the expected
  /// information, and the observed one for incomplete cases.
  public var information: InformationKind?
  /// Whether standard errors are computed (`se`).
  public var standardErrors: StandardErrorKind = .standard
  /// The level of confidence intervals of parameters (`level`).
  public var confidenceLevel: Double = 0.95
  /// Whether the fit keeps the cases, from which a bootstrap draws.
  public var keepsCases: Bool = false

  /// Makes options with lavaan's defaults for `sem`.
  public init() {}

  /// The options with what depends on the estimator decided: moments of
  /// exogenous observed variables are fixed by default for maximum likelihood
  /// only, and incomplete cases have means and the observed information, as
  /// in lavaan.
  package var resolved: FitOptions {
    var result = self
    if result.model.fixedExogenous == nil, estimation.estimator != .ml {
      result.model.fixedExogenous = false
    }
    if missing.isFullInformation {
      // Incomplete cases have no likelihood without means.
      result.model.meanStructure = true
      if result.information == nil { result.information = .observed }
      // Auxiliary variables covary with exogenous ones too.
      if !auxiliary.isEmpty, result.model.fixedExogenous == nil {
        result.model.fixedExogenous = false
      }
    }
    return result
  }
}
