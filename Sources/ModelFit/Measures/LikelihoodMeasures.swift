internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import RealModule
internal import SampleStatistics

/// The log-likelihoods of a fit and the criteria that derive from them.
struct LikelihoodMeasures {
  /// log L of the model.
  var model: Double
  /// log L of the saturated model; `nil` if there is none.
  var saturated: Double?

  /// Log-likelihoods; the part of fixed exogenous variables, at the moments
  /// that they are fixed to, is left out of both.
  ///
  /// log L = −½ Σ n (p log 2π + log|Σ| + tr(S̃Σ⁻¹)) of normal cases, and the
  /// model's differs from the saturated one's by ½ n F (Bollen, 1989,
  /// appendix 4A). `nil` for models without a likelihood.
  init?(_ fitter: Fitter, _ estimates: Estimates) {
    var model = 0.0
    var saturated = 0.0
    for (index, moments) in fitter.sample.enumerated() {
      guard
        let value = fitter.objective.terms[index].logLikelihoodOfZero(
          leavingOutExogenous: true)
      else { return nil }
      saturated += value
      model += value - moments.size * estimates.groupDiscrepancies[index]
    }
    self.model = model
    self.saturated = fitter.hasSaturatedModel ? saturated : nil
  }

  /// log L, AIC (Akaike, 1974), BIC (Schwarz, 1978) and the sample-size
  /// adjusted BIC (Sclove, 1987).
  func append(
    parameterCount: Int, totalSize n: Double, to measures: inout FitMeasures
  ) {
    let k = Double(parameterCount)
    measures.append("logl", model)
    if let saturated { measures.append("unrestricted_logl", saturated) }
    measures.append("aic", -2 * model + 2 * k)
    measures.append("bic", -2 * model + k * Double.log(n))
    measures.append("ntotal", n)
    measures.append("bic2", -2 * model + k * Double.log((n + 2) / 24))
  }
}
