package import LinearAlgebra
package import MomentStructure

/// The derivatives of a discrepancy in the space of the moments.
package final class MomentAdjoint {
  /// Ω = ∂D/∂Σ in the sense dD = tr(Ω dΣ), p × p, symmetric.
  package let covariance: MatrixBuffer
  /// w = ∂D/∂μ, p.
  package let mean: MatrixBuffer
  /// The derivatives by what only moments of ordered variables are made of;
  /// `nil` without any.
  package let responses: ResponseAdjoint?

  /// Makes derivatives of zero for p observed variables.
  ///
  /// - Parameters:
  ///   - p: The number of observed variables.
  ///   - responses: The responses behind ordered ones.
  package init(
    observedCount p: Int, responses: ResponseStructure? = nil
  ) {
    self.responses = responses.map { ResponseAdjoint($0) }
    covariance = MatrixBuffer(rows: p, columns: p)
    mean = MatrixBuffer(rows: p)
  }
}

/// Half of a discrepancy between a group's sample and implied moments,
/// D = ½F, with derivatives in the space of the moments.
///
/// Knows nothing of Λ, B or parameters: a new likelihood of one block's
/// moments is one more of these. Not `Sendable`: each worker owns its own.
package protocol Discrepancy: AnyObject {
  /// The derivatives at the moments last evaluated.
  var adjoint: MomentAdjoint { get }
  /// The weight at the moments last evaluated.
  var weight: any MomentWeight { get }
  /// The incomplete cases; `nil` for discrepancies of moments alone.
  var cases: (any IncompleteCases)? { get }

  /// The saturated model that the discrepancy compares with.
  ///
  /// - Parameter moments: Unrestricted moments of the block.
  /// - Returns: The model: these moments where nothing else is known of them.
  func saturated(_ moments: UnrestrictedMoments) -> any SaturatedModel
  /// Whether the saturated model's observed information can take the place of
  /// the weight.
  var hasObservedWeight: Bool { get }
  /// The weight V of unrestricted moments.
  ///
  /// - Parameters:
  ///   - choice: The weight that is asked for.
  ///   - moments: The saturated moments.
  /// - Returns: The weight; `nil` where it is not defined.
  func weight(_ choice: SaturatedChoice, of moments: UnrestrictedMoments)
    -> (any MomentWeight)?

  /// ½F of implied moments of zero, for discrepancies in the units of the
  /// data; `nil` for those without units.
  var unit: Double? { get }

  /// The error that rounding may cause in the value last evaluated and in
  /// scaled gradients.
  ///
  /// - Parameter implied: The implied moments last evaluated.
  /// - Returns: The error in parts of the unit.
  func roundingError(_ implied: MomentBuffers) -> Double

  /// Takes a group's moments.
  ///
  /// - Returns: False if the covariances are not positive definite where
  ///   that is needed.
  func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool

  /// Replaces the weight of weighted least squares.
  func setWeight(_ weight: Matrix)

  /// Replaces first-stage statistics and their variances, by which DWLS
  /// weighs.
  ///
  /// - Parameters:
  ///   - statistics: The statistics, in the layout's order.
  ///   - variances: Their variances times the size; ignored where the weight
  ///     does not come from them.
  func setStatistics(
    _ statistics: borrowing MatrixBuffer, variances: borrowing MatrixBuffer)

  /// ½F at implied moments, with the adjoint; `nil` outside the feasible
  /// set.
  func evaluate(_ implied: MomentBuffers) -> Double?
}

extension Discrepancy {
  package var cases: (any IncompleteCases)? { nil }
  package func saturated(_ moments: UnrestrictedMoments)
    -> any SaturatedModel
  { moments }
  package var hasObservedWeight: Bool { false }
  package func weight(
    _ choice: SaturatedChoice, of moments: UnrestrictedMoments
  ) -> (any MomentWeight)? { weight }
  package var unit: Double? { nil }
  package func roundingError(_ implied: MomentBuffers) -> Double { 1e-14 }
  package func setWeight(_ weight: Matrix) {}
  package func setStatistics(
    _ statistics: borrowing MatrixBuffer, variances: borrowing MatrixBuffer
  ) {}
}

extension Discrepancy {
  /// The rounding errors of products of implied covariances with weights W of
  /// as many digits: ε Σ (|wᵢⱼ| + |wᵢⱼ − 2ωᵢⱼ|) |σᵢⱼ|, Ω the adjoint.
  ///
  /// - Parameters:
  ///   - implied: The implied moments last evaluated.
  ///   - weight: W, of which the lower triangle counts.
  /// - Returns: The sum.
  func productRounding(
    _ implied: MomentBuffers, weight: borrowing MatrixBuffer
  ) -> Double {
    let p = weight.rows
    var sum = 0.0
    for j in 0..<p {
      for i in j..<p {
        let w = weight[i, j]
        let size = abs(w) + abs(w - 2 * adjoint.covariance[i, j])
        sum += (i == j ? 1 : 2) * size * abs(implied.sigma[i, j])
      }
    }
    return 0.5 * sum * Double.ulpOfOne
  }
}
