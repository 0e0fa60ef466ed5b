import FitSettings
import Latent
import RealModule
import ReportRendering
import Reporting
import TestSupport
import Testing

/// The groups' sizes as parameters, and informations of two elements.
struct GroupWeightTests {
  private static func fit(_ preset: EstimatorPreset, isFree: Bool = true) throws
    -> Fit
  {
    var options = FitOptions(preset)
    options.model.kind = .cfa
    options.hasFreeGroupWeights = isFree
    return try Model(text: HolzingerModel.text).fit(
      to: try HolzingerModel.table(), group: "school", options: options)
  }

  /// lavaan 0.7-2, and 0.6-14 alike where the measures have the same names
  /// (Validation/tools/versions.R, `group.w.free`).
  @Test(arguments: [
    (
      EstimatorPreset.ml, [0.080064077, 0.083045480],
      [
        "npar": 62, "chisq": 115.85134387, "df": 48, "aic": 7488.39502414,
        "bic": 7718.23586055, "bic2": 7521.60712060, "ecvi": 0.79684832,
        "gfi_lisrel": 0.99630316, "agfi_lisrel": 0.99152808,
        "pgfi": 0.43475047,
      ]
    ),
    (
      .mlr, [0.080064077, 0.083045480],
      [
        "npar": 62, "chisq": 115.85134387, "chisq_scaled": 121.7406,
        "scaling_factor_h1": 1.03281821, "scaling_factor_h0": 1.09567775,
      ]
    ),
    (
      .gls, [0.080331403, 0.083322761],
      ["npar": 62, "chisq": 97.479948, "df": 48]
    ),
  ])
  func groupWeights(
    _ preset: EstimatorPreset, _ errors: [Double], _ expected: [String: Double]
  ) throws {
    let fit = try Self.fit(preset)
    let plain = try Self.fit(preset, isFree: false)
    for (name, value) in expected {
      expectClose(
        try #require(fit.measures[name]), value, relative: 1e-6, name)
    }
    #expect(fit.degreesOfFreedom == plain.degreesOfFreedom)
    #expect(fit.modelDegrees == plain.modelDegrees)
    #expect(fit.parameters == plain.parameters)
    let weights = fit.groupWeights
    #expect(weights.map(\.group) == [1, 2])
    for (weight, value) in zip(weights, [5.049856007, 4.976733742]) {
      expectClose(weight.estimate, value, relative: 1e-9)
    }
    for (weight, error) in zip(weights, errors) {
      expectClose(try #require(weight.standardError), error, relative: 1e-7)
    }
    #expect(plain.groupWeights.isEmpty)
  }

  private static func fit(
    _ text: String, _ preset: EstimatorPreset = .ml,
    set: (inout FitOptions) -> Void = { _ in }
  ) throws -> Fit {
    var options = FitOptions(preset)
    options.model.kind = .cfa
    set(&options)
    return try Model(text: "visual =~ x1 + x2 + x3\n" + text).fit(
      to: try HolzingerModel.table(), group: "school", options: options)
  }

  /// Estimates, standard errors, degrees of freedom, the number of parameters.
  ///
  /// lavaan 0.7-2: `cfa(text, HolzingerSwineford1939, group = "school",
  /// group.w.free = TRUE)`. Groups of 156 and 145.
  @Test(arguments: [
    (
      "group % c(w1, w2)*w", EstimatorPreset.ml, [5.049856007, 4.976733742],
      [0.080064077, 0.083045480], 0, 20
    ),
    (
      "group % c(w, w)*w", .ml, [5.013963084, 5.013963084],
      [0.057639041770423526, 0.057639041770423526], 1, 19
    ),
  ])
  func namedWeights(
    _ text: String, _ preset: EstimatorPreset, _ estimates: [Double],
    _ errors: [Double], _ degrees: Int, _ count: Int
  ) throws {
    let fit = try Self.fit(text, preset)
    for (weight, value) in zip(fit.groupWeights, estimates) {
      expectClose(weight.estimate, value, relative: 1e-9)
    }
    for (weight, error) in zip(fit.groupWeights, errors) {
      expectClose(try #require(weight.standardError), error, relative: 1e-7)
    }
    #expect(fit.degreesOfFreedom == degrees)
    #expect(fit.modelDegrees == degrees)
    #expect(fit.measures["npar"] == Double(count))
  }

  /// Equal sizes cost the likelihood ratio of two Poisson means against one.
  ///
  /// It is 2 Σ n log(n/n̄); the model is saturated otherwise.
  @Test func restrictedWeightsCountInChiSquare() throws {
    let free = try Self.fit("group % c(w1, w2)*w")
    let equal = try Self.fit("group % c(w1, w2)*w\nw1 == w2")
    let expected = [156.0, 145].reduce(0) {
      $0 + 2 * $1 * Double.log($1 / 150.5)
    }
    expectClose(
      try #require(equal.chiSquare) - (try #require(free.chiSquare)), expected,
      relative: 1e-8)
    let likelihoods = try [free, equal].map { fit in
      try #require(fit.measures["logl"])
    }
    expectClose(
      2 * (likelihoods[0] - likelihoods[1]), expected, relative: 1e-8)
    expectClose(
      try #require(equal.measures["fmin"]), expected / 602, relative: 1e-8)
    #expect(equal.parameters.count { $0.op == .groupWeight } == 2)
  }

  /// Pearson's discrepancy beside least squares: √((156² + 145²)/2), as in
  /// lavaan 0.7-2.
  @Test func equalWeightsOfLeastSquares() throws {
    let fit = try Self.fit("group % c(w, w)*w", .gls)
    let mean = ((156.0 * 156 + 145 * 145) / 2).squareRoot()
    for weight in fit.groupWeights {
      expectClose(weight.estimate, Double.log(mean), relative: 1e-10)
      expectClose(
        try #require(weight.standardError),
        (301.0 / 299 / 301).squareRoot(), relative: 1e-10)
    }
  }

  /// p = exp(w₁)/Σ exp(w) has the variance p(1 − p)/N of a share.
  @Test func definitionsOfWeights() throws {
    let fit = try Self.fit(
      "group % c(w1, w2)*w\nshare := exp(w1)/(exp(w1) + exp(w2))\n"
        + "difference := w1 - w2")
    let share = try #require(fit.parameter("share", ":="))
    expectClose(share.estimate, 156.0 / 301, relative: 1e-12)
    expectClose(
      try #require(share.standardError),
      (156.0 * 145 / (301 * 301 * 301)).squareRoot(), relative: 1e-10)
    let difference = try #require(fit.parameter("difference", ":="))
    expectClose(
      try #require(difference.standardError),
      (1.0 / 156 + 1.0 / 145).squareRoot(), relative: 1e-10)
  }

  @Test(arguments: [
    ("group % c(w1, w2)*w\nw1 < w2", LatentError.Code.modelGroupWeight),
    ("group % c(a, w2)*w\nvisual =~ c(a, b)*x4", .modelGroupWeight),
    ("group % c(w1, w2)*w\nw1 == 4\nw1 == 5", .groupWeightsUnsupported),
    ("group % c(w1, w2)*v", .syntaxInvalidName),
    ("grp % c(w1, w2)*w", .syntaxUnexpectedCharacter),
  ])
  func refusesOtherWeights(_ text: String, _ code: LatentError.Code) {
    let error = #expect(throws: LatentError.self) { try Self.fit(text) }
    #expect(error?.code == code, "\(String(describing: error))")
  }

  /// Scaled tests have no part for restricted sizes; Wald tests and profiles
  /// take sizes for constants.
  @Test func refusesWhatWouldIgnoreWeights() throws {
    let restricted = #expect(throws: LatentError.self) {
      try Self.fit("group % c(w, w)*w", .mlr)
    }
    #expect(restricted?.code == .groupWeightsUnsupported)
    let weighted = #expect(throws: LatentError.self) {
      try Self.fit("group % c(w1, w2)*w", .mlr) { $0.cluster = "agemo" }
    }
    #expect(weighted?.code == .groupWeightsUnsupported)
    let fit = try Self.fit("group % c(w1, w2)*w\nd := w1 - w2")
    let wald = #expect(throws: LatentError.self) {
      try fit.waldTest("w1 == w2")
    }
    #expect(wald?.code == .groupWeightsUnsupported)
  }

  @Test func documentHasGroupWeights() throws {
    let result = ReportedFit(try Self.fit(.ml))
    let rows = result.records.records
    #expect(rows.count == result.fit.parameters.count + 2)
    #expect(rows.allSatisfy { $0.count == result.records.fields.count })
    let text = TextRenderer().render(result)
    #expect(text.contains("Group weights"))
  }

  /// Weighted, clustered and ordered cases have no such Poisson distribution.
  @Test func refusals() {
    var options = FitOptions(.mlr)
    options.hasFreeGroupWeights = true
    options.cluster = "school"
    let error = #expect(throws: LatentError.self) {
      try FitRules.check(RequestedFit(options))
    }
    #expect(error?.code == .groupWeightsUnsupported)
  }

  /// The second elements are held to the rules of the first.
  @Test func informationsOfTests() {
    func code(_ preset: EstimatorPreset, _ set: (inout FitOptions) -> Void)
      -> LatentError.Code?
    {
      var options = FitOptions(preset)
      set(&options)
      do throws(LatentError) {
        try FitRules.check(RequestedFit(options.resolved))
        return nil
      } catch { return error.code }
    }
    #expect(
      code(.gls) {
        $0.information = .observed
        $0.informationOfTests = .firstOrder
      } == .informationUnsupported)
    #expect(
      code(.uls) { $0.h1InformationOfTests = .unstructured }
        == .informationH1NeedsMl)
    #expect(
      code(.mlm) { $0.informationOfTests = .firstOrder } == .testUnsupported)
    #expect(
      code(.ml) { $0.observedInformationOfTests = .h1 }
        == .informationObservedUnused)
    #expect(code(.mlr) { $0.observedInformationOfTests = .h1 } == nil)
    #expect(
      code(.mlm) {
        $0.informationOfTests = .observed
        $0.observedInformationOfTests = .h1
      } == nil)
    #expect(
      code(.mlr) {
        $0.h1Information = .unstructured
        $0.h1InformationOfTests = .structured
      } == nil)
  }
}
