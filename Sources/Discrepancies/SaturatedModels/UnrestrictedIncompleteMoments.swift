internal import LinearAlgebra
internal import MomentInformation
internal import MomentStructure
package import SampleStatistics

/// Unrestricted moments of incomplete normal cases, whose own likelihood is
/// maximized.
package final class UnrestrictedIncompleteMoments: SaturatedModel {
  private let likelihood: any IncompleteCases
  private let patterns: any MomentWeight
  private let moments: UnrestrictedMoments

  /// Makes the model of a term.
  ///
  /// - Parameters:
  ///   - likelihood: The cases.
  ///   - weight: V, by patterns.
  ///   - moments: The saturated moments.
  init(
    _ likelihood: any IncompleteCases, weight: any MomentWeight,
    _ moments: UnrestrictedMoments
  ) {
    self.likelihood = likelihood
    patterns = weight
    self.moments = moments
  }

  package var logLikelihood: Double? { likelihood.saturatedLogLikelihood }

  package func logLikelihood(of variables: [Int]) -> Double? {
    likelihood.logLikelihood(
      of: variables,
      covariance: moments.covariance.submatrix(
        rows: variables, columns: variables),
      mean: variables.map { moments.mean[$0] })
  }

  package func weight(_ choice: SaturatedChoice) -> (any MomentWeight)? {
    patterns
  }

  package func forms(
    _ choice: SaturatedChoice, of sample: Sample, _ shared: SharedMoments
  ) -> (residual: Double, sample: Double)? {
    guard moments.given.isEmpty else { return conditionalForms(of: sample) }
    let structure = moments.block.structure
    if choice.point == .sample,
      let saturated = shared.cases(
        moments.sample, exogenous: structure.fixedExogenous, moments.team)
    {
      return moments.forms(of: sample) {
        saturated.quadraticForm(
          structure.layout.vector(covariance: $0, mean: $1))
      }
    }
    return moments.forms(of: sample) {
      patterns.quadraticForm(covariance: $0, mean: $1)
    }
  }

  /// The forms given exogenous variables, which every case has: the mean over
  /// cases of ½ tr((WR)²) + (Bz)ᵀW(Bz), W the inverse of the residual
  /// covariances of the variables that the case has, R and B the residual
  /// covariances and the coefficients (intercepts, slopes) of these, z = (1, x).
  ///
  /// - Parameter all: The moments of all variables, x among them.
  /// - Returns: The forms; `nil` for weighted cases, collinear exogenous
  ///   variables and pairs of variables that no two cases have.
  private func conditionalForms(of all: Sample) -> (
    residual: Double, sample: Double
  )? {
    let given = moments.given
    guard let cases = moments.sample.likelihoodCases, cases.weights == nil,
      all.covariance.elements.allSatisfy(\.isFinite),
      let sample = ConditionalMoments(all, given: given),
      let model = ConditionalMoments(
        Matrix(moments.block.implied.sigma),
        mean: moments.block.implied.mu.elements, given: given)
    else { return nil }
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
          let predicted = slopes * given.map { cases.values[$0, place] }
          sum += w.quadraticForm(own.map { intercepts[$0] + predicted[$0] })
        }
        return sum
      }
      forms.residual += form(
        sample.covariance - model.covariance,
        zip(sample.intercepts, model.intercepts).map { $0 - $1 },
        sample.slopes - model.slopes)
      forms.sample += form(
        sample.covariance, sample.intercepts, sample.slopes)
    }
    let count = Double(cases.count)
    return (forms.residual / count, forms.sample / count)
  }
}
