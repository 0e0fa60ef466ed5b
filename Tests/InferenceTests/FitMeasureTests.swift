import Estimation
import FitSettings
import LinearAlgebra
import Messages
import ModelFit
import ModelSyntax
import MomentStructure
import Optimization
import Probability
import RealModule
import SampleStatistics
import Specification
import TestSupport
import Testing

/// Fit measures against each other and against their definitions.
struct FitMeasureTests {
  @Test(arguments: Fits.cases)
  func identities(_ item: InferenceCase) throws {
    let fit = try Fits.fit(item)
    let x = try fit.measure("chisq")
    let df = try fit.measure("df")
    let xb = try fit.measure("baseline_chisq")
    let dfb = try fit.measure("baseline_df")
    let n = Double(fit.observationCount)
    let k = try fit.measure("npar")
    func expect(_ name: String, _ value: Double) throws {
      expectClose(
        try fit.measure(name), value, relative: 1e-12, absolute: 1e-13, name)
    }
    try expect("chisq", 2 * n * fit.measure("fmin"))
    try expect(
      "chisq", 2 * (fit.measure("unrestricted_logl") - fit.measure("logl")))
    try expect("aic", -2 * fit.measure("logl") + 2 * k)
    try expect("bic", -2 * fit.measure("logl") + k * Double.log(n))
    try expect(
      "bic2", -2 * fit.measure("logl") + k * Double.log((n + 2) / 24))
    try expect(
      "pvalue", ChiSquareDistribution(degreesOfFreedom: df).upperTail(x))
    try expect("cfi", 1 - max(x - df, 0) / max(x - df, xb - dfb, 0))
    try expect("tli", (xb / dfb - x / df) / (xb / dfb - 1))
    try expect("nnfi", fit.measure("tli"))
    try expect("nfi", (xb - x) / xb)
    try expect("pnfi", df / dfb * (xb - x) / xb)
    try expect("rfi", 1 - (x / df) / (xb / dfb))
    try expect("ifi", (xb - x) / (xb - df))
    try expect("rni", 1 - (x - df) / (xb - dfb))
    let groups = Double(fit.sample.count)
    try expect(
      "rmsea", (groups * max(x - df, 0) / (n * df)).squareRoot())
    try expect("mfi", Double.exp(-0.5 * (x - df) / n))
    try expect("ecvi", (x + 2 * k) / n)
    let rmsea = try fit.measure("rmsea")
    #expect(try fit.measure("rmsea_ci_lower") <= rmsea)
    #expect(try fit.measure("rmsea_ci_upper") >= rmsea)
    for (name, alpha) in [("cn_05", 0.05), ("cn_01", 0.01)] {
      let critical = ChiSquareDistribution(degreesOfFreedom: df)
        .upperQuantile(alpha)
      try expect(name, critical / (x / n) + 1)
    }
    let moments = fit.sample.reduce(0) { $0 + $1.covariance.rows }
    try expect(
      "agfi_lisrel",
      1 - (1 - fit.measure("gfi_lisrel")) * (df + k + fixedMoments(fit)) / df)
    #expect(moments > 0)
  }

  /// The number of moments that fixed covariates take from the sample.
  private func fixedMoments(_ fit: Fit) -> Double {
    Double(fit.parameters.filter(\.isExogenous).count)
  }

  /// RMSEA's limits are where the noncentral χ² puts 95% and 5% below χ².
  @Test(arguments: Fits.cases)
  func intervalOfRMSEA(_ item: InferenceCase) throws {
    let fit = try Fits.fit(item)
    let x = try fit.measure("chisq")
    let df = try fit.measure("df")
    let n = Double(fit.observationCount) / Double(fit.sample.count)
    for (name, level) in [("rmsea_ci_lower", 0.95), ("rmsea_ci_upper", 0.05)] {
      let limit = try fit.measure(name)
      let below = NoncentralChiSquareDistribution(
        degreesOfFreedom: df, noncentrality: limit * limit * df * n
      ).cumulative(x)
      if limit > 0 {
        expectClose(below, level, absolute: 1e-6, name)
      } else {
        #expect(below <= level)
      }
    }
  }

  /// Separate models of two groups add up to one of both.
  @Test func groupsAddUp() throws {
    let text = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\nx7 ~ f + g"
    let samples = [
      RawSample(names: nineNames, count: 200, seed: 5),
      RawSample(names: nineNames, count: 350, seed: 6),
    ]
    let both = try InferenceCase("both", text) {
      $0.model.groupLabels = ["a", "b"]
      $0.model.meanStructure = true
    }.fit(samples)
    let single = InferenceCase("one", text) { $0.model.meanStructure = true }
    let parts = try samples.map { try single.fit([$0]) }
    for name in [
      "chisq", "df", "npar", "logl", "unrestricted_logl", "baseline_chisq",
      "baseline_df", "aic",
    ] {
      let sum = try parts.reduce(0) { try $0 + $1.measure(name) }
      expectClose(try both.measure(name), sum, relative: 1e-9, name)
    }
    for (index, part) in parts.enumerated() {
      let rows = both.parameters.filter { $0.groupIndex == index }
      expectClose(
        rows.map(\.estimate), part.parameters.map(\.estimate),
        relative: 1e-6, absolute: 1e-8)
      expectClose(
        rows.map { $0.standardError ?? 0 },
        part.parameters.map { $0.standardError ?? 0 }, relative: 1e-6)
    }
  }

  @Test(
    arguments: Estimator.allCases.filter { !$0.weighsByMoments && $0 != .pml })
  func saturatedModelsFitPerfectly(_ estimator: Estimator) throws {
    for text in [
      "x1 ~ x2 + x3", "f =~ x1 + x2 + x3",
      "x1 ~~ x2 + x3\nx2 ~~ x3\nx1 ~ 1\nx2 ~ 1\nx3 ~ 1",
    ] {
      let fit = try InferenceCase("saturated", text) {
        $0.estimation.estimator = estimator
      }.fit([RawSample(names: nineNames, count: 100, seed: 8)])
      #expect(fit.isConverged && fit.degreesOfFreedom == 0)
      expectClose(try fit.measure("chisq"), 0, absolute: 1e-9, text)
      #expect(fit.pValue == nil)
      for (name, value) in [
        ("cfi", 1.0), ("tli", 1), ("rmsea", 0), ("srmr", 0), ("rmr", 0),
        ("gfi", 1), ("gfi_lisrel", 1), ("agfi_lisrel", 1), ("nfi", 1),
      ] {
        expectClose(
          try fit.measure(name), value, absolute: 1e-6, "\(text): \(name)")
      }
      #expect(fit.warnings.isEmpty)
    }
  }

  /// χ² of Wishart likelihood is (N − 1)/N times that of the normal one.
  @Test func wishartAndNormalLikelihoods() throws {
    let item = Fits.cases[0]
    let sample = RawSample(names: nineNames, count: 90, seed: 9)
    let normal = try item.fit([sample])
    var other = item
    other.options.estimation.likelihood = .wishart
    let wishart = try other.fit([sample])
    expectClose(
      try wishart.measure("chisq"), try normal.measure("chisq") * 89 / 90,
      relative: 1e-9)
    for (a, b) in pairs(wishart.parameters, normal.parameters)
    where a.op == .covariance {
      expectClose(a.estimate, b.estimate * 90 / 89, relative: 1e-6)
    }
  }

  @Test func residualMeasuresFollowTheirDefinitions() throws {
    let fit = try Fits.fit(Fits.cases[0])
    let s = fit.sample[0].covariance
    let sigma = fit.implied[0].covariance
    var raw = 0.0
    var standardized = 0.0
    for j in 0..<9 {
      for i in j..<9 {
        let residual = s[i, j] - sigma[i, j]
        raw += residual * residual
        standardized += residual * residual / (s[i, i] * s[j, j])
      }
    }
    expectClose(try fit.measure("rmr"), (raw / 45).squareRoot())
    expectClose(try fit.measure("srmr"), (standardized / 45).squareRoot())
  }
}
