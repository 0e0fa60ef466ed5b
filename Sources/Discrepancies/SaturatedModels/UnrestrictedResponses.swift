internal import LinearAlgebra
internal import MomentStructure
internal import OrderedMoments
package import SampleStatistics

/// Unrestricted first-stage statistics of ordered variables.
///
/// They are not the moments of the variables' numbers: `cases` has none.
package final class UnrestrictedResponses: SaturatedModel {
  private let moments: UnrestrictedMoments
  private let residual: ResidualWeight

  /// Makes the model of a term.
  ///
  /// - Parameters:
  ///   - moments: The moments of the responses.
  ///   - weight: V.
  init(_ moments: UnrestrictedMoments, weight: ResidualWeight) {
    self.moments = moments
    residual = weight
  }

  package var logLikelihood: Double? { moments.logLikelihood }
  package func logLikelihood(of variables: [Int]) -> Double? {
    moments.logLikelihood(of: variables)
  }

  package func weight(_ choice: SaturatedChoice) -> (any MomentWeight)? {
    residual
  }

  package func spread(_ choice: SaturatedChoice, _ shared: SharedMoments)
    -> (any MomentSpread)?
  {
    moments.sample.influences.map {
      ResponseSpread(
        weight: residual,
        slopes: moments.block.sparseJacobian(
          parameterCount: moments.parameterCount),
        influences: $0, lines: shared.lines($0, moments.team))
    }
  }

  package func startSecondTrace(_ shared: SharedMoments) {
    guard residual.isDiagonal, let influences = moments.sample.influences
    else { return }
    shared.lines(influences, moments.team).start(
      influences.layout.covariancesAndOthers.covariances,
      weights: residual.elements.elements)
  }

  package func forms(
    _ choice: SaturatedChoice, of sample: Sample, _ shared: SharedMoments
  ) -> (residual: Double, sample: Double)? {
    guard let values = sample.responses?.values,
      let responses = moments.block.responses
    else { return nil }
    let difference = values.indices.map { values[$0] - responses.values[$0] }
    return (
      residual.quadraticForm(difference), residual.quadraticForm(values)
    )
  }
}
