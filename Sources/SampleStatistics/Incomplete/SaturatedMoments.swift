package import LinearAlgebra
internal import RealModule

/// The unrestricted moments of one group's incomplete cases.
package struct SaturatedMoments: Sendable, Hashable {
  /// The covariances, p × p.
  package var covariance: Matrix
  /// The means.
  package var mean: [Double]
  /// log L at these moments.
  package var logLikelihood: Double
  /// The number of EM steps.
  package var iterations: Int
  /// Whether the criterion was met.
  package var isConverged: Bool
  /// Whether the covariances became singular on the way: they are then where
  /// that was noticed, and have no log L.
  package var isSingular: Bool
}

extension SaturatedMoments {
  /// Fits means and covariances without restrictions to incomplete cases, by
  /// EM.
  ///
  /// - Parameters:
  ///   - sample: The cases.
  ///   - team: The threads that work on a step.
  /// - Returns: The moments, converged or not.
  package static func fit(
    _ sample: SampleCases, team: WorkTeam = WorkTeam(threads: 1)
  ) -> SaturatedMoments {
    LinearAlgebraThreads.useOne()
    let statistics = PatternStatistics(sample)
    let solver = SaturatedSolver(
      statistics, step: ExpectationStep(statistics, team: team))
    solver.startFromAvailable()
    let outcome = solver.solve()
    return SaturatedMoments(
      covariance: Matrix(solver.covariance), mean: solver.mean.elements,
      logLikelihood: logLikelihood(
        outcome?.value ?? .nan, statistics,
        count: sample.counts.reduce(0, +)),
      iterations: outcome?.iterations ?? 0,
      isConverged: outcome?.isConverged ?? false, isSingular: outcome == nil)
  }

  /// log L from half the mean deviance without its constant.
  package static func logLikelihood(
    _ value: Double, _ statistics: PatternStatistics, count: Double
  ) -> Double {
    -count * value - 0.5 * statistics.valueCount * Double.log(2 * .pi)
  }
}
