internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import MomentInformation
internal import MomentStructure
internal import SampleStatistics

/// The misfit that a model of incomplete cases would have were they complete
/// (Zhang & Savalei, 2023): what CFI, TLI and RMSEA estimate without knowing
/// of missing values.
///
/// X = N F is the discrepancy between the saturated moments and the moments
/// that the estimates imply. Its expectation under the model is
/// k = tr(QᵀW_cQΓ) with Q = I − ΔE⁻¹ΔᵀW_m, E = ΔᵀW_mΔ, W_m and W_c the
/// saturated information matrices of the cases as they are, observed, and as if
/// complete, and Γ the covariances of the saturated moments: W_m⁻¹B₁W_m⁻¹
/// where the test is a robust one, else W_m⁻¹, for which k is
/// tr(W_cW_m⁻¹) − tr(ΔᵀW_cΔE⁻¹). E follows the fit's kind of information, as in
/// lavaan.
package struct CompleteDataMisfit {
  /// X.
  package var chiSquare: Double
  /// k.
  package var expectation: Double

  /// Computes both; `nil` for complete cases and singular information.
  ///
  /// - Parameters:
  ///   - robust: The model's analysis.
  ///   - isRobust: Whether Γ is that of any distribution.
  package init?(_ robust: RobustAnalysis, isRobust: Bool) {
    guard let saturated = robust.saturated,
      let value = Self.discrepancy(robust)
    else { return nil }
    let fitter = robust.fitter
    let outcome = ParameterCovariance.projectedInverse(
      saturated.information(robust.variant.kind, projectedOn: fitter),
      fitter: fitter, estimates: robust.estimates)
    guard case .covariance(let inverse) = outcome,
      let saturatedTrace = saturated.traceOfComplete(
        .observed, isRobust: isRobust)
    else { return nil }
    let own = inverse * saturated.complete(projectedOn: fitter)
    chiSquare = value
    guard isRobust else {
      expectation = saturatedTrace - own.diagonal.reduce(0, +)
      return
    }
    // ΔᵀW_mΓW_mΔ = ΔᵀB₁Δ and ΔᵀW_mΓW_cΔ = ΔᵀB₁W_m⁻¹W_cΔ.
    guard let forms = saturated.scoreForms(.observed, of: fitter) else {
      return nil
    }
    expectation =
      saturatedTrace - 2 * traceOfProduct(inverse, Matrix(forms.mixed))
      + traceOfProduct(Matrix(forms.own) * inverse, own)
  }

  /// N Σ n_g/N (log|Σ| − log|S| + tr(SΣ⁻¹) − p + dᵀΣ⁻¹d).
  private static func discrepancy(_ robust: RobustAnalysis) -> Double? {
    var total = 0.0
    for (index, moments) in robust.fitter.sample.enumerated() {
      let implied = robust.estimates.implied(
        of: robust.fitter.model.groups[index])
      guard let own = implied.covariance.choleskyInverse(),
        let saturated = moments.covariance.choleskyInverse()
      else { return nil }
      let deviation = zip(moments.center, implied.mean).map { $0 - $1 }
      let distance = zip(deviation, own.inverse * deviation).reduce(0) {
        $0 + $1.0 * $1.1
      }
      let trace = traceOfProduct(
        own.inverse, moments.covariance)
      total +=
        moments.size
        * (own.logDeterminant - saturated.logDeterminant + trace
          - Double(deviation.count) + distance)
    }
    return total
  }
}
