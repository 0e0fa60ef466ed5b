internal import AsymptoticInference
internal import FitSettings

/// Indices that compare a model with the baseline model.
///
/// CFI (Bentler, 1990) and RNI (McDonald & Marsh, 1990) compare the excesses of
/// χ² over df, CFI cut to between 0 and 1; TLI or NNFI (Tucker & Lewis, 1973)
/// that of χ²/df over 1, and RFI (Bollen, 1986) χ²/df itself; NFI (Bentler &
/// Bonett, 1980) χ² itself. PNFI (James et al., 1982) is NFI times the ratio of
/// the degrees of freedom; IFI (Bollen, 1989) is NFI with the model's df taken
/// from the baseline's χ² in the denominator.
struct IncrementalIndices {
  var cfi: Double?
  var tli: Double?
  var rfi: Double?
  var nfi: Double?
  var pnfi: Double?
  var ifi: Double?
  var rni: Double?

  /// Computes the indices.
  ///
  /// - Parameters:
  ///   - x: χ² of the model.
  ///   - df: Its degrees of freedom.
  ///   - xb: χ² of the baseline.
  ///   - dfb: Its degrees of freedom.
  init(_ x: Double, _ df: Double, baseline xb: Double, _ dfb: Double) {
    // A scaled statistic may not exist: then no index does.
    guard x.isFinite, xb.isFinite else { return }
    // The rounding that remains of a perfect fit counts as no misfit.
    func clean(_ value: Double) -> Double { abs(value) < 1e-9 ? 0 : value }
    let x = clean(x)
    let xb = clean(xb)
    let excess = max(x - df, 0)
    let worst = max(x - df, xb - dfb, 0)
    cfi = worst == 0 ? 1 : 1 - excess / worst
    if df > 0, dfb > 0 {
      let below = (xb - dfb) / dfb
      tli = below == 0 ? nil : 1 - ((x - df) / df) / below
    } else if df == 0 {
      tli = 1
    }
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
    let ratio = xb > 0 ? (xb - x) / xb : nil
    nfi = df <= dfb ? ratio : nil
    pnfi = dfb > 0 ? ratio.map { $0 * df / dfb } : nil
    ifi = xb == df ? nil : (xb - x) / (xb - df)
    rni = xb == dfb ? nil : 1 - (x - df) / (xb - dfb)
  }

  /// Versions that estimate CFI, TLI and RNI under normality, from χ² and the
  /// scaling factors c of both models (Brosseau-Liard & Savalei, 2014; Savalei,
  /// 2018): χ² − c df, its excess over the expected value if the model holds,
  /// takes the place of χ² − df.
  init(
    robust x: Double, _ df: Double, factor c: Double, baseline xb: Double,
    _ dfb: Double, factor cb: Double
  ) {
    let own = x - c * df
    let other = xb - cb * dfb
    let worst = max(own, other, 0)
    cfi = worst == 0 ? 1 : 1 - max(own, 0) / worst
    if df > 0, dfb > 0, other != 0 { tli = 1 - (own / df) / (other / dfb) }
    rni = other == 0 ? nil : 1 - own / other
  }
}

extension TestResult {
  /// The factor c that robust indices use: tr(UΓ)/df; `nil` where they do not
  /// exist, as where the scaled statistic does not.
  var robustFactor: Double? {
    guard !kind.adjustsDegrees, degreesOfFreedom > 0, chiSquare.isFinite
    else { return nil }
    return trace.map { $0 / degreesOfFreedom }
  }
}

extension FitIndices {
  /// The incremental indices, with their scaled and robust versions.
  static func appendIncremental(
    _ summary: FitSummary, to measures: inout FitMeasures
  ) {
    guard let baseline = summary.baseline else { return }
    let x = summary.test.chiSquare
    let df = Double(summary.test.degreesOfFreedom)
    let xb = baseline.chiSquare
    let dfb = Double(baseline.degreesOfFreedom)
    let plain = IncrementalIndices(x, df, baseline: xb, dfb)
    var scaled: IncrementalIndices?
    var robust: IncrementalIndices?
    var hasRobust = false
    if let own = summary.scaled, let other = baseline.scaled {
      scaled = IncrementalIndices(
        own.chiSquare, own.degreesOfFreedom, baseline: other.chiSquare,
        other.degreesOfFreedom)
      hasRobust = !own.kind.adjustsDegrees && !summary.hasOrdered
      if let c = own.robustFactor, let cb = other.robustFactor {
        robust = IncrementalIndices(
          robust: x, df, factor: c, baseline: xb, dfb, factor: cb)
      }
    }
    if let own = summary.completed, let other = baseline.completed {
      hasRobust = true
      robust = IncrementalIndices(
        robust: own.chiSquare, df, factor: df > 0 ? own.expectation / df : 0,
        baseline: other.chiSquare, dfb,
        factor: dfb > 0 ? other.expectation / dfb : 0)
    }
    measures.append("cfi", plain.cfi)
    measures.append("tli", plain.tli)
    if let scaled {
      measures.append("cfi_scaled", scaled.cfi)
      measures.append("tli_scaled", scaled.tli)
    }
    if hasRobust {
      measures.append("cfi_robust", robust?.cfi)
      measures.append("tli_robust", robust?.tli)
    }
    append(plain, suffix: "", to: &measures)
    if let scaled { append(scaled, suffix: "_scaled", to: &measures) }
    if hasRobust {
      measures.append("nnfi_robust", robust?.tli)
      measures.append("rni_robust", robust?.rni)
    }
  }

  private static func append(
    _ indices: IncrementalIndices, suffix: String,
    to measures: inout FitMeasures
  ) {
    measures.append("nnfi\(suffix)", indices.tli)
    measures.append("rfi\(suffix)", indices.rfi)
    measures.append("nfi\(suffix)", indices.nfi)
    measures.append("pnfi\(suffix)", indices.pnfi)
    measures.append("ifi\(suffix)", indices.ifi)
    measures.append("rni\(suffix)", indices.rni)
  }
}
