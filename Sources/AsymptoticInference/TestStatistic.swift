internal import Discrepancies
package import Estimation
internal import LinearAlgebra
package import MomentStructure
internal import Optimization
internal import Probability
internal import SampleStatistics

/// The χ² test of a model against the saturated model.
package struct TestStatistic: Sendable, Hashable {
  /// χ².
  package var chiSquare: Double
  /// Its degrees of freedom.
  package var degreesOfFreedom: Int

  /// χ² = Σ multiplier_g F_g: the multiplier is N for the normal likelihood
  /// and N − 1 otherwise; `nil` without a saturated model.
  package static func chiSquare(_ fitter: Fitter, _ estimates: Estimates)
    -> Double?
  {
    guard fitter.hasSaturatedModel else { return nil }
    var sum = 0.0
    for (index, value) in estimates.groupDiscrepancies.enumerated() {
      guard let saturated = fitter.objective.terms[index].saturated?.value
      else { return nil }
      sum +=
        2 * (value - saturated)
        * fitter.sample.multiplier(index, fitter.options)
    }
    return sum
  }

  /// The number of moments that the model explains: those of fixed exogenous
  /// variables do not count.
  package static func momentCount(_ model: CompiledModel) -> Int {
    model.blocks.reduce(0) {
      $0 + $1.momentCount
        - ($1.responses?.exogenous.isEmpty == false ? 0 : $1.sampleCells.count)
    }
  }

  /// The p value; `nil` without degrees of freedom, and for ULS and
  /// DWLS, whose statistics have no χ² distribution.
  package func pValue(_ estimator: Estimator) -> Double? {
    estimator.hasChiSquare ? pValue : nil
  }

  /// The p value of a statistic with a χ² distribution; `nil` without degrees
  /// of freedom.
  package var pValue: Double? {
    guard degreesOfFreedom > 0 else { return nil }
    return ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom))
      .upperTail(chiSquare)
  }

  /// Makes a statistic.
  package init(chiSquare: Double, degreesOfFreedom: Int) {
    self.chiSquare = chiSquare
    self.degreesOfFreedom = degreesOfFreedom
  }
}

extension Fitter {
  /// The number of independent equality constraints at the estimates.
  package func equalityCount(_ estimates: Estimates) -> Int {
    let linear = space.substitution.fullCount - space.substitution.reducedCount
    let rows = space.functions.indices.filter { space.isEquality($0) }
    if rows.isEmpty { return linear }
    let gradients = rows.map {
      space.evaluateFull($0, at: estimates.theta).gradient
    }
    let jacobian = Matrix(rowArrays: gradients) * space.substitution.matrix
    let null = NullSpace(
      of: jacobian,
      rightHandSide: [Double](repeating: 0, count: rows.count),
      tolerance: 1e-10)
    return linear + null.rank
  }
}
