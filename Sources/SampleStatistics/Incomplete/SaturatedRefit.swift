package import LinearAlgebra

/// The saturated moments of one group's incomplete cases, computed repeatedly
/// without allocation: with every case counted some number of times, or with
/// other values of the same patterns, as replicates of a bootstrap have them.
///
/// Every fit sets out from the same moments, so that none depends on the one
/// before. Owns its buffers: a fit does not allocate.
package final class SaturatedRefit {
  /// The frequency of every case.
  package private(set) var counts: [Double]
  /// Whether the cases are counted or valued anew.
  package private(set) var isCounted = false

  private let statistics: PatternStatistics
  private let solver: SaturatedSolver
  private let startCovariance: MatrixBuffer
  private let startMean: MatrixBuffer

  /// Prepares a group's cases.
  ///
  /// - Parameters:
  ///   - sample: The cases.
  ///   - covariance: The covariances from which every fit sets out, p × p.
  ///   - mean: The means.
  package convenience init(
    _ sample: SampleCases, covariance: Matrix, mean: [Double]
  ) {
    let statistics = PatternStatistics(sample)
    self.init(
      statistics,
      step: ExpectationStep(statistics, team: WorkTeam(threads: 1)))
    startCovariance.copy(from: covariance.elements)
    startMean.copy(from: mean)
  }

  /// Prepares cases whose expectation step others use too; `start` follows.
  package init(_ statistics: PatternStatistics, step: ExpectationStep) {
    LinearAlgebraThreads.useOne()
    self.statistics = statistics
    solver = SaturatedSolver(statistics, step: step)
    counts = statistics.sample.counts
    let p = statistics.sample.variableCount
    startCovariance = MatrixBuffer(rows: p, columns: p)
    startMean = MatrixBuffer(rows: p)
  }

  /// Keeps the moments from which every fit sets out.
  package func start(
    from covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) {
    startCovariance.copy(from: covariance)
    startMean.copy(from: mean)
  }

  /// Takes other values of the same patterns, which the next fit uses.
  ///
  /// - Parameter values: Variables × cases, in the sample's order; those
  ///   without a value are not read.
  package func take(values: borrowing MatrixBuffer) {
    isCounted = true
    statistics.take(values: values)
  }

  /// Counts every case some number of times and fits the moments.
  ///
  /// - Parameters:
  ///   - frequencies: The frequency of every case, in the sample's order.
  ///   - covariance: Receives the covariances, p × p.
  ///   - mean: Receives the means.
  /// - Returns: False if the saturated model cannot be fitted.
  package func fit(
    _ frequencies: [Double], covariance: borrowing MatrixBuffer,
    mean: borrowing MatrixBuffer
  ) -> Bool {
    isCounted = true
    for number in counts.indices { counts[number] = frequencies[number] }
    statistics.accumulate(frequencies: frequencies)
    solver.covariance.copy(from: startCovariance)
    solver.mean.copy(from: startMean)
    guard let outcome = solver.solve(), outcome.isConverged else {
      return false
    }
    covariance.copy(from: solver.covariance)
    mean.copy(from: solver.mean)
    return true
  }
}
