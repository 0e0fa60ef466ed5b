internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics
internal import Specification

extension Information {
  /// The term that a group adds to the observed information without second
  /// derivatives of the moments, where these are the moments given exogenous
  /// variables: R = Σ_yy − Σ_yx S_xx⁻¹ Σ_xy has a second derivative in Σ_yx,
  /// which is taken out, 2 tr(Ω_yy ∂ᵢΣ_yx S_xx⁻¹ ∂ⱼΣ_xy) with Ω the derivatives
  /// of ½F by Σ.
  static func conditionalCorrection(_ term: MomentTerm, parameterCount t: Int)
    -> Matrix
  {
    let structure = term.block.structure
    let exogenous = structure.fixedExogenous
    let places = (0..<structure.observedCount).filter {
      !exogenous.contains($0)
    }
    let s = term.sampleCovariance
    guard
      let inverse = s.submatrix(rows: exogenous, columns: exogenous)
        .choleskyInverse()?.inverse
    else { return Matrix(rows: t, columns: t) }
    let delta = term.block.jacobian(parameterCount: t)
    let omega = Matrix(term.discrepancy.adjoint.covariance)
      .submatrix(rows: places, columns: places)
    var moved: [[Double]] = []
    var plain: [[Double]] = []
    for parameter in 0..<t {
      let change = structure.layout.covariance(in: delta.column(parameter))
        .submatrix(rows: places, columns: exogenous)
      plain.append(change.elements)
      moved.append((omega * (change * inverse)).elements)
    }
    if t == 0 { return Matrix(rows: 0, columns: 0) }
    let product =
      Matrix(rowArrays: plain) * Matrix(rowArrays: moved).transposed
    return product + product.transposed
  }

  /// As `unstructuredWeight`; given exogenous variables, Σ⁻¹ of the sample's
  /// residual covariances and the model's slopes, which is the sample's weight
  /// of the moments given these variables.
  static func unstructuredWeightOfModel(_ group: Int, _ fitter: Fitter)
    -> KroneckerWeight?
  {
    let moments = fitter.sample[group]
    guard let block = fitter.objective.terms[group].momentTerm?.block else {
      return nil
    }
    let exogenous = block.structure.fixedExogenous
    guard fitter.model.table.conditionsOnExogenous, !exogenous.isEmpty else {
      return unstructuredWeight(group, fitter)
    }
    guard let sample = ConditionalMoments(moments, given: exogenous),
      let model = ConditionalMoments(
        Matrix(block.implied.sigma), mean: moments.center, given: exogenous)
    else { return nil }
    let x = moments.covariance.submatrix(rows: exogenous, columns: exogenous)
    let cross = model.slopes * x
    let own = sample.covariance + cross * model.slopes.transposed
    var joint = moments.covariance
    for (j, column) in sample.places.enumerated() {
      for (i, row) in sample.places.enumerated() {
        joint[row, column] = own[i, j]
      }
      for (i, place) in exogenous.enumerated() {
        joint[place, column] = cross[j, i]
        joint[column, place] = cross[j, i]
      }
    }
    guard let inverse = joint.choleskyInverse()?.inverse else { return nil }
    let weight = KroneckerWeight(
      observedCount: joint.rows, sharesCovariance: true)
    weight.covariance.copy(from: inverse.elements)
    return weight
  }
}
