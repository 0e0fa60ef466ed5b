internal import LinearAlgebra
internal import Probability
internal import RealModule

/// The fit of common factors to correlations.
public struct FactorFit: Sendable {
  /// χ²: N times the likelihood's discrepancy, whatever the factors are
  /// extracted by; `nil` where correlations are not those of a normal sample,
  /// or the discrepancy does not exist.
  public let chiSquare: Double?
  /// χ² with Bartlett's (1950) factor N − 1 − (2p + 5)/6 − 2m/3 for N.
  public let bartlettChiSquare: Double?
  /// The degrees of freedom: ((p − m)² − p − m)/2.
  public let degreesOfFreedom: Int
  /// The p value of χ².
  public let probability: Double?
  /// The χ² of uncorrelated variables.
  public let baselineChiSquare: Double?
  /// The comparative fit index (Bentler, 1990).
  public let cfi: Double?
  /// The Tucker–Lewis index (1973).
  public let tli: Double?
  /// The root mean square error of approximation (Steiger & Lind, 1980).
  public let rmsea: Double?
  /// Its 90 % interval.
  public let rmseaInterval: ClosedRange<Double>?
  /// The standardized root mean square residual (Bentler, 1995).
  public let srmr: Double
  /// Akaike's information criterion; `nil` without variances and a likelihood.
  public let aic: Double?
  /// Schwarz's (1978).
  public let bic: Double?

  /// Computes the fit.
  ///
  /// - Parameters:
  ///   - extraction: The factors.
  ///   - correlation: The correlation matrix.
  ///   - caseCount: The number of cases.
  ///   - variances: The variances, with the divisor N, for the likelihood of
  ///     the data as they are.
  ///   - isNormalSample: Whether the correlations are those of normal cases.
  init(
    _ extraction: Extraction, _ correlation: Matrix, caseCount: Double,
    variances: [Double]?, isNormalSample: Bool
  ) {
    let p = correlation.rows
    let m = extraction.loadings.columns
    let df = Extraction.degreesOfFreedom(variables: p, factors: m)
    degreesOfFreedom = df
    let common = extraction.loadings * extraction.loadings.transposed
    var squares = 0.0
    for j in 0..<p {
      for i in (j + 1)..<max(p, j + 1) {
        let residual = correlation[i, j] - common[i, j]
        squares += residual * residual
      }
    }
    srmr = (squares / Double(p * (p + 1) / 2)).squareRoot()
    let discrepancies =
      isNormalSample
      ? Self.discrepancies(extraction, correlation, common) : nil
    guard let (own, base) = discrepancies else {
      (chiSquare, bartlettChiSquare, probability) = (nil, nil, nil)
      (baselineChiSquare, cfi, tli, rmsea, rmseaInterval) =
        (nil, nil, nil, nil, nil)
      (aic, bic) = (nil, nil)
      return
    }
    let x = caseCount * own
    let freedom = Double(df)
    let baseline = caseCount * base
    let baseFreedom = Double(p * (p - 1) / 2)
    chiSquare = x
    bartlettChiSquare =
      (caseCount - 1 - (2 * Double(p) + 5) / 6 - 2 * Double(m) / 3) * own
    probability =
      df > 0
      ? ChiSquareDistribution(degreesOfFreedom: freedom).upperTail(x) : nil
    baselineChiSquare = baseline
    let excess = max(x - freedom, 0)
    let baseExcess = max(baseline - baseFreedom, excess)
    cfi = baseExcess > 0 ? 1 - excess / baseExcess : 1
    tli =
      df > 0
      ? (baseline / baseFreedom - x / freedom) / (baseline / baseFreedom - 1)
      : nil
    if df > 0 {
      let unit = caseCount * freedom
      func limit(_ cumulative: Double) -> Double {
        (NoncentralChiSquareDistribution.noncentrality(
          cumulative: cumulative, at: max(x, 0), degreesOfFreedom: freedom)
          / unit).squareRoot()
      }
      rmsea = (excess / unit).squareRoot()
      let (lower, upper) = (limit(0.95), limit(0.05))
      rmseaInterval = lower <= upper ? lower...upper : nil
    } else {
      (rmsea, rmseaInterval) = (0, 0...0)
    }
    guard extraction.method == .maximumLikelihood, let variances,
      let logDeterminant = correlation.choleskyLogDeterminant()
    else {
      (aic, bic) = (nil, nil)
      return
    }
    let count = p * m + p - m * (m - 1) / 2
    let saturated =
      Double(p) * Double.log(2 * .pi) + logDeterminant
      + variances.reduce(0) { $0 + Double.log($1) } + Double(p)
    let deviance = caseCount * (saturated + own)
    aic = deviance + 2 * Double(count)
    bic = deviance + Double.log(caseCount) * Double(count)
  }

  /// The likelihood's discrepancies of the factors and of no factors.
  private static func discrepancies(
    _ extraction: Extraction, _ correlation: Matrix, _ common: Matrix
  ) -> (Double, Double)? {
    guard !Extraction.isSingular(correlation),
      let sample = correlation.choleskyLogDeterminant()
    else { return nil }
    if extraction.method == .maximumLikelihood {
      return (max(extraction.discrepancy, 0), -sample)
    }
    var implied = common
    for i in 0..<implied.rows { implied[i, i] += extraction.uniquenesses[i] }
    guard let (inverse, logDeterminant) = implied.choleskyInverse() else {
      return nil
    }
    return (
      logDeterminant + traceOfProduct(inverse, correlation) - sample
        - Double(implied.rows), -sample
    )
  }
}
