internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentStructure
internal import Optimization
internal import Probability
internal import SampleStatistics

/// The results that the intervals of a fit share.
struct ProfileAnalysis {
  private let fit: Fit
  private let space: ParameterSpace
  private let plan: StandardizationPlan
  /// The covariances by the curvature of the deviance at the estimates.
  private let curvature: Matrix
  /// The covariances behind the scaling of robust intervals: those of robust
  /// standard errors, and those of the information within them.
  private let robust: (robust: Matrix, plain: Matrix)?

  /// Prepares the intervals of a fit.
  ///
  /// - Throws: `LatentError` if it has no profile likelihood.
  init(_ fit: Fit) throws(LatentError) {
    try fit.requireLikelihoodOfCases(
      "profile likelihood",
      remedy: "Use intervals from standard errors (`ci: wald`), or of "
        + "defined parameters by `se-def: monte.carlo`.")
    try fit.requireConverged("profile likelihood")
    try Self.requireLikelihood(fit.options)
    self.fit = fit
    let fitter = try fit.evaluatedFitter()
    space = fitter.space
    plan = StandardizationPlan(fit.model)
    fitter.objective.writeFullCurvature(.exact, scale: .objective)
    fitter.objective.fullCurvature.symmetrizeFromLower()
    let outcome = ParameterCovariance.projectedInverse(
      0.5 * fitter.chiSquareFactor * Matrix(fitter.objective.fullCurvature),
      fitter: fitter, estimates: fit.estimates, holding: .equalities)
    guard case .covariance(let matrix) = outcome else {
      throw LatentError(
        code: .profileSingular,
        message: "The matrix of second derivatives is singular at the "
          + "estimates: there is no profile likelihood around them.",
        remedy: "Look for parameters that the data cannot tell apart.")
    }
    curvature = matrix
    robust =
      fit.options.standardErrors.isRobust
      ? try Self.scaling(fit) : nil
  }

  /// Refuses discrepancies whose differences have no χ² distribution.
  private static func requireLikelihood(_ options: FitOptions)
    throws(LatentError)
  {
    if options.standardErrors == .robustSEMNT,
      options.estimation.estimator.hasChiSquare
    {
      throw LatentError(
        code: .profileNoLikelihood,
        message: "The standard errors `robust.sem.nt` have no profile "
          + "intervals: they do not scale differences of the discrepancy.",
        remedy: "Use `se: standard` with ML, or `se: robust.sem`.")
    }
    if options.standardErrors.isRobust { return }
    let what: String
    if !options.estimation.estimator.hasChiSquare {
      what = "The estimator \(options.estimation.estimator.rawValue) has"
    } else if options.missing == .pairwise || options.missing.isTwoStage {
      what = "Moments of incomplete cases (`\(options.missing.rawValue)`) have"
    } else {
      return
    }
    throw LatentError(
      code: .profileNoLikelihood,
      message: "\(what) no profile likelihood: differences of the discrepancy "
        + "have no χ² distribution.",
      remedy: "Use robust standard errors, which scale them, or a likelihood "
        + "(ML, `missing: fiml`).")
  }

  /// The variances of which the ratio scales deviances.
  ///
  /// The one with Γ is that of the difference test of Satorra (2000); where
  /// there is no Γ of independent complete cases, standard errors' own takes
  /// its place.
  private static func scaling(_ fit: Fit) throws(LatentError) -> (
    robust: Matrix, plain: Matrix
  )? {
    let analysis = try fit.robustAnalysis()
    let divisor = ParameterCovariance.divisor(analysis.fitter)
    guard
      let inverse = analysis.inverseMatrix(fit.options.outerInformation),
      let own = fit.parameterCovariance
    else { return nil }
    let hasPlainCases =
      fit.options.cluster == nil && fit.options.samplingWeights == nil
      && fit.sample.allSatisfy { $0.source == .complete }
    let robust =
      hasPlainCases
      ? analysis.momentProducts.map { analysis.sandwich(inverse, $0) } : nil
    return (robust ?? own, (1 / divisor) * inverse)
  }

  /// A search of its own for a thread.
  func search() throws(LatentError) -> LimitSearch {
    LimitSearch(
      try DevianceSurface(fit), covariance: curvature,
      multipliers: fit.estimates.multipliers)
  }

  /// The function of a value; `nil` if nothing is estimated there.
  func function(_ quantity: ProfiledValue) -> ProfiledFunction? {
    ProfiledFunction(quantity, fit.model, plan)
  }

  // MARK: Equal parameters

  /// The place of the first function that is the same, for each.
  func places(_ functions: [ProfiledFunction]) -> [Int] {
    var first: [Int: Int] = [:]
    return functions.indices.map { place in
      guard case .parameter(let parameter) = functions[place].form,
        let least = space.equals(of: parameter).first
      else { return place }
      if let known = first[least] { return known }
      first[least] = place
      return place
    }
  }

  /// The functions that differ from all before.
  func representatives(_ functions: [ProfiledFunction]) -> [Int] {
    places(functions).enumerated().filter { $0 == $1 }.map(\.offset)
  }

  // MARK: Intervals

  /// The limits of functions, found on as many threads as the fit has.
  ///
  /// - Parameter functions: The functions; what is the same is searched once.
  /// - Returns: The limits of each function; `nil` where nothing moves it.
  /// - Throws: `LatentError` if a search cannot be prepared.
  func limits(of functions: [ProfiledFunction]) throws(LatentError)
    -> [FunctionLimits?]
  {
    let slots = functions.map { _ in LimitsSlot() }
    let jobs = representatives(functions)
    let team = fit.options.estimation.team
    let count = max(1, min(team.threads, max(1, jobs.count / 4)))
    var searches: [LimitSearch] = []
    for _ in 0..<count { searches.append(try search()) }
    let work = LongWork(.profiledValues, total: jobs.count)
    WorkTeam(threads: count).perform(count) { number, _ in
      let search = searches[number]
      for place in stride(from: number, to: jobs.count, by: count) {
        // All threads are about as far as this one.
        work.reach(place)
        let job = jobs[place]
        slots[job].limits = limits(of: functions[job], search)
      }
    }
    return places(functions).map { slots[$0].limits }
  }

  /// The limits of one function; `nil` if nothing moves it.
  func limits(of function: ProfiledFunction, _ search: LimitSearch)
    -> FunctionLimits?
  {
    guard let lower = search.side(function, sign: -1),
      let upper = search.side(function, sign: 1)
    else { return nil }
    let factor = scalingFactor(function, search)
    let limits = [lower, upper].map { side in
      limit(side, factor: factor ?? 1, search)
    }
    var result = FunctionLimits(
      ends: ProfileEnds(
        lower: limits[0], upper: limits[1], scalingFactor: factor),
      estimate: lower.estimate, curvatureError: lower.unit)
    if case .rSquared = function.form, let value = result.ends.upper.value,
      value > 1
    {
      // Behind 1 residual variances are negative.
      result.ends.upper.value = 1
      result.ends.upper.end = .extreme
      result.ends.upper.deviance = search.deviance(at: 1, upper)
    }
    return result
  }

  private func limit(
    _ side: ProfiledSide, factor: Double, _ search: LimitSearch
  ) -> ProfileLimit {
    let alpha = 1 - fit.options.confidenceLevel
    if case .parameter(let parameter) = side.function.form,
      let bound = BoundedParameter(
        parameter, estimate: side.estimate, space: space)
    {
      return search.limit(side, beside: bound, alpha: alpha, factor: factor)
    }
    let root = NormalDistribution.upperQuantile(0.5 * alpha)
    return search.limit(side, critical: factor * root * root)
  }

  /// The ratio of the robust to the other variance of a quantity; `nil`
  /// without robust standard errors.
  private func scalingFactor(
    _ function: ProfiledFunction, _ search: LimitSearch
  ) -> Double? {
    guard let robust else { return nil }
    let gradient = search.surface.slopes(of: function)
    func variance(_ matrix: Matrix) -> Double {
      zip(gradient, matrix * gradient).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let ratio = variance(robust.robust) / variance(robust.plain)
    return ratio.isFinite && ratio > 0 ? ratio : nil
  }
}

/// The limits of a function.
struct FunctionLimits {
  /// The ends of the interval.
  var ends: ProfileEnds
  /// The estimate.
  var estimate: Double
  /// The standard error by the curvature of the objective.
  var curvatureError: Double

  /// The interval of a value that the function is.
  func interval(of quantity: ProfiledValue) -> ProfileInterval {
    ProfileInterval(
      quantity: quantity, estimate: estimate, lower: ends.lower,
      upper: ends.upper, scalingFactor: ends.scalingFactor,
      curvatureError: curvatureError)
  }
}

/// The place of a function's limits, which one thread writes.
private final class LimitsSlot {
  var limits: FunctionLimits?
}
