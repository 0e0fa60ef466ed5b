internal import Estimation
internal import FitSettings
internal import LinearAlgebra

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
struct FirstStage {
  private let saturated: SaturatedForms
  private let kind: InformationKind
  private let isRobust: Bool

  /// Analyzes the first stage; `nil` where there is none, and if W_m is
  /// singular.
  ///
  /// - Parameters:
  ///   - fitter: The second stage's fitter.
  ///   - variant: The treatment of missing values, and the kind of W_m.
  init?(_ fitter: Fitter, _ variant: InformationVariant) {
    guard variant.missing.isTwoStage else { return nil }
    kind = variant.kind == .expected ? .expected : .observed
    isRobust = variant.missing == .robustTwoStage
    guard let saturated = SaturatedForms(fitter) else { return nil }
    self.saturated = saturated
  }

  /// tr(W_cΓ).
  var trace: Double? {
    saturated.traceOfComplete(kind, isRobust: isRobust)
  }

  /// ΔᵀW_cΓW_cΔ of a model.
  func products(_ fitter: Fitter) -> Matrix? {
    isRobust
      ? saturated.scoreForms(kind, of: fitter)?.moved
      : saturated.completeForms(kind, of: fitter)
  }
}

/// V = W_c and Γ of a first stage, for one model of its moments.
final class FirstStageSpread: MomentSpread {
  private let stage: FirstStage
  private let fitter: Fitter

  /// Prepares the products of a second stage's fitter, at the estimates.
  init(_ stage: FirstStage, _ fitter: Fitter) {
    self.stage = stage
    self.fitter = fitter
  }

  var products: Matrix? { stage.products(fitter) }

  var trace: Double? { stage.trace }

  /// Tests by tr((UΓ)²) are not defined for two stages.
  func secondTrace(_ inverse: Matrix, _ products: Matrix, shares: [Double])
    -> Double?
  {
    nil
  }

  /// Nor are those by eigenvalues.
  func eigenvalues(_ inverse: Matrix, covariances: [Matrix]?) -> [Double]? {
    nil
  }
}
