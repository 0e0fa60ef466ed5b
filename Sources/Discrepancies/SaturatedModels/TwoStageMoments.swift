package import LinearAlgebra
internal import MomentInformation
internal import MomentStructure
package import SampleStatistics

/// The saturated moments of incomplete cases as the data of a second stage,
/// which fits a model to them as if the cases were complete (Yuan & Bentler,
/// 2000; Savalei & Bentler, 2009).
///
/// With W_c the information that complete cases would have at these moments
/// and Γ the moments' covariances, the estimates have the covariances
/// E⁻¹ΔᵀW_cΓW_cΔE⁻¹/N, E = ΔᵀW_cΔ, and the discrepancy the expectation
/// tr(W_cΓ) − tr(E⁻¹ΔᵀW_cΓW_cΔ). Γ is the inverse of the saturated model's
/// information W_m, observed or expected, or W_m⁻¹B₁W_m⁻¹ whatever the
/// distribution.
package final class TwoStageMoments: SaturatedModel {
  private let moments: UnrestrictedMoments

  /// Makes the model of the second stage's moments.
  init(_ moments: UnrestrictedMoments) { self.moments = moments }

  package var logLikelihood: Double? { moments.logLikelihood }
  package func logLikelihood(of variables: [Int]) -> Double? {
    moments.logLikelihood(of: variables)
  }

  package func weight(_ choice: SaturatedChoice) -> (any MomentWeight)? {
    moments.weight(choice.ofEstimator)
  }

  package func spread(_ choice: SaturatedChoice, _ shared: SharedMoments)
    -> (any MomentSpread)?
  {
    shared.cases(
      moments.sample, exogenous: moments.block.structure.fixedExogenous,
      moments.team
    ).map {
      TwoStageSpread(
        $0,
        jacobian: moments.block.jacobian(
          parameterCount: moments.parameterCount),
        choice)
    }
  }

  package func forms(
    _ choice: SaturatedChoice, of sample: Sample, _ shared: SharedMoments
  ) -> (residual: Double, sample: Double)? {
    moments.forms(choice.ofEstimator, of: sample, shared)
  }

  package func addNormalProducts(
    _ choice: SaturatedChoice, factor: Double, to sum: borrowing MatrixBuffer
  ) -> Bool {
    moments.addNormalProducts(choice.ofEstimator, factor: factor, to: sum)
  }
}

/// V = W_c and Γ of a first stage, for one model of its moments.
///
/// Tests by tr((UΓ)²) and by eigenvalues are not defined for two stages.
private final class TwoStageSpread: MomentSpread {
  private let saturated: SaturatedCases
  private let jacobian: Matrix
  private let choice: SaturatedChoice

  /// Prepares the products of a model with the derivatives Δ.
  init(
    _ saturated: SaturatedCases, jacobian: Matrix, _ choice: SaturatedChoice
  ) {
    self.saturated = saturated
    self.jacobian = jacobian
    self.choice = choice
  }

  var momentCount: Int { jacobian.rows }

  func addTrace(to sum: inout Double) -> Bool {
    if choice.isRobust {
      var traces = SaturatedCases.ScoreTraces()
      traces.complete = sum
      guard saturated.addTraces(choice.firstStage, to: &traces) else {
        return false
      }
      sum = traces.complete
      return true
    }
    guard let own = saturated.traceOfComplete(choice.firstStage) else {
      return false
    }
    sum += own
    return true
  }

  func addProducts(
    to meat: borrowing MatrixBuffer, share: Double, totalSize: Double
  ) -> Bool {
    choice.isRobust
      ? saturated.addMovedForms(
        choice.firstStage, jacobian, totalSize: totalSize, to: meat)
      : saturated.addCompleteForms(
        choice.firstStage, jacobian, factor: share, to: meat)
  }
}
