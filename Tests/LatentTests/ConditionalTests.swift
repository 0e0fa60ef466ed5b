import Foundation
import Latent
import Messages
import TestSupport
import Testing

/// Models given exogenous variables; lavaan's figures are compared in
/// Validation (`conditional-x*`).
struct ConditionalTests {
  private static let text = """
    visual =~ x1 + x2 + x3
    textual =~ x4 + x5 + x6
    visual ~ ageyr + sex
    textual ~ visual + ageyr
    """

  private func fit(
    _ text: String = text, _ preset: EstimatorPreset = .ml,
    group: String? = nil, conditional: Bool = true,
    _ change: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    var options = FitOptions(preset)
    options.model.conditionsOnExogenous = conditional
    if !conditional { options.model.meanStructure = true }
    change(&options)
    return try Model(text: text).fit(
      to: HolzingerModel.table(), group: group, options: options)
  }

  @Test(arguments: [EstimatorPreset.ml, .mlf, .mlr])
  func estimatesAndTestAreThoseOfFixedMoments(preset: EstimatorPreset) throws {
    for group in [nil, "school"] {
      let given = try fit(Self.text, preset, group: group)
      let fixed = try fit(
        Self.text, preset, group: group, conditional: false)
      expectClose(
        given.parameters.map(\.estimate), fixed.parameters.map(\.estimate),
        relative: 1e-12)
      expectClose(
        given.parameters.map { $0.standardError ?? 0 },
        fixed.parameters.map { $0.standardError ?? 0 }, relative: 1e-10)
      for name in ["chisq", "chisq_scaled", "df", "logl", "rmsea", "mfi"] {
        #expect(given.measures[name] == fixed.measures[name], "\(name)")
      }
      #expect(
        given.measures["baseline_chisq"] != fixed.measures["baseline_chisq"])
      #expect(
        given.measures["baseline_df"] == (group == nil ? 15 : 30))
    }
  }

  /// The scores given exogenous variables are those of all variables, so that
  /// clusters and weights have the same standard errors and tests, though
  /// lavaan 0.6-14 leaves both out here.
  @Test(arguments: [nil, "school"])
  func clustersAndWeights(group: String?) throws {
    let changes: [(inout FitOptions) -> Void] = [
      { $0.cluster = "agemo" }, { $0.samplingWeights = "x9" },
      {
        $0.cluster = "agemo"
        $0.samplingWeights = "id"
      },
    ]
    let plain = try fit(Self.text, .mlr, group: group)
    for change in changes {
      let given = try fit(Self.text, .mlr, group: group, change)
      let fixed = try fit(
        Self.text, .mlr, group: group, conditional: false, change)
      expectClose(
        given.parameters.map(\.estimate), fixed.parameters.map(\.estimate),
        relative: 1e-11)
      expectClose(
        given.parameters.map { $0.standardError ?? 0 },
        fixed.parameters.map { $0.standardError ?? 0 }, relative: 1e-10)
      expectClose(
        try #require(given.measures["chisq_scaled"]),
        try #require(fixed.measures["chisq_scaled"]), relative: 1e-10)
      #expect(
        given.parameter("x1", "~~", "x1")?.standardError
          != plain.parameter("x1", "~~", "x1")?.standardError)
    }
  }

  /// The remainder when slopes alone misfit: residual covariances of variables
  /// that no model restricts.
  @Test func saturatedResidualsLeaveOnlySlopesAndIntercepts() throws {
    let result = try fit(
      """
      x1 ~ ageyr
      x2 ~ sex
      x1 ~~ x2
      """)
    #expect(result.degreesOfFreedom == 2)
    #expect(try #require(result.measures["baseline_df"]) == 1)
    // Two degrees of freedom against one: no NFI.
    #expect(result.measures.entries.contains { $0.name == "nfi" })
    #expect(result.measures["nfi"] == nil)
  }

  /// Shifting an exogenous variable changes intercepts, and so SRMR, but not
  /// the measures without means, nor GFI.
  @Test func shiftsOfExogenousVariables() throws {
    let table = try HolzingerModel.table()
    let names = ["x1", "x2", "x3", "x4", "x5", "x6", "sex"]
    let shifted = try DataTable(
      columns: names.map { (name: $0, numbers: try table.numbers(named: $0)) }
        + [("ageyr", try table.numbers(named: "ageyr").map { $0 - 13 })])
    var options = FitOptions()
    options.model.conditionsOnExogenous = true
    let other = try Model(text: Self.text).fit(to: shifted, options: options)
    let result = try fit()
    for name in [
      "chisq", "baseline_chisq", "rmr_nomean", "srmr_bentler_nomean",
      "crmr_nomean", "srmr_mplus_nomean", "gfi_lisrel", "agfi_lisrel", "pgfi",
    ] {
      expectClose(
        try #require(other.measures[name]),
        try #require(result.measures[name]), relative: 1e-7)
    }
    // Of lavaan 0.7-2; 0.6-14, where slopes do not count, has 0.2104241 and
    // 0.1283975.
    expectClose(
      try [result, other].map { try #require($0.measures["srmr"]) },
      [0.1785846, 0.1124792], absolute: 5e-7)
  }

  @Test func withoutExogenousVariablesNothingChanges() throws {
    let text = "f =~ x1 + x2 + x3 + x4"
    let given = try fit(text)
    let plain = try fit(text, conditional: false) {
      $0.model.meanStructure = nil
    }
    #expect(given.measures == plain.measures)
    #expect(!given.table.hasMeanStructure)
    #expect(
      given.table.warnings.map(\.code) == ["model.nothing-to-condition-on"])
    #expect(throws: Never.self) {
      try fit(text) { $0.estimation.estimator = .gls }
    }
  }

  @Test func meansAreSaidToBeNeeded() throws {
    let result = try fit { $0.model.meanStructure = false }
    #expect(result.warnings.map(\.code) == ["conditional.means-needed"])
  }

  /// With the inverse of Γ as weight the sandwich is the information's
  /// inverse.
  @Test(arguments: [nil, "school"])
  func robustErrorsOfWLSAreThePlainOnes(group: String?) throws {
    let plain = try fit(Self.text, .wls, group: group)
    let robust = try fit(Self.text, .wls, group: group) {
      $0.standardErrors = .robustSEM
    }
    #expect(plain.isConverged)
    expectClose(
      robust.parameters.map { $0.standardError ?? 0 },
      plain.parameters.map { $0.standardError ?? 0 }, relative: 1e-8)
  }

  /// ULS fits other moments given exogenous variables; where the model
  /// restricts none, the estimates are those of ordinary least squares with
  /// either.
  @Test func leastSquaresOfASaturatedModel() throws {
    let text = "x1 ~ ageyr + sex\nx2 ~ ageyr + sex\nx1 ~~ x2"
    let given = try [EstimatorPreset.uls, .wls].map { try fit(text, $0) }
    let fixed = try fit(text, .uls, conditional: false) {
      $0.model.fixedExogenous = true
    }
    for one in given {
      #expect(one.degreesOfFreedom == 0)
      expectClose(
        one.parameters.map(\.estimate), fixed.parameters.map(\.estimate),
        relative: 1e-8)
    }
    let other = try fit(Self.text, .uls)
    let all = try fit(Self.text, .uls, conditional: false) {
      $0.model.fixedExogenous = true
    }
    #expect(other.measures["chisq"] != all.measures["chisq"])
  }

  /// Weights of 1 weigh nothing; others move robust errors of ULS.
  @Test func weightsWithULSM() throws {
    let names = ["x1", "x2", "x3", "x4", "x5", "x6", "ageyr", "sex", "w"]
    let table = try HolzingerModel.table()
    let errors = try [1, 2].map { other in
      let columns = try names.map { name in
        let numbers =
          name == "w"
          ? try table.numbers(named: "x1").indices.map {
            $0.isMultiple(of: 2) ? 1 : Double(other)
          } : try table.numbers(named: name)
        return (name: name, numbers: numbers)
      }
      var options = FitOptions(.ulsm)
      options.model.conditionsOnExogenous = true
      options.samplingWeights = "w"
      return try Model(text: Self.text).fit(
        to: DataTable(columns: columns), options: options
      ).parameters.map { $0.standardError ?? 0 }
    }
    // Weighted moments divide by N.
    let plain = try fit(Self.text, .ulsm).parameters.map {
      $0.standardError ?? 0
    }
    expectClose(errors[0], plain, relative: 1e-2)
    #expect(errors[0] != errors[1])
  }

  @Test func standardErrorsOfResidualsAreRefused() throws {
    let result = try fit(Self.text, .uls)
    let error = #expect(throws: LatentError.self) {
      try result.residuals(.standardized)
    }
    #expect(error?.code == "conditional.residuals")
    #expect(throws: Never.self) { try result.modificationIndices() }
  }

  @Test func whatDoesNotGoTogether() throws {
    let changes: [(inout FitOptions) -> Void] = [
      { $0.estimation.estimator = .gls },
      { $0.missing = .fullInformationExogenous },
      { $0.estimation.bounds = .standard },
    ]
    for change in changes {
      let error = #expect(throws: LatentError.self) {
        try fit(Self.text, .ml, change)
      }
      #expect(error?.code == "conditional.unsupported")
    }
    let error = #expect(throws: LatentError.self) {
      try fit { $0.model.fixedExogenous = false }
    }
    #expect(error?.code == "model.conditional-random")
  }
}
