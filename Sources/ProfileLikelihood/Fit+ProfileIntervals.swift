internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
public import Messages
public import ModelFit
internal import ModelSyntax
internal import MomentStructure
internal import Optimization
internal import Probability
internal import SampleStatistics
internal import Specification

/// The values whose profile-likelihood intervals are computed.
public struct ProfileOptions: Sendable, Hashable {
  /// Whether values standardized by latent variables are among them.
  public var includesStandardizedLatent = false
  /// Whether values standardized by all variables are among them.
  public var includesStandardizedAll = true
  /// Whether values standardized by all but exogenous observed variables are
  /// among them.
  public var includesStandardizedNoExogenous = false
  /// Whether R² is among them.
  public var includesRSquared = true

  /// Makes options: free and defined parameters, their values standardized by
  /// all variables, and R².
  public init() {}
}

extension Fit {
  /// Each limit takes some factors of a matrix of all parameters, so that the
  /// cost grows as the fourth power of their number: 500 take about a minute.
  private static let profiledParameterLimit = 500

  /// Refuses models of too many parameters.
  func requireProfiledSize() throws(LatentError) {
    guard parameterCount <= Self.profiledParameterLimit else {
      throw LatentError(
        code: .profileTooLarge,
        message: "The model has \(parameterCount) parameters to estimate, and "
          + "profile-likelihood intervals are available for at most "
          + "\(Self.profiledParameterLimit).",
        remedy: "Use intervals from standard errors (`ci: wald`).")
    }
  }

  /// The fit with profile-likelihood intervals in place of those by standard
  /// errors.
  ///
  /// A limit is the value at which χ² of the fit with the value held there is
  /// greater than χ² of the fit by the quantile of the χ² distribution with one
  /// degree of freedom (Neale & Miller, 1997); with robust standard errors by
  /// that quantile times the ratio of the robust to the other variance of the
  /// value (Satorra, 2000; Falk, 2018); beside a bound of the parameter by the
  /// quantile of Wu & Neale (2012).
  ///
  /// - Parameter options: The values, beside free and defined parameters.
  /// - Returns: The fit; estimates and standard errors are the same. The ends
  ///   of an interval that do not exist are `nil`.
  /// - Throws: `LatentError` if the fit has no profile likelihood, or more
  ///   parameters than all limits can be found for in about a minute.
  public func withProfileIntervals(_ options: ProfileOptions = ProfileOptions())
    throws(LatentError) -> Fit
  {
    try requireProfiledSize()
    try requireDefinitionsWithoutWeights("profile-likelihood intervals")
    let profile = try profileIntervals(of: profiledValues(options))
    var fit = self
    fit.profile = profile
    for interval in profile.intervals {
      guard case .estimate(let row) = interval.quantity else { continue }
      fit.parameters[row].lower = interval.lower.value
      fit.parameters[row].upper = interval.upper.value
    }
    return fit
  }

  /// The values that have profile-likelihood intervals.
  ///
  /// - Parameter options: The values, beside free and defined parameters.
  /// - Returns: The values, kind after kind in the order of the rows.
  public func profiledValues(_ options: ProfileOptions = ProfileOptions())
    -> [ProfiledValue]
  {
    let rows = parameters.indices
    var values = rows.filter {
      parameters[$0].isFree || parameters[$0].op == .definition
    }.map { ProfiledValue.estimate(row: $0) }
    func add(
      _ isIncluded: Bool, _ value: (Int) -> ProfiledValue,
      _ standardized: (ParameterEstimate) -> StandardizedValue?
    ) {
      guard isIncluded else { return }
      values += rows.filter {
        (standardized(parameters[$0])?.standardError ?? 0) > 1e-9
      }.map(value)
    }
    add(
      options.includesStandardizedLatent,
      { .standardizedLatent(row: $0) }, { $0.standardizedLatent })
    add(
      options.includesStandardizedAll,
      { .standardizedAll(row: $0) }, { $0.standardizedAll })
    add(
      options.includesStandardizedNoExogenous,
      { .standardizedNoExogenous(row: $0) }, { $0.standardizedNoExogenous })
    if options.includesRSquared {
      for (group, entries) in rSquared.enumerated() {
        values += entries.filter { $0.value != nil }.map {
          .rSquared(group: group + 1, variable: $0.variable)
        }
      }
    }
    return values
  }

  /// The profile-likelihood intervals of values.
  ///
  /// - Parameter quantities: The values.
  /// - Returns: The intervals, in the order of the values; those that nothing
  ///   moves are left out.
  /// - Throws: `LatentError` if the fit has no profile likelihood.
  public func profileIntervals(of quantities: [ProfiledValue])
    throws(LatentError) -> ProfileIntervals
  {
    let analysis = try ProfileAnalysis(self)
    var functions: [(quantity: ProfiledValue, function: ProfiledFunction)] = []
    for quantity in quantities {
      if let function = analysis.function(quantity) {
        functions.append((quantity, function))
      }
    }
    let limits = try analysis.limits(of: functions.map(\.function))
    return ProfileIntervals(
      level: options.confidenceLevel,
      intervals: zip(functions, limits).compactMap { item, limits in
        limits?.interval(of: item.quantity)
      })
  }
}
