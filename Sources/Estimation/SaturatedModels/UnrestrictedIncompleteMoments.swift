internal import LinearAlgebra
internal import MomentStructure
package import SampleStatistics

/// Unrestricted moments of incomplete normal cases, whose own likelihood is
/// maximized.
package final class UnrestrictedIncompleteMoments: SaturatedModel {
  private let likelihood: any IncompleteCases
  private let patterns: any MomentWeight
  private let moments: UnrestrictedMoments

  /// Makes the model of a term.
  ///
  /// - Parameters:
  ///   - likelihood: The cases.
  ///   - weight: V, by patterns.
  ///   - moments: The saturated moments.
  init(
    _ likelihood: any IncompleteCases, weight: any MomentWeight,
    _ moments: UnrestrictedMoments
  ) {
    self.likelihood = likelihood
    patterns = weight
    self.moments = moments
  }

  package var logLikelihood: Double? { likelihood.saturatedLogLikelihood }

  package func logLikelihood(of variables: [Int]) -> Double? {
    likelihood.logLikelihood(
      of: variables,
      covariance: moments.covariance.submatrix(
        rows: variables, columns: variables),
      mean: variables.map { moments.mean[$0] })
  }

  package func weight(_ choice: SaturatedChoice) -> (any MomentWeight)? {
    patterns
  }

  package func forms(
    _ choice: SaturatedChoice, of sample: Sample, _ shared: SharedMoments
  ) -> (residual: Double, sample: Double)? {
    guard moments.given.isEmpty else { return nil }
    let structure = moments.block.structure
    if choice.point == .sample,
      let saturated = shared.cases(
        moments.sample, exogenous: structure.fixedExogenous, moments.team)
    {
      return moments.forms(of: sample) {
        saturated.quadraticForm(
          structure.layout.vector(covariance: $0, mean: $1))
      }
    }
    return moments.forms(of: sample) {
      patterns.quadraticForm(covariance: $0, mean: $1)
    }
  }
}
