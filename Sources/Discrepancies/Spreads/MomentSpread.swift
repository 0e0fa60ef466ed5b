package import LinearAlgebra

/// A weight V and the covariances Γ of one group's saturated moments behind a
/// model's tests and robust standard errors, and the products of both that
/// these need: dense, or in factors.
///
/// Sums over groups are added up by who asks.
package protocol MomentSpread: AnyObject {
  /// The number of moments.
  var momentCount: Int { get }

  /// Adds tr(VΓ).
  ///
  /// - Returns: False if it cannot be computed.
  func addTrace(to sum: inout Double) -> Bool

  /// Adds ΔᵀVΓVΔ, weighted by the group's share of the cases.
  ///
  /// - Parameters:
  ///   - meat: The sum that it is added to, free × free.
  ///   - share: The group's share.
  ///   - totalSize: The number of all cases, or the sum of their weights.
  /// - Returns: False if it cannot be computed.
  func addProducts(
    to meat: borrowing MatrixBuffer, share: Double, totalSize: Double
  ) -> Bool

  /// tr((VΓ)²) and ΔᵀVΓVΓVΔ; `nil` where they are not computed.
  var second: SecondOrderProducts? { get }

  /// The group's part of tr((UΓ)²); `nil` where it is not computed.
  ///
  /// - Parameters:
  ///   - inverse: E⁻¹ of U.
  ///   - share: The group's share of the cases.
  /// - Returns: The part.
  func secondTraces(_ inverse: Matrix, share: Double) -> SecondTraces?

  /// tr(UΓ) and tr((UΓ)²) of a model of uncorrelated responses behind ordered
  /// variables; `nil` where they are not known without fitting it.
  var uncorrelatedTraces: (first: Double, second: Double)? { get }

  /// V, Γ and Δ as matrices; `nil` where they are not formed.
  var dense: DenseMomentCovariance? { get }

  /// The number of independent cases whose forms stand for V and Γ; `nil` where
  /// only matrices do.
  var caseCount: Int? { get }
  /// The forms of independent cases; `nil` where only matrices stand for V and
  /// Γ.
  ///
  /// - Parameter share: The group's share of the cases.
  /// - Returns: The forms.
  func caseForms(share: Double) -> MomentEigenvalues.CaseGroup?

  /// The unbiased estimate of Γ; `nil` where there is none.
  var unbiasedCovariance: Matrix? { get }

  /// Σ(dᵀUd)² over the cases d of a sample of one group.
  ///
  /// - Parameter inverse: E⁻¹ of U.
  /// - Returns: The sum; `nil` where it is not computed.
  func fourthMoment(_ inverse: Matrix) -> Double?

  /// Adds tr(QᵀWQΓ) with Q = I − ΔE⁻¹ΔᵀV of all groups and W a weight of
  /// correlations.
  ///
  /// - Parameters:
  ///   - weight: W.
  ///   - inverse: E⁻¹.
  ///   - spread: E⁻¹ΔᵀVΓVΔE⁻¹, which not all need.
  ///   - share: The group's share of the cases.
  ///   - sum: The sum over groups that it is added to.
  /// - Returns: False where it is not computed.
  func addResidualTrace(
    _ weight: CorrelationWeight, inverse: Matrix, spread: () -> Matrix,
    share: Double, to sum: inout Double
  ) -> Bool
}

extension MomentSpread {
  package var second: SecondOrderProducts? { nil }
  package func secondTraces(_ inverse: Matrix, share: Double)
    -> SecondTraces?
  {
    second.map {
      SecondTraces(
        single: $0.trace - 2 * share * traceOfProduct(inverse, $0.form))
    }
  }
  package var uncorrelatedTraces: (first: Double, second: Double)? { nil }
  package var dense: DenseMomentCovariance? { nil }
  package var caseCount: Int? { nil }
  package func caseForms(share: Double) -> MomentEigenvalues.CaseGroup? { nil }
  package var unbiasedCovariance: Matrix? { nil }
  package func fourthMoment(_ inverse: Matrix) -> Double? { nil }
  package func addResidualTrace(
    _ weight: CorrelationWeight, inverse: Matrix, spread: () -> Matrix,
    share: Double, to sum: inout Double
  ) -> Bool { false }
}

/// The second-order products of a group: tr((VΓ)²) and ΔᵀVΓVΓVΔ.
package struct SecondOrderProducts {
  /// tr((VΓ)²).
  package var trace: Double
  /// ΔᵀVΓVΓVΔ, free × free.
  package var form: Matrix
}

/// A group's part of tr((UΓ)²).
package struct SecondTraces {
  /// tr((VΓ)²) − 2 tr(E⁻¹ΔᵀVΓVΓVΔ), the latter weighted by its share of the
  /// cases.
  package var single: Double
  /// tr((E⁻¹ΔᵀVΓVΔ)²) of the only group; `nil` where the products are asked for
  /// it.
  package var product: Double?
  /// The parameters whose statistics have no residual, and which are left out.
  package var left: [Int] = []
}
