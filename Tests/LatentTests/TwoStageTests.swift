import Latent
import Messages
import TestSupport
import Testing

/// Two stages and pairwise moments of incomplete cases from tables; the
/// numbers themselves are compared in Validation (`two-stage-*`,
/// `robust-two-stage-*`, `pairwise-*`).
struct TwoStageTests {
  private static let text = HolzingerModel.text

  private func table(_ name: String) throws -> DataTable {
    try HolzingerModel.table(name)
  }

  private func options(_ missing: MissingTreatment) -> FitOptions {
    var options = FitOptions()
    options.model.kind = .cfa
    options.missing = missing
    return options
  }

  private func fit(
    _ missing: MissingTreatment, text: String = Self.text,
    data: String = "holzinger-swineford-missing.csv"
  ) throws -> Fit {
    try Model(text: text).fit(to: table(data), options: options(missing))
  }

  private func expectSame(
    _ first: Fit, _ second: Fit, relative: Double, measures: [String]
  ) {
    for (own, other) in pairs(first.parameters, second.parameters) {
      expectClose(
        own.estimate, other.estimate, relative: relative, absolute: 1e-8)
      expectClose(
        own.standardError ?? 0, other.standardError ?? 0, relative: relative)
    }
    for name in measures {
      expectClose(
        first.measures[name] ?? .nan, second.measures[name] ?? .nan,
        relative: relative, name)
    }
  }

  /// Γ of complete normal cases is W_c⁻¹: nothing is scaled, and the standard
  /// errors are those of the expected information at the sample's moments.
  @Test func completeCasesNeedNoCorrection() throws {
    let staged = try fit(.twoStage, data: "holzinger-swineford-1939.csv")
    var ordinary = options(.listwise)
    ordinary.model.meanStructure = true
    ordinary.h1Information = .unstructured
    let other = try Model(text: Self.text).fit(
      to: table("holzinger-swineford-1939.csv"), options: ordinary)
    expectSame(
      staged, other, relative: 1e-7,
      measures: [
        "chisq", "baseline_chisq", "cfi", "logl", "srmr", "gfi_lisrel",
      ])
    expectClose(
      staged.measures["chisq_scaling_factor"] ?? .nan, 1, relative: 1e-9)
  }

  /// For any distribution they are Satorra and Bentler's, with the weight at
  /// the sample's moments.
  @Test func completeCasesGiveSatorraBentler() throws {
    let staged = try fit(.robustTwoStage, data: "holzinger-swineford-1939.csv")
    var robust = FitOptions(.mlm)
    robust.model.kind = .cfa
    robust.model.meanStructure = true
    robust.h1Information = .unstructured
    let other = try Model(text: Self.text).fit(
      to: table("holzinger-swineford-1939.csv"), options: robust)
    expectSame(
      staged, other, relative: 1e-7,
      measures: [
        "chisq_scaled", "chisq_scaling_factor", "baseline_chisq_scaled",
        "cfi_robust", "rmsea_robust",
      ])
  }

  /// The saturated moments are those of full information.
  @Test func stagesShareTheSaturatedMoments() throws {
    let staged = try fit(.twoStage)
    let full = try fit(.fullInformation)
    #expect(staged.sample[0].covariance == full.sample[0].covariance)
    #expect(staged.sample[0].mean == full.sample[0].mean)
    #expect(staged.observationCount == 300)
    let report = TextRenderer().render(ReportedFit(staged))
    #expect(report.contains("two.stage: saturated moments first"))
    #expect(report.contains("Satorra and Bentler"))
  }

  @Test func nestedModelsCompare() throws {
    for missing in [MissingTreatment.twoStage, .pairwise] {
      let general = try fit(missing)
      let restricted = try fit(
        missing, text: Self.text + "\nvisual ~~ 0*speed")
      let pair = try #require(
        try compare([general, restricted]).pairs.first)
      #expect(pair.relation == .nested)
      let difference =
        (restricted.chiSquare ?? .nan) - (general.chiSquare ?? .nan)
      guard missing == .twoStage else {
        expectClose(
          pair.test?.chiSquare ?? .nan, difference, relative: 1e-10)
        continue
      }
      // Satorra and Bentler (2001).
      func scaled(_ fit: Fit) -> Double {
        (fit.measures["chisq_scaling_factor"] ?? .nan)
          * Double(fit.modelDegrees)
      }
      expectClose(
        pair.test?.chiSquare ?? .nan,
        difference / (scaled(restricted) - scaled(general)), relative: 1e-10)
    }
  }

  /// Without a missing value pairwise moments are the moments.
  @Test func pairwiseOfCompleteCases() throws {
    for estimator in [Estimator.ml, .uls] {
      var pairwise = options(.pairwise)
      pairwise.estimation.estimator = estimator
      var listwise = pairwise
      listwise.missing = .listwise
      let data = try table("holzinger-swineford-1939.csv")
      let model = try Model(text: Self.text)
      try expectSame(
        model.fit(to: data, options: pairwise),
        model.fit(to: data, options: listwise), relative: 1e-7,
        measures: ["chisq", "baseline_chisq", "srmr", "gfi_lisrel"])
    }
  }

  /// Moments that no complete cases could have are refused; ULS takes them.
  @Test func impossiblePairwiseMoments() throws {
    // x1 = x2 = x3 in pairs, with signs that contradict each other.
    var columns: [[Double]] = [[], [], []]
    for i in 0..<60 {
      let value = Double((i * 7) % 13) - 6
      switch i % 3 {
      case 0:
        for (k, x) in [value, value, .nan].enumerated() { columns[k].append(x) }
      case 1:
        for (k, x) in [.nan, value, value].enumerated() { columns[k].append(x) }
      default:
        for (k, x) in [value, .nan, -value].enumerated() {
          columns[k].append(x)
        }
      }
    }
    let data = try DataTable(
      columns: columns.enumerated().map {
        (name: "x\($0.offset + 1)", numbers: $0.element)
      })
    let model = try Model(text: "f =~ x1 + x2 + x3")
    #expect(
      code(model, data, options(.pairwise)) == "pairwise.not-positive-definite")
    var first = columns
    for i in 0..<60 where i % 3 == 2 { first[0][i] = .nan }
    let apart = try DataTable(
      columns: first.enumerated().map {
        (name: "x\($0.offset + 1)", numbers: $0.element)
      })
    #expect(code(model, apart, options(.pairwise)) == "pairwise.no-cases")
    for stages in [MissingTreatment.twoStage, .robustTwoStage] {
      #expect(code(model, apart, options(stages)) == "two-stage.no-cases")
    }
  }

  private func code(
    _ model: Model, _ data: DataTable, _ options: FitOptions
  ) -> String? {
    do {
      _ = try model.fit(to: data, options: options)
      return nil
    } catch {
      return error.code.rawValue
    }
  }

  @Test func refusals() throws {
    let data = try table("holzinger-swineford-missing.csv")
    let model = try Model(text: Self.text)
    func code(
      _ missing: MissingTreatment, _ change: (inout FitOptions) -> Void
    ) -> String? {
      var options = options(missing)
      change(&options)
      return self.code(model, data, options)
    }
    let stage = MissingTreatment.robustTwoStage
    #expect(
      code(stage) { $0.estimation.estimator = .uls } == "two-stage.needs-ml")
    #expect(
      code(stage) { $0.estimation.likelihood = .wishart }
        == "two-stage.needs-ml")
    #expect(
      code(stage) { $0.model.fixedExogenous = true } == "two-stage.fixed-x")
    #expect(code(.twoStage) { $0.cluster = "school" } == "two-stage.cluster")
    #expect(
      code(stage) { $0.standardErrors = .robustSEM }
        == "two-stage.standard-errors")
    #expect(
      code(stage) { $0.standardErrors = .twoStage }
        == "two-stage.standard-errors")
    #expect(
      code(stage) { $0.tests = [.standard, .scaledShifted] }
        == "two-stage.test")
    #expect(
      code(stage) { $0.information = .firstOrder } == "two-stage.information")
    #expect(
      code(stage) { $0.samplingWeights = "ageyr" }
        == "missing.sampling-weights")
    #expect(code(stage) { $0.auxiliary = ["agemo"] } == "auxiliary.needs-fiml")
    #expect(
      code(.listwise) { $0.standardErrors = .twoStage } == "se.two-stage")
    #expect(
      code(.pairwise) { $0.estimation.estimator = .gls }
        == "missing.pairwise-gls")
    #expect(
      code(.pairwise) { $0.estimation.estimator = .wls } == "missing.pairwise")
    #expect(
      code(.pairwise) { $0.standardErrors = .robustSEM } == "missing.pairwise")
    #expect(code(.pairwise) { $0.cluster = "school" } == "missing.pairwise")
  }
}
