import Latent
import TestSupport
import Testing

/// Numbers that lavaan 0.7-2 and 0.6-14 compute in different ways, both made
/// by Validation/tools/versions.R; Documentation/Estimators.md and the other
/// documents say which version is followed, and why.
struct VersionDifferenceTests {
  /// The complete cases in 43 clusters of seven consecutive rows.
  private static func clusters() throws -> DataTable {
    let table = try HolzingerModel.table()
    var columns = try (1...9).map {
      (name: "x\($0)", numbers: try table.numbers(named: "x\($0)"))
    }
    columns.append(
      (name: "block", numbers: (0..<table.rowCount).map { Double($0 / 7) }))
    return try DataTable(columns: columns)
  }

  private static func fit(
    _ options: FitOptions, to table: DataTable, by group: String? = nil
  ) throws -> Fit {
    var options = options
    options.model.kind = .cfa
    return try Model(text: HolzingerModel.text).fit(
      to: table, group: group, options: options)
  }

  /// The test of ML with clusters has the Hessian, as that of MLR; 0.6-14
  /// takes `h1` with ML, and has 77.2414396 with the factor 1.1044010.
  @Test(arguments: [EstimatorPreset.ml, .mlr])
  func clusteredTest(_ preset: EstimatorPreset) throws {
    var options = FitOptions(preset)
    options.cluster = "block"
    let fit = try Self.fit(options, to: try Self.clusters())
    let expected = [
      "chisq_scaled": 79.0568372, "chisq_scaling_factor": 1.0790404,
      "baseline_chisq_scaled": 903.6889481, "cfi_robust": 0.9326623,
      "rmsea_robust": 0.0906850, "scaling_factor_h0": 1.1198124,
    ]
    for (name, value) in expected {
      expectClose(
        try #require(fit.measures[name]), value, relative: 1e-6, name)
    }
  }

  /// `yuan.bentler.mplus` takes the Hessian wherever it stands, and `h1` where
  /// that is asked for; 0.6-14 takes `h1` with all but MLR: 81.9556062.
  @Test func testOfMplusBesideOtherErrors() throws {
    var options = FitOptions()
    options.standardErrors = .robustSEM
    options.information = .observed
    options.tests = [.standard, .yuanBentlerMplus]
    let table = try HolzingerModel.table()
    let fit = try Self.fit(options, to: table)
    expectClose(
      try #require(fit.measures["chisq_scaled"]), 87.1316034, relative: 1e-6)
    expectClose(
      try #require(fit.measures["scaling_factor_h0"]), 1.1332591,
      relative: 1e-6)
    options.observedInformation = .h1
    let other = try Self.fit(options, to: table)
    expectClose(
      try #require(other.measures["chisq_scaled"]), 81.9556062, relative: 1e-6)
  }

  /// A marker that `group-partial` names is free in the later groups where the
  /// factor's other loadings are equal; 0.6-14 leaves it fixed (124.0435,
  /// df 54).
  @Test(arguments: [
    (["visual=~x1"], 121.2667, 53),
    (["visual=~x1", "speed=~x7"], 121.0856, 52),
  ])
  func partialMarkers(_ partial: [String], _ chiSquare: Double, _ df: Int)
    throws
  {
    var options = FitOptions()
    options.model.groupEqual = [.loadings]
    options.model.groupPartial = partial
    let fit = try Self.fit(
      options, to: try HolzingerModel.table(), by: "school")
    expectClose(
      try #require(fit.measures["chisq"]), chiSquare, absolute: 5e-5)
    #expect(fit.degreesOfFreedom == df)
    #expect(fit.parameter("visual", "=~", "x1")?.estimate == 1)
    // The same model with standardized factors.
    options.model.standardizeLatent = true
    let other = try Self.fit(
      options, to: try HolzingerModel.table(), by: "school")
    expectClose(
      try #require(fit.measures["chisq"]),
      try #require(other.measures["chisq"]), relative: 1e-9)
  }

  /// With intercepts equal too.
  @Test func partialMarkerAndItsIntercept() throws {
    var options = FitOptions()
    options.model.groupEqual = [.loadings, .intercepts]
    options.model.groupPartial = ["visual=~x1", "x1~1"]
    let fit = try Self.fit(
      options, to: try HolzingerModel.table(), by: "school")
    expectClose(try #require(fit.measures["chisq"]), 154.4357, absolute: 5e-5)
    #expect(fit.degreesOfFreedom == 58)
  }

  /// A marker stays fixed where no other loading of the factor is equal across
  /// groups, and a warning says so.
  @Test func partialMarkerWithoutOtherLoadings() throws {
    var options = FitOptions()
    options.model.groupEqual = [.loadings]
    options.model.groupPartial = ["visual=~x1", "visual=~x2", "visual=~x3"]
    let fit = try Self.fit(
      options, to: try HolzingerModel.table(), by: "school")
    options.model.groupPartial = ["visual=~x2", "visual=~x3"]
    let other = try Self.fit(
      options, to: try HolzingerModel.table(), by: "school")
    #expect(fit.measures == other.measures)
  }

  /// The complete classrooms, with a column of ones.
  private static func classrooms() throws -> DataTable {
    let table = try HolzingerModel.table("holzinger-classrooms.csv")
    var columns = try (1...9).map {
      (name: "x\($0)", numbers: try table.numbers(named: "x\($0)"))
    }
    columns.append(
      (name: "weight", numbers: try table.numbers(named: "weight")))
    columns.append(
      (name: "one", numbers: [Double](repeating: 1, count: table.rowCount)))
    return try DataTable(columns: columns)
  }

  /// Weights of 1 change nothing, whatever the estimator; before, covariances
  /// of least squares divided by N with weights and by N − 1 without.
  @Test(
    arguments: EstimatorPreset.allCases.filter { $0 != .mlf && $0 != .pml })
  func weightsOfOne(_ preset: EstimatorPreset) throws {
    let table = try Self.classrooms()
    var options = FitOptions(preset)
    if preset == .ml { options = FitOptions(.mlr) }
    if [.gls, .uls, .dwls].contains(preset) {
      options.standardErrors = .robustSEM
      options.tests = [.standard]
    }
    let plain = try Self.fit(options, to: table)
    options.samplingWeights = "one"
    let weighted = try Self.fit(options, to: table)
    for (one, two) in pairs(plain.parameters, weighted.parameters) {
      expectClose(one.estimate, two.estimate, relative: 1e-9)
      expectClose(
        one.standardError ?? 0, two.standardError ?? 0, relative: 1e-9,
        absolute: 1e-12)
    }
    for entry in plain.measures.entries {
      guard let value = entry.value else { continue }
      expectClose(
        try #require(weighted.measures[entry.name]), value, relative: 1e-8,
        absolute: 1e-9, entry.name)
    }
  }

  /// Unequal weights: estimates and standard errors of visual =~ x2 and x3, χ²
  /// and the scaled χ² of 0.7-2.
  @Test(arguments: [
    WeightedFit(
      .mlm, [0.6865256, 0.9023083], [0.1008679, 0.1010515], 85.9724783,
      64.7794348),
    WeightedFit(
      .gls, [0.6611637, 0.8744881], [0.1069878, 0.1032346], 82.7803411),
    WeightedFit(
      .ulsm, [0.6707472, 0.8389952], [0.1085466, 0.09984574], 69.0996411,
      73.9340212),
    WeightedFit(
      .ulsmv, [0.6707472, 0.8389952], [0.1085466, 0.09984574], 69.0996411,
      61.5544036),
    WeightedFit(
      .ulsmvs, [0.6707472, 0.8389952], [0.1085466, 0.09984574], 69.0996411,
      41.8189365),
    WeightedFit(
      .wls, [0.5938129, 0.8740699], [0.08481707, 0.09210898], 86.6804945),
  ])
  func weightedFits(_ expected: WeightedFit) throws {
    var options = FitOptions(expected.preset)
    options.samplingWeights = "weight"
    let fit = try Self.fit(options, to: try Self.classrooms())
    for (index, name) in ["x2", "x3"].enumerated() {
      let row = try #require(fit.parameter("visual", "=~", name))
      expectClose(row.estimate, expected.estimates[index], relative: 1e-5)
      expectClose(
        try #require(row.standardError), expected.errors[index],
        relative: 2e-5)
    }
    expectClose(
      try #require(fit.measures["chisq"]), expected.chiSquare, relative: 1e-8)
    if let scaled = expected.scaled {
      expectClose(
        try #require(fit.measures["chisq_scaled"]), scaled, relative: 1e-6)
    }
  }

  /// Browne's distribution-free test takes the weights in.
  @Test(arguments: [
    (EstimatorPreset.ml, 86.82002), (.gls, 87.31407), (.ulsm, 85.40730),
  ])
  func weightedResidualTest(_ preset: EstimatorPreset, _ value: Double) throws {
    var options = FitOptions(preset)
    options.samplingWeights = "weight"
    options.tests.append(.browneResidualADF)
    let fit = try Self.fit(options, to: try Self.classrooms())
    let test = try #require(
      fit.tests.first { $0.kind == .browneResidualADF })
    expectClose(test.chiSquare, value, absolute: 1e-4)
  }

  /// ULS with the standard errors and the test of 0.7-2, of normal variables.
  ///
  /// For ML 0.7-2 takes the distribution-free Γ instead; its values are
  /// computed from lavaan's matrices.
  @Test(arguments: [
    (EstimatorPreset.uls, [0.1031361245, 0.1057543443, 0.07031220656]),
    (.ml, [0.1003686875, 0.1091441057, 0.06517395004]),
  ])
  func normalTheorySandwich(_ preset: EstimatorPreset, _ errors: [Double])
    throws
  {
    var options = FitOptions(preset)
    options.standardErrors = .robustSEMNT
    options.tests = [.standard, .browneResidualNT]
    let fit = try Self.fit(options, to: try HolzingerModel.table())
    for (name, expected) in zip(["x2", "x3"], errors) {
      let row = try #require(fit.parameter("visual", "=~", name))
      expectClose(
        try #require(row.standardError), expected, relative: 1e-5)
    }
    let row = try #require(fit.parameter("textual", "=~", "x5"))
    expectClose(try #require(row.standardError), errors[2], relative: 1e-5)
    if preset == .uls {
      let test = try #require(fit.tests.last)
      expectClose(test.chiSquare, 74.5262902, relative: 1e-6)
    }
    // No cases are needed.
    let moments = try SampleMoments(
      variableNames: fit.sample[0].variables, observationCount: 301,
      covariance: fit.sample[0].covariance.elements,
      divisor: preset == .uls ? .countMinusOne : .count)
    options.model.kind = .cfa
    let other = try Model(text: HolzingerModel.text).fit(
      to: moments, options: options)
    expectClose(
      other.parameters.map { $0.standardError ?? 0 },
      fit.parameters.map { $0.standardError ?? 0 }, relative: 1e-8)
  }

  /// The same with equal loadings in two groups, of 0.7-2.
  @Test func normalTheorySandwichOfGroups() throws {
    var options = FitOptions(.uls)
    options.standardErrors = .robustSEMNT
    options.model.groupEqual = [.loadings]
    let fit = try Self.fit(
      options, to: try HolzingerModel.table(), by: "school")
    for (name, expected) in [("x2", 0.10199076131), ("x3", 0.10671060355)] {
      let row = try #require(fit.parameter("visual", "=~", name))
      expectClose(
        try #require(row.standardError), expected, relative: 1e-5)
    }
  }

  /// The RMSEA of a restriction with a scaled difference; 0.6-14 takes it from
  /// scaled statistics.
  @Test(arguments: [
    (EstimatorPreset.ml, 0.1985497711), (.mlm, 0.2032950681),
    (.mlr, 0.1980771808),
  ])
  func rmseaOfRestriction(_ preset: EstimatorPreset, _ value: Double) throws {
    let table = try HolzingerModel.table("holzinger-classrooms.csv")
    var options = FitOptions(preset)
    options.model.groupEqual = [.loadings]
    let general = try Self.fit(options, to: table, by: "school")
    options.model.groupEqual = [.loadings, .intercepts]
    let restricted = try Self.fit(options, to: table, by: "school")
    let comparison = try general.compared(with: restricted)
    let test = try #require(comparison.pairs.first?.test)
    expectClose(try #require(test.rmsea), value, relative: 1e-5)
  }

  /// By default weights sum to the number of cases in every group; `total`, as
  /// in 0.6-14, differs where equalities bind the groups.
  @Test(arguments: [
    (WeightNormalization.group, 169.2082202), (.total, 168.9840745),
  ])
  func normalizedWeights(_ kind: WeightNormalization, _ value: Double) throws {
    var options = FitOptions()
    #expect(options.weightNormalization == .group)
    options.samplingWeights = "weight"
    options.weightNormalization = kind
    options.model.groupEqual = [.loadings, .intercepts]
    let fit = try Self.fit(
      options, to: try HolzingerModel.table("holzinger-classrooms.csv"),
      by: "school")
    expectClose(try #require(fit.measures["chisq"]), value, relative: 1e-7)
  }
}

/// What a weighted fit of lavaan 0.7-2 has.
struct WeightedFit: Sendable {
  var preset: EstimatorPreset
  var estimates: [Double]
  var errors: [Double]
  var chiSquare: Double
  var scaled: Double?

  init(
    _ preset: EstimatorPreset, _ estimates: [Double], _ errors: [Double],
    _ chiSquare: Double, _ scaled: Double? = nil
  ) {
    self.preset = preset
    self.estimates = estimates
    self.errors = errors
    self.chiSquare = chiSquare
    self.scaled = scaled
  }
}
