internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import Messages
internal import ModelFit
internal import MomentStructure
internal import Optimization
internal import SampleStatistics
internal import Specification

/// The generalized Cook's distances of a fit's cases, by steps of Newton's
/// method from the estimates of all cases to those without one: one step for
/// incomplete cases and beside nonlinear constraints, else as many as it takes.
struct CaseInfluence {
  private let fit: Fit
  private let fitter: Fitter
  /// The directions that constraints leave, free parameters × directions.
  private let basis: Matrix
  /// V⁻¹ in these directions; `nil` without standard errors.
  private let metric: Matrix?

  /// Prepares the distances of a fit.
  init(_ fit: Fit) throws(LatentError) {
    let fitter = try fit.evaluatedFitter()
    let basis =
      ParameterCovariance.directions(fitter, fit.estimates)
      ?? .identity(fit.model.parameterCount)
    var metric: Matrix?
    if let covariance = fit.parameterCovariance,
      let shares = (basis.transposed * basis).choleskyInverse()?.inverse
    {
      // Coordinates of θ in the basis, which need not be orthonormal.
      let projection = shares * basis.transposed
      metric =
        (projection * (covariance * projection.transposed))
        .choleskyInverse()?.inverse
    }
    self.fit = fit
    self.fitter = fitter
    self.basis = basis
    self.metric = metric
  }

  /// The distances of a group's cases, in the order of its `SampleCases`; `nil`
  /// where a case's leaving takes the moments' regularity along.
  func distances(group: Int) -> [Double?] {
    guard let cases = fit.sample[group].cases, let metric else {
      return [Double?](
        repeating: nil, count: fit.sample[group].cases?.count ?? 0)
    }
    let steps =
      fit.sample[group].source == .complete
      ? completeSteps(group, cases) : incompleteSteps(group, cases)
    return steps.map { step in
      step.map { own in
        zip(own, metric * own).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
  }

  /// The step of each case, by the gradient and second derivatives of the
  /// others.
  private func completeSteps(_ group: Int, _ cases: SampleCases) -> [[Double]?]
  {
    let count = fit.model.parameterCount
    let term = fitter.objective.terms[group]
    let n = fit.sample[group].size
    let mean = fit.sample[group].center
    let p = mean.count
    // The divisor of the likelihood's moments.
    let divisor = n - (fit.options.estimation.usesUnbiasedMoments ? 1 : 0)
    let gradient = MatrixBuffer(rows: count)
    _ = term.evaluate(fitter.objective.theta, addingTo: gradient)
    let own = gradient.elements
    let others = MatrixBuffer(rows: count, columns: count)
    for (index, other) in fitter.objective.terms.enumerated()
    where index != group {
      other.addCurvature(
        .exact, factor: other.weight, includesStructure: true, to: others)
    }
    let hessian = MatrixBuffer(rows: count, columns: count)
    let covariance = MatrixBuffer(rows: p, columns: p)
    let center = MatrixBuffer(rows: p)
    let share = (n - 1) / n
    let work = LongWork(.casesLeftOut, total: cases.count)
    let steps = (0..<cases.count).map { number -> [Double]? in
      work.reach(number)
      let deviation = (0..<p).map { cases[number, $0] - mean[$0] }
      for j in 0..<p {
        center[j] = mean[j] - deviation[j] / (n - 1)
        for i in 0..<p {
          covariance[i, j] =
            (divisor * fit.sample[group].covariance[i, j] - deviation[i]
              * deviation[j] * n / (n - 1)) / (divisor - 1)
        }
      }
      gradient.fill(0)
      guard term.setMoments(covariance: covariance, mean: center),
        term.evaluate(fitter.objective.theta, addingTo: gradient) != nil
      else { return nil }
      hessian.copy(from: others)
      term.addCurvature(
        .exact, factor: share * term.weight, includesStructure: true,
        to: hessian)
      // At the estimates the groups' gradients have the sum of zero.
      let first = step(
        (0..<count).map { share * gradient[$0] - own[$0] }, hessian)
      return isLinear ? first.map { refined($0, group, share) } : first
    }
    // The other groups' steps take this one's curvature at all cases.
    center.copy(from: mean)
    covariance.copy(from: fit.sample[group].covariance.elements)
    _ = term.setMoments(covariance: covariance, mean: center)
    for other in fitter.objective.terms {
      _ = other.evaluate(fitter.objective.theta, addingTo: gradient)
    }
    return steps
  }

  /// Whether the basis holds whatever the step: no constraint is curved.
  private var isLinear: Bool {
    fit.table.constraints.allSatisfy { $0.expression.linearForm() != nil }
  }

  /// Goes on from a first step until steps are small; one that does not lower
  /// the other cases' discrepancy is halved.
  ///
  /// - Parameters:
  ///   - first: The first step, in the directions of the basis.
  ///   - group: The group whose moments are those without the case.
  ///   - share: The part of the group's cases that is left.
  /// - Returns: The sum of the steps.
  private func refined(_ first: [Double], _ group: Int, _ share: Double)
    -> [Double]
  {
    let count = fit.model.parameterCount
    let theta = MatrixBuffer(rows: count)
    let gradient = MatrixBuffer(rows: count)
    let hessian = MatrixBuffer(rows: count, columns: count)
    let terms = fitter.objective.terms
    func size(_ step: [Double]) -> Double {
      metric.map { own in
        zip(step, own * step).reduce(0) { $0 + $1.0 * $1.1 }
      } ?? 0
    }
    /// The others' discrepancy, with its gradient.
    func discrepancy(_ total: [Double]) -> Double? {
      let moved = basis * total
      for k in 0..<count { theta[k] = fit.estimates.theta[k] + moved[k] }
      gradient.fill(0)
      guard let own = terms[group].evaluate(theta, addingTo: gradient) else {
        return nil
      }
      for k in 0..<count { gradient[k] *= share }
      var sum = share * terms[group].weight * own
      for (index, other) in terms.enumerated() where index != group {
        guard let value = other.evaluate(theta, addingTo: gradient) else {
          return nil
        }
        sum += other.weight * value
      }
      return sum
    }
    var total = [Double](repeating: 0, count: first.count)
    var next = first
    guard var reached = discrepancy(total) else { return first }
    for _ in 0..<Self.refinements {
      var length = 1.0
      var tried = zip(total, next).map { $0 + $1 }
      var value = discrepancy(tried)
      while length > 1e-3,
        value.map({ !($0 <= reached + 1e-12 * max(1, abs(reached))) }) ?? true
      {
        length *= 0.5
        tried = zip(total, next).map { $0 + length * $1 }
        value = discrepancy(tried)
      }
      guard let value else { return total }
      (total, reached) = (tried, value)
      if length == 1, size(next) < 1e-10 { break }
      hessian.fill(0)
      for (index, term) in terms.enumerated() {
        term.addCurvature(
          .exact, factor: (index == group ? share : 1) * term.weight,
          includesStructure: true, to: hessian)
      }
      guard let own = step(gradient.elements, hessian) else { break }
      next = own
    }
    return total
  }

  /// The most steps of a case.
  private static let refinements = 30

  /// The step of each incomplete case, by the second derivatives of all.
  private func incompleteSteps(_ group: Int, _ cases: SampleCases)
    -> [[Double]?]
  {
    let count = fit.model.parameterCount
    let nothing = [[Double]?](repeating: nil, count: cases.count)
    guard
      let scores = fitter.objective.terms[group].caseScores(
        parameterCount: count, team: fit.options.estimation.team)
    else { return nothing }
    fitter.objective.writeFullCurvature(.exact, scale: .objective)
    let total = fit.sample.totalSize
    let hessian = MatrixBuffer(rows: count, columns: count)
    let work = LongWork(.casesLeftOut, total: cases.count)
    return (0..<cases.count).map { number in
      work.reach(number)
      hessian.copy(from: fitter.objective.fullCurvature)
      return step(
        (0..<count).map { scores[$0, number] / (total - 1) }, hessian)
    }
  }

  /// −H⁻¹g in the directions of the basis.
  private func step(
    _ gradient: [Double], _ hessian: borrowing MatrixBuffer
  ) -> [Double]? {
    hessian.symmetrizeFromLower()
    let reduced = basis.transposed * (Matrix(hessian) * basis)
    guard let inverse = reduced.choleskyInverse()?.inverse else { return nil }
    return (inverse * (basis.transposed * gradient)).map { -$0 }
  }
}
