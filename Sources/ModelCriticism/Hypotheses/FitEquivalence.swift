internal import Estimation
internal import FitSettings
public import Messages
public import ModelFit
internal import Probability
internal import RealModule

/// The equivalence test of a model's fit: how bad the fit may still be, at a
/// level of confidence (Yuan, Chan, Marcoulides & Bentler, 2016; Marcoulides &
/// Yuan, 2017).
public struct FitEquivalence: Sendable, Hashable, Encodable {
  /// A category of fit, from excellent to poor.
  public enum Category: String, Sendable, Hashable, Codable, CaseIterable {
    /// RMSEA up to .01, CFI from .99 on.
    case excellent
    /// RMSEA up to .05, CFI from .95 on.
    case close
    /// RMSEA up to .08, CFI from .92 on.
    case fair
    /// RMSEA up to .10, CFI from .90 on.
    case mediocre
    /// Worse.
    case poor
  }

  /// One index.
  public struct Index: Sendable, Hashable, Encodable {
    /// The usual estimate.
    public var value: Double?
    /// The worst value that the test does not reject: the T-size index.
    public var tSize: Double
    /// The worst values of an excellent, close, fair and mediocre fit, adjusted
    /// to sample and model so that a T-size index compares with them as a
    /// usual one does with the conventional ones; these themselves where
    /// `isAdjusted` is false.
    public var cutoffs: [Double]
    /// The category of the T-size index.
    public var category: Category
  }

  /// The level of the test.
  public var level: Double
  /// Whether the cutoffs are adjusted: there are formulas for one group and
  /// the level .05.
  public var isAdjusted: Bool
  /// RMSEA.
  public var rmsea: Index
  /// CFI; `nil` without a baseline model.
  public var cfi: Index?
}

extension Fit {
  /// The equivalence test of RMSEA and CFI.
  ///
  /// The T-size RMSEA is √(Gδ/(df(N − G))) with the noncentrality δ for which
  /// χ² has the probability α below the statistic; the T-size CFI 1 − δ/δ_b with
  /// such noncentralities of the model at α/2 and of the baseline model at
  /// 1 − α/2. The adjusted cutoffs are the authors' regressions on df and N.
  ///
  /// - Parameter level: α.
  /// - Returns: The test.
  /// - Throws: `LatentError` if the fit did not converge, has no degrees of
  ///   freedom or a scaled test, or is not one of maximum likelihood.
  public func equivalence(level: Double = 0.05) throws(LatentError)
    -> FitEquivalence
  {
    try requireLikelihoodOfCases(
      "equivalence test of the fit",
      remedy: "Look at the interval of the robust or scaled RMSEA.")
    try requireConverged("equivalence tests")
    guard options.estimation.estimator.hasCaseLikelihood,
      !tests.contains(where: \.kind.isScaled)
    else {
      let name =
        tests.first(where: \.kind.isScaled)?.kind.rawValue
        ?? options.estimatorName
      throw LatentError(
        code: .equivalenceNeedsMl,
        message: "Equivalence tests of the fit take the statistic of ML for "
          + "normal cases, not that of \(name).",
        remedy: "Fit by ML without a scaled test.")
    }
    guard let chiSquare, let degrees = degreesOfFreedom, degrees > 0 else {
      throw LatentError(
        code: .equivalenceNoDegrees,
        message: "A model without degrees of freedom has no equivalence test.",
        remedy: "Test a model that restricts the moments.")
    }
    let df = Double(degrees)
    let groups = Double(sample.count)
    let n = Double(observationCount) - groups
    func noncentrality(_ share: Double, _ x: Double, _ df: Double) -> Double {
      NoncentralChiSquareDistribution.noncentrality(
        cumulative: share, at: x, degreesOfFreedom: df)
    }
    let delta = noncentrality(level, chiSquare, df)
    let isAdjusted = sample.count == 1 && level == 0.05
    let adjusted = isAdjusted ? AdjustedCutoffs(df: df, n: n) : nil
    var cfi: FitEquivalence.Index?
    if let base = measures["baseline_chisq"],
      let baseDegrees = measures["baseline_df"], baseDegrees > 0
    {
      let own = noncentrality(level / 2, chiSquare, df)
      let other = noncentrality(1 - level / 2, base, baseDegrees)
      let worst = max(own, other)
      cfi = FitEquivalence.Index(
        value: measures["cfi"], tSize: worst > 0 ? 1 - own / worst : 1,
        cutoffs: adjusted?.cfi(baseline: baseDegrees)
          ?? [0.99, 0.95, 0.92, 0.90], isBetterAbove: true)
    }
    return FitEquivalence(
      level: level, isAdjusted: isAdjusted,
      rmsea: FitEquivalence.Index(
        value: measures["rmsea"],
        tSize: (groups * delta / (df * n)).squareRoot(),
        cutoffs: adjusted?.rmsea ?? [0.01, 0.05, 0.08, 0.10],
        isBetterAbove: false), cfi: cfi)
  }
}

extension FitEquivalence.Index {
  fileprivate init(
    value: Double?, tSize: Double, cutoffs: [Double], isBetterAbove: Bool
  ) {
    self.value = value
    self.tSize = tSize
    self.cutoffs = cutoffs
    let place = cutoffs.firstIndex {
      isBetterAbove ? tSize >= $0 : tSize <= $0
    }
    category = FitEquivalence.Category.allCases[place ?? cutoffs.count]
  }
}

/// The cutoffs of T-size indices at the level .05, for n = N − 1 (Yuan, Chan,
/// Marcoulides & Bentler, 2016).
private struct AdjustedCutoffs {
  let a: Double
  let l: Double
  let df: Double
  let n: Double

  init(df: Double, n: Double) {
    self.df = df
    self.n = n
    a = .log(df)
    l = .log(n)
  }

  private func fifth(_ x: Double) -> Double { .pow(x, 0.2) }

  var rmsea: [Double] {
    let excellent =
      1.34863 - 0.51999 * a + 0.01925 * a * a - 0.59811 * l
      + 0.00902 * n.squareRoot() + 0.01796 * a * l
    let close =
      2.06034 - 0.62974 * a + 0.02512 * a * a - 0.98388 * l
      + 0.05442 * l * l - 0.00005188 * n + 0.05260 * a * l
    let fair =
      2.84129 - 0.54809 * a + 0.02296 * a * a - 0.76005 * l
      + 0.10229 * l * l - 1.11167 * fifth(n) + 0.04845 * a * l
    let mediocre =
      2.36352 - 0.49440 * a + 0.02131 * a * a - 0.64445 * l
      + 0.09043 * l * l - 1.01634 * fifth(n) + 0.04422 * a * l
    return [excellent, close, fair, mediocre].map { .exp($0) }
  }

  func cfi(baseline: Double) -> [Double] {
    let b = Double.log(baseline)
    let excellent =
      4.67603 - 0.50827 * a + 0.87087 * fifth(df) - 0.59613 * fifth(baseline)
      - 1.89602 * l + 0.10190 * l * l + 0.03729 * a * l
    let close =
      4.12132 - 0.46285 * a + 0.52478 * fifth(df) - 0.31832 * fifth(baseline)
      - 1.74422 * l + 0.13042 * l * l - 0.02360 * n.squareRoot()
      + 0.04215 * a * l
    let fair =
      6.31234 - 0.41762 * a + 0.01554 * a * a - 0.00563 * b * b - 1.30229 * l
      + 0.19999 * l * l - 2.17429 * fifth(n) + 0.05342 * a * l
      - 0.01520 * b * l
    let mediocre =
      5.96633 - 0.40425 * a + 0.01384 * a * a - 0.00411 * b * b - 1.20242 * l
      + 0.18763 * l * l - 2.06704 * fifth(n) + 0.05245 * a * l
      - 0.01533 * b * l
    return [excellent, close, fair, mediocre].map { 1 - .exp($0) }
  }
}
