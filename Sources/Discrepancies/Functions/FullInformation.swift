package import LinearAlgebra
package import MomentStructure
internal import RealModule
package import SampleStatistics

/// The maximum likelihood discrepancy of incomplete normal cases: casewise or
/// full information maximum likelihood (Arbuckle, 1996; Enders, 2010).
///
/// F = Σ (n_j/N) (log|Σ_j| + tr(Σ_j⁻¹S̃_j)) less the same sum at the saturated
/// moments, over the patterns j of observed variables. Ω = ½(W − WS*W) and
/// ∂D/∂μ = −W E(x−μ) with W = Σ⁻¹ and the expectations of `ExpectationStep`.
package final class FullInformation: Discrepancy {
  package let adjoint: MomentAdjoint
  package var weight: any MomentWeight { patterns }
  package var cases: (any IncompleteCases)? { self }

  package func saturated(_ moments: UnrestrictedMoments)
    -> any SaturatedModel
  { UnrestrictedIncompleteMoments(self, weight: patterns, moments) }

  private let patterns: PatternWeight
  private let saturated: SaturatedRefit
  private var saturatedValue = 0.0
  private let product: MatrixBuffer

  /// Makes the discrepancy of a group's cases; `setMoments` takes the
  /// saturated moments.
  ///
  /// - Parameters:
  ///   - sample: The cases.
  ///   - team: The threads that work on an evaluation.
  package init(_ sample: SampleCases, team: WorkTeam = WorkTeam(threads: 1)) {
    let p = sample.variableCount
    adjoint = MomentAdjoint(observedCount: p)
    patterns = PatternWeight(sample, team: team)
    saturated = SaturatedRefit(patterns.statistics, step: patterns.step)
    product = MatrixBuffer(rows: p, columns: p)
  }

  private var sample: SampleCases { patterns.statistics.sample }

  /// Takes the saturated moments of the cases, from which F counts.
  package func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool {
    guard
      let value = patterns.step.run(
        patterns.statistics, sigma: covariance, mu: mean)
    else { return false }
    saturatedValue = value
    if !saturated.isCounted { saturated.start(from: covariance, mean: mean) }
    return true
  }

  package func roundingError(_ implied: MomentBuffers) -> Double {
    productRounding(implied, weight: patterns.step.weight)
  }

  package func evaluate(_ implied: MomentBuffers) -> Double? {
    let step = patterns.step
    guard
      let value = step.run(
        patterns.statistics, sigma: implied.sigma, mu: implied.mu)
    else { return nil }
    multiply(step.weight, step.secondMoments, into: product)
    multiply(product, step.weight, into: adjoint.covariance, scale: -0.5)
    addScaled(step.weight, by: 0.5, to: adjoint.covariance)
    adjoint.covariance.symmetrizeFromLower()
    multiply(step.weight, vector: step.shift, into: adjoint.mean, scale: -1)
    return value - saturatedValue
  }
}

extension FullInformation: IncompleteCases {
  package func count(
    _ frequencies: [Double], covariance: borrowing MatrixBuffer,
    mean: borrowing MatrixBuffer
  ) -> Bool {
    saturated.fit(frequencies, covariance: covariance, mean: mean)
  }

  package func take(values: borrowing MatrixBuffer) {
    saturated.take(values: values)
  }

  package var currentSample: SampleCases {
    saturated.isCounted ? sample.repeated(saturated.counts) : sample
  }

  package var saturatedLogLikelihood: Double {
    SaturatedMoments.logLikelihood(
      saturatedValue, patterns.statistics, count: caseCount)
  }

  package func unrestrictedLogLikelihood(of variables: [Int]) -> Double? {
    if variables.count == 1 { return univariate(variables[0]) }
    guard let (statistics, count) = statistics(of: variables) else { return 0 }
    let solver = SaturatedSolver(
      statistics,
      step: ExpectationStep(statistics, team: patterns.step.team))
    solver.startFromAvailable()
    guard let outcome = solver.solve(), outcome.isConverged else { return nil }
    return SaturatedMoments.logLikelihood(
      outcome.value, statistics, count: count)
  }

  package func logLikelihood(
    of variables: [Int], covariance: Matrix, mean: [Double]
  ) -> Double? {
    guard let (statistics, count) = statistics(of: variables) else { return 0 }
    let step = ExpectationStep(statistics, team: patterns.step.team)
    let sigma = MatrixBuffer(covariance)
    let mu = MatrixBuffer(rows: mean.count)
    mu.copy(from: mean)
    return step.run(statistics, sigma: sigma, mu: mu).map {
      SaturatedMoments.logLikelihood($0, statistics, count: count)
    }
  }

  /// The patterns of some variables and how often their cases count; `nil` if
  /// no case has a value of them.
  private func statistics(of variables: [Int]) -> (PatternStatistics, Double)? {
    let (own, order) = sample.restricted(to: variables)
    if own.count == 0 { return nil }
    let statistics = PatternStatistics(own)
    let counts = order.map { saturated.counts[$0] }
    if saturated.isCounted { statistics.accumulate(frequencies: counts) }
    return (statistics, counts.reduce(0, +))
  }

  package func availableMoments() -> (covariance: Matrix, mean: [Double]) {
    sample.availableMoments(counts: saturated.counts)
  }

  private var caseCount: Double { saturated.counts.reduce(0, +) }

  /// The closed form of one variable's available cases.
  private func univariate(_ variable: Int) -> Double? {
    let statistics = patterns.statistics
    var share = 0.0
    var sum = 0.0
    var squares = 0.0
    for (index, entry) in statistics.entries.enumerated()
    where !sample.values[variable, entry.cases.lowerBound].isNaN {
      share += statistics.shares[index]
      for column in entry.columns {
        let value = statistics.deviations[variable, column]
        sum += statistics.roots[column] * value
        squares += value * value
      }
    }
    let variance = squares / share - (sum / share) * (sum / share)
    guard variance > 0 else { return nil }
    return -0.5 * caseCount * share
      * (Double.log(2 * .pi) + Double.log(variance) + 1)
  }
}
