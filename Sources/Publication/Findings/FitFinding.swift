import Estimation
import FitComparison
import FitSettings
import Messages
import ModelFit
import ReportRendering

/// The verdict on the fit of a model by the usual indices.
struct FitFinding: Sendable {
  /// The levels of fit.
  enum Level: Sendable, Hashable {
    /// The search did not end at estimates.
    case notConverged
    /// The parameters stand at their starting values, as asked for.
    case notEstimated
    /// The model has no degrees of freedom.
    case saturated
    /// The estimator gives no test of fit.
    case untested
    /// CFI, TLI, RMSEA and SRMR all reach the level of good fit.
    case good
    /// All reach at least the acceptable level.
    case acceptable
    /// Some do not.
    case poor
  }

  /// The level.
  let level: Level
  /// The indices below the acceptable level.
  let failing: [StatisticSymbol]
  /// Whether the test of exact fit is significant.
  let isRejected: Bool
  /// Whether estimates lie outside of what a population can have.
  let isInadmissible: Bool
  /// The number of cases.
  let caseCount: Int
  /// The number of free parameters.
  let parameterCount: Int

  init(_ fit: Fit) {
    isInadmissible = fit.warnings.contains {
      $0.code.rawValue.hasPrefix("admissibility.")
    }
    caseCount = fit.observationCount
    parameterCount = fit.parameterCount
    let measures = fit.measures
    let p = measures.best("pvalue")
    isRejected = (p ?? 1) < 0.05
    guard fit.isConverged else {
      (level, failing) = (.notConverged, [])
      return
    }
    guard !fit.options.estimation.staysAtStart else {
      (level, failing) = (.notEstimated, [])
      return
    }
    guard measures.best("chisq") != nil, let degrees = fit.degreesOfFreedom
    else {
      (level, failing) = (.untested, [])
      return
    }
    guard degrees > 0 else {
      (level, failing) = (.saturated, [])
      return
    }
    let judged: [(StatisticSymbol, FitThreshold.Verdict)] = [
      (.cfi, "cfi", FitThreshold.comparative), (.tli, "tli", .comparative),
      (.rmsea, "rmsea", .rmsea), (.srmr, "srmr", .srmr),
    ].compactMap { symbol, name, threshold in
      measures.best(name).map { (symbol, threshold.verdict($0)) }
    }
    failing = judged.filter { $0.1 == .notMet }.map(\.0)
    level =
      judged.isEmpty
      ? .untested
      : !failing.isEmpty
        ? .poor : judged.allSatisfy { $0.1 == .met } ? .good : .acceptable
  }

  /// Whether there are fewer than 100 cases, or fewer than five for each free
  /// parameter (Bentler & Chou, 1987).
  var isSmall: Bool {
    caseCount < 100 || caseCount < 5 * parameterCount
  }

  /// Whether there are estimates that can be interpreted.
  var isUsable: Bool { level != .notConverged && level != .notEstimated }
}
