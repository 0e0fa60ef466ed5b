internal import AsymptoticInference
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
      let conditions = fitter.model.table.conditionsOnExogenous
      guard
        let (above, below) =
          fitter.sample[index].responses != nil
          ? responseForms(robust, group: index)
          : conditions
            ? conditionalForms(robust, group: index)
            : forms(robust, group: index)
      else { return }
      let size = hasGroupWeights ? Double.log(fitter.sample[index].size) : 0
      gfi += shares[index] * (1 - above / (below + size * size))
      let block = fitter.model.groups[index].block
      moments +=
        block.momentCount
        - (conditions && block.responses == nil ? block.sampleCells.count : 0)
        + (hasGroupWeights ? 1 : 0)
    }
    let df = Double(test.degreesOfFreedom)
    let count = Double(moments)
    measures.append("gfi" + suffix, gfi)
    measures.append("agfi" + suffix, df > 0 ? 1 - count / df * (1 - gfi) : 1)
    measures.append("pgfi", df / count * gfi)
  }

  /// The two quadratic forms of a group.
  ///
  /// - Returns: The forms; `nil` for terms other than a discrepancy of one
  ///   block's moments.
  private static func forms(
    _ robust: RobustAnalysis, group: Int
  ) -> (residual: Double, sample: Double)? {
    let fitter = robust.fitter
    let moments = forFit(fitter, group)
    let implied = robust.estimates.implied(of: fitter.model.groups[group])
    let hasMeans = fitter.model.groups[group].block.hasMeans
    let residual = moments.covariance - implied.covariance
    let deviation =
      hasMeans ? zip(moments.center, implied.mean).map { $0 - $1 } : []
    var covariance = moments.covariance
    var mean = hasMeans ? moments.center : []
    // ULS has one weight for all moments, theirs included.
    let fixed =
      fitter.options.estimator == .uls
      ? [] : fitter.model.groups[group].block.fixedExogenous
    for j in fixed {
      for i in fixed { covariance[i, j] = 0 }
      if hasMeans { mean[j] = 0 }
    }
    guard let weight = robust.moments.weight(group) else { return nil }
    if fitter.sample[group].likelihoodCases != nil,
      robust.variant.h1 == .unstructured, let saturated = robust.saturated
    {
      return (
        saturated.quadraticForm(
          deviation + Vech.vector(residual), group: group),
        saturated.quadraticForm(mean + Vech.vector(covariance), group: group)
      )
    }
    return (
      weight.quadraticForm(covariance: residual, mean: deviation),
      weight.quadraticForm(covariance: covariance, mean: mean)
    )
  }

  /// The two quadratic forms of first-stage statistics.
  private static func responseForms(_ robust: RobustAnalysis, group: Int) -> (
    residual: Double, sample: Double
  )? {
    let fitter = robust.fitter
    guard let term = fitter.objective.terms[group].momentTerm,
      let weight = term.discrepancy.weight.residual,
      let values = fitter.sample[group].responses?.values,
      let responses = term.block.responses
    else { return nil }
    let residual = values.indices.map { values[$0] - responses.values[$0] }
    return (weight.quadraticForm(residual), weight.quadraticForm(values))
  }

  /// The two quadratic forms of a group given its exogenous variables: with W
  /// the inverse of the residual covariances,
  /// ½ tr((WR)²) + tr(W B M Bᵀ) for residual covariances R and coefficients
  /// B = (intercepts, slopes), M the mean of (1, x)(1, x)ᵀ.
  ///
  /// - Returns: The forms; `nil` if the exogenous variables are collinear.
  private static func conditionalForms(
    _ robust: RobustAnalysis, group: Int
  ) -> (residual: Double, sample: Double)? {
    let fitter = robust.fitter
    if let term = fitter.objective.terms[group].momentTerm,
      let weight = term.discrepancy.weight.conditional
    {
      return leastSquaresForms(robust, weight, term, group: group)
    }
    let moments = fitter.sample[group]
    let implied = robust.estimates.implied(of: fitter.model.groups[group])
    let exogenous = fitter.model.groups[group].block.fixedExogenous
    if fitter.sample[group].likelihoodCases != nil {
      return incompleteForms(robust, implied, given: exogenous, group: group)
    }
    guard let joint = robust.moments.weight(group)?.product,
      let sample = ConditionalMoments(moments, given: exogenous),
      let model = ConditionalMoments(
        implied.covariance, mean: implied.mean, given: exogenous)
    else { return nil }
    let places = sample.places
    // This block of Σ⁻¹ is the inverse of the residual covariances.
    let w = Matrix(joint.covariance).submatrix(rows: places, columns: places)
    let x = moments.covariance.submatrix(rows: exogenous, columns: exogenous)
    func form(_ covariance: Matrix, _ mean: [Double], _ slopes: Matrix)
      -> Double
    {
      let explained = slopes * x * slopes.transposed
      return KroneckerWeight.halfTrace(w, covariance) + w.quadraticForm(mean)
        + RobustAnalysis.traceOfProduct(w, explained)
    }
    return (
      form(
        sample.covariance - model.covariance,
        places.map { moments.center[$0] - implied.mean[$0] },
        sample.slopes - model.slopes),
      form(
        sample.covariance, places.map { moments.center[$0] }, sample.slopes)
    )
  }

  /// The two quadratic forms of least squares given exogenous variables.
  private static func leastSquaresForms(
    _ robust: RobustAnalysis, _ weight: ConditionalWeight, _ term: MomentTerm,
    group: Int
  ) -> (residual: Double, sample: Double)? {
    let fitter = robust.fitter
    let v = weight.formed
    return ConditionalDerivatives(
      term.block, fitter.sample[group],
      count: fitter.model.parameterCount
    ).map {
      (v.quadraticForm($0.residual), v.quadraticForm($0.sampleMoments))
    }
  }

  /// The moments that the forms compare with: of incomplete cases those of
  /// every pair's available cases, with sampling weights those of the
  /// saturated model, as in lavaan.
  static func forFit(_ fitter: Fitter, _ group: Int) -> Sample {
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
