internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import Specification

extension Information {
  /// What a group adds to the observed information without second derivatives
  /// of the moments, where these are the moments given exogenous variables:
  /// R = Σ_yy − Σ_yx S_xx⁻¹ Σ_xy has a second derivative in Σ_yx, which is
  /// taken out, 2 tr(Ω_yy ∂ᵢΣ_yx S_xx⁻¹ ∂ⱼΣ_xy) with Ω the derivatives of ½F
  /// by Σ.
  static func regressedCorrection(_ fitter: Fitter, group: Int) -> Matrix {
    let block = fitter.objective.blocks[group]
    let structure = block.structure
    let p = structure.observedCount
    let t = fitter.model.parameterCount
    let exogenous = structure.fixedExogenous
    let places = (0..<p).filter { !exogenous.contains($0) }
    let s = fitter.sample.groups[group].covariance
    guard
      let inverse = s.submatrix(rows: exogenous, columns: exogenous)
        .choleskyInverse()?.inverse
    else { return Matrix(rows: t, columns: t) }
    let buffer = MatrixBuffer(rows: structure.momentCount, columns: t)
    block.writeJacobian(into: buffer)
    let delta = Matrix(buffer)
    let offset = structure.hasMeans ? p : 0
    let omega = Matrix(fitter.objective.discrepancies[group].adjoint.covariance)
      .submatrix(rows: places, columns: places)
    var moved: [[Double]] = []
    var plain: [[Double]] = []
    for parameter in 0..<t {
      let column = delta.column(parameter)
      let change = Vech.matrix(Array(column[offset...]), order: p)
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
    let block = fitter.objective.blocks[group]
    let moments = fitter.sample.groups[group]
    let exogenous = block.structure.fixedExogenous
    guard fitter.model.table.conditionsOnExogenous, !exogenous.isEmpty else {
      return unstructuredWeight(group, fitter)
    }
    guard let sample = RegressedMoments(moments, given: exogenous),
      let model = RegressedMoments(
        Matrix(block.sigma), mean: moments.mean, given: exogenous)
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
