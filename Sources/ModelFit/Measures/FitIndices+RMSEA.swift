internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import Probability

/// RMSEA (Steiger & Lind, 1980) with the noncentral χ² interval, the test of
/// close fit (Browne & Cudeck, 1993) and of not-close fit (MacCallum et al.,
/// 1996); √G times for G groups (Steiger, 1998).
struct RMSEA {
  /// The level of the interval.
  static let level = 0.90
  /// The RMSEA of close fit.
  static let close = 0.05
  /// The RMSEA of fit that is not close.
  static let notClose = 0.08

  var value: Double?
  var lower: Double?
  var upper: Double?
  var closeTail: Double?
  var notCloseTail: Double?

  /// Computes RMSEA.
  ///
  /// - Parameters:
  ///   - point: The estimate of λ/(n · df), before it is cut at 0.
  ///   - x: The statistic whose distribution is noncentral χ².
  ///   - degrees: The degrees of freedom of that distribution.
  ///   - unit: The divisor that transforms λ into the square of RMSEA: n · df /
  ///     G, over the scaling factor for robust versions.
  init(point: Double, x: Double, degrees: Double, unit: Double) {
    func rmsea(_ noncentrality: Double) -> Double {
      (noncentrality / unit).squareRoot()
    }
    let half = (1 - Self.level) / 2
    value = max(point, 0).squareRoot()
    lower = rmsea(
      NoncentralChiSquareDistribution.noncentrality(
        cumulative: 1 - half, at: x, degreesOfFreedom: degrees))
    upper = rmsea(
      NoncentralChiSquareDistribution.noncentrality(
        cumulative: half, at: x, degreesOfFreedom: degrees))
    closeTail =
      NoncentralChiSquareDistribution(
        degreesOfFreedom: degrees,
        noncentrality: unit * Self.close * Self.close
      ).upperTail(x)
    notCloseTail =
      NoncentralChiSquareDistribution(
        degreesOfFreedom: degrees,
        noncentrality: unit * Self.notClose * Self.notClose
      ).cumulative(x)
  }

  /// The indices of a model without degrees of freedom: no misfit, or
  /// undefined.
  init(isDefined: Bool) {
    if isDefined { (value, lower, upper) = (0, 0, 0) }
  }
}

extension FitIndices {
  /// RMSEA with its scaled and robust versions.
  ///
  /// The scaled one takes the scaled statistic χ²/c, whose value is that of χ²
  /// with tr(UΓ) = c df in place of df; its interval and tests are those of χ²
  /// with tr(UΓ) degrees of freedom, as in lavaan. For the scaled and shifted
  /// statistic, they are its own.
  ///
  /// The robust one estimates RMSEA under normality: √((χ² − c df)/(n df)),
  /// since c df is the expected value of χ² if the model holds (Li & Bentler,
  /// 2006; Brosseau-Liard, Savalei & Li, 2012; Savalei, 2018, for the scaled
  /// and shifted statistic). Its limits are √c times those that the scaled
  /// statistic has with df degrees of freedom. For incomplete cases it
  /// estimates what RMSEA would be were they complete (`CompleteDataMisfit`),
  /// for ordered variables what it would be were they continuous
  /// (`ResponseMisfit`).
  static func appendRMSEA(_ summary: FitSummary, to measures: inout FitMeasures)
  {
    let x = summary.test.chiSquare
    let df = Double(summary.test.degreesOfFreedom)
    let n = summary.effectiveCount
    let groups = Double(summary.groupCount)
    func index(_ x: Double, _ df: Double) -> RMSEA {
      RMSEA(
        point: groups * (x - df) / (n * df), x: x, degrees: df,
        unit: n * df / groups)
    }
    let plain = df > 0 ? index(x, df) : RMSEA(isDefined: true)
    measures.append("rmsea", plain.value)
    measures.append("rmsea_ci_lower", plain.lower)
    measures.append("rmsea_ci_upper", plain.upper)
    measures.append("rmsea_ci_level", RMSEA.level)
    measures.append("rmsea_pvalue", plain.closeTail)
    measures.append("rmsea_close_h0", RMSEA.close)
    measures.append("rmsea_notclose_pvalue", plain.notCloseTail)
    measures.append("rmsea_notclose_h0", RMSEA.notClose)
    var robust: RMSEA? = df > 0 ? nil : RMSEA(isDefined: true)
    if let scaled = summary.scaled {
      var own = RMSEA(isDefined: false)
      if df > 0, let trace = scaled.trace, let factor = scaled.scalingFactor {
        own =
          scaled.kind.isShifted
          ? index(scaled.chiSquare, df) : index(x, trace)
        let c = trace / df
        // The shifted statistic's interval scales by its own factor.
        let width = scaled.kind.isShifted ? factor : c
        robust = RMSEA(
          point: groups * (x - c * df) / (n * df), x: max(scaled.chiSquare, 0),
          degrees: df, unit: n * df / (groups * width))
      }
      // Nobody has defined the index for a ratio of pairwise likelihoods.
      if !summary.isComposite {
        append(own, suffix: "scaled", to: &measures)
      }
      guard !scaled.kind.adjustsDegrees,
        !summary.hasOrdered || summary.completed != nil
      else { return }
    }
    if let completed = summary.completed, df > 0 {
      let c = completed.expectation / df
      let n = summary.likelihoodCount
      robust = RMSEA(
        point: groups * (completed.chiSquare - completed.expectation)
          / (n * df), x: max(completed.chiSquare / c, 0), degrees: df,
        unit: n * df / (groups * c))
    }
    if summary.scaled != nil || summary.completed != nil {
      append(
        robust ?? RMSEA(isDefined: true), suffix: "robust", to: &measures)
    }
  }

  private static func append(
    _ rmsea: RMSEA, suffix: String, to measures: inout FitMeasures
  ) {
    measures.append("rmsea_\(suffix)", rmsea.value)
    measures.append("rmsea_ci_lower_\(suffix)", rmsea.lower)
    measures.append("rmsea_ci_upper_\(suffix)", rmsea.upper)
    measures.append("rmsea_pvalue_\(suffix)", rmsea.closeTail)
    measures.append("rmsea_notclose_pvalue_\(suffix)", rmsea.notCloseTail)
  }
}
