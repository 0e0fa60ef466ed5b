internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import OrderedMoments
internal import SampleStatistics

/// V and Γ of first-stage statistics.
///
/// A diagonal V is never multiplied out, nor Γ formed: with v its elements and
/// L the lines of cases' influences, Γ = LᵀL, tr(VΓ) = Σ v_j γ_jj and
/// tr((VΓ)²) = Σ v_j v_k γ_jk².
final class ResponseSpread: MomentSpread {
  /// One group's part.
  final class Group {
    /// V.
    let weight: ResidualWeight
    /// The group's share of the cases.
    let share: Double
    /// Δ, moments × free.
    let jacobian: Matrix
    private let influences: FirstStageInfluences
    private let lines: InfluenceLines

    /// Takes a group's statistics.
    ///
    /// - Parameters:
    ///   - weight: V.
    ///   - influences: The influences of its cases.
    ///   - jacobian: Δ, moments × free.
    ///   - share: Its share of the cases.
    ///   - team: The threads that work on products.
    ///   - sibling: The group of another model of the same sample.
    init(
      weight: ResidualWeight, influences: FirstStageInfluences,
      jacobian: Matrix, share: Double, team: WorkTeam, sharing sibling: Group?
    ) {
      self.weight = weight
      self.influences = influences
      self.jacobian = jacobian
      self.share = share
      lines = sibling?.lines ?? InfluenceLines(influences, team: team)
    }

    /// Γ, moments × moments.
    lazy var gamma = influences.meanProduct()
    /// V as a matrix.
    private lazy var formed = weight.formed

    /// The elements of a diagonal V.
    private lazy var diagonal = weight.elements.elements

    /// LVΔ.
    private lazy var moved: MatrixBox = lines.product(
      weight.isDiagonal
        ? SparseMatrix(jacobian, scaledBy: diagonal)
        : SparseMatrix(formed * jacobian))

    /// Vx.
    func weighted(_ x: Matrix) -> Matrix {
      guard weight.isDiagonal else { return formed * x }
      var result = x
      for j in 0..<x.columns {
        for i in 0..<x.rows { result[i, j] *= diagonal[i] }
      }
      return result
    }

    var trace: Double {
      guard weight.isDiagonal else {
        return RobustAnalysis.traceOfProduct(formed, gamma)
      }
      return zip(diagonal, influences.variances).reduce(0) {
        $0 + $1.0 * $1.1
      }
    }

    /// ΔᵀVΓVΔ.
    var products: Matrix {
      let t = jacobian.columns
      let result = MatrixBuffer(rows: t, columns: t)
      multiply(moved.buffer, moved.buffer, into: result, transposeA: true)
      result.symmetrizeFromLower()
      return Matrix(result)
    }

    /// tr(WΓ).
    func trace(of weight: CorrelationWeight) -> Double {
      weight.trace(influences)
    }

    /// ΔᵀVΓX.
    func mixed(_ x: Matrix) -> Matrix {
      let other = lines.product(SparseMatrix(x))
      let result = MatrixBuffer(rows: jacobian.columns, columns: x.columns)
      multiply(moved.buffer, other.buffer, into: result, transposeA: true)
      return Matrix(result)
    }

    var second: MomentTraces.Second {
      guard weight.isDiagonal else {
        let spread = gamma * weighted(jacobian)
        let product = formed * gamma
        return MomentTraces.Second(
          trace: RobustAnalysis.traceOfProduct(product, product.transposed),
          form: spread.transposed * weighted(spread))
      }
      let (trace, form) = lines.second(
        weights: diagonal,
        jacobian: SparseMatrix(
          jacobian, scaledBy: diagonal.map { $0.squareRoot() }),
        moved: moved)
      return MomentTraces.Second(trace: trace, form: form)
    }
  }

  private let groups: [Group]

  init(_ groups: [Group]) { self.groups = groups }

  /// Takes the groups of a fit; `nil` if one has no first-stage statistics.
  ///
  /// - Parameters:
  ///   - fitter: The fit.
  ///   - sibling: Those of another model of the same sample.
  convenience init?(_ fitter: Fitter, sharing sibling: ResponseSpread?) {
    var groups: [Group] = []
    for (index, share) in fitter.sample.shares.enumerated() {
      guard let term = fitter.objective.terms[index].momentTerm,
        let weight = term.discrepancy.weight.residual,
        let influences = fitter.sample[index].influences
      else { return nil }
      groups.append(
        Group(
          weight: weight, influences: influences,
          jacobian: term.block.jacobian(
            parameterCount: fitter.model.parameterCount), share: share,
          team: fitter.options.team, sharing: sibling?.groups[index]))
    }
    self.init(groups)
  }

  var trace: Double? { groups.reduce(0) { $0 + $1.trace } }

  var products: Matrix? {
    let t = groups.first?.jacobian.columns ?? 0
    var sum = Matrix(rows: t, columns: t)
    for group in groups { sum = sum + group.share * group.products }
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
      sum += group.trace(of: weight)
      sum -=
        2 * group.share
        * RobustAnalysis.traceOfProduct(inverse, group.mixed(moved))
      sum +=
        group.share
        * RobustAnalysis.traceOfProduct(
          spread, group.jacobian.transposed * moved)
    }
    return sum
  }
}
