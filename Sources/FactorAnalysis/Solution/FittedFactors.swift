public import LinearAlgebra

/// Common factors whose likelihood was maximized elsewhere, such as that of
/// incomplete cases.
public struct FittedFactors: Sendable {
  /// Λ of standardized variables and uncorrelated factors, in any position.
  public var loadings: Matrix
  /// The unique variances of standardized variables.
  public var uniquenesses: [Double]
  /// The value of the discrepancy.
  public var discrepancy: Double
  /// Whether the search has found an optimum.
  public var isConverged: Bool
  /// N times the covariances of the correlations that the factors imply, the
  /// pairs (i, j), i > j, column by column; `nil` where they are not known.
  public var covariance: Matrix?
  /// The fit.
  public var fit: FactorFit

  /// Takes factors, and turns them to where Λ'Ψ⁻¹Λ is diagonal, as maximum
  /// likelihood has them (Lawley & Maxwell, 1971).
  ///
  /// - Parameters:
  ///   - loadings: Λ in any position.
  ///   - uniquenesses: The unique variances.
  ///   - discrepancy: The value of the discrepancy.
  ///   - isConverged: Whether the search has found an optimum.
  ///   - covariance: N times the covariances of the implied correlations.
  ///   - fit: The fit.
  public init(
    loadings: Matrix, uniquenesses: [Double], discrepancy: Double,
    isConverged: Bool, covariance: Matrix?, fit: FactorFit
  ) {
    var scaled = loadings
    let isProper = uniquenesses.allSatisfy { $0 > 0 }
    for j in 0..<loadings.columns {
      for i in 0..<loadings.rows where isProper {
        scaled[i, j] /= uniquenesses[i].squareRoot()
      }
    }
    var turned = scaled.principal
    for j in 0..<loadings.columns {
      for i in 0..<loadings.rows where isProper {
        turned[i, j] *= uniquenesses[i].squareRoot()
      }
    }
    self.loadings = turned
    self.uniquenesses = uniquenesses
    self.discrepancy = discrepancy
    self.isConverged = isConverged
    self.covariance = covariance
    self.fit = fit
  }
}
