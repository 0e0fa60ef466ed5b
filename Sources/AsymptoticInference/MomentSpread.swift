internal import Estimation
internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics

/// A weight V and the covariances Γ of the saturated moments behind a model's
/// tests and robust standard errors, and the products of both that these need:
/// dense, or in factors.
protocol MomentSpread: AnyObject {
  /// tr(VΓ); `nil` if it cannot be computed.
  var trace: Double? { get }
  /// ΔᵀVΓVΔ, groups weighted by their shares of the cases; `nil` if it cannot
  /// be computed.
  var products: Matrix? { get }
  /// tr((UΓ)²) = Σ tr((VΓ)²) − 2 tr(E⁻¹ΔᵀVΓVΓVΔ) + tr((E⁻¹ΔᵀVΓVΔ)²); `nil`
  /// where it is not computed.
  ///
  /// - Parameters:
  ///   - inverse: E⁻¹ of U.
  ///   - products: ΔᵀVΓVΔ.
  ///   - shares: The groups' shares of the cases.
  func secondTrace(_ inverse: Matrix, _ products: Matrix, shares: [Double])
    -> Double?
  /// The eigenvalues of UΓ, with those that are 0 by construction.
  ///
  /// - Parameters:
  ///   - inverse: E⁻¹ of U.
  ///   - covariances: Other estimates of Γ; `nil` for its own.
  /// - Returns: The eigenvalues, descending; `nil` where they are not computed.
  func eigenvalues(_ inverse: Matrix, covariances: [Matrix]?) -> [Double]?
  /// Σ(dᵀUd)² over the cases d of one group, with E⁻¹ of U; `nil` where it is
  /// not computed.
  func fourthMoment(_ inverse: Matrix) -> Double?
}

extension MomentSpread {
  func fourthMoment(_ inverse: Matrix) -> Double? { nil }
}

extension [MomentTraces.Second] {
  /// tr((UΓ)²) from tr((VΓ)²) and ΔᵀVΓVΓVΔ of every group.
  fileprivate func trace(
    _ inverse: Matrix, _ products: Matrix, shares: [Double]
  ) -> Double {
    var sum = 0.0
    for (part, share) in zip(self, shares) {
      sum +=
        part.trace
        - 2 * share * RobustAnalysis.traceOfProduct(inverse, part.form)
    }
    let product = inverse * products
    return sum + RobustAnalysis.traceOfProduct(product, product.transposed)
  }
}

/// V and Γ in factors: quadratic forms of the cases, for weights V that are
/// products; as matrices only in groups whose V is none.
final class CaseSpread: MomentSpread {
  /// One group's part.
  struct Group {
    /// The block, at the estimates.
    var block: BlockWorkspace
    /// The cases behind Γ.
    var cases: CaseDeviations
    /// V; `nil` for weights without product form.
    var weight: KroneckerWeight?
    /// The group's share of the cases.
    var share: Double
  }

  private let groups: [Group]
  private let totalSize: Double
  private let parameterCount: Int
  private let dense: () -> [DenseMomentCovariance]?

  /// Prepares the products.
  ///
  /// - Parameters:
  ///   - groups: The groups.
  ///   - totalSize: The number of all cases, or the sum of their weights.
  ///   - parameterCount: The model's number of free parameters.
  ///   - dense: V and Γ as matrices; evaluated only where factors are not
  ///     enough.
  init(
    _ groups: [Group], totalSize: Double, parameterCount: Int,
    dense: @escaping () -> [DenseMomentCovariance]?
  ) {
    self.groups = groups
    self.totalSize = totalSize
    self.parameterCount = parameterCount
    self.dense = dense
  }

  private func sums(_ group: Group) -> ScoreSums? {
    group.weight.map {
      ScoreSums(
        block: group.block, cases: group.cases, weight: $0, center: .sample,
        parameterCount: parameterCount)
    }
  }

  private func traces(_ group: Group) -> MomentTraces? {
    group.weight.map {
      MomentTraces(
        cases: group.cases, weight: $0,
        hasMeans: group.block.structure.hasMeans)
    }
  }

  var products: Matrix? {
    let meat = MatrixBuffer(rows: parameterCount, columns: parameterCount)
    for (index, group) in groups.enumerated() {
      if let sums = sums(group) {
        sums.addProducts(to: meat, scale: 1 / totalSize)
      } else if let dense = dense() {
        addScaled(
          MatrixBuffer(dense[index].products), by: group.share, to: meat)
      }
    }
    return Matrix(meat)
  }

  var trace: Double? {
    var sum = 0.0
    for group in groups {
      guard let value = traces(group)?.first() else { return nil }
      sum += value
    }
    return sum
  }

  func secondTrace(_ inverse: Matrix, _ products: Matrix, shares: [Double])
    -> Double?
  {
    second?.trace(inverse, products, shares: shares)
  }

  private var second: [MomentTraces.Second]? {
    if groups.contains(where: \.cases.isDependent) {
      return dense()?.map(\.second)
    }
    var parts: [MomentTraces.Second] = []
    for group in groups {
      guard let scores = sums(group), let second = traces(group)?.second(scores)
      else { return nil }
      parts.append(second)
    }
    return parts
  }

  func eigenvalues(_ inverse: Matrix, covariances: [Matrix]?) -> [Double]? {
    let moments = groups.reduce(0) { $0 + $1.block.structure.momentCount }
    let count = groups.reduce(0) { $0 + $1.cases.count }
    let isOverCases =
      covariances == nil && count < moments
      && !groups.contains { $0.cases.isDependent || $0.weight == nil }
    guard isOverCases else {
      return dense().flatMap {
        MomentEigenvalues.overMoments(
          $0, shares: groups.map(\.share), inverse: inverse,
          covariances: covariances)
      }
    }
    var parts: [MomentEigenvalues.CaseGroup] = []
    for group in groups {
      guard let kernel = traces(group)?.kernel(), let scores = sums(group)
      else { return nil }
      parts.append(
        MomentEigenvalues.CaseGroup(
          kernel: kernel, scores: Matrix(scores.matrix), share: group.share))
    }
    return MomentEigenvalues.overCases(
      parts, totalSize: totalSize, inverse: inverse)
  }

  /// Σ (dᵀUd)² of the cases of a single group; `nil` for several groups,
  /// dependent cases and weights without product form.
  func fourthMoment(_ inverse: Matrix) -> Double? {
    guard groups.count == 1, let group = groups.first, !group.cases.isDependent,
      let forms = traces(group)?.forms(), let scores = sums(group)?.matrix
    else { return nil }
    let moved = Matrix(scores) * inverse
    var sum = 0.0
    for (i, form) in forms.enumerated() {
      var value = form
      for j in 0..<moved.columns { value -= moved[i, j] * scores[i, j] }
      sum += value * value
    }
    return sum
  }
}

/// V and Γ as matrices.
final class DenseSpread: MomentSpread {
  private let groups: [DenseMomentCovariance]
  private let shares: [Double]

  /// Prepares the products of groups with their shares of the cases.
  init(_ groups: [DenseMomentCovariance], shares: [Double]) {
    self.groups = groups
    self.shares = shares
  }

  var trace: Double? { groups.reduce(0) { $0 + $1.trace } }

  var products: Matrix? {
    let t = groups.first?.jacobian.columns ?? 0
    var sum = Matrix(rows: t, columns: t)
    for (own, share) in zip(groups, shares) {
      sum = sum + share * own.products
    }
    return sum
  }

  func secondTrace(_ inverse: Matrix, _ products: Matrix, shares: [Double])
    -> Double?
  {
    groups.map(\.second).trace(inverse, products, shares: shares)
  }

  func eigenvalues(_ inverse: Matrix, covariances: [Matrix]?) -> [Double]? {
    MomentEigenvalues.overMoments(
      groups, shares: shares, inverse: inverse, covariances: covariances)
  }
}
