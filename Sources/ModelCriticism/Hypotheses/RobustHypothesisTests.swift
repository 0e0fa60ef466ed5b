internal import AsymptoticInference
internal import Discrepancies
internal import Estimation
internal import FitSettings
internal import LinearAlgebra
internal import ModelFit
internal import Probability

/// The versions of a score or Wald test that hold for cases of any distribution
/// (Satorra, 2000).
///
/// The usual statistic is T = hᵀA⁻¹h for h whose covariances are A under
/// normality and B in general. With P = A⁻¹B of m restrictions, T tends to a sum
/// of χ²₁ weighted by the eigenvalues of P.
public struct RobustHypothesisTests: Sendable, Hashable, Encodable {
  /// T/c with c = tr(P)/m, which has the right mean.
  public var scaled: HypothesisTest
  /// c.
  public var scalingFactor: Double
  /// T tr(P)/tr(P²), to be compared with χ² of `adjustedDegrees`: mean and
  /// variance are right.
  public var adjustedStatistic: Double
  /// tr(P)²/tr(P²).
  public var adjustedDegrees: Double
  /// The p value of the adjusted statistic.
  public var adjustedPValue: Double
  /// hᵀB⁻¹h, the generalized statistic; `nil` if B is singular.
  public var generalized: HypothesisTest?

  /// Makes the versions; `nil` without restrictions, and if A is singular or
  /// tr(P) is not positive.
  ///
  /// - Parameters:
  ///   - h: The tested values.
  ///   - usual: A, positive definite.
  ///   - robust: B.
  init?(_ h: [Double], usual: Matrix, robust: Matrix) {
    let m = h.count
    guard m > 0, let inverse = usual.choleskyInverse()?.inverse else {
      return nil
    }
    let statistic = inverse.quadraticForm(h)
    let p = inverse * robust
    let first = p.diagonal.reduce(0, +)
    let second = traceOfProduct(p, p.transposed)
    guard first > 0, second > 0, statistic.isFinite else { return nil }
    scalingFactor = first / Double(m)
    scaled = HypothesisTest(
      statistic: statistic / scalingFactor, degreesOfFreedom: m)
    adjustedDegrees = first * first / second
    adjustedStatistic = statistic * first / second
    adjustedPValue = ChiSquareDistribution(
      degreesOfFreedom: adjustedDegrees
    ).upperTail(adjustedStatistic)
    generalized = robust.choleskyInverse().map {
      HypothesisTest(
        statistic: $0.inverse.quadraticForm(h), degreesOfFreedom: m)
    }
  }
}

extension FitOptions {
  /// The matrix inside of the sandwich of robust score and Wald tests.
  enum Meat {
    /// The products of the casewise scores.
    case scores
    /// The covariances of the moments.
    case moments
  }

  /// The inside of the sandwich that the standard errors have, else that of
  /// the scaled test; `nil` if the fit has neither.
  var meat: Meat? {
    if standardErrors.isFromScores { return .scores }
    if standardErrors.isFromMoments { return .moments }
    switch tests.first(where: \.isScaled) {
    case .yuanBentler, .yuanBentlerMplus: return .scores
    case nil: return nil
    default: return .moments
    }
  }
}
