internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics

/// V and Γ of first-stage statistics.
///
/// A diagonal V is never multiplied out: with v its elements, tr(VΓ) = Σ v_j
/// γ_jj and tr((VΓ)²) = Σ v_j v_k γ_jk².
final class ResponseSpread: MomentSpread {
  /// One group's part.
  struct Group {
    /// V.
    var weight: ResidualWeight
    /// Γ, moments × moments.
    var gamma: Matrix
    /// Δ, moments × free.
    var jacobian: Matrix
    /// The group's share of the cases.
    var share: Double

    /// Vx.
    func weighted(_ x: Matrix) -> Matrix {
      guard weight.isDiagonal else { return weight.formed * x }
      var result = x
      for j in 0..<x.columns {
        for i in 0..<x.rows { result[i, j] *= weight.elements[i] }
      }
      return result
    }

    var trace: Double {
      guard weight.isDiagonal else {
        return RobustAnalysis.traceOfProduct(weight.formed, gamma)
      }
      return (0..<gamma.rows).reduce(0) {
        $0 + weight.elements[$1] * gamma[$1, $1]
      }
    }

    var second: MomentTraces.Second {
      let spread = gamma * weighted(jacobian)
      let form = spread.transposed * weighted(spread)
      guard weight.isDiagonal else {
        let product = weight.formed * gamma
        return MomentTraces.Second(
          trace: RobustAnalysis.traceOfProduct(product, product.transposed),
          form: form)
      }
      var sum = 0.0
      for k in 0..<gamma.columns {
        var part = 0.0
        for j in 0..<gamma.rows {
          part += weight.elements[j] * gamma[j, k] * gamma[j, k]
        }
        sum += weight.elements[k] * part
      }
      return MomentTraces.Second(trace: sum, form: form)
    }
  }

  private let groups: [Group]

  init(_ groups: [Group]) { self.groups = groups }

  /// Takes the groups of a fit; `nil` if one has no first-stage statistics.
  convenience init?(_ fitter: Fitter) {
    var groups: [Group] = []
    for (index, share) in fitter.sample.shares.enumerated() {
      guard let term = fitter.objective.terms[index].momentTerm,
        let weight = term.discrepancy.weight.residual,
        let gamma = fitter.sample[index].asymptoticCovariance
      else { return nil }
      groups.append(
        Group(
          weight: weight, gamma: gamma,
          jacobian: term.block.jacobian(
            parameterCount: fitter.model.parameterCount), share: share))
    }
    self.init(groups)
  }

  var trace: Double? { groups.reduce(0) { $0 + $1.trace } }

  var products: Matrix? {
    let t = groups.first?.jacobian.columns ?? 0
    var sum = Matrix(rows: t, columns: t)
    for group in groups {
      let moved = group.weighted(group.jacobian)
      sum = sum + group.share * (moved.transposed * (group.gamma * moved))
    }
    return sum
  }

  var second: [MomentTraces.Second]? { groups.map(\.second) }

  func eigenvalues(_ inverse: Matrix, covariances: [Matrix]?) -> [Double]? {
    guard covariances == nil else { return nil }
    return MomentEigenvalues.overMoments(
      groups.map {
        DenseMomentCovariance(
          weight: $0.weighted(Matrix.identity($0.gamma.rows)),
          gamma: $0.gamma, jacobian: $0.jacobian)
      }, shares: groups.map(\.share), inverse: inverse, covariances: nil)
  }

  /// tr(QᵀWQΓ) with Q = I − ΔE⁻¹ΔᵀV of all groups.
  ///
  /// - Parameters:
  ///   - weights: W, one a group.
  ///   - inverse: E⁻¹.
  ///   - products: ΔᵀVΓVΔ.
  /// - Returns: The sum over groups.
  func residualTrace(
    _ weights: [CorrelationWeight], inverse: Matrix, products: Matrix
  ) -> Double {
    let spread = inverse * (products * inverse)
    var sum = 0.0
    for (group, weight) in zip(groups, weights) {
      let moved = weight.times(group.jacobian)
      let mixed =
        (group.gamma * group.weighted(group.jacobian)).transposed * moved
      sum += weight.trace(group.gamma)
      sum -= 2 * group.share * RobustAnalysis.traceOfProduct(inverse, mixed)
      sum +=
        group.share
        * RobustAnalysis.traceOfProduct(
          spread, group.jacobian.transposed * moved)
    }
    return sum
  }
}
