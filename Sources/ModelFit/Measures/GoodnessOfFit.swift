internal import AsymptoticInference
internal import Discrepancies
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import MomentStructure
internal import RealModule
internal import SampleStatistics
internal import Specification

/// GFI, AGFI and PGFI in their classic form (Jöreskog & Sörbom, 1981; Tanaka
/// & Huba, 1985; Mulaik et al., 1989), as LISREL, AMOS, and lavaan before 0.7
/// print them.
enum GoodnessOfFit {
  /// GFI = 1 − (s−σ)ᵀV(s−σ) / sᵀVs with the estimator's weight V at the
  /// estimates, or at the sample's moments if the information is taken there,
  /// averaged over groups by their sizes; moments among fixed
  /// exogenous variables do not count in either form.
  ///
  /// Given exogenous variables (`conditional.x`) the moments are the others'
  /// residual covariances, intercepts and slopes. The logarithm of a group's
  /// size, where that is a parameter, is a moment with the weight 1.
  static func append(
    _ robust: RobustAnalysis, test: TestStatistic, hasGroupWeights: Bool,
    suffix: String, to measures: inout FitMeasures
  ) {
    let fitter = robust.fitter
    var gfi = 0.0
    var moments = 0
    let shares = fitter.sample.shares
    for index in fitter.sample.indices {
      guard
        let (above, below) = robust.moments.forms(
          index, of: momentsToFit(fitter, index))
      else { return }
      let size = hasGroupWeights ? Double.log(fitter.sample[index].size) : 0
      gfi += shares[index] * (1 - above / (below + size * size))
      let block = fitter.model.groups[index].block
      moments +=
        block.momentCount
        - (fitter.model.table.conditionsOnExogenous && block.responses == nil
          ? block.sampleCells.count : 0)
        + (hasGroupWeights ? 1 : 0)
    }
    let df = Double(test.degreesOfFreedom)
    let count = Double(moments)
    measures.append("gfi" + suffix, gfi)
    measures.append("agfi" + suffix, df > 0 ? 1 - count / df * (1 - gfi) : 1)
    measures.append("pgfi", df / count * gfi)
  }

  /// The moments that the forms compare with: of incomplete cases those of
  /// every pair's available cases, with sampling weights those of the
  /// saturated model, as in lavaan.
  private static func momentsToFit(_ fitter: Fitter, _ group: Int)
    -> Sample
  {
    let moments = fitter.sample[group]
    guard moments.cases?.weights == nil,
      let cases = fitter.objective.terms[group].cases
    else { return moments }
    let (covariance, mean) = cases.availableMoments()
    let n = Double(moments.observationCount)
    return Sample(
      count: moments.observationCount,
      covariance: (n - 1) / n * covariance, mean: mean)
  }
}
