internal import AsymptoticInference
internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics

extension GoodnessOfFit {
  /// The two quadratic forms of a group of incomplete cases given their
  /// exogenous variables, which every case has: the mean over cases of
  /// ½ tr((WR)²) + (Bz)ᵀW(Bz), W the inverse of the residual covariances of the
  /// variables that the case has, R and B the residual covariances and the
  /// coefficients (intercepts, slopes) of these, z = (1, x).
  ///
  /// - Parameters:
  ///   - robust: The model's analysis.
  ///   - implied: The moments that the model implies.
  ///   - exogenous: The places of the exogenous variables.
  ///   - group: The group.
  /// - Returns: The forms; `nil` for weighted cases, collinear exogenous
  ///   variables and pairs of variables that no two cases have.
  static func incompleteForms(
    _ robust: RobustAnalysis, _ implied: ImpliedMoments,
    given exogenous: [Int], group: Int
  ) -> (residual: Double, sample: Double)? {
    let fitter = robust.fitter
    let moments = forFit(fitter, group)
    guard let cases = fitter.sample[group].likelihoodCases,
      cases.weights == nil,
      moments.covariance.elements.allSatisfy(\.isFinite),
      let sample = ConditionalMoments(moments, given: exogenous),
      let model = ConditionalMoments(
        implied.covariance, mean: implied.mean, given: exogenous)
    else { return nil }
    let residual = (
      covariance: sample.covariance - model.covariance,
      intercepts: zip(sample.intercepts, model.intercepts).map { $0 - $1 },
      slopes: sample.slopes - model.slopes
    )
    var forms = (residual: 0.0, sample: 0.0)
    for pattern in cases.patterns {
      let known = pattern.observed
      let own = sample.places.indices.filter {
        known.contains(sample.places[$0])
      }
      guard
        let w = model.covariance.submatrix(rows: own, columns: own)
          .choleskyInverse()?.inverse
      else { return nil }
      func form(_ covariance: Matrix, _ intercepts: [Double], _ slopes: Matrix)
        -> Double
      {
        let r = covariance.submatrix(rows: own, columns: own)
        var sum = Double(pattern.count) * KroneckerWeight.halfTrace(w, r)
        for place in pattern.cases {
          let x = exogenous.map { cases.values[$0, place] }
          let predicted = slopes * x
          sum += w.quadraticForm(own.map { intercepts[$0] + predicted[$0] })
        }
        return sum
      }
      forms.residual += form(
        residual.covariance, residual.intercepts, residual.slopes)
      forms.sample += form(
        sample.covariance, sample.intercepts, sample.slopes)
    }
    let count = Double(cases.count)
    return (forms.residual / count, forms.sample / count)
  }
}
