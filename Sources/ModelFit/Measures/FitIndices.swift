internal import AsymptoticInference
internal import Estimation
internal import FitSettings
internal import MomentStructure
internal import Probability
internal import RealModule

/// The figures of a fit that indices derived from χ² need.
struct FitSummary {
  /// Whether the statistics have a χ² distribution if the model holds.
  var hasDistribution: Bool
  /// χ² of the model.
  var test: TestStatistic
  /// The scaled test, if there is one.
  var scaled: TestResult?
  /// χ² of the baseline model.
  var baseline: BaselineModel?
  /// The misfit of incomplete cases as if they were complete, and of ordered
  /// variables as if they were continuous.
  var completed: CompleteDataMisfit?
  /// Free parameters after equality constraints.
  var parameterCount: Int
  /// N as the indices count it: N − G for all but the normal likelihood.
  var effectiveCount: Double
  /// N as `completed` counts it, whose discrepancy is one of likelihoods.
  var likelihoodCount: Double
  /// The number of groups.
  var groupCount: Int
  /// The statistic of reweighted least squares; `nil` where the moments are
  /// not those of complete cases or of a first stage.
  var residual: Double?
  /// Whether any variable is ordered: the scaling factors of least squares are
  /// then not those of normal variables, and robust indices are not made of
  /// them.
  var hasOrdered: Bool
  /// Whether χ² is a ratio of composite likelihoods.
  var isComposite: Bool
  /// The number of variables whose moments the model explains, of the groups'
  /// mean case.
  var variableCount: Double
}

/// Indices that derive from χ² and its degrees of freedom.
enum FitIndices {
  /// χ² with its p value and the baseline's.
  static func appendTests(_ summary: FitSummary, to measures: inout FitMeasures)
  {
    let test = summary.test
    measures.append("chisq", test.chiSquare)
    measures.append("df", Double(test.degreesOfFreedom))
    measures.append("pvalue", summary.hasDistribution ? test.pValue : nil)
    if let scaled = summary.scaled {
      append(scaled, prefix: "", to: &measures)
    }
    guard let baseline = summary.baseline else { return }
    let own = TestStatistic(
      chiSquare: baseline.chiSquare,
      degreesOfFreedom: baseline.degreesOfFreedom)
    measures.append("baseline_chisq", baseline.chiSquare)
    measures.append("baseline_df", Double(baseline.degreesOfFreedom))
    measures.append(
      "baseline_pvalue", summary.hasDistribution ? own.pValue : nil)
    if let scaled = baseline.scaled {
      append(scaled, prefix: "baseline_", to: &measures)
    }
  }

  private static func append(
    _ scaled: TestResult, prefix: String, to measures: inout FitMeasures
  ) {
    measures.append("\(prefix)chisq_scaled", scaled.chiSquare)
    measures.append("\(prefix)df_scaled", scaled.degreesOfFreedom)
    measures.append("\(prefix)pvalue_scaled", scaled.pValue)
    measures.append("\(prefix)chisq_scaling_factor", scaled.scalingFactor)
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
    // A ratio of composite likelihoods is no discrepancy of another sample.
    if summary.isComposite { return }
    measures.append(
      "ecvi", x / n + 2 * Double(summary.parameterCount) / n)
  }
}
