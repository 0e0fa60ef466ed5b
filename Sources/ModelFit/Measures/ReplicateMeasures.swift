internal import AsymptoticInference
package import Estimation
internal import FitSettings
package import LinearAlgebra
internal import MomentStructure
internal import Probability
internal import RealModule
internal import SampleStatistics
internal import Specification

/// χ² and the commonest fit indices of one fit after the other: nothing is
/// allocated once the buffers are made.
///
/// They are those of `FitMeasures` for maximum likelihood from complete cases.
/// Not `Sendable`: each worker has its own.
package final class ReplicateMeasures {
  /// The names of the measures, in the order of their places.
  package static let names = [
    "chisq", "df", "pvalue", "cfi", "tli", "rmsea", "srmr",
  ]

  private let fitter: Fitter
  private let degrees: Double
  private let baselineDegrees: Double
  private let exogenous: [[Int]]
  private let factors: [MatrixBox]
  private let exogenousFactors: [MatrixBox]

  /// Makes the buffers.
  ///
  /// - Parameters:
  ///   - fitter: The fitter.
  ///   - degrees: The degrees of freedom of the model.
  ///   - baselineDegrees: Those of the baseline model.
  package init(_ fitter: Fitter, degrees: Int, baselineDegrees: Int) {
    self.fitter = fitter
    self.degrees = Double(degrees)
    self.baselineDegrees = Double(baselineDegrees)
    exogenous = fitter.model.table.roles.map { roles in
      fitter.options.baselineFreesExogenous
        ? roles.observed.indices.filter {
          roles.observedExogenous.contains(roles.observed[$0])
        } : []
    }
    factors = fitter.model.blocks.map {
      MatrixBox(rows: $0.observedCount, columns: $0.observedCount)
    }
    exogenousFactors = exogenous.map {
      MatrixBox(rows: $0.count, columns: $0.count)
    }
  }

  /// Computes the measures at the fitter's present point.
  ///
  /// - Parameters:
  ///   - covariance: The sample covariances of each group, as they were given to
  ///     `setMoments`.
  ///   - mean: The sample means of each group.
  ///   - write: Takes a measure's place and its value; NaN where it has none.
  package func compute(
    covariance: [MatrixBox], mean: [MatrixBox], write: (Int, Double) -> Void
  ) {
    let x = fitter.chiSquare
    write(0, x)
    write(1, degrees)
    write(
      2,
      degrees > 0
        ? ChiSquareDistribution(degreesOfFreedom: degrees).upperTail(max(x, 0))
        : .nan)
    let incremental = IncrementalIndices(
      x, degrees, baseline: baseline(covariance), baselineDegrees)
    write(3, incremental.cfi ?? .nan)
    write(4, incremental.tli ?? .nan)
    let groups = Double(fitter.sample.count)
    let n = ParameterCovariance.divisor(fitter)
    write(
      5,
      degrees > 0
        ? max(groups * (x - degrees) / (n * degrees), 0).squareRoot() : 0)
    write(6, residual(covariance, mean))
  }

  /// χ² of the baseline model: Σ n_g (log|Σ_b| − log|S|).
  private func baseline(_ covariance: [MatrixBox]) -> Double {
    var total = 0.0
    for index in factors.indices {
      let factor = factors[index]
      factor.buffer.copy(from: covariance[index].buffer)
      guard Cholesky.factor(factor.buffer).isFactored else { return .nan }
      var value = -Cholesky.logDeterminant(ofFactor: factor.buffer)
      let own = exogenous[index]
      for i in 0..<factor.buffer.rows where !own.contains(i) {
        value += Double.log(covariance[index].buffer[i, i])
      }
      if !own.isEmpty {
        let block = exogenousFactors[index]
        for (j, column) in own.enumerated() {
          for (i, row) in own.enumerated() {
            block.buffer[i, j] = covariance[index].buffer[row, column]
          }
        }
        guard Cholesky.factor(block.buffer).isFactored else { return .nan }
        value += Cholesky.logDeterminant(ofFactor: block.buffer)
      }
      total += fitter.sample.multiplier(index, fitter.options) * value
    }
    return total
  }

  /// SRMR in Bentler's form, with means where these are modelled.
  private func residual(_ covariance: [MatrixBox], _ mean: [MatrixBox])
    -> Double
  {
    var total = 0.0
    var size = 0.0
    for index in factors.indices {
      let block = fitter.objective.blocks[index]
      let p = block.structure.observedCount
      var sum = 0.0
      var count = Double(p * (p + 1) / 2)
      for j in 0..<p {
        let other = covariance[index].buffer[j, j]
        for i in j..<p {
          let own = covariance[index].buffer[i, j] - block.implied.sigma[i, j]
          sum += own * own / (covariance[index].buffer[i, i] * other)
        }
      }
      if block.structure.hasMeans {
        count += Double(p)
        for i in 0..<p {
          let own = mean[index].buffer[i] - block.implied.mu[i]
          sum += own * own / covariance[index].buffer[i, i]
        }
      }
      let n = fitter.sample[index].size
      total += n * (sum / count).squareRoot()
      size += n
    }
    return total / size
  }
}
