public import LinearAlgebra
internal import Probability

/// Whether correlations are worth factoring: Kaiser's measure of sampling
/// adequacy and Bartlett's test of sphericity.
public struct SamplingAdequacy: Sendable {
  /// Kaiser's measure of all variables (Kaiser & Rice, 1974): squared
  /// correlations over these and squared partial ones.
  public let overall: Double
  /// The same of each variable.
  public let byVariable: [Double]
  /// Bartlett's (1951) χ²: −(N − 1 − (2p + 5)/6) log|R|.
  public let chiSquare: Double
  /// Its degrees of freedom, p(p − 1)/2.
  public let degreesOfFreedom: Int
  /// Its p value.
  public let probability: Double

  /// Computes them; `nil` if the matrix is singular.
  ///
  /// - Parameters:
  ///   - correlation: The correlation matrix.
  ///   - caseCount: The number of cases.
  public init?(_ correlation: Matrix, caseCount: Int) {
    guard !Extraction.isSingular(correlation),
      let (inverse, logDeterminant) = correlation.choleskyInverse()
    else { return nil }
    let p = correlation.rows
    var simple = [Double](repeating: 0, count: p)
    var partial = [Double](repeating: 0, count: p)
    for j in 0..<p {
      for i in 0..<p where i != j {
        simple[j] += correlation[i, j] * correlation[i, j]
        partial[j] +=
          inverse[i, j] * inverse[i, j] / (inverse[i, i] * inverse[j, j])
      }
    }
    byVariable = (0..<p).map { simple[$0] / (simple[$0] + partial[$0]) }
    let all = simple.reduce(0, +)
    overall = all / (all + partial.reduce(0, +))
    degreesOfFreedom = p * (p - 1) / 2
    chiSquare =
      -(Double(caseCount) - 1 - (2 * Double(p) + 5) / 6) * logDeterminant
    probability = ChiSquareDistribution(
      degreesOfFreedom: Double(degreesOfFreedom)
    ).upperTail(chiSquare)
  }
}
