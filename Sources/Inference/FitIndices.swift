internal import Estimation
internal import MomentStructure
internal import Probability
internal import RealModule

/// What the indices that derive from χ² need to know of a fit.
struct FitSummary {
  var estimator: Estimator
  /// χ² of the model.
  var test: TestStatistic
  /// χ² of the baseline model.
  var baseline: BaselineModel?
  /// Free parameters after equality constraints.
  var parameterCount: Int
  /// N, of all groups.
  var totalCount: Int
  /// N as the indices count it: N − G for all but the normal likelihood.
  var effectiveCount: Double
  /// The number of groups.
  var groupCount: Int
}

/// Indices that derive from χ² and its degrees of freedom.
enum FitIndices {
  /// χ² with its p value and the baseline's.
  static func appendTests(_ summary: FitSummary, to measures: inout FitMeasures)
  {
    let test = summary.test
    measures.append("chisq", test.chiSquare)
    measures.append("df", Double(test.degreesOfFreedom))
    measures.append("pvalue", test.pValue(summary.estimator))
    guard let baseline = summary.baseline else { return }
    let own = TestStatistic(
      chiSquare: baseline.chiSquare,
      degreesOfFreedom: baseline.degreesOfFreedom)
    measures.append("baseline_chisq", baseline.chiSquare)
    measures.append("baseline_df", Double(baseline.degreesOfFreedom))
    measures.append("baseline_pvalue", own.pValue(summary.estimator))
  }

  /// CFI (Bentler, 1990), TLI or NNFI (Tucker & Lewis, 1973), RFI and NFI
  /// (Bollen, 1986; Bentler & Bonett, 1980), PNFI (James et al., 1982), IFI
  /// (Bollen, 1989) and RNI (McDonald & Marsh, 1990).
  static func appendIncremental(
    _ summary: FitSummary, to measures: inout FitMeasures
  ) {
    guard let baseline = summary.baseline else { return }
    // What rounding leaves of a perfect fit counts as none.
    func clean(_ value: Double) -> Double { abs(value) < 1e-9 ? 0 : value }
    let x = clean(summary.test.chiSquare)
    let df = Double(summary.test.degreesOfFreedom)
    let xb = clean(baseline.chiSquare)
    let dfb = Double(baseline.degreesOfFreedom)
    let excess = max(x - df, 0)
    let worst = max(x - df, xb - dfb, 0)
    measures.append("cfi", worst == 0 ? 1 : 1 - excess / worst)
    var tli: Double?
    if df > 0, dfb > 0 {
      let below = (xb - dfb) / dfb
      tli = below == 0 ? nil : 1 - ((x - df) / df) / below
    } else if df == 0 {
      tli = 1
    }
    measures.append("tli", tli)
    measures.append("nnfi", tli)
    var rfi: Double?
    if df > 0, dfb > 0, xb > 0 {
      let above = xb / dfb - x / df
      // A model worse than the baseline: lavaan's value.
      rfi = above < 0 ? 1 : above / (xb / dfb)
    } else if df == 0 {
      rfi = 1
    }
    // A model with more degrees of freedom than the baseline is not between
    // it and the saturated one.
    if df > dfb { rfi = nil }
    measures.append("rfi", rfi)
    let nfi = xb > 0 ? (xb - x) / xb : nil
    measures.append("nfi", df <= dfb ? nfi : nil)
    measures.append("pnfi", dfb > 0 ? nfi.map { $0 * df / dfb } : nil)
    measures.append("ifi", xb == df ? nil : (xb - x) / (xb - df))
    measures.append("rni", xb == dfb ? nil : 1 - (x - df) / (xb - dfb))
  }

  /// RMSEA (Steiger & Lind, 1980) with the noncentral χ² interval, the test
  /// of close fit (Browne & Cudeck, 1993) and of not-close fit (MacCallum et
  /// al., 1996); √G times for G groups (Steiger, 1998).
  static func appendRMSEA(_ summary: FitSummary, to measures: inout FitMeasures)
  {
    let x = summary.test.chiSquare
    let df = Double(summary.test.degreesOfFreedom)
    let n = summary.effectiveCount
    let groups = Double(summary.groupCount)
    let level = 0.90
    let close = 0.05
    let notClose = 0.08
    func rmsea(_ noncentrality: Double) -> Double {
      (noncentrality / (n * df)).squareRoot() * groups.squareRoot()
    }
    func lambda(_ rmsea: Double) -> Double { n * df * rmsea * rmsea / groups }
    var values: [Double?] = [0, 0, 0, nil, nil]
    if df > 0 {
      let half = (1 - level) / 2
      let lower = NoncentralChiSquareDistribution.noncentrality(
        cumulative: 1 - half, at: x, degreesOfFreedom: df)
      let upper = NoncentralChiSquareDistribution.noncentrality(
        cumulative: half, at: x, degreesOfFreedom: df)
      let atClose = NoncentralChiSquareDistribution(
        degreesOfFreedom: df, noncentrality: lambda(close))
      let atNotClose = NoncentralChiSquareDistribution(
        degreesOfFreedom: df, noncentrality: lambda(notClose))
      values = [
        rmsea(max(x - df, 0)), rmsea(lower), rmsea(upper),
        atClose.upperTail(x), atNotClose.cumulative(x),
      ]
    }
    measures.append("rmsea", values[0])
    measures.append("rmsea_ci_lower", values[1])
    measures.append("rmsea_ci_upper", values[2])
    measures.append("rmsea_ci_level", level)
    measures.append("rmsea_pvalue", values[3])
    measures.append("rmsea_close_h0", close)
    measures.append("rmsea_notclose_pvalue", values[4])
    measures.append("rmsea_notclose_h0", notClose)
  }

  /// Hoelter's (1983) critical N at two levels.
  static func appendCriticalN(
    _ summary: FitSummary, to measures: inout FitMeasures
  ) {
    let x = summary.test.chiSquare
    let df = Double(summary.test.degreesOfFreedom)
    for (name, alpha) in [("cn_05", 0.05), ("cn_01", 0.01)] {
      var value: Double?
      if df > 0, x > 0 {
        let quantile = ChiSquareDistribution(degreesOfFreedom: df)
          .upperQuantile(alpha)
        value = quantile / (x / summary.effectiveCount) + 1
      } else if df == 0 {
        value = 1
      }
      measures.append(name, value)
    }
  }

  /// McDonald's (1989) index and the expected cross-validation index (Browne
  /// & Cudeck, 1989).
  static func appendOthers(
    _ summary: FitSummary, to measures: inout FitMeasures
  ) {
    let x = summary.test.chiSquare
    let df = Double(summary.test.degreesOfFreedom)
    let n = summary.effectiveCount
    measures.append("mfi", Double.exp(-0.5 * (x - df) / n))
    measures.append(
      "ecvi", x / n + 2 * Double(summary.parameterCount) / n)
  }
}
