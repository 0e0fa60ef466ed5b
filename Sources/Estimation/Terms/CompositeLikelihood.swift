package import LinearAlgebra

/// The products of a group behind the distribution of a ratio of composite
/// likelihoods: with H the second derivatives by the moments without
/// restrictions, J the mean outer product of the scores, G = H⁻¹JH⁻¹, and S the
/// second derivatives by some moments where the others follow.
package struct CompositeProducts {
  /// tr(SG) over those moments.
  package var first: Double
  /// tr((SG)²).
  package var second: Double
  /// ΔᵀSΔ, free × free.
  package var form: Matrix
  /// ΔᵀJΔ; `nil` where some moments are profiled out.
  package var spread: Matrix?
  /// ΔᵀJH⁻¹JΔ; `nil` where some moments are profiled out.
  package var turned: Matrix?
}

/// A sum of log-likelihoods of parts of the data, whose ratio for two models has
/// a distribution of its own.
package protocol CompositeLikelihood: AnyObject {
  /// The log-likelihood of a value of the term.
  func logLikelihood(of value: Double) -> Double

  /// The products at the point last evaluated.
  ///
  /// - Parameter profilesThresholds: Whether the moments are the correlations,
  ///   and thresholds follow; else all. Those of continuous variables, and given
  ///   exogenous ones, are always all.
  /// - Returns: The products; `nil` if H is not positive definite.
  func products(profilesThresholds: Bool) -> CompositeProducts?
}
