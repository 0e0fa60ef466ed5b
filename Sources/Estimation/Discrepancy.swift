package import LinearAlgebra
package import MomentStructure

/// The derivatives of a discrepancy in the space of the moments.
package final class MomentAdjoint {
  /// Ω = ∂D/∂Σ in the sense dD = tr(Ω dΣ), p × p, symmetric.
  package let covariance: MatrixBuffer
  /// w = ∂D/∂μ, p.
  package let mean: MatrixBuffer

  init(observedCount p: Int) {
    covariance = MatrixBuffer(rows: p, columns: p)
    mean = MatrixBuffer(rows: p)
  }
}

/// The second-order weight of a discrepancy in the space of the moments.
package enum MomentWeight {
  /// ½ tr(W ∂Σ W ∂Σ) + ∂μᵀ V ∂μ: W for covariances, V for means.
  case kronecker(KroneckerWeight)
  /// ∂σᵀ V ∂σ over (means, vech covariances).
  case dense(DenseWeight)
  /// As dense, over the moments given exogenous variables.
  case regressed(RegressedWeight)
  /// A sum of the first kind over patterns of known values.
  case patterns(PatternWeight)
}

extension MomentWeight {
  /// The same over the moments of all variables, at the moments last
  /// evaluated.
  package var ofAllMoments: MomentWeight {
    if case .regressed(let weight) = self { return .dense(weight.ofAllMoments) }
    return self
  }
}

/// The weights of covariances and of means.
package final class KroneckerWeight {
  /// W, p × p.
  package let covariance: MatrixBuffer
  /// V, p × p; not kept where `sharesCovariance` says that it is W.
  package let mean: MatrixBuffer
  /// Whether V = W.
  package let sharesCovariance: Bool
  /// Whether variances count twice as much as ½ tr(W ∂Σ W ∂Σ) gives them, so
  /// that with W = I every moment of the lower triangle counts the same.
  package let doublesVariances: Bool
  /// Whether W = Σ⁻¹ of a normal likelihood, whose exact Hessian has terms in
  /// the residuals.
  package let isLikelihood: Bool

  /// Makes weights of zero for p observed variables.
  package init(
    observedCount p: Int, sharesCovariance: Bool,
    doublesVariances: Bool = false, isLikelihood: Bool = false
  ) {
    self.isLikelihood = isLikelihood
    self.sharesCovariance = sharesCovariance
    self.doublesVariances = doublesVariances
    covariance = MatrixBuffer(rows: p, columns: p)
    let own = sharesCovariance ? 0 : p
    mean = MatrixBuffer(rows: own, columns: own)
  }
}

/// One weight for all moments.
package final class DenseWeight {
  /// V, moments × moments.
  package let matrix: MatrixBuffer

  init(momentCount: Int) {
    matrix = MatrixBuffer(rows: momentCount, columns: momentCount)
  }
}

/// Half of a discrepancy between a group's sample and implied moments,
/// D = ½F, with derivatives in the space of the moments.
///
/// Knows nothing of Λ, B or parameters: a new likelihood is one more of
/// these. Not `Sendable`: each worker owns its own.
package protocol Discrepancy: AnyObject {
  /// The derivatives at the moments last evaluated.
  var adjoint: MomentAdjoint { get }
  /// The weight at the moments last evaluated.
  var weight: MomentWeight { get }
  /// The likelihood of incomplete cases; `nil` for discrepancies without any.
  var cases: (any CaseLikelihood)? { get }

  /// Takes a group's moments.
  ///
  /// - Returns: False if the covariances are not positive definite where
  ///   that is needed.
  func setMoments(
    covariance: borrowing MatrixBuffer, mean: borrowing MatrixBuffer
  ) -> Bool

  /// Replaces the weight of weighted least squares.
  func setWeight(_ weight: Matrix)

  /// ½F at implied moments, with the adjoint; `nil` outside the feasible
  /// set.
  func evaluate(_ implied: MomentBuffers) -> Double?
}

extension Discrepancy {
  package var cases: (any CaseLikelihood)? { nil }
  package func setWeight(_ weight: Matrix) {}
}

/// A likelihood of cases whose unrestricted models have no closed form in the
/// saturated moments.
package protocol CaseLikelihood: AnyObject {
  /// The cases as they count now.
  var currentSample: PatternSample { get }

  /// Counts every case some number of times, as a bootstrap replicate does,
  /// and fits the saturated moments anew; does not allocate.
  ///
  /// - Parameters:
  ///   - frequencies: How often every case counts, in the sample's order.
  ///   - covariance: Where the saturated covariances go, p × p.
  ///   - mean: Where the saturated means go.
  /// - Returns: False if the saturated model cannot be fitted.
  func count(
    _ frequencies: [Double], covariance: borrowing MatrixBuffer,
    mean: borrowing MatrixBuffer
  ) -> Bool

  /// Takes other values of the same patterns, which the next `count` uses.
  ///
  /// - Parameter values: Variables × cases, in the sample's order; those
  ///   without a value are not read.
  func take(values: borrowing MatrixBuffer)

  /// log L at the saturated moments last set.
  var unrestrictedLogLikelihood: Double { get }

  /// log L of some variables at moments without restrictions.
  ///
  /// - Parameter variables: The variables, from 0.
  /// - Returns: `nil` if their moments cannot be found.
  func unrestrictedLogLikelihood(of variables: [Int]) -> Double?

  /// The means of every variable's available cases and the covariances of
  /// every pair's, with the divisor n − 1 of the pair's own cases.
  func availableMoments() -> (covariance: Matrix, mean: [Double])
}
