package import Estimation
package import FitSettings
internal import LinearAlgebra
internal import MomentStructure
internal import SampleStatistics
internal import Specification

/// V and Γ of one fit: the weights of its moments and their covariances in the
/// sample, each computed once, when it is first needed.
package final class RobustMoments {
  private let fitter: Fitter
  private let estimates: Estimates
  private let variant: InformationVariant
  /// Those of another model of the same sample, whose first stage is theirs
  /// too.
  private let sibling: RobustMoments?

  /// Takes the moments of a fit.
  ///
  /// - Parameters:
  ///   - fitter: The fitter, at the estimates.
  ///   - estimates: The estimates.
  ///   - variant: The moments at which information matrices are taken.
  ///   - sharing: Those of another model of the same sample.
  init(
    _ fitter: Fitter, _ estimates: Estimates, variant: InformationVariant,
    sharing: RobustMoments?
  ) {
    self.fitter = fitter
    self.estimates = estimates
    self.variant = variant
    sibling = sharing
  }

  /// The groups' cases; `nil` without raw data.
  lazy var cases: [CaseDeviations]? = groupCases { _ in nil }

  /// The cases behind Γ of the model's moments.
  ///
  /// They are `cases`, except for moments given exogenous variables, where Γ is
  /// that of regression coefficients and residual covariances, put into moments
  /// of all variables by the model's coefficients.
  private lazy var momentCases: [CaseDeviations]? =
    fitter.model.table.conditionsOnExogenous
    ? groupCases {
      self.estimates.implied(of: self.fitter.model.groups[$0]).covariance
    } : cases

  private func groupCases(predictingBy implied: (Int) -> Matrix?)
    -> [CaseDeviations]?
  {
    // The moments of ordered variables are not those of their numbers.
    if fitter.model.table.hasOrdered { return nil }
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

  /// The first of two stages; `nil` if there is one stage, and if the
  /// saturated information is singular.
  lazy var firstStage: FirstStage? = {
    if let sibling { return sibling.firstStage }
    return FirstStage(fitter, variant)
  }()

  /// The weight V of a group's moments; `nil` for terms other than a
  /// discrepancy of one block's moments.
  package func weight(_ group: Int) -> (any MomentWeight)? {
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

  /// Whether V and E are the saturated model's observed information and what
  /// it gives the model's.
  var isObserved: Bool {
    variant.kind == .observed && fitter.options.estimator == .ml
      && !variant.missing.isTwoStage && !fitter.hasIncompleteCases
  }

  /// V and Γ of first-stage statistics; `nil` without ordered variables.
  lazy var responseSpread: ResponseSpread? = ResponseSpread(
    fitter, sharing: sibling?.responseSpread)

  /// V and Γ with V the estimator's own weight; `nil` without cases.
  lazy var ownSpread: (any MomentSpread)? = {
    if fitter.model.table.hasOrdered { return responseSpread }
    if variant.missing.isTwoStage {
      return firstStage.map { FirstStageSpread($0, fitter) }
    }
    guard let cases = momentCases, let terms = momentTerms else { return nil }
    return CaseSpread(
      zip(terms, cases).enumerated().map { group, pair in
        CaseSpread.Group(
          block: pair.0.block, cases: pair.1,
          weight: weight(group)?.product, share: pair.0.share)
      },
      totalSize: fitter.sample.totalSize,
      parameterCount: fitter.model.parameterCount,
      dense: { [unowned self] in self.dense })
  }()

  /// V and Γ with V the weight behind the information of standard errors;
  /// `nil` if they cannot be computed.
  lazy var spread: (any MomentSpread)? =
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
            terms[group].block, own, weight: $0,
            count: fitter.model.parameterCount)
        }
      guard let one else { return nil }
      all.append(one)
    }
    return all
  }()

  /// The unbiased estimates of Γ; `nil` where there are none.
  lazy var unbiasedCovariances: [Matrix]? = {
    guard let cases = momentCases, let terms = momentTerms, !isTooLargeToForm
    else { return nil }
    var all: [Matrix] = []
    for (term, own) in zip(terms, cases) {
      guard
        let one = own.unbiasedMomentCovariance(
          hasMeans: term.block.structure.hasMeans)
      else { return nil }
      all.append(one)
    }
    return all
  }()

  /// ΔᵀVΓVΔ with V the estimator's own weight and Γ the unbiased estimates,
  /// groups weighted by their shares of the cases; `nil` where there are none.
  var unbiasedProducts: Matrix? {
    guard let covariances = unbiasedCovariances, let terms = momentTerms else {
      return nil
    }
    let count = fitter.model.parameterCount
    var sum = Matrix(rows: count, columns: count)
    for (group, term) in terms.enumerated() {
      guard
        let weight = weight(group)?.matrix(term.block.structure.layout)
      else { return nil }
      let own = DenseMomentCovariance(
        weight: weight, gamma: covariances[group],
        jacobian: term.block.jacobian(parameterCount: count))
      sum = sum + term.share * own.products
    }
    return sum
  }

  /// Whether the moments are too many for matrices over their pairs; those of
  /// WLS are there anyway.
  package var isTooLargeToForm: Bool {
    !fitter.model.table.hasOrdered && fitter.options.estimator != .wls
      && fitter.model.blocks.contains {
        $0.momentCount > DenseMomentCovariance.momentLimit
      }
  }

  /// Whether a test forms matrices over pairs of moments.
  package func areFormed(for kind: TestKind) -> Bool {
    switch kind {
    case .satorraBentler, .yuanBentler: isFormed
    case .meanVarAdjusted, .scaledShifted, .meanVarAdjustedCorrected,
      .scaledShiftedCorrected, .eigenvalues:
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
  var isFormed: Bool {
    if fitter.model.table.hasOrdered { return false }
    return isObserved || fitter.options.estimator == .dwls
      || fitter.options.estimator != .ml
        && fitter.sample.indices.contains(where: isConditional)
  }

  private func conditionalCovariance(_ term: MomentTerm, _ group: Int)
    -> DenseMomentCovariance?
  {
    // Not `momentCases`: residuals and x are those of the sample.
    guard let cases = cases?[group],
      let moments = ConditionalDerivatives(
        term.block, fitter.sample[group], count: fitter.model.parameterCount),
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
    return weight(group)?.matrix(term.block.structure.layout)
  }
}
