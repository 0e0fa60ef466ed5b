internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import RealModule

/// The log-likelihoods of a fit and the criteria that derive from them.
struct LikelihoodMeasures {
  /// log L of the model.
  var model: Double
  /// log L of the saturated model.
  var saturated: Double

  /// Normal log-likelihoods; the part of fixed exogenous variables is left
  /// out of both.
  ///
  /// log L = −½ Σ n (p log 2π + log|Σ| + tr(S̃Σ⁻¹)), and the model's differs
  /// from the saturated one's by ½ n F (Bollen, 1989, appendix 4A).
  init?(_ fitter: Fitter, _ estimates: Estimates) {
    var model = 0.0
    var saturated = 0.0
    for (index, moments) in fitter.sample.groups.enumerated() {
      let n = moments.size
      let structure = fitter.model.blocks[index]
      let cases =
        fitter.objective.discrepancies[index] as? any CaseLikelihood
      guard
        let all = cases.map(\.unrestrictedLogLikelihood)
          ?? Self.unrestricted(moments.covariance, n)
      else { return nil }
      var value = all
      let exogenous = structure.fixedExogenous
      if !exogenous.isEmpty {
        let part =
          cases.map { $0.unrestrictedLogLikelihood(of: exogenous) }
          ?? Self.unrestricted(
            moments.covariance.submatrix(
              rows: exogenous, columns: exogenous), n)
        guard let part else { return nil }
        value -= part
      }
      saturated += value
      model += value - n * estimates.groupDiscrepancies[index]
    }
    self.model = model
    self.saturated = saturated
  }

  private static func unrestricted(_ covariance: Matrix, _ n: Double)
    -> Double?
  {
    guard let inverse = covariance.choleskyInverse() else { return nil }
    let p = Double(covariance.rows)
    return -0.5 * n * (p * Double.log(2 * .pi) + inverse.logDeterminant + p)
  }

  /// log L, AIC (Akaike, 1974), BIC (Schwarz, 1978) and the sample-size
  /// adjusted BIC (Sclove, 1987).
  func append(
    parameterCount: Int, totalSize n: Double, to measures: inout FitMeasures
  ) {
    let k = Double(parameterCount)
    measures.append("logl", model)
    measures.append("unrestricted_logl", saturated)
    measures.append("aic", -2 * model + 2 * k)
    measures.append("bic", -2 * model + k * Double.log(n))
    measures.append("ntotal", n)
    measures.append("bic2", -2 * model + k * Double.log((n + 2) / 24))
  }
}
