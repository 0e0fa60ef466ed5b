package import Estimation
package import FitSettings
package import LinearAlgebra
internal import MomentStructure

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
package struct FirstStage {
  /// The saturated model of the cases.
  package let saturated: SaturatedPatterns
  /// W_c, all moments of all groups.
  private let weight: Matrix
  /// Γ.
  package let covariance: Matrix

  /// Analyzes the first stage; `nil` where there is none, and if W_m is
  /// singular.
  ///
  /// - Parameters:
  ///   - fitter: The second stage's fitter.
  ///   - variant: The treatment of missing values, and the kind of W_m.
  package init?(_ fitter: Fitter, _ variant: InformationVariant) {
    guard variant.missing.isTwoStage,
      let saturated = SaturatedPatterns(fitter),
      let inverse = variant.kind == .expected
        ? saturated.information(.expected).choleskyInverse()?.inverse
        : saturated.inverse
    else { return nil }
    self.saturated = saturated
    weight = saturated.complete
    covariance =
      variant.missing == .robustTwoStage
      ? inverse * (saturated.scoreProducts * inverse) : inverse
  }

  /// ΔᵀW_cΓW_cΔ of a model.
  func products(_ fitter: Fitter) -> Matrix {
    let weighted = weight * saturated.jacobian(of: fitter)
    let product = weighted.transposed * (covariance * weighted)
    return 0.5 * (product + product.transposed)
  }

  /// tr(W_cΓ).
  var trace: Double { RobustAnalysis.traceOfProduct(weight, covariance) }
}
