package import LinearAlgebra
package import MomentInformation
internal import OrderedMoments
package import SampleStatistics

/// The model of a group's moments without restrictions: its likelihood, the
/// weight V of its moments, their covariances Γ in the sample, and the products
/// of both with the model's derivatives Δ.
///
/// A term owns one where χ² has a meaning for it. What a saturated model does
/// not give is `nil`, and what rests on it is left out.
package protocol SaturatedModel: AnyObject {
  /// log L at the saturated moments; `nil` if they have none.
  var logLikelihood: Double? { get }

  /// log L of some variables at the saturated moments of all.
  ///
  /// - Parameter variables: The variables, from 0.
  /// - Returns: `nil` if they have none.
  func logLikelihood(of variables: [Int]) -> Double?

  /// The term's value at the saturated moments, from which χ² counts; `nil` if
  /// it is not found.
  var value: Double? { get }

  /// The complete cases whose moments are those of the model; `nil` without
  /// any.
  var cases: CaseDeviations? { get }
  /// Whether V can be the observed information of the saturated model in the
  /// place of the estimator's weight.
  var hasObservedWeight: Bool { get }

  /// Whether the moments are too many for matrices over their pairs, where V
  /// and Γ are not there as such.
  var isTooLargeToForm: Bool { get }

  /// V.
  ///
  /// - Parameter choice: The weight that is asked for.
  /// - Returns: The weight; `nil` where it is not defined.
  func weight(_ choice: SaturatedChoice) -> (any MomentWeight)?

  /// V and Γ with their products.
  ///
  /// - Parameters:
  ///   - choice: The weight that is asked for.
  ///   - shared: What models of the same sample have in common.
  /// - Returns: The products; `nil` where Γ is not known, or V not defined.
  func spread(_ choice: SaturatedChoice, _ shared: SharedMoments)
    -> (any MomentSpread)?

  /// Begins, on other threads, what tr((UΓ)²) needs whatever the estimates are;
  /// nothing where that is little.
  ///
  /// - Parameter shared: What models of the same sample have in common.
  func startSecondTrace(_ shared: SharedMoments)

  /// rᵀVr of the residual moments and sᵀVs of the sample's, as indices of
  /// goodness of fit compare them: without the moments that the weight takes
  /// for known.
  ///
  /// - Parameters:
  ///   - choice: The weight that is asked for.
  ///   - sample: The moments s, of all variables.
  ///   - shared: What models of the same sample have in common.
  /// - Returns: Both; `nil` where they are not defined.
  func forms(
    _ choice: SaturatedChoice, of sample: Sample, _ shared: SharedMoments
  ) -> (residual: Double, sample: Double)?

  /// tr(B₁A₁⁻¹) of complete cases at the sample's moments, B₁ the mean outer
  /// product of the saturated model's scores and A₁ its information; `nil`
  /// without complete cases.
  var scoreTrace: Double? { get }

  /// Adds Σssᵀ of the cases' scores s, summed over clusters where there are
  /// any, to a symmetric matrix over the parameters; nothing without complete
  /// cases.
  ///
  /// - Parameters:
  ///   - point: The moments that V and the deviations are taken at.
  ///   - scale: The factor of the sum.
  ///   - meat: The sum that they are added to, free × free.
  func addScoreProducts(
    at point: SaturatedChoice.Point, scale: Double,
    to meat: borrowing MatrixBuffer)

  /// Adds ΔᵀVΓVΔ with Γ that of normal variables.
  ///
  /// - Parameters:
  ///   - choice: The weight that is asked for.
  ///   - factor: The factor of the product.
  ///   - sum: The lower triangle that it is added to, free × free.
  /// - Returns: False where it is not defined.
  func addNormalProducts(
    _ choice: SaturatedChoice, factor: Double, to sum: borrowing MatrixBuffer
  ) -> Bool
}

/// Defaults for saturated models that have a likelihood alone.
extension SaturatedModel {
  /// Discrepancies count from the saturated moments.
  package var value: Double? { 0 }
  package var cases: CaseDeviations? { nil }
  package var hasObservedWeight: Bool { false }
  package var isTooLargeToForm: Bool { false }
  package func weight(_ choice: SaturatedChoice) -> (any MomentWeight)? {
    nil
  }
  package func spread(_ choice: SaturatedChoice, _ shared: SharedMoments)
    -> (any MomentSpread)?
  { nil }
  package func startSecondTrace(_ shared: SharedMoments) {}
  package func forms(
    _ choice: SaturatedChoice, of sample: Sample, _ shared: SharedMoments
  ) -> (residual: Double, sample: Double)? { nil }
  package var scoreTrace: Double? { nil }
  package func addScoreProducts(
    at point: SaturatedChoice.Point, scale: Double,
    to meat: borrowing MatrixBuffer
  ) {}
  package func addNormalProducts(
    _ choice: SaturatedChoice, factor: Double, to sum: borrowing MatrixBuffer
  ) -> Bool { false }
}

/// The weight V that is asked of a saturated model.
package struct SaturatedChoice: Sendable, Hashable {
  /// The moments at which the weight of a likelihood is taken.
  package enum Point: Sendable, Hashable {
    /// Those that the model implies.
    case implied
    /// Those of the sample.
    case sample
  }

  /// The moments at which the weight of a likelihood is taken; weights of least
  /// squares do not depend on them.
  package var point: Point
  /// Whether V is the observed information of the saturated model where that
  /// has one, and not the estimator's weight.
  package var isObserved: Bool
  /// The information behind Γ of a first stage: the observed or the expected
  /// one.
  package var firstStage: InformationKind
  /// Whether Γ of a first stage is that of cases of any distribution.
  package var isRobust: Bool

  /// Makes a choice; without arguments the estimator's weight at the implied
  /// moments.
  package init(
    point: Point = .implied, isObserved: Bool = false,
    firstStage: InformationKind = .observed, isRobust: Bool = false
  ) {
    self.point = point
    self.isObserved = isObserved
    self.firstStage = firstStage
    self.isRobust = isRobust
  }

  /// The same with the estimator's own weight.
  package var ofEstimator: SaturatedChoice {
    var result = self
    result.isObserved = false
    return result
  }
}

/// The common parts of saturated models of one group's sample, whatever the
/// model; each is made when it is first needed.
package final class SharedMoments {
  private let isTooLarge: Bool
  private var lines: InfluenceLines?
  private var known: SaturatedCases??

  /// Prepares what models of a sample share.
  ///
  /// - Parameter isTooLarge: Whether the sample has too many moments for an
  ///   information of its incomplete cases.
  package init(isTooLarge: Bool) { self.isTooLarge = isTooLarge }

  /// The lines of a first stage's influences.
  func lines(_ influences: FirstStageInfluences, _ team: WorkTeam)
    -> InfluenceLines
  {
    if let lines { return lines }
    let own = InfluenceLines(influences, team: team)
    lines = own
    return own
  }

  /// The saturated model of a sample's incomplete cases; `nil` for complete
  /// ones, too many moments, and a singular information.
  ///
  /// - Parameters:
  ///   - sample: The sample.
  ///   - exogenous: The variables whose moments are fixed.
  ///   - team: The threads that work on it.
  /// - Returns: The model that the first call made.
  package func cases(_ sample: Sample, exogenous: [Int], _ team: WorkTeam)
    -> SaturatedCases?
  {
    if let known { return known }
    let own =
      isTooLarge
      ? nil : SaturatedCases(sample, exogenous: exogenous, team: team)
    known = .some(own)
    return own
  }
}
