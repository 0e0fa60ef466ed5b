package import Discrepancies
package import Estimation
package import FitSettings
internal import LinearAlgebra
internal import MomentInformation
internal import MomentStructure
package import SampleStatistics

/// V and Γ of one fit: the weights of its moments and their covariances in the
/// sample, as the terms' saturated models give them, added up over groups.
package final class RobustMoments {
  /// The saturated models of all groups; `nil` if a term has none.
  package let saturated: [any SaturatedModel]?
  /// The common parts of models of the same sample, one for each group.
  let shared: [SharedMoments]
  private let fitter: Fitter
  private let choice: SaturatedChoice

  /// Takes the moments of a fit.
  ///
  /// - Parameters:
  ///   - fitter: The fitter, at the estimates.
  ///   - variant: The moments at which information matrices are taken.
  ///   - shared: The common parts of models of the same sample; `nil` to make
  ///     them.
  init(
    _ fitter: Fitter, variant: InformationVariant, shared: [SharedMoments]?
  ) {
    self.fitter = fitter
    choice = variant.saturated
    self.shared = shared ?? SaturatedForms.shared(fitter)
    saturated = fitter.saturatedModels
  }

  /// Begins, on other threads, what tr((UΓ)²) needs whatever the estimates are.
  ///
  /// Groups that have nothing in common are analyzed by themselves: for several
  /// nothing is begun.
  ///
  /// - Parameter fitter: The fitter, before the search.
  /// - Returns: The common parts of models of the sample.
  package static func startSecondTrace(_ fitter: Fitter) -> [SharedMoments] {
    let shared = SaturatedForms.shared(fitter)
    if shared.count == 1, let saturated = fitter.saturatedModels?.first {
      saturated.startSecondTrace(shared[0])
    }
    return shared
  }

  /// The groups' cases; `nil` without complete cases.
  lazy var cases: [CaseDeviations]? = all { $0.cases }

  /// A part of every group's saturated model; `nil` if one has none.
  private func all<Part>(_ part: (any SaturatedModel) -> Part?) -> [Part]? {
    guard let saturated else { return nil }
    var parts: [Part] = []
    for own in saturated {
      guard let own = part(own) else { return nil }
      parts.append(own)
    }
    return parts
  }

  /// The weight V of a group's moments; `nil` for terms other than a
  /// discrepancy of one block's moments.
  package func weight(_ group: Int) -> (any MomentWeight)? {
    saturated?[group].weight(choice.ofEstimator)
  }

  /// The quadratic forms of a group's residuals and sample moments, as
  /// `SaturatedModel.forms` says.
  package func forms(_ group: Int, of sample: Sample) -> (
    residual: Double, sample: Double
  )? {
    saturated?[group].forms(choice.ofEstimator, of: sample, shared[group])
  }

  /// Whether V and E are the saturated model's observed information and what
  /// it gives the model's.
  var isObserved: Bool {
    choice.isObserved && saturated?.allSatisfy(\.hasObservedWeight) == true
  }

  /// V and Γ of every group with V the estimator's own weight; `nil` where Γ is
  /// not known.
  lazy var ownSpreads: [any MomentSpread]? = spreads(choice.ofEstimator)

  /// V and Γ of every group with V the weight behind the information of
  /// standard errors; `nil` if they cannot be computed.
  private lazy var spreads: [any MomentSpread]? =
    isObserved ? spreads(choice) : ownSpreads

  private func spreads(_ choice: SaturatedChoice) -> [any MomentSpread]? {
    guard let saturated else { return nil }
    var result: [any MomentSpread] = []
    for (own, shared) in zip(saturated, shared) {
      guard let spread = own.spread(choice, shared) else { return nil }
      result.append(spread)
    }
    return result
  }

  // MARK: Sums over groups

  /// ΔᵀVΓVΔ with V the estimator's own weight.
  var ownProducts: Matrix? { products(ownSpreads) }
  /// ΔᵀVΓVΔ with V the weight behind the information of standard errors.
  var products: Matrix? { products(spreads) }

  private func products(_ spreads: [any MomentSpread]?) -> Matrix? {
    guard let spreads else { return nil }
    let t = fitter.model.parameterCount
    let meat = MatrixBuffer(rows: t, columns: t)
    for (own, share) in zip(spreads, fitter.sample.shares) {
      guard
        own.addProducts(
          to: meat, share: share, totalSize: fitter.sample.totalSize)
      else { return nil }
    }
    return Matrix(meat)
  }

  /// ΔᵀVΓVΔ with V the estimator's own weight and the unbiased estimate of Γ;
  /// `nil` where there is none.
  var unbiasedProducts: Matrix? {
    guard let ownSpreads else { return nil }
    let t = fitter.model.parameterCount
    var sum = Matrix(rows: t, columns: t)
    for (own, share) in zip(ownSpreads, fitter.sample.shares) {
      guard let dense = own.dense, let gamma = own.unbiasedCovariance else {
        return nil
      }
      let products = DenseMomentCovariance(
        weight: dense.weight, gamma: gamma, jacobian: dense.jacobian
      ).products
      sum = sum + share * products
    }
    return sum
  }

  /// tr(VΓ); `nil` if it cannot be computed.
  var trace: Double? {
    guard let spreads else { return nil }
    var sum = 0.0
    for own in spreads {
      guard own.addTrace(to: &sum) else { return nil }
    }
    return sum
  }

  /// tr((UΓ)²) = Σ tr((VΓ)²) − 2 tr(E⁻¹ΔᵀVΓVΓVΔ) + tr((E⁻¹ΔᵀVΓVΔ)²); `nil`
  /// where it is not computed.
  ///
  /// - Parameters:
  ///   - inverse: E⁻¹ of U.
  ///   - products: ΔᵀVΓVΔ.
  /// - Returns: The trace.
  func secondTrace(_ inverse: Matrix, _ products: Matrix) -> Double? {
    guard let spreads else { return nil }
    var sum = 0.0
    var left: Set<Int> = []
    for (own, share) in zip(spreads, fitter.sample.shares) {
      guard let part = own.secondTraces(inverse, share: share) else {
        return nil
      }
      sum += part.single
      left.formUnion(part.left)
      if spreads.count == 1, let product = part.product {
        return sum + product
      }
    }
    guard !left.isEmpty else {
      let product = inverse * products
      return sum + traceOfProduct(product, product.transposed)
    }
    let kept = (0..<inverse.rows).filter { !left.contains($0) }
    let product =
      inverse.submatrix(rows: kept, columns: kept)
      * products.submatrix(rows: kept, columns: kept)
    return sum + traceOfProduct(product, product.transposed)
  }

  /// tr(UΓ) and tr((UΓ)²) of a model of uncorrelated responses; `nil` where they
  /// are not known without fitting it.
  var uncorrelatedTraces: (first: Double, second: Double)? {
    guard let ownSpreads else { return nil }
    var (first, second) = (0.0, 0.0)
    for spread in ownSpreads {
      guard let own = spread.uncorrelatedTraces else { return nil }
      first += own.first
      second += own.second
    }
    return (first, second)
  }

  /// The eigenvalues of UΓ, with those that are 0 by construction.
  ///
  /// - Parameters:
  ///   - inverse: E⁻¹ of U.
  ///   - isUnbiased: Whether Γ is the unbiased estimate.
  /// - Returns: The eigenvalues, descending; `nil` where they are not computed.
  func eigenvalues(_ inverse: Matrix, isUnbiased: Bool) -> [Double]? {
    guard let spreads else { return nil }
    let shares = fitter.sample.shares
    var covariances: [Matrix]?
    if isUnbiased {
      covariances = spreads.compactMap(\.unbiasedCovariance)
      guard covariances?.count == spreads.count else { return nil }
    }
    let counts = spreads.compactMap(\.caseCount)
    let moments = spreads.reduce(0) { $0 + $1.momentCount }
    if !isUnbiased, counts.count == spreads.count,
      counts.reduce(0, +) < moments
    {
      let parts = zip(spreads, shares).compactMap {
        $0.caseForms(share: $1)
      }
      guard parts.count == spreads.count else { return nil }
      return MomentEigenvalues.overCases(
        parts, totalSize: fitter.sample.totalSize, inverse: inverse)
    }
    let dense = spreads.compactMap(\.dense)
    guard dense.count == spreads.count else { return nil }
    return MomentEigenvalues.overMoments(
      dense, shares: shares, inverse: inverse, covariances: covariances)
  }

  /// Σ(dᵀUd)² over the cases d of a single group; `nil` for several groups, and
  /// where it is not computed.
  func fourthMoment(_ inverse: Matrix) -> Double? {
    guard let spreads, spreads.count == 1 else { return nil }
    return spreads[0].fourthMoment(inverse)
  }

  // MARK: Sizes

  /// Whether the moments are too many for matrices over their pairs.
  package var isTooLargeToForm: Bool {
    saturated?.contains(where: \.isTooLargeToForm) == true
  }

  /// Whether a test forms matrices over pairs of moments.
  package func areFormed(for kind: TestKind) -> Bool {
    let isFormed =
      isObserved
      || saturated?.contains {
        $0.weight(choice.ofEstimator)?.isFactored == false
      } == true
    return switch kind {
    case .satorraBentler, .yuanBentler: isFormed
    case .meanVarAdjusted, .scaledShifted, .meanVarAdjustedCorrected,
      .scaledShiftedCorrected, .eigenvalues:
      isFormed || cases?.contains(where: \.isDependent) == true
    default: false
    }
  }
}

extension Fitter {
  /// The saturated models of all groups; `nil` if a term has none.
  var saturatedModels: [any SaturatedModel]? {
    let all = sample.indices.compactMap { objective.terms[$0].saturated }
    return all.count == sample.count ? all : nil
  }
}

extension InformationVariant {
  /// The weight of a saturated model that standard errors and tests take.
  package var saturated: SaturatedChoice {
    SaturatedChoice(
      point: h1 == .unstructured ? .sample : .implied,
      isObserved: kind == .observed,
      firstStage: kind == .expected ? .expected : .observed,
      isRobust: missing == .robustTwoStage)
  }
}
