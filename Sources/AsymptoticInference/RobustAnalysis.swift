package import Discrepancies
package import Estimation
package import FitSettings
package import LinearAlgebra
package import MomentInformation
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// The sandwich of one fit and the traces that its robust tests share, each
/// computed once, when it is first needed.
package final class RobustAnalysis {
  /// The fitter, at the estimates.
  package let fitter: Fitter
  /// The estimates.
  package let estimates: Estimates
  /// The moments at which information matrices are taken.
  package let variant: InformationVariant
  /// The weights of the moments and their covariances in the sample.
  package let moments: RobustMoments
  /// An analysis whose saturated model is this one's too.
  private let sibling: RobustAnalysis?

  /// Makes the analysis of a fit.
  ///
  /// - Parameters:
  ///   - fitter: The fitter, at the estimates.
  ///   - estimates: The estimates.
  ///   - variant: The moments at which information matrices are taken.
  ///   - sharing: An analysis of another model of the same sample.
  ///   - shared: The common parts of models of the same sample, where something
  ///     has begun; `nil` for those of `sharing`.
  package init(
    _ fitter: Fitter, _ estimates: Estimates,
    variant: InformationVariant = InformationVariant(),
    sharing: RobustAnalysis? = nil, shared: [SharedMoments]? = nil
  ) {
    self.fitter = fitter
    self.estimates = estimates
    self.variant = variant
    sibling = sharing
    moments = RobustMoments(
      fitter, variant: variant, shared: shared ?? sharing?.moments.shared)
  }

  /// Whether the likelihood is that of incomplete cases.
  package var isIncomplete: Bool {
    fitter.hasIncompleteCases
  }

  /// Whether there can be a `CompleteDataMisfit`: where not, a baseline model
  /// for it is not fitted either.
  package var hasCompleteDataMisfit: Bool {
    isIncomplete && !SaturatedForms.isTooLarge(fitter)
  }

  /// The saturated model of incomplete cases; `nil` for complete ones, and if
  /// its information is singular.
  package lazy var saturated: SaturatedForms? = {
    if let sibling { return sibling.saturated }
    return isIncomplete ? SaturatedForms(fitter, moments.shared) : nil
  }()

  /// The analyses of groups that have nothing in common, where these are many;
  /// `nil` if they are few, or linked.
  lazy var groups: [(group: SeparateGroup, analysis: RobustAnalysis)]? =
    fitter.separateGroups(at: estimates)?.map { group in
      (group, RobustAnalysis(group.fitter, group.estimates, variant: variant))
    }

  /// A matrix over all parameters from those of separate groups, weighted by
  /// the groups' shares of the cases.
  ///
  /// - Parameters:
  ///   - groups: The groups.
  ///   - part: A group's matrix.
  /// - Returns: The matrix, zero between groups; `nil` if a group has none.
  private func weighted(
    _ groups: [(group: SeparateGroup, analysis: RobustAnalysis)],
    _ part: (RobustAnalysis) -> Matrix?
  ) -> Matrix? {
    var result = Matrix(
      rows: fitter.model.parameterCount, columns: fitter.model.parameterCount)
    for (group, analysis) in groups {
      guard let own = part(analysis) else { return nil }
      group.add(own, factor: group.share, to: &result)
    }
    return result
  }

  /// A sum over separate groups; `nil` if a group has no summand.
  private func sum(
    _ groups: [(group: SeparateGroup, analysis: RobustAnalysis)],
    _ part: (RobustAnalysis) -> Double?
  ) -> Double? {
    var result = 0.0
    for (_, analysis) in groups {
      guard let own = part(analysis) else { return nil }
      result += own
    }
    return result
  }

  private var inverses: [InverseKey: ParameterCovariance.Outcome] = [:]

  private struct InverseKey: Hashable {
    var kind: InformationKind
    var variant: InformationVariant
  }

  /// K (KᵀAK)⁻¹Kᵀ of an information A.
  package func inverse(_ kind: InformationKind) -> ParameterCovariance.Outcome {
    inverse(kind, variant)
  }

  private func inverse(_ kind: InformationKind, _ variant: InformationVariant)
    -> ParameterCovariance.Outcome
  {
    let key = InverseKey(kind: kind, variant: variant)
    if let known = inverses[key] { return known }
    let outcome =
      groups.map { separateInverse($0, kind, variant) }
      ?? ParameterCovariance.projectedInverse(
        kind == .firstOrder
          ? scoreProducts
          : Information.matrix(kind, of: fitter, variant: variant) {
            self.saturated
          },
        fitter: fitter, estimates: estimates)
    inverses[key] = outcome
    return outcome
  }

  /// The inverse group by group.
  private func separateInverse(
    _ groups: [(group: SeparateGroup, analysis: RobustAnalysis)],
    _ kind: InformationKind, _ variant: InformationVariant
  ) -> ParameterCovariance.Outcome {
    var result = Matrix(
      rows: fitter.model.parameterCount, columns: fitter.model.parameterCount)
    var singular: [Int] = []
    for (group, analysis) in groups {
      switch analysis.inverse(kind, variant) {
      case .covariance(let own):
        group.add(own, factor: 1 / group.share, to: &result)
      case .singular(let parameters):
        singular += parameters.map { group.parameters[$0] }
      }
    }
    return singular.isEmpty
      ? .covariance(result) : .singular(parameters: singular)
  }

  /// The inverse as a matrix; `nil` if the information is singular.
  package func inverseMatrix(_ kind: InformationKind) -> Matrix? {
    guard case .covariance(let matrix) = inverse(kind) else { return nil }
    return matrix
  }

  /// B₀: the mean outer product of the casewise scores.
  package lazy var scoreProducts: Matrix =
    groups.flatMap { weighted($0) { $0.scoreProducts } }
    ?? Information.matrix(.firstOrder, of: fitter, variant: variant) {
      self.saturated
    }

  /// ΔᵀVΓVΔ with V the estimator's own weight, groups weighted by their shares
  /// of the cases; `nil` without cases.
  package lazy var momentProducts: Matrix? =
    groups.map { weighted($0) { $0.momentProducts } }
    ?? moments.ownProducts

  /// ΔᵀVΓVΔ with V the estimator's own weight and the unbiased Γ of Browne
  /// (1984); `nil` where there is none.
  package var unbiasedProducts: Matrix? { moments.unbiasedProducts }

  /// ΔᵀVΓVΔ with V the weight behind the information of standard errors.
  package lazy var weightedProducts: Matrix? =
    groups.map { weighted($0) { $0.weightedProducts } }
    ?? (moments.isObserved ? moments.products : momentProducts)

  /// E⁻¹ of U.
  var inverseOfTests: Matrix? {
    guard moments.isObserved else { return inverseMatrix(.expected) }
    guard
      case .covariance(let matrix) = inverse(
        .observed, variant.of(.satorraBentler))
    else {
      return nil
    }
    return matrix
  }

  /// Whether the objective is a composite likelihood.
  package var isComposite: Bool {
    fitter.objective.terms.contains { $0.composite != nil }
  }

  private lazy var compositeRatio: CompositeRatio? = CompositeRatio(self)

  /// tr(UΓ) = tr(VΓ) − tr(E⁻¹ΔᵀVΓVΔ) (Satorra & Bentler, 1994).
  package lazy var trace: Double? = {
    if let groups { return sum(groups) { $0.trace } }
    if isComposite { return compositeRatio?.trace }
    guard let products = weightedProducts, let inverse = inverseOfTests,
      let all = moments.trace
    else { return nil }
    return all - traceOfProduct(inverse, products)
  }()

  /// tr((UΓ)²).
  package lazy var secondTrace: Double? = {
    if let groups { return sum(groups) { $0.secondTrace } }
    if isComposite { return compositeRatio?.second }
    guard let products = weightedProducts, let inverse = inverseOfTests
    else { return nil }
    return moments.secondTrace(inverse, products)
  }()

  /// tr(UΓ) and tr((UΓ)²) of the model of uncorrelated responses; `nil` without
  /// ordered variables, and for weights that are no diagonals.
  var uncorrelatedTraces: (first: Double, second: Double)? {
    guard let groups else { return moments.uncorrelatedTraces }
    var (first, second) = (0.0, 0.0)
    for (_, analysis) in groups {
      guard let own = analysis.uncorrelatedTraces else { return nil }
      first += own.first
      second += own.second
    }
    return (first, second)
  }

  /// tr(B₁A₁⁻¹) of the saturated model at the sample's moments.
  package lazy var saturatedTrace: Double? = {
    if let sibling { return sibling.saturatedTrace }
    if isIncomplete { return saturated?.trace(variant.kind) }
    guard let all = moments.saturated else { return nil }
    var sum = 0.0
    for own in all {
      guard let value = own.scoreTrace else { return nil }
      sum += value
    }
    return sum
  }()

  /// tr(B₀A₀⁻¹) of the model, with A₀ as a test takes it.
  func modelTrace(_ kind: InformationKind, of test: TestKind) -> Double? {
    if let groups { return sum(groups) { $0.modelTrace(kind, of: test) } }
    guard case .covariance(let inverse) = inverse(kind, variant.of(test))
    else { return nil }
    return traceOfProduct(inverse, scoreProducts)
  }

  /// The sandwich A⁻¹MA⁻¹/N with A⁻¹ the projected inverse of an information
  /// and N its divisor (Huber, 1967; White, 1982; Browne, 1984).
  package func sandwich(_ inverse: Matrix, _ meat: Matrix) -> Matrix {
    if let groups {
      // Both are zero between groups.
      var result = Matrix(rows: inverse.rows, columns: inverse.columns)
      for (group, _) in groups {
        let places = group.parameters
        let own = inverse.submatrix(rows: places, columns: places)
        let full =
          own * (meat.submatrix(rows: places, columns: places) * own)
        group.add(
          full + full.transposed,
          factor: 0.5 / ParameterCovariance.divisor(fitter), to: &result)
      }
      return result
    }
    let full = bothSides(of: meat, by: inverse)
    let factor = 0.5 / ParameterCovariance.divisor(fitter)
    var result = Matrix(rows: full.rows, columns: full.columns)
    for j in 0..<full.columns {
      for i in j..<full.rows {
        let value = factor * (full[i, j] + full[j, i])
        result[i, j] = value
        result[j, i] = value
      }
    }
    return result
  }

  /// The last product A⁻¹MA⁻¹, which errors and indices share.
  private var lastProduct: (inverse: Matrix, meat: Matrix, result: Matrix)?

  /// A⁻¹MA⁻¹.
  func bothSides(of meat: Matrix, by inverse: Matrix) -> Matrix {
    if let lastProduct, lastProduct.inverse == inverse,
      lastProduct.meat == meat
    {
      return lastProduct.result
    }
    let result = newProduct(of: meat, by: inverse)
    lastProduct = (inverse, meat, result)
    return result
  }

  /// A⁻¹MA⁻¹, where rows of A⁻¹ that have a diagonal element alone, as those of
  /// free thresholds, only scale.
  private func newProduct(of meat: Matrix, by inverse: Matrix) -> Matrix {
    let lone =
      fitter.model.table.hasOrdered ? inverse.loneDiagonalElements : []
    guard !lone.isEmpty else {
      return product(inverse, product(meat, inverse))
    }
    let all = 0..<inverse.rows
    let places = Set(lone)
    let kept = all.filter { !places.contains($0) }
    let own = inverse.submatrix(rows: kept, columns: kept)
    let right = product(
      meat.submatrix(rows: Array(all), columns: kept), own)
    let corner = product(
      own, right.submatrix(rows: kept, columns: Array(kept.indices)))
    var result = Matrix(rows: all.count, columns: all.count)
    for (column, j) in kept.enumerated() {
      for (row, i) in kept.enumerated() { result[i, j] = corner[row, column] }
      for i in lone {
        let value = inverse[i, i] * right[i, column]
        result[i, j] = value
        result[j, i] = value
      }
    }
    for j in lone {
      for i in lone {
        result[i, j] = inverse[i, i] * meat[i, j] * inverse[j, j]
      }
    }
    return result
  }

  /// A product whose parts threads share where variables are ordered.
  private func product(_ a: Matrix, _ b: Matrix) -> Matrix {
    guard fitter.model.table.hasOrdered else { return a * b }
    let result = MatrixBuffer(rows: a.rows, columns: b.columns)
    fitter.options.team.multiply(
      MatrixBuffer(a), MatrixBuffer(b), into: result)
    return Matrix(result)
  }
}
