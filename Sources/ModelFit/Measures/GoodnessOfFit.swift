internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import MomentStructure
internal import Specification

/// GFI, AGFI and PGFI in their classic form (Jöreskog & Sörbom, 1981; Tanaka
/// & Huba, 1985; Mulaik et al., 1989).
enum GoodnessOfFit {
  /// GFI = 1 − (s−σ)ᵀV(s−σ) / sᵀVs with the estimator's weight V at the
  /// estimates, or at the sample's moments if the information is taken there,
  /// averaged over groups by their sizes; moments among fixed
  /// exogenous variables do not count in either form.
  ///
  /// Given exogenous variables (`conditional.x`) the moments are the others'
  /// residual covariances, intercepts and slopes.
  static func append(
    _ robust: RobustAnalysis, test: TestStatistic,
    to measures: inout FitMeasures
  ) {
    let fitter = robust.fitter
    var gfi = 0.0
    var moments = 0
    let shares = fitter.sample.shares
    for index in fitter.sample.groups.indices {
      let conditions = fitter.model.table.conditionsOnExogenous
      guard
        let (above, below) =
          conditions
          ? conditionalForms(robust, group: index)
          : forms(robust, group: index)
      else { return }
      gfi += shares[index] * (1 - above / below)
      let block = fitter.model.blocks[index]
      moments +=
        block.momentCount - (conditions ? block.sampleCells.count : 0)
    }
    let df = Double(test.degreesOfFreedom)
    let count = Double(moments)
    measures.append("gfi", gfi)
    measures.append("agfi", df > 0 ? 1 - count / df * (1 - gfi) : 1)
    measures.append("pgfi", df / count * gfi)
  }

  /// The two quadratic forms of a group.
  private static func forms(
    _ robust: RobustAnalysis, group: Int
  ) -> (residual: Double, sample: Double) {
    let fitter = robust.fitter
    let moments = forFit(fitter, group)
    let implied = robust.estimates.implied[group]
    let hasMeans = fitter.model.blocks[group].hasMeans
    let residual = moments.covariance - implied.covariance
    let deviation =
      hasMeans ? zip(moments.mean, implied.mean).map { $0 - $1 } : []
    var covariance = moments.covariance
    var mean = hasMeans ? moments.mean : []
    // ULS has one weight for all moments, theirs included.
    let fixed =
      fitter.options.estimator == .uls
      ? [] : fitter.model.blocks[group].fixedExogenous
    for j in fixed {
      for i in fixed { covariance[i, j] = 0 }
      if hasMeans { mean[j] = 0 }
    }
    switch robust.momentWeight(group) {
    case .kronecker(let weight):
      let w = Matrix(weight.covariance)
      let v = weight.sharesCovariance ? w : Matrix(weight.mean)
      var above = kronecker(w, residual) + quadratic(v, deviation)
      var below = kronecker(w, covariance) + quadratic(v, mean)
      if weight.doublesVariances {
        above += 0.5 * residual.diagonal.reduce(0) { $0 + $1 * $1 }
        below += 0.5 * covariance.diagonal.reduce(0) { $0 + $1 * $1 }
      }
      return (above, below)
    case .patterns(let weight):
      if robust.variant.h1 == .unstructured, let saturated = robust.saturated {
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
    case .regressed: preconditionFailure("is dense in all moments")
    case .dense(let weight):
      let v = Matrix(weight.matrix)
      return (
        quadratic(v, deviation + Vech.vector(residual)),
        quadratic(v, mean + Vech.vector(covariance))
      )
    }
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
    if case .regressed(let weight) = fitter.objective.discrepancies[group]
      .weight
    {
      return leastSquaresForms(robust, weight, group: group)
    }
    let moments = fitter.sample.groups[group]
    let implied = robust.estimates.implied[group]
    let exogenous = fitter.model.blocks[group].fixedExogenous
    guard case .kronecker(let joint) = robust.momentWeight(group),
      let sample = RegressedMoments(moments, given: exogenous),
      let model = RegressedMoments(
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
      return kronecker(w, covariance) + quadratic(w, mean)
        + RobustAnalysis.traceOfProduct(w, explained)
    }
    return (
      form(
        sample.covariance - model.covariance,
        places.map { moments.mean[$0] - implied.mean[$0] },
        sample.slopes - model.slopes),
      form(
        sample.covariance, places.map { moments.mean[$0] }, sample.slopes)
    )
  }

  /// The two quadratic forms of least squares given exogenous variables.
  private static func leastSquaresForms(
    _ robust: RobustAnalysis, _ weight: RegressedWeight, group: Int
  ) -> (residual: Double, sample: Double)? {
    let fitter = robust.fitter
    let v = weight.formed
    return RegressedDerivatives(
      fitter.objective.blocks[group], fitter.sample.groups[group],
      count: fitter.model.parameterCount
    ).map { (quadratic(v, $0.residual), quadratic(v, $0.sampleMoments)) }
  }

  /// The moments that the forms compare with: of incomplete cases those of
  /// every pair's available cases, with sampling weights those of the
  /// saturated model, as in lavaan.
  private static func forFit(_ fitter: Fitter, _ group: Int) -> GroupMoments {
    let moments = fitter.sample.groups[group]
    guard moments.caseWeights == nil,
      let cases = fitter.objective.discrepancies[group] as? any CaseLikelihood
    else { return moments }
    let (covariance, mean) = cases.availableMoments()
    let n = Double(moments.observationCount)
    return GroupMoments(
      observationCount: moments.observationCount,
      covariance: (n - 1) / n * covariance, mean: mean)
  }

  /// ½ tr((WX)²).
  private static func kronecker(_ w: Matrix, _ x: Matrix) -> Double {
    let product = w * x
    var sum = 0.0
    for j in 0..<product.columns {
      for i in 0..<product.rows { sum += product[i, j] * product[j, i] }
    }
    return 0.5 * sum
  }

  private static func quadratic(_ v: Matrix, _ x: [Double]) -> Double {
    if x.isEmpty { return 0 }
    return zip(x, v * x).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
