internal import AsymptoticInference
internal import FitSettings
internal import Probability

extension FitIndices {
  /// GFI as an estimate of p/(p + 2δ), δ the misfit of the population and p the
  /// number of variables (Steiger, 1989; Maydeu-Olivares, Ximénez & Revuelta,
  /// 2024), with the 90% interval of the noncentral χ² distribution.
  ///
  /// δ is (T − df)/n with T from reweighted least squares
  /// (`TestKind.browneResidualNTModel`), the one of the consistent statistics
  /// whose bias is least; for incomplete cases, whose moments have another
  /// distribution, T is χ². Robust, δ is (T − c df)/n with c the scaling factor
  /// tr(UΓ)/df, and its limits are those of the scaled T times c; for the
  /// scaled and shifted statistic, those of the shifted T times its own factor.
  /// For incomplete cases it is that of `CompleteDataMisfit`.
  static func appendGFI(_ summary: FitSummary, to measures: inout FitMeasures) {
    let x = summary.residual ?? summary.test.chiSquare
    let df = Double(summary.test.degreesOfFreedom)
    let index = GoodnessOfFitIndex(
      summary, misfit: x - df, x: x, degrees: df, factor: 1)
    measures.append("gfi", index.value)
    measures.append("gfi_ci_lower", index.lower)
    measures.append("gfi_ci_upper", index.upper)
    measures.append("gfi_ci_level", RMSEA.level)
    guard let robust = robustGFI(summary, x: x, df: df) else { return }
    measures.append("gfi_robust", robust.value)
    measures.append("gfi_ci_lower_robust", robust.lower)
    measures.append("gfi_ci_upper_robust", robust.upper)
  }

  private static func robustGFI(_ summary: FitSummary, x: Double, df: Double)
    -> GoodnessOfFitIndex?
  {
    if let completed = summary.completed, df > 0 {
      let c = completed.expectation / df
      return GoodnessOfFitIndex(
        summary, misfit: completed.chiSquare - completed.expectation,
        x: max(completed.chiSquare / c, 0), degrees: df, factor: c)
    }
    guard let scaled = summary.scaled, !scaled.kind.adjustsDegrees,
      !summary.hasOrdered
    else {
      return nil
    }
    guard df > 0, let trace = scaled.trace, let factor = scaled.scalingFactor
    else { return GoodnessOfFitIndex(isDefined: df == 0) }
    let c = trace / df
    let isShifted = scaled.kind.isShifted
    return GoodnessOfFitIndex(
      summary, misfit: x - trace,
      x: isShifted ? max(x / factor + (scaled.shift ?? 0), 0) : x / c,
      degrees: df, factor: isShifted ? factor : c)
  }
}

/// A goodness-of-fit index with its interval.
private struct GoodnessOfFitIndex {
  var value: Double?
  var lower: Double?
  var upper: Double?

  /// Computes the index.
  ///
  /// - Parameters:
  ///   - summary: The fit's figures, for p and n.
  ///   - misfit: The estimate of nδ, before it is cut at 0.
  ///   - x: The statistic whose distribution is noncentral χ².
  ///   - degrees: The degrees of freedom of that distribution.
  ///   - factor: The factor by which its noncentrality is multiplied to be nδ.
  init(
    _ summary: FitSummary, misfit: Double, x: Double, degrees: Double,
    factor: Double
  ) {
    guard degrees > 0 else {
      (value, lower, upper) = (1, 1, 1)
      return
    }
    let p = summary.variableCount
    let n = summary.effectiveCount
    func index(_ noncentrality: Double) -> Double {
      p / (p + 2 * max(noncentrality, 0) / n)
    }
    func limit(_ probability: Double) -> Double {
      index(
        factor
          * NoncentralChiSquareDistribution.noncentrality(
            cumulative: probability, at: x, degreesOfFreedom: degrees))
    }
    let half = (1 - RMSEA.level) / 2
    value = index(misfit)
    lower = limit(half)
    upper = limit(1 - half)
  }

  /// The index of a model without degrees of freedom: no misfit, or
  /// undefined.
  init(isDefined: Bool) {
    if isDefined { (value, lower, upper) = (1, 1, 1) }
  }
}
