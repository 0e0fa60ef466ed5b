internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import Specification

/// The moments of a group given its fixed exogenous variables, their
/// derivatives by the parameters, and their covariances: intercepts a and
/// slopes B of the others, y × (1 + x) column by column, then vech of the
/// residual covariances R.
struct RegressedDerivatives {
  /// The sample's moments less those that the model implies.
  let residual: [Double]
  /// The derivatives of the implied moments, moments × free parameters.
  let jacobian: Matrix
  private let sample: RegressedMoments
  /// The mean of (1, x)(1, x)ᵀ.
  private let design: Matrix
  private let exogenous: [Int]

  /// Makes the moments of a group; `nil` if its exogenous variables are
  /// collinear.
  ///
  /// - Parameters:
  ///   - block: The block, at the estimates, with means.
  ///   - moments: The sample's moments.
  ///   - count: The number of free parameters.
  init?(_ block: BlockWorkspace, _ moments: GroupMoments, count: Int) {
    let structure = block.structure
    let p = structure.observedCount
    let exogenous = structure.fixedExogenous
    let sigma = Matrix(block.sigma)
    let mean = moments.mean
    guard let sample = RegressedMoments(moments, given: exogenous),
      let model = RegressedMoments(
        sigma, mean: block.mu.elements, given: exogenous)
    else { return nil }
    self.sample = sample
    self.exogenous = exogenous
    let x = exogenous.map { mean[$0] }
    let covariance = moments.covariance.submatrix(
      rows: exogenous, columns: exogenous)
    guard let inverse = covariance.choleskyInverse()?.inverse else {
      return nil
    }
    let q = exogenous.count
    var design = Matrix(rows: q + 1, columns: q + 1)
    design[0, 0] = 1
    for j in 0..<q {
      design[0, j + 1] = x[j]
      design[j + 1, 0] = x[j]
      for i in 0..<q { design[i + 1, j + 1] = covariance[i, j] + x[i] * x[j] }
    }
    self.design = design
    residual =
      zip(sample.intercepts, model.intercepts).map { $0 - $1 }
      + (sample.slopes - model.slopes).elements
      + Vech.vector(sample.covariance - model.covariance)
    let buffer = MatrixBuffer(rows: structure.momentCount, columns: count)
    block.writeJacobian(into: buffer)
    let delta = Matrix(buffer)
    let places = sample.places
    let cross = sigma.submatrix(rows: exogenous, columns: places)
    var columns: [[Double]] = []
    for parameter in 0..<count {
      let column = delta.column(parameter)
      let change = Vech.matrix(Array(column[p...]), order: p)
      let slopes =
        change.submatrix(rows: places, columns: exogenous) * inverse
      let moved = slopes * x
      let explained = slopes * cross
      let residuals =
        change.submatrix(rows: places, columns: places) - explained
        - explained.transposed
      columns.append(
        zip(places, moved).map { column[$0] - $1 } + slopes.elements
          + Vech.vector(residuals))
    }
    jacobian =
      columns.isEmpty
      ? Matrix(rows: residual.count, columns: 0)
      : Matrix(rowArrays: columns).transposed
  }

  /// The inverse of the moments' covariances for normal variables, at the
  /// sample's moments: M ⊗ R⁻¹ for the coefficients, M the mean of
  /// (1, x)(1, x)ᵀ, and ½Dᵀ(R⁻¹ ⊗ R⁻¹)D; `nil` if R is singular.
  var normalWeight: Matrix? {
    guard let w = sample.covariance.choleskyInverse()?.inverse else {
      return nil
    }
    let m = w.rows
    let offset = m * design.rows
    let lower = Information.formedWeight(w, w, mean: nil, cross: [])
    var result = Matrix(rows: residual.count, columns: residual.count)
    for b in 0..<design.rows {
      for a in 0..<design.rows {
        for j in 0..<m {
          for i in 0..<m {
            result[a * m + i, b * m + j] = design[a, b] * w[i, j]
          }
        }
      }
    }
    for j in 0..<lower.columns {
      for i in 0..<lower.rows { result[offset + i, offset + j] = lower[i, j] }
    }
    return result
  }

  /// The covariances of the moments whatever the distribution: those of
  /// M⁻¹(1, x)ᵀ ⊗ e and vech(eeᵀ − R) over the cases, e their residuals
  /// (White, 1980).
  ///
  /// - Parameter cases: The cases, with what the exogenous variables predict.
  /// - Returns: The matrix; `nil` if M is singular.
  func covariance(_ cases: GroupCases) -> Matrix? {
    guard let inverse = design.choleskyInverse()?.inverse else { return nil }
    let places = sample.places
    let m = places.count
    let size = CaseScores.blockSize
    let rows = MatrixBuffer(rows: size, columns: residual.count)
    let result = MatrixBuffer(rows: residual.count, columns: residual.count)
    for start in stride(from: 0, to: cases.count, by: size) {
      rows.fill(0)
      for i in start..<min(start + size, cases.count) {
        let k = i - start
        let e = places.map {
          cases.deviations[i, $0]
            - (cases.hasFixed ? cases.predicted[i, $0] : 0)
        }
        let z =
          inverse
          * ([1] + exogenous.map { cases.deviations[i, $0] + cases.mean[$0] })
        for (a, factor) in z.enumerated() {
          for j in 0..<m { rows[k, a * m + j] = factor * e[j] }
        }
        var index = m * z.count
        for b in 0..<m {
          for a in b..<m {
            rows[k, index] =
              e[a] * e[b] - cases.covariance[places[a], places[b]]
            index += 1
          }
        }
      }
      multiply(
        rows, rows, into: result, transposeA: true, scale: 1 / cases.size,
        keep: 1)
    }
    return Matrix(result)
  }
}

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
