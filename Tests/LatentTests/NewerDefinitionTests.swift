import FitSettings
import Latent
import Messages
import ModelCriticism
import ModelFit
import ModelSyntax
import ModelTestSupport
import Specification
import TestSupport
import Testing

/// What options free, what is listed and how residuals vary, as in lavaan 0.7-2
/// (Validation/tools/versions.R, its last part).
struct NewerDefinitionTests {
  private static func fit(
    _ options: FitOptions, to text: String = HolzingerModel.text,
    group: String? = nil
  ) throws -> Fit {
    try Model(text: text).fit(
      to: try HolzingerModel.table(), group: group, options: options)
  }

  private static func cfa(
    _ preset: EstimatorPreset = .ml,
    _ configure: (inout FitOptions) -> Void = { _ in }
  ) -> FitOptions {
    var options = FitOptions(preset)
    options.model.kind = .cfa
    configure(&options)
    return options
  }

  private static func fitInSchools(
    _ configure: (inout ModelOptions) -> Void
  ) throws -> Fit {
    try fit(cfa { configure(&$0.model) }, group: "school")
  }

  // MARK: Exemptions from equality

  /// The scale cannot change what an exemption frees: effect coding of
  /// loadings, markers and standardized factors.
  ///
  /// With effect coding of
  /// intercepts the latent origin is another one, on which equal intercepts
  /// beside loadings that differ depend; of `x2~1` lavaan takes back what is
  /// freed there.
  @Test(arguments: [
    ("visual=~x1", 159.7227041, 158.248), ("visual=~x3", 161.8812841, 145.447),
    ("x2~1", 156.3657593, 156.3657593),
  ])
  func partialEqualityUnderEveryScaling(
    _ partial: String, _ chiSquare: Double, _ withIntercepts: Double
  ) throws {
    let scalings: [(chiSquare: Double, set: (inout ModelOptions) -> Void)] = [
      (chiSquare, { $0.effectCodingLoadings = true }),
      (
        withIntercepts,
        {
          $0.effectCodingLoadings = true
          $0.effectCodingIntercepts = true
        }
      ), (chiSquare, { _ in }), (chiSquare, { $0.standardizeLatent = true }),
    ]
    for scaling in scalings {
      let fit = try Self.fitInSchools {
        $0.groupEqual = [.loadings, .intercepts]
        $0.groupPartial = [partial]
        scaling.set(&$0)
      }
      #expect(fit.degreesOfFreedom == 59)
      expectClose(
        try #require(fit.measures["chisq"]), scaling.chiSquare, absolute: 5e-4)
      #expect(!fit.warnings.contains { $0.code == .optionsIdle })
    }
  }

  /// A latent mean or variance that the default rules fix is free where it is
  /// exempt from an equality; lavaan leaves it fixed, and has these values by
  /// other texts.
  @Test func exemptLatentMoments() throws {
    let mean = try Self.fitInSchools {
      $0.groupEqual = [.loadings, .intercepts, .means]
      $0.groupPartial = ["visual~1"]
    }
    #expect(mean.degreesOfFreedom == 62)
    expectClose(
      try #require(mean.measures["chisq"]), 198.383, absolute: 5e-4)
    let variance = try Self.fitInSchools {
      $0.standardizeLatent = true
      $0.groupEqual = [.loadings, .latentVariances]
      $0.groupPartial = ["visual~~visual"]
    }
    #expect(variance.degreesOfFreedom == 56)
    expectClose(
      try #require(variance.measures["chisq"]), 127.4931312, relative: 1e-8)
  }

  /// Thresholds and composites are no intercepts: without them their sets hold
  /// nothing equal, and a warning says so.
  @Test(arguments: [
    ([GroupEquality.thresholds], 115.8513439, 48),
    ([.loadings, .thresholds], 124.0435442, 54),
    ([.loadings, .compositeWeights], 124.0435442, 54),
  ])
  func setsWithoutObject(
    _ sets: [GroupEquality], _ chiSquare: Double, _ df: Int
  ) throws {
    let fit = try Self.fitInSchools { $0.groupEqual = Set(sets) }
    #expect(fit.degreesOfFreedom == df)
    expectClose(try #require(fit.measures["chisq"]), chiSquare, relative: 1e-8)
    #expect(fit.warnings.contains { $0.code == .optionsIdle })
  }

  /// Free intercepts bring no means where the kind of model frees them anyway.
  @Test func interceptsOfKinds() throws {
    for kind in [\ModelOptions.observedInterceptsFree, \.latentInterceptsFree] {
      let fit = try Self.fit(Self.cfa { $0.model[keyPath: kind] = true })
      #expect(fit.parameterCount == 21)
      expectClose(
        try #require(fit.measures["aic"]), 7517.490, absolute: 5e-4)
    }
  }

  // MARK: Modification indices

  /// Covariances of outcomes' residuals, in a path model and beside indicators.
  @Test(arguments: [
    (
      "x4 ~ x1 + x2\nx5 ~ x1\nx7 ~ x4 + x5\nx8 ~ x7 + x1",
      [
        ("x4", "x5", 148.026497, 0.9303934312),
        ("x4", "x7", 3.41776198e-02, 0.0340179942),
        ("x4", "x8", 1.27541093, -0.0616243810),
        ("x5", "x7", 3.96007422e-03, -0.0174550942),
        ("x5", "x8", 5.22554757e-01, 0.0442712369),
        ("x7", "x8", 1.46317502, 0.3145362938),
      ]
    ),
    (
      "f =~ x1 + x2 + x3\nx4 ~ f + x7\nx5 ~ x4\nx6 ~ x5 + f",
      [
        ("x1", "x2", 1.883117788, -0.1253492072),
        ("x1", "x3", 2.478351211, 0.1835718800),
        ("x1", "x4", 3.044447581, 0.1616867323),
        ("x1", "x5", 1.911205388, 0.0690982014),
        ("x1", "x6", 4.361705363, -0.1199910673),
        ("x2", "x3", 7.207278810, 0.2012200475),
        ("x2", "x4", 0.919381081, -0.0699375627),
        ("x2", "x5", 0.952253267, 0.0540307343),
        ("x2", "x6", 0.339537021, -0.0283616726),
        ("x3", "x4", 15.143035999, -0.2923358291),
        ("x3", "x5", 1.153769128, -0.0543737383),
        ("x3", "x6", 0.189759185, -0.0210511555),
        ("x4", "x5", 0.546369456, 0.0987655249),
        ("x4", "x6", 25.047800514, 0.3074246847),
        ("x5", "x6", 27.761010056, -0.2949553573),
      ]
    ),
  ])
  func covariancesOfOutcomes(
    _ text: String, _ expected: [(String, String, Double, Double)]
  ) throws {
    var options = ModificationOptions()
    options.operators = [.covariance]
    let found = try Self.fit(FitOptions(), to: text).modificationIndices(
      options
    )
    .filter { $0.statistic > 1e-6 }
    #expect(found.map(\.lhs) == expected.map(\.0))
    #expect(found.map(\.rhs) == expected.map(\.1))
    for (index, row) in zip(found, expected) {
      expectClose(index.statistic, row.2, relative: 2e-4)
      expectClose(index.expectedChange, row.3, relative: 2e-4)
    }
  }

  // MARK: Residuals

  /// Robust standard errors are those of the residuals too: with MLR from the
  /// expected information, which lavaan takes with `information: expected`.
  @Test(arguments: [
    (
      EstimatorPreset.mlm,
      [0.0060773677, 5.65803296, 0.0577146948, 0.00927165984, 0.832072669],
      [5.04024431, 4.02950961]
    ),
    (
      .mlr,
      [0.0060773677, 5.65803296, 0.0577146948, 0.00927165984, 0.832072669],
      [5.04024431, 4.02950961]
    ),
    (
      .ulsmv,
      [0.00567909762, 5.30208952, 0.0518992627, 0.00847600841, 0.224075131],
      [4.72595387, 1.73394469]
    ),
    (
      .gls,
      [0.00660726917, 8.24081407, 0.0814657047, 0.0114453912, 2.74920307],
      [3.88600203, 3.54479887]
    ),
  ])
  func robustResidualTests(
    _ preset: EstimatorPreset, _ summary: [Double], _ z: [Double]
  ) throws {
    let fit = try Self.fit(
      Self.cfa(preset) {
        if preset == .gls { $0.standardErrors = .robustSEM }
      })
    let found = try #require(try fit.residualSummary(.scaled).first?.covariance)
    let values = [
      found.standardError, found.exactFitZ, found.unbiased,
      found.unbiasedError, found.closeFitZ,
    ]
    for (value, expected) in zip(values, summary) {
      expectClose(try #require(value), expected, relative: 5e-5)
    }
    let tests = try #require(try fit.residualTests(.scaled).first)
    expectClose(tests.covarianceZ[6, 7], z[0], relative: 5e-5)
    expectClose(tests.covarianceZ[0, 8], z[1], relative: 5e-5)
  }

  /// A composite that alone is exogenous is a regression without an error, as
  /// `composites: false` reads it; lavaan 0.7-2 has these numbers.
  @Test func compositesAsRegressions() throws {
    let data = try HolzingerModel.table("political-democracy.csv")
    let rest = "\ndem =~ y1 + y2 + y3 + y4\ndem ~ ses"
    let composite = "ses <~ 1*x1 + x2 + x3" + rest
    let regression = "ses =~ 0; ses ~~ 0*ses; ses ~ 1*x1 + x2 + x3" + rest
    var older = FitOptions()
    older.model.formsComposites = false
    for (fit, op) in [
      (try Model(text: composite).fit(to: data), "<~"),
      (try Model(text: composite).fit(to: data, options: older), "~"),
      (try Model(text: regression).fit(to: data), "~"),
    ] {
      #expect(fit.degreesOfFreedom == 11)
      expectClose(try #require(fit.chiSquare), 22.240, absolute: 5e-4)
      for (name, estimate, standardError) in [
        ("x2", 0.216, 0.471), ("x3", -0.109, 0.288),
      ] {
        let row = try #require(fit.parameter("ses", op, name))
        expectClose(row.estimate, estimate, absolute: 5e-4)
        expectClose(row.standardError ?? .nan, standardError, absolute: 5e-4)
      }
    }
  }
}
