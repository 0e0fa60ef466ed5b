import Latent
import TestSupport
import Testing

/// Tests of fit against numbers of lavaan 0.7-2 (Validation/tools/tests-0.7.R)
/// and p values of weighted-chi-square.py there.
struct FitTestReferenceTests {
  private static func options(
    _ tests: [String], _ change: (inout FitOptions) -> Void = { _ in }
  ) throws -> FitOptions {
    var options = FitOptions()
    options.model.kind = .cfa
    change(&options)
    for name in tests {
      options.tests.append(try #require(TestKind(rawValue: name)))
    }
    return options
  }

  private static func fit(
    _ tests: [String], _ change: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    try Model(text: HolzingerModel.text).fit(
      to: HolzingerModel.table(), options: options(tests, change))
  }

  private static func scalar(_ tests: [String]) throws -> Fit {
    try Model(text: HolzingerModel.text).fit(
      to: HolzingerModel.table(), group: "school",
      options: options(tests) {
        $0.model.groupEqual = [.loadings, .intercepts]
      })
  }

  private static func growth(_ tests: [String]) throws -> Fit {
    try Model(
      text: """
        i =~ 1*t1 + 1*t2 + 1*t3 + 1*t4
        s =~ 0*t1 + 1*t2 + 2*t3 + 3*t4
        """
    ).fit(
      to: HolzingerModel.table("demo-growth.csv"),
      options: options(tests) { $0.model.kind = .growth })
  }

  private static func statistics(of fit: Fit) -> [Double] {
    fit.tests.dropFirst().map(\.chiSquare)
  }

  private static let atModel = [
    "browne.residual.nt.model", "browne.residual.adf.model",
  ]

  @Test func browneAtTheModel() throws {
    func check(_ fit: Fit, _ expected: [Double]) {
      expectClose(Self.statistics(of: fit), expected, relative: 2e-8)
    }
    check(try Self.fit(Self.atModel), [81.3676795631, 64.6956860622])
    check(
      try Self.fit(Self.atModel) { $0.model.meanStructure = true },
      [81.3676796183, 64.6956860849])
    check(try Self.scalar(Self.atModel), [154.363812548, 126.111817507])
    check(
      try Self.fit(Self.atModel) { $0.estimation.estimator = .uls },
      [79.3472320809, 63.2785821458])
    check(
      try Self.fit(Self.atModel) { $0.estimation.estimator = .gls },
      [125.150791328, 65.4522123482])
    check(
      try Self.fit(Self.atModel) { $0.estimation.likelihood = .wishart },
      [81.097355102, 64.9113383913])
    check(try Self.growth(Self.atModel), [7.84672894346, 8.21392423651])
  }

  @Test func hayakawasCorrection() throws {
    let adjusted = try Self.fit(["mean.var.adjusted.corrected"]).tests[1]
    expectClose(adjusted.chiSquare, 79.9408189868, relative: 1e-8)
    expectClose(adjusted.degreesOfFreedom, 23.8027947667, relative: 1e-7)
    expectClose(
      try #require(adjusted.pValue), 5.47917823335e-08, relative: 1e-7)
    let fit = try Self.fit(["scaled.shifted.corrected"])
    let shifted = fit.tests[1]
    expectClose(shifted.chiSquare, 80.3700952157, relative: 1e-8)
    expectClose(
      try #require(shifted.scalingFactor), 1.06271523241, relative: 1e-8)
    expectClose(try #require(shifted.shift), 0.0988060047231, relative: 1e-7)
    for (name, value) in [
      ("cfi_scaled", 0.8544952934), ("tli_scaled", 0.7817429401),
      ("rmsea_scaled", 0.08833553549), ("cfi_robust", 0.9316775158),
      ("rmsea_robust", 0.09106341785),
      ("baseline_chisq_scaled", 423.4106790),
    ] {
      expectClose(
        try #require(fit.measures[name]), value, relative: 1e-5)
    }
  }

  /// Scaled tests of reweighted least squares.
  @Test func scaledStatistic() throws {
    for (name, scaled, baseline, cfi, rmsea, upper) in [
      (
        "satorra.bentler", 77.1386107, 948.358312, 0.941756862, 0.0911275337,
        0.110476419
      ),
      (
        "scaled.shifted", 72.4490911, 479.110116, 0.890661284, 0.0911275337,
        0.111718915
      ),
    ] {
      let measures = try Self.fit([name]) {
        $0.scaledStatistic = .browneResidualNTModel
      }.measures
      for (key, value) in [
        ("chisq_scaled", scaled), ("baseline_chisq_scaled", baseline),
        ("cfi_scaled", cfi), ("rmsea_robust", rmsea),
        ("rmsea_ci_upper_robust", upper), ("chisq", 85.3055218),
      ] {
        expectClose(
          try #require(measures[key]), value, relative: 1e-6)
      }
    }
  }

  /// Measures of other statistics than the standard one (`standard.test`), of
  /// lavaan 0.7-2; 0.6-14 does not have the option.
  @Test func standardStatistics() throws {
    for (kind, expected) in [
      (
        TestKind.browneResidualNTModel,
        [
          "chisq": 81.3676804, "pvalue": 3.67841387e-08,
          "baseline_chisq": 1104.02039, "cfi": 0.946285969,
          "tli": 0.919428954, "nfi": 0.926298752, "rmsea": 0.0891137616,
          "rmsea_ci_lower": 0.0682795085, "rmsea_ci_upper": 0.110780799,
          "mfi": 0.909104573, "ecvi": 0.409859403, "gfi": 0.959367523,
          "gfi_lisrel": 0.943332061,
        ]
      ),
      (
        .browneResidualNT,
        [
          "chisq": 77.9034175, "baseline_chisq": 278.917825,
          "cfi": 0.778100197, "rmsea": 0.0863812097,
        ]
      ),
      (
        .browneResidualADF,
        [
          "chisq": 82.4081470, "baseline_chisq": 386.297495,
          "cfi": 0.833261306, "rmsea": 0.0899182499,
        ]
      ),
    ] {
      let fit = try Self.fit([]) { $0.standardStatistic = kind }
      for (name, value) in expected {
        expectClose(
          try #require(fit.measures[name]), value, relative: 3e-6, name)
      }
      // Likelihoods, and the test that is named so, are as they are.
      expectClose(fit.tests[0].chiSquare, 85.3055218, relative: 1e-8)
      expectClose(
        try #require(fit.measures["bic"]), 7595.33912, relative: 1e-8)
    }
    let scaled = try Self.fit(["satorra.bentler"]) {
      $0.standardStatistic = .browneResidualNTModel
    }.measures
    for (name, value) in [
      ("chisq", 81.3676804), ("chisq_scaled", 80.8717835),
      ("cfi_robust", 0.947225972), ("rmsea_robust", 0.0880858786),
    ] {
      expectClose(try #require(scaled[name]), value, relative: 3e-6, name)
    }
    // The indices of ULS as lavaan 0.7 makes them.
    let uls = try Self.fit(["browne.residual.nt"]) {
      $0.estimation.estimator = .uls
      $0.standardErrors = .robustSEMNT
      $0.standardStatistic = .browneResidualNT
    }.measures
    for (name, value) in [
      ("chisq", 74.526), ("baseline_chisq", 278.0), ("cfi", 0.791),
    ] {
      expectClose(try #require(uls[name]), value, relative: 1e-3, name)
    }
    #expect(try #require(uls["pvalue"]) < 1e-5)
  }

  private static let byEigenvalues = [
    "peba4", "peba4_ug", "pols3_rls", "all",
  ]

  @Test func pValuesByEigenvalues() throws {
    func check(_ fit: Fit, _ expected: [Double]) {
      expectClose(
        fit.tests.dropFirst().compactMap(\.pValue), expected, relative: 1e-6)
    }
    check(
      try Self.fit(Self.byEigenvalues),
      [1.52959987425e-7, 2.00667571023e-7, 2.95700479865e-7, 2.14134861408e-6])
    check(
      try Self.fit(Self.byEigenvalues) { $0.model.meanStructure = true },
      [1.52959995828e-7, 2.00667581908e-7, 2.95700490938e-7, 2.14134872644e-6])
    check(
      try Self.scalar(Self.byEigenvalues),
      [1.13158506217e-9, 2.50056512965e-9, 2.76958838733e-9, 7.02166931254e-7])
    check(
      try Self.growth(Self.byEigenvalues),
      [0.141945290079, 0.143804800694, 0.153748107253, 0.142661615013])
  }

  /// The eigenvalues over cases are those over moments, their sum is tr(UΓ),
  /// that of their squares tr((UΓ)²).
  @Test(arguments: [12, 40, 301], [false, true])
  func eigenvaluesAreOfUGamma(_ count: Int, hasMeans: Bool) throws {
    let data = try HolzingerModel.table()
    let table = try DataTable(
      columns: (1...6).map {
        let values = try data.numbers(named: "x\($0)")
        return ("x\($0)", (0..<count).map { values[7 * $0 % 301] })
      })
    let fit = try Model(
      text: "f =~ x1 + x2 + x3\ng =~ x4 + a*x5 + a*x6\ng ~ f"
    ).fit(
      to: table,
      options: Self.options(["satorra.bentler", "scaled.shifted", "all"]) {
        $0.model.meanStructure = hasMeans
        $0.standardErrors = .none
      })
    let analysis = try fit.robustAnalysis()
    let degrees = try #require(fit.degreesOfFreedom)
    let values = try #require(analysis.eigenvalues(degrees: degrees))
    #expect(values.count == degrees)
    expectClose(
      values.reduce(0, +), try #require(analysis.trace), relative: 1e-9)
    expectClose(
      values.reduce(0) { $0 + $1 * $1 }, try #require(analysis.secondTrace),
      relative: 1e-9)
  }

  /// Printed by `chisqSmallN` of semTools 0.5-6.
  @Test func smallSamples() throws {
    let names = ["swain", "yuan.2015", "yuan.2005", "bartlett"]
    let fit = try Self.fit(names)
    expectClose(
      Self.statistics(of: fit),
      [84.1659892602, 83.6742307955, 83.8412520164, 83.6523139837],
      relative: 1e-6)
    expectClose(
      fit.tests.dropFirst().compactMap { $0.scalingFactor.map { 1 / $0 } },
      [0.986641749723, 0.980877076412, 0.982834994463, 0.980620155039],
      relative: 1e-11)
    // Means that nothing restricts change nothing.
    let means = try Self.fit(names) { $0.model.meanStructure = true }
    expectClose(
      Self.statistics(of: means), Self.statistics(of: fit), relative: 1e-9)
    // Restricted ones, and groups, have no such correction.
    for other in [try Self.growth(["swain"]), try Self.scalar(["swain"])] {
      #expect(other.tests.count == 1)
      #expect(other.warnings.contains { $0.code == "test.not-computed" })
    }
  }

  @Test func namesReadBack() {
    for kind in TestKind.allCases {
      #expect(TestKind(rawValue: kind.rawValue) == kind)
    }
    for name in ["peba2", "pols2.5_rls", "pall_ug", "all_ug_rls"] {
      #expect(TestKind(rawValue: name)?.rawValue == name)
    }
    #expect(TestKind(rawValue: "FMG")?.rawValue == "peba4_rls")
    #expect(TestKind(rawValue: "pEBA4_RLS_UG")?.rawValue == "peba4_ug_rls")
    for name in [
      "peba", "peba0", "pols0.5", "pols", "peba4_", "peba4_ug_ug",
      "peba4_ml_rls", "pall3", "",
    ] {
      #expect(TestKind(rawValue: name) == nil, "\(name)")
    }
  }

  @Test func differencesOfTestsOfOneModelAreRefused() throws {
    let one = try Self.fit(["swain"])
    let two = try Self.fit([]) { $0.model.orthogonalExogenous = true }
    #expect {
      try compare([one, two])
    } throws: {
      ($0 as? LatentError)?.code == "comparison.test"
    }
  }
}
