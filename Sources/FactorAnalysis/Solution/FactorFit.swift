internal import LinearAlgebra
internal import Probability
internal import RealModule

/// The fit of common factors to correlations.
public struct FactorFit: Sendable {
  /// The mean and variance adjusted χ² of least squares, whose p value and
  /// indices stand in the place of the likelihood's.
  public struct Scaling: Sendable, Hashable {
    /// The statistic without scaling.
    public var unscaled: Double
    /// The divisor.
    public var factor: Double
    /// What is added then.
    public var shift: Double
  }

  /// χ²: N times the likelihood's discrepancy, whatever the factors are
  /// extracted by, or the scaled one of ordered variables; `nil` where
  /// correlations are not those of a normal sample, or the discrepancy does not
  /// exist.
  public var chiSquare: Double?
  /// χ² with Bartlett's (1950) factor N − 1 − (2p + 5)/6 − 2m/3 for N.
  public var bartlettChiSquare: Double?
  /// The degrees of freedom: ((p − m)² − p − m)/2.
  public var degreesOfFreedom: Int
  /// The p value of χ².
  public var probability: Double?
  /// What χ² was scaled by; `nil` if it was not.
  public var scaling: Scaling?
  /// The χ² of uncorrelated variables.
  public var baselineChiSquare: Double?
  /// The comparative fit index (Bentler, 1990).
  public var cfi: Double?
  /// The Tucker–Lewis index (1973).
  public var tli: Double?
  /// The root mean square error of approximation (Steiger & Lind, 1980).
  public var rmsea: Double?
  /// Its 90 % interval.
  public var rmseaInterval: ClosedRange<Double>?
  /// The standardized root mean square residual (Bentler, 1995).
  public var srmr: Double
  /// Akaike's information criterion; `nil` without variances and a likelihood.
  public var aic: Double?
  /// Schwarz's (1978).
  public var bic: Double?

  /// A fit with the root mean square residual alone.
  public init(degreesOfFreedom: Int, srmr: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    self.srmr = srmr
  }

  /// Computes the fit.
  ///
  /// - Parameters:
  ///   - extraction: The factors.
  ///   - sample: The correlations.
  ///   - weights: The weights of the pairs; `nil` for 1.
  init(_ extraction: Extraction, _ sample: FactorSample, weights: [Double]?) {
    let correlation = sample.correlation
    let p = correlation.rows
    let m = extraction.loadings.columns
    let df = Extraction.degreesOfFreedom(variables: p, factors: m)
    let common = extraction.loadings * extraction.loadings.transposed
    var squares = 0.0
    for j in 0..<p {
      for i in (j + 1)..<max(p, j + 1) {
        let residual = correlation[i, j] - common[i, j]
        squares += residual * residual
      }
    }
    self.init(
      degreesOfFreedom: df,
      srmr: (squares / Double(p * (p + 1) / 2)).squareRoot())
    if let pairs = sample.pairs {
      guard extraction.method != .maximumLikelihood else { return }
      robust(
        extraction, sample,
        weights ?? Array(repeating: 1, count: p * (p - 1) / 2), pairs)
      return
    }
    guard sample.isNormal,
      let (own, base) = Self.discrepancies(extraction, correlation, common)
    else { return }
    let caseCount = sample.caseCount
    let x = caseCount * own
    chiSquare = x
    bartlettChiSquare =
      (caseCount - 1 - (2 * Double(p) + 5) / 6 - 2 * Double(m) / 3) * own
    baselineChiSquare = caseCount * base
    indices(x, caseCount * base, variables: p, unit: caseCount)
    guard extraction.method == .maximumLikelihood,
      let variances = sample.variances,
      let logDeterminant = correlation.choleskyLogDeterminant()
    else { return }
    let count = p * m + p - m * (m - 1) / 2
    let saturated =
      Double(p) * Double.log(2 * .pi) + logDeterminant
      + variances.reduce(0) { $0 + Double.log($1) } + Double(p)
    let deviance = caseCount * (saturated + own)
    aic = deviance + 2 * Double(count)
    bic = deviance + Double.log(caseCount) * Double(count)
  }

  /// Computes the test of ordered variables.
  private mutating func robust(
    _ extraction: Extraction, _ sample: FactorSample, _ weights: [Double],
    _ pairs: PairCovariance
  ) {
    guard extraction.isConverged,
      let test = RobustPairTest(
        extraction.loadings, sample.correlation, weights: weights,
        gamma: pairs.ofCovariances, caseCount: sample.caseCount,
        degreesOfFreedom: degreesOfFreedom)
    else { return }
    let x = test.model?.scaled ?? 0
    chiSquare = x
    scaling = test.model.map {
      Scaling(unscaled: $0.unscaled, factor: $0.factor, shift: $0.shift)
    }
    baselineChiSquare = test.baseline.scaled
    indices(
      x, test.baseline.scaled, variables: sample.correlation.rows,
      unit: sample.caseCount - 1)
  }

  /// The p value and the indices of a χ².
  ///
  /// - Parameters:
  ///   - x: χ².
  ///   - baseline: That of uncorrelated variables.
  ///   - p: The number of variables.
  ///   - unit: What a discrepancy is multiplied with.
  private mutating func indices(
    _ x: Double, _ baseline: Double, variables p: Int, unit: Double
  ) {
    let df = degreesOfFreedom
    let freedom = Double(df)
    let baseFreedom = Double(p * (p - 1) / 2)
    probability =
      df > 0
      ? ChiSquareDistribution(degreesOfFreedom: freedom).upperTail(x) : nil
    let excess = max(x - freedom, 0)
    let baseExcess = max(baseline - baseFreedom, excess)
    cfi = baseExcess > 0 ? 1 - excess / baseExcess : 1
    tli =
      df > 0
      ? (baseline / baseFreedom - x / freedom) / (baseline / baseFreedom - 1)
      : nil
    guard df > 0 else {
      (rmsea, rmseaInterval) = (0, 0...0)
      return
    }
    func limit(_ cumulative: Double) -> Double {
      (NoncentralChiSquareDistribution.noncentrality(
        cumulative: cumulative, at: max(x, 0), degreesOfFreedom: freedom)
        / (unit * freedom)).squareRoot()
    }
    rmsea = (excess / (unit * freedom)).squareRoot()
    let (lower, upper) = (limit(0.95), limit(0.05))
    rmseaInterval = lower <= upper ? lower...upper : nil
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
