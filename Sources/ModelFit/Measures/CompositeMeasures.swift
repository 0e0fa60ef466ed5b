internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import RealModule
internal import SampleStatistics

/// The composite log-likelihood of a fit and the criteria that derive from it.
struct CompositeMeasures {
  /// The log-likelihood at the estimates.
  private var logLikelihood = 0.0
  /// tr(H⁻¹J): what the number of parameters is of a likelihood.
  private let dimension: Double?
  private let size: Double

  /// Takes the measures of a fit; `nil` unless its objective is a composite
  /// likelihood.
  init?(_ robust: RobustAnalysis) {
    let fitter = robust.fitter
    for (term, value) in zip(
      fitter.objective.terms, robust.estimates.groupDiscrepancies)
    {
      guard let composite = term.composite else { return nil }
      logLikelihood += composite.logLikelihood(of: value)
    }
    dimension = robust.inverseMatrix(robust.variant.kind).map {
      traceOfProduct($0, robust.scoreProducts)
    }
    size = fitter.sample.totalSize
  }

  /// AIC (Varin & Vidoni, 2005) and BIC (Gao & Song, 2010) of composite
  /// likelihoods.
  func append(to measures: inout FitMeasures) {
    measures.append("pl_logl", logLikelihood)
    measures.append(
      "pl_aic", dimension.map { -2 * logLikelihood + 2 * $0 })
    measures.append(
      "pl_bic", dimension.map { -2 * logLikelihood + Double.log(size) * $0 })
  }
}
