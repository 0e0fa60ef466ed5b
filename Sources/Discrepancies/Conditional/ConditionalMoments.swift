package import LinearAlgebra
package import SampleStatistics

/// The moments of variables given others: y = a + Bx + e.
///
/// B = S_yx S_xx⁻¹, a = ȳ − Bx̄, and S_yy − B S_xy the covariances of e
/// (Anderson, 2003, section 2.5).
package struct ConditionalMoments {
  /// The places of y among all variables, in their order.
  package let places: [Int]
  /// The covariances of e, y × y.
  package let covariance: Matrix
  /// a, one for each element of y.
  package let intercepts: [Double]
  /// B, y × x.
  package let slopes: Matrix

  /// Regresses moments on some of their variables; `nil` if those are
  /// collinear.
  ///
  /// - Parameters:
  ///   - all: The covariances of all variables, p × p.
  ///   - mean: Their means.
  ///   - exogenous: The places of x.
  package init?(_ all: Matrix, mean: [Double], given exogenous: [Int]) {
    let places = (0..<all.rows).filter { !exogenous.contains($0) }
    guard let inverse = all.inverse(ofBlock: exogenous) else { return nil }
    let cross = all.submatrix(rows: places, columns: exogenous)
    let slopes = cross * inverse
    let predicted = slopes * exogenous.map { mean[$0] }
    self.places = places
    self.slopes = slopes
    covariance =
      all.submatrix(rows: places, columns: places) - slopes * cross.transposed
    intercepts = zip(places, predicted).map { mean[$0] - $1 }
  }

  /// Regresses a group's sample moments.
  package init?(_ moments: Sample, given exogenous: [Int]) {
    self.init(moments.covariance, mean: moments.center, given: exogenous)
  }
}
