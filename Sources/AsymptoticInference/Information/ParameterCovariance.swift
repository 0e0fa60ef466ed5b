package import Estimation
package import LinearAlgebra
internal import MomentStructure
internal import Optimization
internal import SampleStatistics
internal import Specification

/// The covariance matrix of the estimates, or the parameters that the data
/// cannot tell apart.
package enum ParameterCovariance {
  /// The outcome of inverting an information matrix.
  package enum Outcome: Sendable {
    /// The covariance matrix of the free parameters.
    case covariance(Matrix)
    /// The free parameters, from 0, along which the information vanishes.
    case singular(parameters: [Int])
  }

  /// The constraints that take directions away from the parameters.
  package enum Held: Sendable {
    /// Those that the degrees of freedom count.
    case equalities
    /// Also the inequalities and bounds that hold with equality: what the
    /// estimates could do in the neighbourhood of this sample.
    case active
  }

  /// K (KᵀIK)⁻¹Kᵀ / N with K a basis of the directions that the equality
  /// constraints leave (Silvey, 1959; Aitchison & Silvey, 1958).
  ///
  /// - Parameters:
  ///   - information: The information of one case.
  ///   - fitter: The fitter, for constraints and N.
  ///   - estimates: The estimates, where nonlinear constraints are
  ///     linearized; inequalities that hold with equality and a multiplier
  ///     count as equalities, and so do bounds that estimates lie on.
  /// - Returns: The covariances, or the parameters at fault.
  package static func invert(
    _ information: Matrix, fitter: Fitter, estimates: Estimates
  ) -> Outcome {
    projectedInverse(
      information, fitter: fitter, estimates: estimates,
      factor: 1 / divisor(fitter))
  }

  /// K (KᵀIK)⁻¹Kᵀ times a factor; with 1 it is what `invert` divides by the
  /// number of cases.
  package static func projectedInverse(
    _ information: Matrix, fitter: Fitter, estimates: Estimates,
    factor: Double = 1, holding held: Held = .active
  ) -> Outcome {
    let basis = directions(fitter, estimates, holding: held)
    let reduced: Matrix
    if let basis {
      reduced = basis.transposed * (information * basis)
    } else {
      reduced = information
    }
    guard
      let inverse = inverse(
        reduced, factor: basis == nil ? factor : 1, team: fitter.options.team,
        hasOrdered: fitter.model.table.hasOrdered)
    else {
      return .singular(
        parameters: unidentified(
          reduced, basis: basis, information: information))
    }
    guard let basis else { return .covariance(inverse) }
    var full = basis * (inverse * basis.transposed)
    if held == .active { clear(&full, fitter, estimates) }
    return .covariance(factor == 1 ? full : factor * full)
  }

  /// Sets what rounding leaves of parameters on bounds to 0.
  private static func clear(
    _ covariance: inout Matrix, _ fitter: Fitter, _ estimates: Estimates
  ) {
    let space = fitter.space
    for bound in space.activeBounds(at: estimates.theta) {
      for k in space.equals(of: space.bounds[bound].parameter) {
        for i in 0..<covariance.rows {
          covariance[i, k] = 0
          covariance[k, i] = 0
        }
      }
    }
  }

  /// The number of cases behind the information: N for the normal
  /// likelihood, N − G otherwise.
  package static func divisor(_ fitter: Fitter) -> Double {
    let total = fitter.sample.totalSize
    let groups = Double(fitter.sample.count)
    return fitter.options.usesUnbiasedMoments ? total - groups : total
  }

  /// The directions that constraints leave; `nil` for all.
  package static func directions(
    _ fitter: Fitter, _ estimates: Estimates, holding held: Held = .active
  ) -> Matrix? {
    let space = fitter.space
    var rows: [[Double]] = []
    for index in space.functions.indices {
      let isActive =
        held == .active && estimates.multipliers.indices.contains(index)
        && abs(estimates.multipliers[index]) > 1e-8
      if space.isEquality(index) || isActive {
        rows.append(space.evaluateFull(index, at: estimates.theta).gradient)
      }
    }
    if held == .active {
      for index in space.activeBounds(at: estimates.theta) {
        rows.append(
          space.evaluateFull(
            space.functions.count + index, at: estimates.theta
          ).gradient)
      }
    }
    if rows.isEmpty {
      if case .identity = space.substitution.form { return nil }
      return space.substitution.matrix
    }
    let linear = space.substitution.matrix
    let jacobian = Matrix(rowArrays: rows) * linear
    let null = NullSpace(
      of: jacobian,
      rightHandSide: [Double](repeating: 0, count: rows.count),
      tolerance: 1e-10)
    return linear * null.basis
  }

  /// The inverse times a factor, where free thresholds often have a diagonal
  /// element alone; `nil` if the matrix is numerically singular.
  private static func inverse(
    _ matrix: Matrix, factor: Double, team: WorkTeam, hasOrdered: Bool
  ) -> Matrix? {
    let lone = hasOrdered ? matrix.loneDiagonalElements : []
    guard !lone.isEmpty else {
      return scaledInverse(matrix, factor: factor, team: team)
    }
    let places = Set(lone)
    let kept = (0..<matrix.rows).filter { !places.contains($0) }
    guard lone.allSatisfy({ matrix[$0, $0] > 0 }),
      let own = scaledInverse(
        matrix.submatrix(rows: kept, columns: kept), factor: factor, team: team)
    else { return nil }
    var result = Matrix(rows: matrix.rows, columns: matrix.columns)
    for (column, j) in kept.enumerated() {
      for (row, i) in kept.enumerated() { result[i, j] = own[row, column] }
    }
    for i in lone { result[i, i] = factor / matrix[i, i] }
    return result
  }

  /// The inverse by Cholesky after scaling to a unit diagonal, times a factor;
  /// `nil` if the scaled matrix is numerically singular.
  private static func scaledInverse(
    _ matrix: Matrix, factor: Double, team: WorkTeam
  ) -> Matrix? {
    let n = matrix.rows
    if n == 0 { return matrix }
    guard let scale = unitScale(matrix) else { return nil }
    let scaled = MatrixBuffer(rows: n, columns: n)
    scaled.copy(from: matrix.elements)
    scaleBoth(scaled, by: scale)
    guard Cholesky.factor(scaled, team: team).isFactored else { return nil }
    for i in 0..<n where scaled[i, i] < 1e-6 { return nil }
    Cholesky.invert(factor: scaled, team: team)
    scaleBoth(scaled, by: scale)
    if factor != 1 {
      for k in 0..<scaled.count { scaled[k] *= factor }
    }
    return Matrix(scaled)
  }

  private static func unitScale(_ matrix: Matrix) -> [Double]? {
    var scale: [Double] = []
    for value in matrix.diagonal {
      guard value > 0, value.isFinite else { return nil }
      scale.append(1 / value.squareRoot())
    }
    return scale
  }

  /// The parameters with weight in the eigenvectors of vanishing eigenvalues.
  ///
  /// Weights compare in units of each parameter's own information, so that
  /// the variables' units do not matter.
  private static func unidentified(
    _ reduced: Matrix, basis: Matrix?, information: Matrix
  ) -> [Int] {
    let n = reduced.rows
    let scale = reduced.diagonal.map {
      $0 > 0 && $0.isFinite ? 1 / $0.squareRoot() : 1
    }
    var scaled = reduced
    for j in 0..<n {
      for i in 0..<n { scaled[i, j] *= scale[i] * scale[j] }
    }
    guard let eigen = SymmetricEigen(scaled) else { return [] }
    var weight = [Double](repeating: 0, count: basis?.rows ?? n)
    for (k, value) in eigen.values.enumerated()
    where value < 1e-9 || k == 0 {
      let direction = (0..<n).map { eigen.vectors[$0, k] * scale[$0] }
      let moved = basis.map { $0 * direction } ?? direction
      let full = moved.indices.map { i in
        let own = information[i, i]
        return moved[i] * (own > 0 && own.isFinite ? own.squareRoot() : 1)
      }
      let largest = full.reduce(0) { max($0, abs($1)) }
      for i in full.indices where largest > 0 {
        weight[i] = max(weight[i], abs(full[i]) / largest)
      }
    }
    return weight.indices.filter { weight[$0] > 0.05 }
  }
}
