import FitSettings
import Latent
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
