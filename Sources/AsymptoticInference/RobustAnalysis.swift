package import Estimation
package import FitSettings
package import LinearAlgebra
internal import MomentStructure
internal import Specification

/// What robust standard errors and tests of one fit have in common, each
/// computed once, when it is first wanted.
package final class RobustAnalysis {
  /// The fitter, at the estimates.
  package let fitter: Fitter
  /// The estimates.
  package let estimates: Estimates
  /// Where information matrices are taken.
  package let variant: InformationVariant
  /// An analysis whose saturated model is this one's too.
  private let sibling: RobustAnalysis?

  /// Makes the analysis of a fit.
  ///
  /// - Parameters:
  ///   - fitter: The fitter, at the estimates.
  ///   - estimates: The estimates.
  ///   - variant: Where information matrices are taken.
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
  lazy var cases: [GroupCases]? = groupCases { _ in nil }

  /// The cases behind Γ of the model's moments.
  ///
  /// They are `cases`, but for moments given exogenous variables: Γ is then
  /// that of regression coefficients and residual covariances, put into
  /// moments of all variables by the model's coefficients.
  private lazy var momentCases: [GroupCases]? =
    fitter.model.table.conditionsOnExogenous
    ? groupCases { self.estimates.implied[$0].covariance } : cases

  private func groupCases(predictingBy implied: (Int) -> Matrix?)
    -> [GroupCases]?
  {
    var all: [GroupCases] = []
    for (index, moments) in fitter.sample.groups.enumerated() {
      guard
        let one = GroupCases(
          moments, fitter.model.blocks[index], predictingBy: implied(index))
      else { return nil }
      all.append(one)
    }
    return all
  }

  /// Whether the likelihood is that of incomplete cases.
  package var isIncomplete: Bool {
    fitter.sample.groups.contains { $0.patterns != nil }
  }

  /// Whether there can be a `CompletedFit`: where not, a baseline model for
  /// it is not fitted either.
  package var hasCompletedFit: Bool {
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

  /// The weight V of a group's moments.
  package func momentWeight(_ group: Int) -> MomentWeight {
    Information.momentWeight(group, fitter, h1: variant.h1)
  }

  private func weight(_ group: Int) -> KroneckerWeight? {
    guard case .kronecker(let weight) = momentWeight(group) else { return nil }
    return weight
  }

  private func sums(_ group: Int, _ cases: GroupCases) -> ScoreSums? {
    weight(group).map {
      ScoreSums(
        block: fitter.objective.blocks[group], cases: cases, weight: $0,
        center: .sample, parameterCount: parameterCount)
    }
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

  /// ΔᵀVΓVΔ, groups weighted by their shares; `nil` without cases.
  package lazy var momentProducts: Matrix? = {
    if variant.missing.isTwoStage { return firstStage?.products(fitter) }
    guard let cases = momentCases else { return nil }
    let meat = MatrixBuffer(rows: parameterCount, columns: parameterCount)
    let total = fitter.sample.totalSize
    for (group, own) in cases.enumerated() {
      if let sums = sums(group, own) {
        sums.addProducts(to: meat, scale: 1 / total)
      } else if let formed {
        addScaled(
          MatrixBuffer(formed[group].products),
          by: fitter.sample.shares[group], to: meat)
      }
    }
    return Matrix(meat)
  }()

  /// Whether V and E are the saturated model's observed information and what
  /// it gives the model's.
  private var isObserved: Bool {
    variant.kind == .observed && fitter.options.estimator == .ml
      && !variant.missing.isTwoStage && !isIncomplete
  }

  /// V, Γ and Δ of every group as matrices; `nil` without cases.
  private lazy var formed: [FormedMoments]? = {
    guard let cases = momentCases, !isTooLargeToForm else { return nil }
    var all: [FormedMoments] = []
    for (group, own) in cases.enumerated() {
      if isFormed, isRegressed(group) {
        guard let one = regressedMoments(group) else { return nil }
        all.append(one)
        continue
      }
      guard let weight = formedWeight(group) else { return nil }
      all.append(
        FormedMoments(
          fitter.objective.blocks[group], own, weight: weight,
          count: parameterCount))
    }
    return all
  }()

  /// Whether the moments are too many for matrices over their pairs; those of
  /// WLS are there anyway.
  package var isTooLargeToForm: Bool {
    fitter.options.estimator != .wls
      && fitter.model.blocks.contains {
        $0.momentCount > FormedMoments.momentLimit
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
  private func isRegressed(_ group: Int) -> Bool {
    fitter.model.table.conditionsOnExogenous
      && !fitter.model.blocks[group].fixedExogenous.isEmpty
  }

  /// Whether V has no product form that quadratic forms of cases could do
  /// with.
  private var isFormed: Bool {
    isObserved
      || fitter.options.estimator != .ml
        && fitter.sample.groups.indices.contains(where: isRegressed)
  }

  private func regressedMoments(_ group: Int) -> FormedMoments? {
    // Not `momentCases`: residuals and x are those of the sample.
    guard let cases = cases?[group],
      let moments = RegressedDerivatives(
        fitter.objective.blocks[group], fitter.sample.groups[group],
        count: parameterCount),
      let gamma = cases.regressedCovariance(
        given: fitter.model.blocks[group].fixedExogenous)
    else { return nil }
    let weight =
      if case .regressed(let own) = fitter.objective.discrepancies[group].weight
      { own.formed as Matrix? } else if variant.h1 == .structured {
        moments.observedWeight
      } else { moments.normalWeight }
    return weight.map {
      FormedMoments(weight: $0, gamma: gamma, jacobian: moments.jacobian)
    }
  }

  private func formedWeight(_ group: Int) -> Matrix? {
    let block = fitter.objective.blocks[group]
    if isObserved, variant.h1 == .structured {
      return Information.saturatedHessian(block, fitter.sample.groups[group])
    }
    return Information.formedWeight(
      momentWeight(group), hasMeans: block.structure.hasMeans)
  }

  /// ΔᵀVΓVΔ with V the weight behind the information of standard errors.
  package lazy var weightedProducts: Matrix? = {
    guard isFormed else { return momentProducts }
    guard let formed else { return nil }
    var sum = Matrix(rows: parameterCount, columns: parameterCount)
    for (own, share) in zip(formed, fitter.sample.shares) {
      sum = sum + share * own.products
    }
    return sum
  }()

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
    if variant.missing.isTwoStage { return stagedTrace }
    guard let cases = momentCases, let products = weightedProducts,
      let inverse = inverseOfTests
    else { return nil }
    if isFormed {
      return formed.map {
        $0.reduce(0) { $0 + $1.trace }
          - Self.traceOfProduct(inverse, products)
      }
    }
    var sum = 0.0
    for (group, own) in cases.enumerated() {
      guard let weight = weight(group),
        let value = MomentTraces(
          cases: own, weight: weight,
          hasMeans: fitter.model.blocks[group].hasMeans
        ).first()
      else { return nil }
      sum += value
    }
    return sum - Self.traceOfProduct(inverse, products)
  }()

  private var stagedTrace: Double? {
    guard let own = firstStage?.trace, let products = momentProducts,
      let inverse = inverseMatrix(.expected)
    else { return nil }
    return own - Self.traceOfProduct(inverse, products)
  }

  /// tr((UΓ)²) = Σ tr((VΓ)²) − 2 tr(E⁻¹ΔᵀVΓVΓVΔ) + tr((E⁻¹ΔᵀVΓVΔ)²).
  package lazy var secondTrace: Double? = {
    guard let products = weightedProducts, let inverse = inverseOfTests,
      let parts = secondParts
    else { return nil }
    var sum = 0.0
    for (part, share) in zip(parts, fitter.sample.shares) {
      sum +=
        part.trace - 2 * share * Self.traceOfProduct(inverse, part.form)
    }
    let product = inverse * products
    return sum + Self.traceOfProduct(product, product.transposed)
  }()

  private var secondParts: [MomentTraces.Second]? {
    guard let cases = momentCases else { return nil }
    if isFormed || cases.contains(where: \.isDependent) {
      return formed?.map(\.second)
    }
    var parts: [MomentTraces.Second] = []
    for (group, own) in cases.enumerated() {
      guard let weight = weight(group), let scores = sums(group, own),
        let second = MomentTraces(
          cases: own, weight: weight,
          hasMeans: fitter.model.blocks[group].hasMeans
        ).second(scores)
      else { return nil }
      parts.append(second)
    }
    return parts
  }

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
          hasMeans: fitter.model.blocks[group].hasMeans
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
