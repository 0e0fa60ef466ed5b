import Latent
import TestSupport
import Testing

/// Robust score and Wald tests, power and equivalence, against lavaan 0.7-2
/// (Validation/tools/tests-0.7.R) and published formulas.
struct RobustHypothesisReferenceTests {
  private static let free = """
    visual =~ x1 + b1*x2 + x3
    textual =~ x4 + b2*x5 + x6
    speed =~ x7 + b3*x8 + x9
    """

  private static func fit(
    _ text: String, _ preset: EstimatorPreset,
    _ change: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    var options = FitOptions(preset)
    options.model.kind = .cfa
    change(&options)
    return try Model(text: text).fit(
      to: HolzingerModel.table(), options: options)
  }

  struct Case: Sendable {
    var preset: EstimatorPreset
    /// Scaled, adjusted with df, generalized: released, then added.
    var released: [Double]
    var added: [Double]
    /// Scaled single tests.
    var single: [Double]
    /// Standard, scaled, factor, adjusted, df, generalized.
    var wald: [Double]
  }

  static let cases = [
    Case(
      preset: .mlm,
      released: [12.7674050468, 12.4010462097, 1.9426102899, 10.9134696637],
      added: [41.5163051089, 39.8947148549, 1.9218817643, 40.1330754133],
      single: [10.6957756584, 1.16461185908, 26.4161578862, 12.2957352939],
      wald: [
        23.8647767016, 27.0203447001, 0.883215109447, 26.6607498141,
        1.97338339758, 24.9984011729,
      ]),
    Case(
      preset: .mlr,
      released: [12.5022533321, 12.0713922945, 1.93107465892, 10.5316207482],
      added: [38.8378903178, 37.0414580901, 1.90749074097, 35.4115639029],
      single: [10.3287523431, 1.16012317732, 24.2848843352, 11.8131717305],
      wald: [
        21.3814526904, 21.9514908966, 0.974031913877, 20.4161368249,
        1.860113914, 18.1152161013,
      ]),
    Case(
      preset: .ulsmv,
      released: [21.3746027238, 18.2348105856, 1.70621281914, 15.343950151],
      added: [40.378374877, 39.7761011066, 1.97016849875, 42.2158128249],
      single: [14.2549833082, 7.85196193277, 30.1530971763, 12.4135846415],
      wald: [
        48.4584398516, 28.9296579408, 1.67504365073, 27.8551178173,
        1.92571359635, 24.6917329183,
      ]),
    Case(
      preset: .gls,
      released: [10.2983282346, 10.1458862131, 1.97039480234, 9.17503497051],
      added: [34.6948092366, 34.3694294178, 1.98124331415, 38.1946788876],
      single: [9.10610128218, 4.06053677489e-05, 25.4789758572, 10.0100652344],
      wald: [
        25.8265838381, 29.1017594311, 0.887457815025, 29.0661507508,
        1.99755281598, 28.6241066004,
      ]),
  ]

  @Test(arguments: cases.indices)
  func scoreAndWaldTests(_ index: Int) throws {
    let item = Self.cases[index]
    func fit(_ text: String) throws -> Fit {
      try Self.fit(text, item.preset) {
        if item.preset == .gls { $0.standardErrors = .robustSEM }
      }
    }
    func check(_ tests: RobustHypothesisTests?, _ expected: [Double]) throws {
      let tests = try #require(tests)
      expectClose(
        [
          tests.scaled.statistic, tests.adjustedStatistic,
          tests.adjustedDegrees, tests.generalized?.statistic ?? .nan,
        ], expected, relative: 1e-6)
    }
    let restricted = try fit(Self.free + "\nb1 == b2\nb2 == b3")
    let released = try restricted.scoreTests()
    try check(released.robust, item.released)
    let added = try restricted.scoreTests(
      adding: "visual =~ x9; textual =~ x3")
    try check(added.robust, item.added)
    expectClose(
      (released.restrictions + added.restrictions).map {
        $0.scaledTest?.statistic ?? .nan
      }, item.single, relative: 1e-6, absolute: 1e-7)
    let wald = try fit(Self.free).waldTest("b1 == b2; b2 == b3")
    let robust = try #require(wald.robust)
    expectClose(
      [
        wald.standard?.statistic ?? .nan, robust.scaled.statistic,
        robust.scalingFactor, robust.adjustedStatistic,
        robust.adjustedDegrees, robust.generalized?.statistic ?? .nan,
      ], item.wald, relative: 1e-6)
    // The fit's own standard errors are the robust ones.
    expectClose(
      wald.test.statistic, robust.generalized?.statistic ?? .nan,
      relative: 1e-9)
  }

  @Test func usualFitsHaveNoRobustVersions() throws {
    let fit = try Self.fit(Self.free, .ml)
    #expect(try fit.waldTest("b1 == b2").robust == nil)
    #expect(try fit.scoreTests(adding: "x1 ~~ x4").robust == nil)
  }

  @Test func powerOfModificationIndices() throws {
    var options = ModificationOptions()
    var judgment = MisspecificationOptions()
    judgment.target = .raw(0.3)
    judgment.level = 0.01
    judgment.highPower = 0.8
    options.misspecification = judgment
    let indices = try Self.fit(HolzingerModel.text, .ml)
      .modificationIndices(options)
    for (index, ncp, power, decision) in [
      (0, 18.604171434, 0.958843998593, "nm"),
      (1, 15.1997355528, 0.907058118825, "epc:nm"),
      (3, 9.42167120056, 0.689221476298, "m"),
      (4, 8.73040894715, 0.647617929047, "i"),
    ] {
      let own = try #require(indices[index].misspecification)
      expectClose(own.noncentrality, ncp, relative: 1e-6)
      expectClose(own.power, power, relative: 1e-6)
      #expect(own.decision.rawValue == decision)
    }
  }

  /// Added parameters have the same power; what cannot be freed has none.
  @Test func powerOfAddedParameters() throws {
    let fit = try Self.fit(HolzingerModel.text, .ml)
    var judgment = MisspecificationOptions()
    let added = try fit.scoreTests(
      adding: "visual =~ x4; x7 ~~ x8", misspecification: judgment)
    var options = ModificationOptions()
    options.misspecification = judgment
    let indices = try fit.modificationIndices(options)
    for (restriction, rhs) in zip(added.restrictions, ["x4", "x8"]) {
      let own = try #require(restriction.misspecification)
      let other = try #require(
        indices.first {
          $0.rhs == rhs && $0.lhs == (rhs == "x4" ? "visual" : "x7")
        }?
        .misspecification)
      expectClose(own.power, other.power, relative: 1e-9)
      #expect(own.decision == other.decision)
    }
    #expect {
      try fit.scoreTests(adding: "visual =~ x1", misspecification: judgment)
    } throws: {
      ($0 as? LatentError)?.code == "score.no-power"
    }
    judgment.target = .standardized()
    let small = try fit.scoreTests(
      adding: "x7 ~~ x8", misspecification: judgment)
    // A correlation of .1 of the residuals.
    let unit = try ["x7", "x8"].map {
      try #require(fit.parameter($0, "~~", $0)).estimate
    }
    expectClose(
      try #require(small.restrictions[0].misspecification).target,
      0.1 * (unit[0] * unit[1]).squareRoot(), relative: 1e-9)
  }

  /// The three decimals that `miPowerFit` of semTools 0.5-6 prints.
  ///
  /// Its targets of residual covariances are other ones: it standardizes them
  /// by the variables' standard deviations, not the residuals'.
  @Test func intervalsOfExpectedChanges() throws {
    var options = ModificationOptions()
    var judgment = MisspecificationOptions()
    judgment.target = .standardized()
    options.misspecification = judgment
    let indices = try Self.fit(HolzingerModel.text, .ml)
      .modificationIndices(options)
    for (lhs, rhs, target, lower, upper, decision, byInterval) in [
      ("visual", "x7", 0.484, -0.583, -0.261, "epc:nm", "i"),
      ("visual", "x9", 0.448, 0.420, 0.734, "epc:m", "i"),
      ("textual", "x3", 0.456, -0.419, -0.124, "epc:nm", "nm"),
      ("x7", "x8", .nan, 0.385, 0.687, "m", "m"),
    ] {
      let own = try #require(
        indices.first { $0.lhs == lhs && $0.rhs == rhs }?.misspecification)
      if !target.isNaN {
        expectClose(own.target, target, relative: 0, absolute: 6e-4)
      }
      expectClose(own.lower, lower, relative: 0, absolute: 6e-4)
      expectClose(own.upper, upper, relative: 0, absolute: 6e-4)
      #expect(own.decision.rawValue == decision, "\(lhs) \(rhs)")
      #expect(own.intervalDecision.rawValue == byInterval, "\(lhs) \(rhs)")
    }
  }

  /// The T-size RMSEA is the upper limit of the 90% interval, with N − 1; the
  /// cutoffs are those of the authors' R code at df = 24, N = 301, p = 9, and
  /// the T-size CFI is computed with SciPy's noncentral χ².
  @Test func equivalenceOfTheFit() throws {
    let fit = try Self.fit(HolzingerModel.text, .ml)
    let test = try fit.equivalence()
    let limit = try #require(fit.measures["rmsea_ci_upper"])
    expectClose(
      test.rmsea.tSize, limit * (301.0 / 300).squareRoot(), relative: 1e-9)
    #expect(test.isAdjusted)
    expectClose(
      test.rmsea.cutoffs,
      [0.0478731996, 0.0749625305, 0.1026598765, 0.1218454942],
      relative: 1e-6)
    let cfi = try #require(test.cfi)
    expectClose(
      cfi.cutoffs, [0.9645279266, 0.9056717814, 0.8643785582, 0.8373527245],
      relative: 1e-6)
    expectClose(cfi.tSize, 0.8701927511, relative: 1e-6)
    #expect(test.rmsea.category == .mediocre && cfi.category == .fair)
    #expect {
      try Self.fit(HolzingerModel.text, .mlr).equivalence()
    } throws: {
      ($0 as? LatentError)?.code == "equivalence.needs-ml"
    }
  }
}
