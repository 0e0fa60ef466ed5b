package import Estimation
package import FitSettings
package import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// The quantities that robust standard errors and tests of one fit share, each
/// computed once, when it is first needed.
package final class RobustAnalysis {
  /// The fitter, at the estimates.
  package let fitter: Fitter
  /// The estimates.
  package let estimates: Estimates
  /// The moments at which information matrices are taken.
  package let variant: InformationVariant
  /// An analysis whose saturated model is this one's too.
  private let sibling: RobustAnalysis?

  /// Makes the analysis of a fit.
  ///
  /// - Parameters:
  ///   - fitter: The fitter, at the estimates.
  ///   - estimates: The estimates.
  ///   - variant: The moments at which information matrices are taken.
  ///   - sharing: An analysis of another model of the same sample.
  package init(
    _ fitter: Fitter, _ estimates: Estimates,
    variant: InformationVariant = InformationVariant(),
    sharing: RobustAnalysis? = nil
  ) {
    self.fitter = fitter
    self.estimates = estimates
    self.variant = variant
    sibling = sharing
  }

  private var parameterCount: Int { fitter.model.parameterCount }

  /// The groups' cases; `nil` without raw data.
  lazy var cases: [CaseDeviations]? = groupCases { _ in nil }

  /// The cases behind Γ of the model's moments.
  ///
  /// They are `cases`, except for moments given exogenous variables, where Γ is
  /// that of regression coefficients and residual covariances, put into moments
  /// of all variables by the model's coefficients.
  private lazy var momentCases: [CaseDeviations]? =
    fitter.model.table.conditionsOnExogenous
    ? groupCases { self.estimates.implied[$0].covariance } : cases

  private func groupCases(predictingBy implied: (Int) -> Matrix?)
    -> [CaseDeviations]?
  {
    var all: [CaseDeviations] = []
    for (index, moments) in fitter.sample.enumerated() {
      guard
        let one = CaseDeviations(
          moments, fitter.model.groups[index].block,
          predictingBy: implied(index))
      else { return nil }
      all.append(one)
    }
    return all
  }

  /// Whether the likelihood is that of incomplete cases.
  package var isIncomplete: Bool {
    fitter.sample.contains { $0.likelihoodCases != nil }
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
    return isIncomplete ? SaturatedForms(fitter) : nil
  }()

  /// The first of two stages; `nil` if there is one stage, and if the
  /// saturated information is singular.
  lazy var firstStage: FirstStage? = {
    if let sibling { return sibling.firstStage }
    return FirstStage(fitter, variant)
  }()

  /// The weight V of a group's moments; `nil` for terms other than a
  /// discrepancy of one block's moments.
  package func momentWeight(_ group: Int) -> (any MomentWeight)? {
    Information.momentWeight(group, fitter, h1: variant.h1)
  }

  /// The terms of all groups; `nil` if one is not a discrepancy of one block's
  /// moments.
  private var momentTerms: [MomentTerm]? {
    let terms = fitter.sample.indices.compactMap {
      fitter.objective.terms[$0].momentTerm
    }
    return terms.count == fitter.sample.count ? terms : nil
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
    let outcome = ParameterCovariance.projectedInverse(
      kind == .firstOrder
        ? scoreProducts
        : Information.matrix(kind, of: fitter, variant: variant) {
          self.saturated
        },
      fitter: fitter, estimates: estimates)
    inverses[key] = outcome
    return outcome
  }

  /// The inverse as a matrix; `nil` if the information is singular.
  package func inverseMatrix(_ kind: InformationKind) -> Matrix? {
    guard case .covariance(let matrix) = inverse(kind) else { return nil }
    return matrix
  }

  /// B₀: the mean outer product of the casewise scores.
  package lazy var scoreProducts: Matrix = Information.matrix(
    .firstOrder, of: fitter, variant: variant
  ) { self.saturated }

  /// Whether V and E are the saturated model's observed information and what
  /// it gives the model's.
  private var isObserved: Bool {
    variant.kind == .observed && fitter.options.estimator == .ml
      && !variant.missing.isTwoStage && !isIncomplete
  }

  /// V and Γ with V the estimator's own weight; `nil` without cases.
  private lazy var ownSpread: (any MomentSpread)? = {
    if variant.missing.isTwoStage {
      return firstStage.map { FirstStageSpread($0, fitter) }
    }
    guard let cases = momentCases, let terms = momentTerms else { return nil }
    return CaseSpread(
      zip(terms, cases).enumerated().map { group, pair in
        CaseSpread.Group(
          block: pair.0.block, cases: pair.1,
          weight: momentWeight(group)?.product, share: pair.0.share)
      },
      totalSize: fitter.sample.totalSize, parameterCount: parameterCount,
      dense: { [unowned self] in self.dense })
  }()

  /// V and Γ with V the weight behind the information of standard errors;
  /// `nil` if they cannot be computed.
  private lazy var spread: (any MomentSpread)? =
    isFormed
    ? dense.map { DenseSpread($0, shares: fitter.sample.shares) } : ownSpread

  /// V, Γ and Δ of every group as matrices; `nil` without cases, and if the
  /// moments are too many.
  private lazy var dense: [DenseMomentCovariance]? = {
    guard let cases = momentCases, let terms = momentTerms, !isTooLargeToForm
    else { return nil }
    var all: [DenseMomentCovariance] = []
    for (group, own) in cases.enumerated() {
      let one =
        isFormed && isConditional(group)
        ? conditionalCovariance(terms[group], group)
        : weightMatrix(terms[group], group).map {
          DenseMomentCovariance(
            terms[group].block, own, weight: $0, count: parameterCount)
        }
      guard let one else { return nil }
      all.append(one)
    }
    return all
  }()

  /// Whether the moments are too many for matrices over their pairs; those of
  /// WLS are there anyway.
  package var isTooLargeToForm: Bool {
    fitter.options.estimator != .wls
      && fitter.model.blocks.contains {
        $0.momentCount > DenseMomentCovariance.momentLimit
      }
  }

  /// Whether a test forms matrices over pairs of moments.
  package func formsMoments(for kind: TestKind) -> Bool {
    switch kind {
    case .satorraBentler, .yuanBentler: isFormed
    case .meanVarAdjusted, .scaledShifted:
      isFormed || momentCases?.contains(where: \.isDependent) == true
    default: false
    }
  }

  /// Whether a group's moments are those given exogenous variables.
  private func isConditional(_ group: Int) -> Bool {
    fitter.model.table.conditionsOnExogenous
      && !fitter.model.groups[group].block.fixedExogenous.isEmpty
  }

  /// Whether V lacks the Kronecker form W ⊗ W, so that it must be formed as a
  /// matrix.
  private var isFormed: Bool {
    isObserved
      || fitter.options.estimator != .ml
        && fitter.sample.indices.contains(where: isConditional)
  }

  private func conditionalCovariance(_ term: MomentTerm, _ group: Int)
    -> DenseMomentCovariance?
  {
    // Not `momentCases`: residuals and x are those of the sample.
    guard let cases = cases?[group],
      let moments = ConditionalDerivatives(
        term.block, fitter.sample[group], count: parameterCount),
      let gamma = cases.conditionalCovariance(
        given: term.block.structure.fixedExogenous)
    else { return nil }
    let weight =
      term.discrepancy.weight.conditional?.formed
      ?? (variant.h1 == .structured
        ? moments.observedWeight : moments.normalWeight)
    return weight.map {
      DenseMomentCovariance(
        weight: $0, gamma: gamma, jacobian: moments.jacobian)
    }
  }

  private func weightMatrix(_ term: MomentTerm, _ group: Int) -> Matrix? {
    if isObserved, variant.h1 == .structured {
      let sample = fitter.sample[group]
      return NormalInformation.observed(
        at: term.block.implied, covariance: sample.covariance,
        mean: sample.center)
    }
    return momentWeight(group)?.matrix(term.block.structure.layout)
  }

  /// ΔᵀVΓVΔ with V the estimator's own weight, groups weighted by their shares
  /// of the cases; `nil` without cases.
  package lazy var momentProducts: Matrix? = ownSpread?.products

  /// ΔᵀVΓVΔ with V the weight behind the information of standard errors.
  package lazy var weightedProducts: Matrix? =
    isFormed ? spread?.products : momentProducts

  /// E⁻¹ of U.
  private var inverseOfTests: Matrix? {
    guard isObserved else { return inverseMatrix(.expected) }
    var own = variant
    own.observed = variant.observedOfTraces
    guard case .covariance(let matrix) = inverse(.observed, own) else {
      return nil
    }
    return matrix
  }

  /// tr(UΓ) = tr(VΓ) − tr(E⁻¹ΔᵀVΓVΔ) (Satorra & Bentler, 1994).
  package lazy var trace: Double? = {
    guard let products = weightedProducts, let inverse = inverseOfTests,
      let all = spread?.trace
    else { return nil }
    return all - Self.traceOfProduct(inverse, products)
  }()

  /// tr((UΓ)²) = Σ tr((VΓ)²) − 2 tr(E⁻¹ΔᵀVΓVΓVΔ) + tr((E⁻¹ΔᵀVΓVΔ)²).
  package lazy var secondTrace: Double? = {
    guard let products = weightedProducts, let inverse = inverseOfTests,
      let parts = spread?.second
    else { return nil }
    var sum = 0.0
    for (part, share) in zip(parts, fitter.sample.shares) {
      sum +=
        part.trace - 2 * share * Self.traceOfProduct(inverse, part.form)
    }
    let product = inverse * products
    return sum + Self.traceOfProduct(product, product.transposed)
  }()

  /// tr(B₁A₁⁻¹) of the saturated model at the sample's moments.
  package lazy var saturatedTrace: Double? = {
    if let sibling { return sibling.saturatedTrace }
    if isIncomplete { return saturated?.trace(variant.kind) }
    guard let cases else { return nil }
    var sum = 0.0
    for (group, own) in cases.enumerated() {
      guard let weight = Information.unstructuredWeight(group, fitter),
        let value = MomentTraces(
          cases: own, weight: weight,
          hasMeans: fitter.model.groups[group].block.hasMeans
        ).first()
      else { return nil }
      sum += value
    }
    return sum
  }()

  /// tr(B₀A₀⁻¹) of the model.
  func modelTrace(_ kind: InformationKind) -> Double? {
    guard case .covariance(let inverse) = inverse(kind, variant.ofTests)
    else { return nil }
    return Self.traceOfProduct(inverse, scoreProducts)
  }

  /// tr(AB) of symmetric matrices, and tr(ABᵀ) of any.
  package static func traceOfProduct(_ a: Matrix, _ b: Matrix) -> Double {
    zip(a.elements, b.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The sandwich A⁻¹MA⁻¹/N with A⁻¹ the projected inverse of an information
  /// and N its divisor (Huber, 1967; White, 1982; Browne, 1984).
  package func sandwich(_ inverse: Matrix, _ meat: Matrix) -> Matrix {
    let full = inverse * (meat * inverse)
    return (1 / ParameterCovariance.divisor(fitter))
      * (0.5 * (full + full.transposed))
  }
}
