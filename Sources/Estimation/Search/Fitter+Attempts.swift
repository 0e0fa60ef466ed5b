internal import LinearAlgebra
internal import MomentStructure
internal import Optimization
internal import SampleStatistics

/// Searches from one starting point after the other.
extension Fitter {
  /// A further search after one that failed.
  private struct Attempt {
    /// The starting values.
    var start: [Double]
    /// The longest step.
    var step: Double
    /// The description of the attempt in messages.
    var words: String
  }

  /// Fits from starting values made from the sample; if those fail, from
  /// others, until a fit converges; else gives the best of them.
  ///
  /// - Parameter isPatient: Whether less likely starting values are tried too
  ///   before the search is given up.
  /// - Returns: The result, converged or not.
  package func fit(isPatient: Bool = false) -> Estimates {
    let fromSample = startingValues
    if options.staysAtStart { return standing(at: fromSample) }
    if let separate = fitSeparately(isPatient: isPatient) { return separate }
    let first = fit(from: fromSample)
    let found = first.isConverged ? first : retried(first, isPatient: isPatient)
    return options.randomStarts > 0
      ? searchedAtRandom(after: found, around: fromSample) : found
  }

  /// The result of further searches after one that failed.
  private func retried(_ first: Estimates, isPatient: Bool) -> Estimates {
    let fromSample = startingValues
    var best = first
    var attempts: [String] = []
    budget = SearchBudget(
      parameterCount: newton.point.count,
      likelihoodCases: sample.reduce(0) {
        $0 + ($1.likelihoodCases?.count ?? 0)
      })
    budget?.spend(first.optimization.iterations)
    defer { budget = nil }
    if isPatient,
      let separate = fitGroups(after: best, attempts: &attempts)
    {
      best = separate
      best.attempts = attempts
      return best
    }
    var lowestFailed = first
    let others = likelyAttempts(fromSample) + (isPatient ? lastAttempts : [])
    for (number, other) in others.enumerated() {
      // Plain values are tried however much the first search has taken.
      if number > 0, !maySearch { break }
      attempts.append(
        "Starting values led to no convergence; \(other.words).")
      newton.maximumStep = other.step
      defer { newton.maximumStep = .infinity }
      let next = fit(from: other.start)
      if !next.isConverged,
        next.optimization.value < lowestFailed.optimization.value
      {
        lowestFailed = next
      }
      if next.isConverged || best.optimization.status == .infeasibleStart
        || next.optimization.value < best.optimization.value
      {
        best = next
      }
      if best.isConverged { break }
    }
    if isPatient, best.isConverged,
      lowestFailed.optimization.value < best.optimization.value
    {
      best = fitWithDamping(
        beyond: best, from: lowestFailed, attempts: &attempts)
    }
    if isPatient, !best.isConverged {
      best = fitWithDamping(from: best, attempts: &attempts)
    }
    if isPatient, !best.isConverged {
      best = fitScattered(after: best, attempts: &attempts)
    }
    best.attempts = attempts
    stand(at: best)
    return best
  }

  /// Limits the next search to what the budget has left.
  ///
  /// - Returns: The limit before, to restore.
  func limitIterations() -> Int {
    let usual = newton.criteria.iterations
    if let budget {
      newton.criteria.iterations = budget.limit(usual)
      constrained?.criteria.iterations = budget.limit(usual)
    }
    return usual
  }

  /// Sets the limit of a search's iterations back.
  func restoreIterations(_ usual: Int) {
    newton.criteria.iterations = usual
    constrained?.criteria.iterations = usual
  }

  /// Whether a further search may begin.
  var maySearch: Bool { budget.map { !$0.isSpent } ?? true }

  /// Puts the objective where a result is.
  func stand(at best: Estimates) {
    if objective.theta.elements != best.theta {
      // Everything beside the estimates reads where the objective stands.
      objective.theta.copy(from: best.theta)
      _ = objective.evaluateAtTheta()
    }
  }

  private func likelyAttempts(_ fromSample: [Double]) -> [Attempt] {
    let plain = StartingValues.plain(model, moments: startingMoments)
    return [
      Attempt(
        start: plain, step: .infinity,
        words: "plain starting values were tried"),
      Attempt(
        start: plain, step: Self.shortStep,
        words: "plain ones with short steps were tried"),
      Attempt(
        start: fromSample, step: Self.shortStep,
        words: "short steps from the first were tried"),
    ]
  }

  /// Poor markers, among them those that outliers make.
  private var lastAttempts: [Attempt] {
    let moments = startingMoments
    return [
      Attempt(
        start: StartingValues.fromSample(
          model, moments: moments, reference: .best), step: .infinity,
        words: "factors in units of their best indicators were tried")
    ]
  }

  /// The longest step of careful attempts, in the metric of the information:
  /// far from the optimum the quadratic model is trusted less.
  static let shortStep = 0.3
}
